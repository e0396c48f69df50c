"""The tables of what stands beside a review, and of what is no case's, as they are tried."""

from dataclasses import replace
from datetime import UTC, date, datetime
from functools import partial
from typing import Any
from uuid import UUID

from services.review.action_ledger import domain as ledger
from services.review.advice import domain as advice
from services.review.agency_return import domain as returns
from services.review.dialogue import domain as dialogue
from services.review.given_advice import domain as given
from services.review.learning import domain as learning
from services.review.legal import advising, local_work, national_body
from services.review.meeting import domain as meeting
from services.review.member import domain as member
from services.review.regional_group import domain as group
from services.review.selection import domain as selection
from tests.unit.review.legal import case_moves as m
from tests.unit.review.legal.carrying import Body, Case, Steps, reach
from tests.unit.review.legal.trials import (
    CONSIDERATION,
    LCSPR,
    OPEN,
    RAPID_REVIEW,
    SENT,
    Trial,
)

DAY, DUE, LATER = date(2026, 4, 13), date(2026, 4, 20), date(2026, 4, 27)
NOW = datetime(2026, 4, 13, 9, tzinfo=UTC)
FIRST, SECOND, THIRD = (UUID(int=n) for n in (11, 12, 13))


def _ask(case: Case) -> Steps:
    wanted = (returns.Wanted("school", "health", None),)
    status = case.rapid_review.status
    return (("agency_return", returns.Ask(status, "x", DAY, DUE, wanted)),)


def _give(case: Case, outcome: str = "given") -> Steps:
    number = max(1, len(case.agency_return.returns))
    status = case.rapid_review.status
    given_ = returns.Give(status, LATER, number, "health", outcome, has_content=True, said=None)
    return (("agency_return", given_),)


RETURN_ASKED = reach(OPEN, _ask)
AGENCY_RETURNS = Trial(
    local_work.AGENCY_RETURNS,
    {
        "none": OPEN,
        "awaited": RETURN_ASKED,
        "given": reach(RETURN_ASKED, _give),
        "declined": reach(RETURN_ASKED, partial(_give, outcome="declined")),
        "stopped": reach(RETURN_ASKED, m.send),
    },
    {
        "ask": _ask,
        "give": _give,
        "chase": lambda _: (("agency_return", returns.Chase(LATER)),),
        "stop": lambda _: (("agency_return", returns.Stop()),),
    },
)


def _point(case: Case, id_: UUID = SECOND) -> Steps:
    learned = learning.Learned(id_, "neglect", None)
    status = case.rapid_review.status
    return (("learning", learning.RecordPoint(status, "x", learned, None)),)


def _act(_case: Case, id_: UUID = THIRD) -> Steps:
    return (("learning", learning.RecordAction("x", id_, FIRST, DUE, None)),)


def _follow(_case: Case, standing: str = "in_progress", on: date = DAY) -> Steps:
    done = learning.FollowUp(
        today=LATER,
        reference="x",
        action_id=SECOND,
        standing=standing,
        on=on,
        has_evidence=True,
        said=None,
    )
    return (("learning", done),)


LEARNED_ONE = reach(OPEN, partial(_point, id_=FIRST))
PLANNED = reach(LEARNED_ONE, partial(_act, id_=SECOND))
LEARNED = Trial(
    local_work.LEARNED,
    {
        "none": OPEN,
        "learned": LEARNED_ONE,
        "planned": PLANNED,
        **{one: reach(PLANNED, partial(_follow, standing=one)) for one in ("in_progress", "done")},
        "stopped": reach(PLANNED, partial(_follow, standing="stopped")),
    },
    {"point": _point, "act": _act, "follow_up": _follow},
)


def _enter(case: Case, id_: UUID = SECOND) -> Steps:
    begun = case.has_been_reviewed
    return (("ledger", ledger.Add(id_, DAY, DUE, "x", begun=begun, said=None)),)


def _evidence(_case: Case, on: date = DAY) -> Steps:
    return (("ledger", ledger.Evidence(LATER, 1, on, "audit", None)),)


def _measure(_case: Case, on: date = DAY) -> Steps:
    return (("ledger", ledger.Measure(LATER, 1, on, "better", None)),)


def _close(_case: Case, *, completed: bool) -> Steps:
    closed = ledger.Close(LATER, 1, LATER, completed=completed, has_reason=True, said=None)
    return (("ledger", closed),)


complete, give_up = partial(_close, completed=True), partial(_close, completed=False)
ENTERED = reach(SENT, partial(_enter, id_=FIRST))
EVIDENCED = reach(ENTERED, _evidence)
LEDGER = Trial(
    local_work.LEDGER,
    {
        "none": SENT,
        "planned": ENTERED,
        "evidenced": EVIDENCED,
        "measured": reach(EVIDENCED, _measure),
        "completed": reach(EVIDENCED, complete),
        "not_pursued": reach(ENTERED, give_up),
    },
    {
        "add": _enter,
        "evidence": partial(_evidence, on=LATER),
        "measure": partial(_measure, on=LATER),
        "complete": complete,
        "give_up": give_up,
    },
)


def _about(case: Case) -> dict[str, Any]:
    review = case.rapid_review
    return {"reference": review.reference, "withdrawn": review.status == "cancelled"}


def _question(case: Case, id_: UUID = SECOND) -> Steps:
    asked = advice.Ask(
        id_, on=DAY, partner="police", topic="process", question=None, **_about(case)
    )
    return (("advice", asked),)


def _advise(case: Case) -> Steps:
    waiting = [one.id for one in case.advice.items if not one.given]
    said = advice.Give(
        next(iter(waiting), None), THIRD, on=DAY, topic="process", said=None, **_about(case)
    )
    return (("advice", said),)


def _rely(_case: Case) -> Steps:
    return (("advice", advice.Rely(FIRST, DAY, "police", None)),)


QUESTION = reach(OPEN, partial(_question, id_=FIRST))
ADVISED = reach(QUESTION, _advise)
ADVICE_ASKED = Trial(
    advising.ADVICE_ASKED,
    {
        "none": OPEN,
        "asked": QUESTION,
        "given": ADVISED,
        "withdrawn": reach(ADVISED, m.withdraw),
    },
    {"ask": _question, "give": _advise, "rely": _rely, "withdraw": m.withdraw},
)


def _offer(case: Case, id_: UUID = SECOND) -> Steps:
    offered = dialogue.Offer(
        id_, NOW, NOW.replace(day=20), minutes=60, reason="complex", **_about(case)
    )
    return (("dialogue", offered),)


def _move(_case: Case) -> Steps:
    moved = dialogue.Move(
        THIRD, FIRST, NOW, NOW.replace(day=21), minutes=60, reason="ill", withdrawn=False
    )
    return (("dialogue", replace(moved, withdrawn=_case.rapid_review.status == "cancelled")),)


def _call_off(_case: Case) -> Steps:
    return (("dialogue", dialogue.CallOff(FIRST, "not needed")),)


def _talk(_case: Case) -> Steps:
    return (("dialogue", dialogue.Record(FIRST, LATER, DUE, None)),)


OFFERED = reach(OPEN, partial(_offer, id_=FIRST))
DIALOGUES = Trial(
    advising.DIALOGUES,
    {
        "none": OPEN,
        "offered": OFFERED,
        "held": reach(OFFERED, _talk),
        "called_off": reach(OFFERED, _call_off),
        "withdrawn": reach(OFFERED, m.withdraw),
    },
    {
        "offer": _offer,
        "move": _move,
        "call-off": _call_off,
        "record": _talk,
        "withdraw": m.withdraw,
    },
)


def _announce(_case: Case, decision: UUID = SECOND) -> Steps:
    piece = given.Item(UUID(int=decision.int + 100), decision, 1, "sealed")
    return (("given_advice", given.Announce("x", decision, (piece,))),)


def _answer(_case: Case, fate: str = "partly_taken") -> Steps:
    said = given.Answer(LATER, UUID(int=FIRST.int + 100), fate, LATER, "sealed")
    return (("given_advice", said),)


def _letter(_case: Case) -> Steps:
    return (("given_advice", given.Give(THIRD, FIRST, DUE)),)


def _add(_case: Case) -> Steps:
    piece = given.Item(UUID(int=40), None, None, "sealed", given_on=DUE)
    return (("given_advice", given.Add("x", piece)),)


def _effect(_case: Case) -> Steps:
    seen = given.Observe(LATER, UUID(int=FIRST.int + 100), LATER, None)
    return (("given_advice", seen),)


WAITING = reach(SENT, partial(_announce, decision=FIRST))
GIVEN = reach(WAITING, _letter)
GIVEN_ADVICE = Trial(
    advising.GIVEN_ADVICE,
    {
        "none": SENT,
        "waiting": WAITING,
        "given": GIVEN,
        "answered": reach(GIVEN, partial(_answer, fate="taken")),
    },
    {
        "announce": _announce,
        "letter": _letter,
        "add": _add,
        "answer": _answer,
        "effect": _effect,
    },
)
BODY = Body()


def _arrange(_body: Body) -> Steps:
    return (("meeting", meeting.Arrange(NOW, DAY, (("a", "health", True),))),)


def _attend(body: Body) -> Steps:
    came = (("a", "health", not body.meeting.present),)
    return (("meeting", meeting.RecordAttendance(LATER, came)),)


def _agree(_body: Body) -> Steps:
    return (("meeting", meeting.AgreeMinutes(LATER)),)


ARRANGED = reach(BODY, _arrange)
HELD = reach(ARRANGED, _attend)
MEETINGS = Trial(
    national_body.MEETINGS,
    {"none": BODY, "arranged": ARRANGED, "held": HELD, "agreed": reach(HELD, _agree)},
    {"arrange": _arrange, "attend": _attend, "agree": _agree},
    of="meeting",
)


def _members(_body: Body, id_: str = "b") -> Steps:
    return (("member", member.Enter((member.Member(id_, "A", "law", DAY),))),)


def _of_member(command: Any) -> Any:
    return lambda _body: (("member", command),)


MEMBERS = Trial(
    national_body.MEMBERS,
    {"none": BODY, "entered": reach(BODY, partial(_members, id_="a"))},
    {
        "enter": _members,
        "correct": _of_member(member.Correct("a", "B", "law", DAY)),
        "end": _of_member(member.EndTerm("a", LATER)),
        "prepare": _of_member(member.Prepare(LATER, "a", "induction", DUE)),
        "practise": _of_member(member.Practise(LATER, "a", DUE)),
        "declare": _of_member(member.Declare("a", member.Interest("ashmere"))),
    },
    of="member",
)


def _grouped(command: Any) -> Any:
    return lambda _body: (("regional_group", command),)


FORM = group.Form("E12000005", "lead", ("ashmere",))
FORMED = reach(
    BODY,
    *map(
        _grouped,
        (FORM, group.Arrange(FIRST, DAY, ()), group.Offer(DAY, FIRST, "ashmere", "peer", None)),
    ),
)
REGIONAL_GROUPS = Trial(
    national_body.REGIONAL_GROUPS,
    {"none": BODY, "formed": FORMED},
    {
        "form": _grouped(replace(FORM, lead="another")),
        "arrange": _grouped(group.Arrange(SECOND, DAY, ())),
        "hold": _grouped(group.Hold(LATER, FIRST, ("ashmere",))),
        "offer": _grouped(group.Offer(DAY, SECOND, "ashmere", "peer", None)),
        "uptake": _grouped(group.Take(LATER, FIRST, "taken")),
    },
    of="regional_group",
)


def _entry(_body: Body, outcome: str = "national_review") -> Steps:
    criteria = tuple((one, "met") for one in selection.CRITERIA)
    logged = selection.Log(DAY, "sleep", outcome, ("recurrent_theme",), criteria, 5, 3, None)
    return (("selection", logged),)


PUBLIC_LOG = Trial(
    national_body.PUBLIC_LOG,
    {"none": BODY, "entered": reach(BODY, partial(_entry, outcome="watched"))},
    {"log": _entry},
    of="selection",
)
TRIALS = {
    one.table.name: one
    for one in (
        *(RAPID_REVIEW, CONSIDERATION, LCSPR, AGENCY_RETURNS, LEARNED, ADVICE_ASKED, DIALOGUES),
        *(GIVEN_ADVICE, LEDGER, MEETINGS, MEMBERS, REGIONAL_GROUPS, PUBLIC_LOG),
    )
}
