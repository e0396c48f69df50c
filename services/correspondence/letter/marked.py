"""What a withdrawn letter says of itself, and what the one in its place says of it; its text opened to be shown."""

from collections.abc import Iterator
from dataclasses import replace

from chassis.conn import Conn
from chassis.errors import NotFound
from chassis.seal import KeyRing
from services.correspondence.letter import store
from services.correspondence.letter.state import Letter
from services.correspondence.letter_types.data import Replaced, day
from services.correspondence.render.content import Letter as Content


async def why_of(conn: Conn, keys: KeyRing, letter: Letter) -> str:
    """Why a letter was withdrawn; raises NotFound once the text is erased."""
    assert letter.incident_id, "a withdrawn letter is about a case"
    assert letter.withdrawn, "it was withdrawn"
    why = await keys.open(conn, letter.incident_id, letter.withdrawn.reason)
    if why is None:
        raise NotFound("The text of this case is erased, or its key has not come yet.")
    return why


async def marked(conn: Conn, keys: KeyRing, letter: Letter, content: Content) -> Content:
    """The words that went out, below the mark that they hold no longer; as they are where they hold."""
    if letter.withdrawn is None:
        return content
    why = await why_of(conn, keys, letter)
    return replace(content, withdrawn=tuple(_mark(letter, why, await in_place_of(conn, letter))))


async def in_place_of(conn: Conn, letter: Letter) -> Letter | None:
    """The letter that stands in the place of this one, out or not; None where there is none."""
    assert letter.incident_id, "a letter is about a case"
    of_case = await store.letters_of(conn, letter.incident_id)
    return next((one for one in of_case if one.replaces == letter.id), None)


def _mark(letter: Letter, why: str, instead: Letter | None) -> Iterator[str]:
    assert letter.withdrawn, "it was withdrawn"
    yield f"The Panel withdrew this letter on {day(letter.withdrawn.on)}. It holds no longer."
    yield f"Why: {why}"
    if instead and instead.issued_on:
        yield f"Our letter of {day(instead.issued_on)} replaces it."
    else:
        yield "No letter replaces it yet."


async def replaced_by(conn: Conn, keys: KeyRing, letter: Letter) -> Replaced | None:
    """The letter in whose place this one stands; None for a letter that replaces none."""
    if letter.replaces is None:
        return None
    before = (await store.LETTERS.read(conn, [letter.replaces]))[letter.replaces]
    assert before.issued_on, "it went out"
    assert before.withdrawn, "it was withdrawn"
    return Replaced(before.issued_on, before.withdrawn.on, await why_of(conn, keys, before))
