"""A letter as it stands: what it says, what is doubtful, where it differs from the decision."""

import hashlib
from collections.abc import Mapping
from dataclasses import dataclass, replace
from datetime import date
from uuid import UUID

from pydantic import TypeAdapter

from chassis.conn import Conn
from chassis.errors import NotFound
from chassis.seal import KeyRing
from contracts.review.consideration import DecisionRecordedV1
from services.correspondence import directory
from services.correspondence.directory import Addressee
from services.correspondence.letter import context, corrected, marked, standing, store
from services.correspondence.letter.commands import Written
from services.correspondence.letter.deciding import advised_before, data_of
from services.correspondence.letter.doubts import Doubt, doubts, doubts_on_review
from services.correspondence.letter.local_review import LocalReview, filled
from services.correspondence.letter.standard import Departure, between, departures
from services.correspondence.letter.state import Letter
from services.correspondence.letter.texts import Made, sealed_texts
from services.correspondence.letter.wire import reply_due
from services.correspondence.letter_types import BY_CODE, LOCAL_BY_CODE
from services.correspondence.letter_types.correction import CORRECTION
from services.correspondence.letter_types.data import Replaced, still_to_come
from services.correspondence.letter_types.local_data import LocalData
from services.correspondence.policy import rules
from services.correspondence.read_models import advised
from services.correspondence.render.content import Letter as Content
from services.correspondence.standard_line import store as standard_lines

ERASED = "The text of this case is erased, or its key has not come yet."
_CONTENT: TypeAdapter[Content] = TypeAdapter(Content)


@dataclass(frozen=True)
class Reading:
    """A letter before it is out: ``decided`` and ``texts`` are the texts it is made from and its own.

    ``lines``: the standard lines in it, each with its version; ``departures``: where it is not its standard.
    """

    made: Made
    partnership: str
    to: list[Addressee]
    decided: Mapping[str, str]
    texts: Mapping[str, str]
    content: Content
    doubts: tuple[Doubt, ...]
    lines: tuple[str, ...]
    departures: tuple[Departure, ...]

    @property
    def digest(self) -> str:
        """What a person has read, in short."""
        return digest_of(self.content)


def digest_of(content: Content) -> str:
    """Words in short: it differs as soon as a word does."""
    return hashlib.sha256(frozen(content).encode()).hexdigest()


def frozen(content: Content) -> str:
    """The content tree as text, to be kept."""
    return _CONTENT.dump_json(content).decode()


async def content_of(conn: Conn, keys: KeyRing, source: store.Source) -> Content:
    """The words that went out, as they were kept then; raises NotFound once they are erased."""
    kept = await keys.open(conn, source.incident_id, source.content)
    if kept is None:
        raise NotFound(ERASED)
    return _CONTENT.validate_json(kept)


async def texts_of(
    conn: Conn, keys: KeyRing, made: Made, written: tuple[Written, ...]
) -> tuple[Mapping[str, str], Mapping[str, str]]:
    """The texts it is made from and the letter's, opened in one round trip; an empty text is left out."""
    said = [(part, text) for part, text in sealed_texts(made).items() if text]
    own = [(one.part, one.text) for one in written]
    sealed = [(made.incident_id, text) for _, text in (*said, *own)]
    found = await keys.open_many(conn, sealed)
    opened = [_one_ending(text) for text in found if text is not None]
    if len(opened) < len(sealed):
        raise NotFound(ERASED)
    decided = dict(zip((part for part, _ in said), opened, strict=False))
    anew = dict(zip((part for part, _ in own), opened[len(said) :], strict=True))
    return decided, {part: text for part, text in {**decided, **anew}.items() if text}


def _one_ending(text: str) -> str:
    """Browsers end a line with two signs, systems with one: neither is a difference."""
    return text.replace("\r\n", "\n").strip()


async def read(
    conn: Conn,
    keys: KeyRing,
    letter: Letter,
    source: store.Source,
    on: date,
    *,
    made_up: bool,
) -> Reading:
    """The letter as it would go out on a day; raises NotFound without its text."""
    made = source.made()
    decided, texts = await texts_of(conn, keys, made, letter.written)
    lines = await standard_lines.lines(conn)
    around = _Around(
        await directory.name_of(conn, source.partnership),
        await directory.addressees(conn, source.partnership, on),
        on,
        standing.texts(lines),
        await marked.replaced_by(conn, keys, letter),
        made_up,
    )
    if isinstance(made, LocalReview):
        said = _of_review(made, texts, around)
    else:
        said = await _of_decision(conn, keys, letter, source, made, texts, around)
    used = standing.used(said.content, lines)
    return Reading(
        made,
        around.partnership,
        around.to,
        decided,
        texts,
        said.content,
        (*said.doubts, *standing.expired(used, on)),
        standing.pinned(used),
        said.departures,
    )


@dataclass(frozen=True)
class _Around:
    """What stands around the words of any letter."""

    partnership: str
    to: list[Addressee]
    on: date
    lines: Mapping[str, str]
    replaced: Replaced | None
    made_up: bool

    @property
    def recipients(self) -> tuple[str, ...]:
        return tuple(one.name for one in self.to)


@dataclass(frozen=True)
class _Said:
    content: Content
    doubts: tuple[Doubt, ...]
    departures: tuple[Departure, ...]


async def _of_decision(
    conn: Conn,
    keys: KeyRing,
    letter: Letter,
    source: store.Source,
    decision: DecisionRecordedV1,
    texts: Mapping[str, str],
    around: _Around,
) -> _Said:
    on = around.on
    due = still_to_come(reply_due(decision, letter.counted_from or on), on)
    data = data_of(decision, texts, around.partnership, around.to, on, due, made_up=around.made_up)
    told = await advised.given(conn, decision.incident_id)
    data = replace(
        data,
        advised_before=tuple(advised_before(fact) for fact in told),
        lines=around.lines,
        context=await context.contexts(conn, decision, source.partnership, on),
        library=await context.material(conn, decision.themes),
        replaced=around.replaced,
    )
    kind = BY_CODE[decision.outcome]
    if mended := await corrected.of(conn, keys, source):
        data, kind = replace(data, corrected=mended, reply_due=None), CORRECTION
    content = kind.render(data)
    found = doubts(content, data, kind, around.to)
    return _Said(content, found, departures(content, data, kind))


def _of_review(made: LocalReview, texts: Mapping[str, str], around: _Around) -> _Said:
    blank = LocalData(
        reference=made.reference,
        partnership=around.partnership,
        recipients=around.recipients,
        on=around.on,
        told=made.told,
        comments="",
        replaced=around.replaced,
        signed_by=rules.sender(around.on),
        lines=around.lines,
        made_up=around.made_up,
    )
    kind, data = LOCAL_BY_CODE[made.kind], filled(blank, made, texts)
    content = kind.render(data)
    found = doubts_on_review(content, data, kind, around.to)
    return _Said(content, found, between(content, kind.bare(data)))


async def source_of(conn: Conn, id_: UUID) -> store.Source:
    """What a letter is made from; raises NotFound."""
    source = await store.source_of(conn, id_)
    if source is None:
        raise NotFound("There is no such letter.")
    return source
