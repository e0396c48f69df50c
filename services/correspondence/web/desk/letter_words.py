"""The words of one letter at the desk: what it says, what is doubtful, where it differs from what it is made of."""

from collections.abc import Sequence
from dataclasses import dataclass

from markupsafe import Markup

from chassis.conn import Conn
from chassis.errors import NotFound
from services.correspondence.letter.doubts import Doubt
from services.correspondence.letter.plain import Plain, plain
from services.correspondence.letter.standard import Departure
from services.correspondence.letter.state import Letter
from services.correspondence.letter.texts import Change
from services.correspondence.policy.lines import first_lines
from services.correspondence.policy.plain import plain_rule
from services.correspondence.read_models import names
from services.correspondence.render.content import Letter as Content
from services.correspondence.render.html import html
from services.correspondence.use_cases.actions import Actions
from services.correspondence.web.shown.timeline import ERASED


@dataclass(frozen=True)
class Words:
    """What a letter says: as it went out, or as it stands with its doubts and what was read of it."""

    content: Markup
    doubts: Sequence[Doubt] = ()
    digest: str = ""
    plain: Plain | None = None
    changes: Sequence[Change] = ()
    departures: Sequence[Departure] = ()
    lines: Sequence[str] = ()


async def words_of(actions: Actions, conn: Conn, letter: Letter) -> Words:
    """The letter's words; those that say why there are none."""
    letters = actions.letters
    try:
        changes = await _named(conn, await letters.changes(conn, letter))
        if letter.is_out:
            content, _source = await letters.content(conn, letter.id, on=actions.today())
            return Words(html(content), plain=_plain(actions, content), changes=changes)
        now = await letters.read(conn, letter, actions.today())
    except NotFound:
        return Words(Markup('<p class="govuk-inset-text">{}</p>').format(ERASED))
    read = _plain(actions, now.content)
    return Words(
        html(now.content),
        now.doubts,
        now.digest,
        read,
        changes,
        now.departures,
        [f"{first_lines()[code].title}, version {version}" for code, version in _pinned(now.lines)],
    )


def _pinned(lines: Sequence[str]) -> Sequence[tuple[str, str]]:
    split = (one.partition(":") for one in lines)
    return [(code, version) for code, _, version in split]


def _plain(actions: Actions, content: Content) -> Plain | None:
    return plain(content, plain_rule(actions.today()))


async def _named(conn: Conn, changes: Sequence[Change]) -> Sequence[Change]:
    known = await names.named(conn, [one.by for one in changes])
    return [
        Change(one.title, known.get(one.by, one.by), one.on, one.was, one.now) for one in changes
    ]
