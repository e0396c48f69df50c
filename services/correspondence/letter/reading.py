"""A letter as it stands: what it says, what is doubtful, where it differs from the decision."""

import hashlib
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace
from datetime import date
from typing import Any
from uuid import UUID

from pydantic import TypeAdapter

from chassis.conn import Conn
from chassis.errors import NotFound
from chassis.seal import KeyRing
from contracts.codes import Criterion
from contracts.review.advice import AdviceTopic
from contracts.review.consideration import DecisionRecordedV1
from services.correspondence import directory
from services.correspondence.directory import Addressee
from services.correspondence.letter import context, corrected, domain, marked, standing, store
from services.correspondence.letter.commands import Written
from services.correspondence.letter.doubts import Doubt, doubts
from services.correspondence.letter.standard import Departure, departures
from services.correspondence.letter.texts import evidence_part, sealed_texts
from services.correspondence.letter.wire import reply_due
from services.correspondence.letter_types import BY_CODE
from services.correspondence.letter_types.correction import CORRECTION
from services.correspondence.letter_types.data import (
    Advised,
    AdvisedBefore,
    Answered,
    Asked,
    LetterData,
    Stated,
)
from services.correspondence.policy import guidance, rules
from services.correspondence.read_models import advised
from services.correspondence.render.content import Letter as Content
from services.correspondence.standard_line import store as standard_lines

ERASED = "The text of this case is erased, or its key has not come yet."
_CONTENT: TypeAdapter[Content] = TypeAdapter(Content)


@dataclass(frozen=True)
class Reading:
    """A letter before it is out: ``decided`` and ``texts`` are the decision's texts and its own.

    ``lines``: the standard lines in it, each with its version; ``departures``: where it is not its standard.
    """

    decision: DecisionRecordedV1
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
    conn: Conn, keys: KeyRing, decision: DecisionRecordedV1, written: tuple[Written, ...]
) -> tuple[Mapping[str, str], Mapping[str, str]]:
    """The decision's texts and the letter's, opened in one round trip; an empty text is left out."""
    said = [(part, text) for part, text in sealed_texts(decision).items() if text]
    own = [(one.part, one.text) for one in written]
    sealed = [(decision.incident_id, text) for _, text in (*said, *own)]
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
    letter: domain.Letter,
    source: store.Source,
    on: date,
    *,
    made_up: bool,
) -> Reading:
    """The letter as it would go out on a day; raises NotFound without its text."""
    decision = DecisionRecordedV1.model_validate(source.decision)
    decided, texts = await texts_of(conn, keys, decision, letter.written)
    to = await directory.addressees(conn, source.partnership, on)
    partnership = await directory.name_of(conn, source.partnership)
    lines = await standard_lines.lines(conn)
    due = still_to_come(reply_due(decision, letter.counted_from or on), on)
    data = _data(decision, texts, partnership, to, on, due, made_up=made_up)
    told = await advised.given(conn, decision.incident_id)
    data = replace(
        data,
        advised_before=tuple(_advised_before(fact) for fact in told),
        lines=standing.texts(lines),
        context=await context.contexts(conn, decision, source.partnership, on),
        library=await context.material(conn, decision.themes),
    )
    kind = BY_CODE[decision.outcome]
    if mended := await corrected.of(conn, keys, source):
        data, kind = replace(data, corrected=mended, reply_due=None), CORRECTION
    if letter.replaces:
        data = replace(data, replaced=await marked.replaced_by(conn, keys, letter))
    content = kind.render(data)
    used = standing.used(content, lines)
    found = (*doubts(content, data, kind, to), *standing.expired(used, on))
    pinned = standing.pinned(used)
    apart = departures(content, data, kind)
    return Reading(decision, partnership, to, decided, texts, content, found, pinned, apart)


async def source_of(conn: Conn, id_: UUID) -> store.Source:
    """What a letter is made from; raises NotFound."""
    source = await store.source_of(conn, id_)
    if source is None:
        raise NotFound("There is no such letter.")
    return source


def _data(
    decision: DecisionRecordedV1,
    texts: Mapping[str, str],
    partnership: str,
    to: list[Addressee],
    on: date,
    due: date | None,
    *,
    made_up: bool,
) -> LetterData:
    return LetterData(
        reference=decision.reference,
        partnership=partnership,
        recipients=tuple(one.name for one in to),
        on=on,
        national_candidate=decision.national_candidate,
        partnership_view=decision.partnership_view,
        positions=tuple(Stated(p.partner, p.view, p.withheld) for p in decision.positions),
        criteria=tuple(
            Answered(
                c.criterion,
                c.finding,
                texts.get(f"criterion-{c.criterion}"),
                _evidence(texts, c.criterion, len(c.evidence)),
            )
            for c in decision.criteria
        ),
        reasons=texts.get("reasons", ""),
        review_version=decision.review_version,
        strengths=texts.get("strengths"),
        decision_making=texts.get("decision_making"),
        analysis=texts.get("analysis"),
        learning=texts.get("learning"),
        advice=texts.get("advice"),
        advice_items=tuple(_advised(decision, texts)),
        reason_codes=tuple(one.label for one in decision.reason_codes),
        asks=tuple(
            Asked(a.number, a.asked_of, texts[f"request-{a.number}"])
            for a in decision.asks
            if f"request-{a.number}" in texts
        ),
        lines_of_enquiry=tuple(theme.label for theme in decision.lines_of_enquiry),
        reply_due=due,
        guidance_version=decision.guidance_version,
        framework_version=decision.framework_version,
        signed_by=rules.sender(on),
        made_up=made_up,
    )


def still_to_come(due: date | None, on: date) -> date | None:
    """A day that a letter of another day still asks to keep; one that is over is not asked for again."""
    return due if due and due >= on else None


def _advised_before(fact: Mapping[str, Any]) -> AdvisedBefore:
    return AdvisedBefore(
        date.fromisoformat(fact["given_on"]),
        AdviceTopic(fact["topic"]).label,
        tuple(
            guidance.named(ref["document"], ref["version"], ref.get("paragraph"))
            for ref in fact.get("guidance", ())
        ),
    )


def _evidence(texts: Mapping[str, str], criterion: Criterion, count: int) -> tuple[str, ...]:
    parts = (evidence_part(criterion, number) for number in range(1, count + 1))
    return tuple(texts[part] for part in parts if part in texts)


def _advised(decision: DecisionRecordedV1, texts: Mapping[str, str]) -> Iterator[Advised]:
    """Each piece of advice, its evidence in the words of its criterion."""
    for one in decision.advice_items:
        if (text := texts.get(f"advice-{one.number}")) is None:
            continue
        parts = [evidence_part(one.criterion, n) for n in one.evidence if one.criterion]
        evidence = tuple(texts[part] for part in parts if part in texts)
        yield Advised(one.number, text, one.criterion, evidence)
