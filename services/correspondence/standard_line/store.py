"""The table of standard lines; a line that was never changed here stands as policy has it."""

from collections.abc import Mapping
from uuid import NAMESPACE_URL, UUID, uuid5

from chassis.conn import Conn
from chassis.states import States
from services.correspondence.policy.lines import FirstLine, first_lines
from services.correspondence.standard_line.domain import Line, Version, Wording

LINES = States("standard_line", Line, lambda one: one.id)


def id_of(code: str) -> UUID:
    """One line a place in letters."""
    return uuid5(NAMESPACE_URL, f"/cspr/standard-line/{code}")


def first(id_: UUID) -> Line:
    """A line as policy has it; its id is that of a known code."""
    [found] = [one for one in first_lines().values() if id_of(one.code) == id_]
    return _of(found)


def _of(one: FirstLine) -> Line:
    wording = Wording(one.text, one.owner, one.review_on, one.expires_on)
    approved = Version(1, wording, one.approved_by, one.approved_on)
    return Line(id_of(one.code), one.code, (approved,))


async def lines(conn: Conn) -> Mapping[str, Line]:
    """Every line by its code."""
    kept = await LINES.read(conn, [id_of(code) for code in first_lines()])
    return {code: kept.get(id_of(code)) or _of(one) for code, one in first_lines().items()}
