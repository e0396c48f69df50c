"""A meeting's papers and its minutes as trees of content, from what was recorded and nothing else."""

from collections.abc import Iterable, Mapping, Sequence
from datetime import date
from typing import Any
from uuid import UUID

from chassis.clock import london_date
from chassis.conn import Conn
from chassis.seal import KeyRing
from chassis.web.words import many
from contracts.codes import Outcome, Partner, Theme, View
from services.correspondence.case.decisions import Statement, statements
from services.correspondence.case.opening import opened
from services.correspondence.case.recused import KEPT
from services.correspondence.policy import rules
from services.correspondence.read_models.meetings import MeetingView
from services.correspondence.render.content import Block, Bullets, Paragraph, Rows, Section
from services.correspondence.render.papers import Papers, Part
from services.correspondence.web.shown.meeting_cases import MeetingCase
from services.correspondence.web.shown.preparing import Said
from services.correspondence.web.shown.sentences import position_of
from services.correspondence.web.shown.statements import shown
from services.correspondence.web.shown.words import day, label, moment, upper

MADE_UP = "Made-up data. No child, person or place in this document is real."


def papers(
    meeting: MeetingView, parts: Sequence[Part], title: str, lead: Iterable[str], *, made_up: bool
) -> Papers:
    """The whole of it, dated as the meeting."""
    on = london_date(meeting.starts_at)
    return Papers(
        title=title,
        sender=rules.sender(on),
        date=day(on),
        year_month_day=(on.year, on.month, on.day),
        lead=tuple(lead),
        parts=tuple(parts),
        banner=MADE_UP if made_up else None,
    )


async def case_part(conn: Conn, keys: KeyRing, one: MeetingCase, inside: frozenset[UUID]) -> Part:
    """One case for those who will consider it; ``inside``: the documents that the file holds."""
    title = f"{one.item.case.reference}, {one.item.case.authority_name}, round {one.item.round}"
    if one.kept_from:
        return Part(title, (Section("Recused", (Paragraph(KEPT),)),))
    sections = [
        Section("To look at", (_flags(one),)),
        *_prepared(one),
        *await _reviewed(conn, keys, one),
        Section("Documents", (_documents(one, inside),)),
    ]
    return Part(title, tuple(sections))


def _flags(one: MeetingCase) -> Block:
    found = tuple(f"{flag.words}: {flag.meaning}" for flag in one.flags)
    clocks = one.item.case.told.clocks if one.item.case.told else ()
    due = tuple(f"{c.title}: due {day(c.due_on)}" for c in clocks if c.met_on is None)
    return Bullets((f"Partnership: {one.partnership}", *found, *due))


def _prepared(one: MeetingCase) -> list[Section]:
    own = one.preparing
    blocks: list[Block] = []
    if own.route:
        blocks.append(Paragraph(f"{own.route}. {own.note}".strip()))
    if own.readers:
        blocks.append(Paragraph(f"Lead readers: {', '.join(own.readers)}."))
    if own.recused:
        blocks.append(Paragraph(f"Recused: {', '.join(said.who for said in own.recused)}."))
    if own.comments:
        blocks.append(Bullets(tuple(_said(said) for said in own.comments)))
    return [Section("Prepared for the meeting", tuple(blocks))] if blocks else []


def _said(said: Said) -> str:
    proposes = f" Proposes: {said.proposes}." if said.proposes else ""
    return f"{said.who}: {said.words}{proposes}"


async def _reviewed(conn: Conn, keys: KeyRing, one: MeetingCase) -> list[Section]:
    """The latest version as it was confirmed, its texts opened in one round trip."""
    if one.sent is None:
        return []
    [fact] = await opened(conn, keys, one.incident_id, [one.sent.fact])
    themes = ", ".join(label(Theme, t) for t in fact.get("themes", ()))
    learning = [
        f"{label(Theme, p['theme'])}: {p.get('text') or ''}" for p in fact.get("learning", ())
    ]
    about = [
        Paragraph(f"Version {fact['version']}, received {day(fact['received_on'])}."),
        Paragraph(fact.get("summary") or "No summary was given."),
        Paragraph(f"Themes: {themes or 'none named'}."),
    ]
    view = label(View, fact["partnership_view"])
    reasons = fact.get("rationale") or "None given."
    return [
        Section("The rapid review", (*about, *((Bullets(tuple(learning)),) if learning else ()))),
        Section(
            "The partners' view",
            (Paragraph(f"{view}. Reasons: {reasons}"), _positions(fact)),
        ),
    ]


def _positions(fact: Mapping[str, Any]) -> Block:
    """The three positions beside each other, unjudged."""
    said = {one["partner"]: upper(position_of(one)) for one in fact.get("positions", ())}
    rows = tuple((one.label, said.get(one.value, "Not stated")) for one in Partner)
    return Rows("Each partner's position", ("Partner", "Position"), rows)


def _documents(one: MeetingCase, inside: frozenset[UUID]) -> Block:
    found = tuple(
        f"{d.title}: {'inside this file' if d.id in inside else 'on the page of the case'}"
        for d in one.documents
        if d.scan_state == "clean"
    )
    return Bullets(found) if found else Paragraph("None.")


def attendance(meeting: MeetingView, people: Sequence[Any]) -> Section:
    """Who was there, by sector, and how that stands to the quorum."""
    present = {one["member_id"] for one in meeting.members if one["present"]}
    rows = tuple(
        (one.sector_words, one.name, "Present" if one.id in present else "Absent")
        for one in sorted(people, key=lambda one: one.sector)
        if one.id in {m["member_id"] for m in meeting.members}
    )
    blocks: list[Block] = [Rows("Attendance by sector", ("Sector", "Member", "Attendance"), rows)]
    if meeting.needed is not None:
        counted = meeting.counted or 0
        how = "quorate" if counted >= meeting.needed else "not quorate"
        blocks.append(Paragraph(f"{counted} members counted; {meeting.needed} are needed: {how}."))
    if meeting.sectors_missing:
        missing = ", ".join(one.replace("_", " ") for one in meeting.sectors_missing)
        blocks.append(Paragraph(f"Nobody came from: {missing}."))
    return Section("Attendance", tuple(blocks))


async def minute(conn: Conn, keys: KeyRing, one: MeetingCase) -> Part:
    """What the meeting did with one case: the decision as it stands, and how it was corrected."""
    title = f"{one.item.case.reference}, {one.item.case.authority_name}, round {one.item.round}"
    if one.kept_from:
        return Part(title, (Section("Recused", (Paragraph(KEPT),)),))
    found = await statements(conn, keys, one.incident_id, one.entries)
    decided = next((d for d in reversed(found) if d.round == one.item.round), None)
    own = one.preparing
    blocks: list[Block] = []
    if own.recused:
        blocks.append(Bullets(tuple(f"Recused: {_said(said)}" for said in own.recused)))
    if own.counted:
        blocks.append(Paragraph(f"Considered by: {'; '.join(own.counted)}."))
    if own.apart:
        blocks.append(Paragraph(f"Not counted: {'; '.join(own.apart)}."))
    sections = [Section("Who considered it", tuple(blocks))] if blocks else []
    if decided is None:
        put_off = "Put off to another meeting." if not one.item.stays else "No decision recorded."
        return Part(title, (*sections, Section("Decision", (Paragraph(put_off),))))
    sections.append(Section("Decision", tuple(_decision(decided))))
    if own.dissents:
        sections.append(Section("Dissent", (Bullets(tuple(_said(d) for d in own.dissents)),)))
    return Part(title, tuple(sections))


def _decision(decided: Statement) -> list[Block]:
    said = shown(decided)
    blocks: list[Block] = [
        Paragraph(f"{label(Outcome, decided.said['outcome'])}."),
        Paragraph(f"Reasons: {said.reasons}"),
    ]
    criteria = tuple(f"{criterion}: {finding}" for criterion, finding, _, _ in said.criteria)
    asks = tuple(f"Ask {a['number']}: {a['text']}" for a in decided.said.get("asks", ()))
    pieces = tuple(f"Advice {one.number}: {one.text} {one.basis}." for one in said.advice)
    mended = tuple(f"Corrected on {what}. {why}" for what, why in said.corrections)
    blocks += [Bullets(found) for found in (criteria, asks) if found]
    if advice := decided.said.get("advice"):
        blocks.append(Paragraph(f"Advice: {advice}"))
    return [*blocks, *(Bullets(found) for found in (pieces, mended) if found)]


def lead_of(meeting: MeetingView, cases: Sequence[MeetingCase], made_on: date) -> tuple[str, ...]:
    """When it is held, how many cases, and when these papers were put together."""
    return (
        f"Meeting of {moment(meeting.starts_at)}; {many(len(cases), 'case')}.",
        f"Put together on {day(made_on)} from what was recorded by then. Who opened it is written down.",
    )
