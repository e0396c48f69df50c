"""For each table: a case at each of its stations, what else a move needs, and one good try at each move."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field, replace
from functools import partial
from typing import Any
from uuid import UUID

from services.review.legal import consideration, lcspr, rapid_review
from services.review.legal.table import Table
from tests.unit.review import local_reviews as at
from tests.unit.review.legal import case_moves as m
from tests.unit.review.legal.carrying import NOTHING, Case, Steps, reach

Try = Callable[[Any], Steps]


@dataclass(frozen=True)
class Trial:
    """One table as it is tried; ``also``: what a row's ``when`` asks for, by the row's code.

    ``of``: the object of no case that the table is about; empty for a case.
    """

    table: Table
    stations: Mapping[str, Any]
    tries: Mapping[str, Try]
    also: Mapping[str, Callable[[Any], Any]] = field(default_factory=dict)
    of: str = ""

    def station(self, holder: Any) -> str:
        """Where it stands by the table's own words."""
        return self.table.station(getattr(holder, self.of) if self.of else holder)

    def prepared(self, code: str, station: str) -> Any:
        """What stands at a station, with what a move needs beside it."""
        ready = self.also.get(code, lambda one: one)
        return ready(self.stations[station])


OPEN = reach(NOTHING, m.open_)
SIGNED_BY_TWO = reach(
    OPEN, m.draft, partial(m.sign, partner="authority"), partial(m.sign, partner="health")
)
SENT = reach(OPEN, m.send)
BACK = reach(SENT, m.send_back)
TRIAGED = reach(SENT, partial(m.triage, route="routine"))
ALLOCATED = reach(SENT, partial(m.allocate, reader=m.READER))
LISTED = reach(SENT, partial(m.list_, meeting=m.MEETING))
DECIDED = reach(LISTED, m.decide)
CLOSED = reach(DECIDED, m.letter)
ADVISED = reach(
    LISTED,
    partial(m.decide, outcome="advise_lcspr"),
    partial(m.letter, awaits_reply=True),
)
ASKED = reach(LISTED, partial(m.decide, outcome="request_information"))
INFORMATION = reach(ASKED, m.letter)
WITHDRAWN = reach(SENT, m.withdraw)


def _a_document_alone(case: Case) -> Case:
    here = case.rapid_review.version > 0
    return replace(case, rapid_review=replace(case.rapid_review, core_confirmed=not here))


def _at(station: str, case: Case) -> Callable[[Case], Case]:
    """Where a row is tried at one station alone, the case that it needs there."""
    return lambda now: case if rapid_review.station(now) == station else now


RAPID_REVIEW = Trial(
    rapid_review.RAPID_REVIEW,
    {
        "none": NOTHING,
        "open": OPEN,
        "scoping": reach(OPEN, m.scope),
        "meeting_held": reach(OPEN, partial(m.meet, on=m.CAME.replace(day=4))),
        "drafted": SIGNED_BY_TWO,
        "signed_off": reach(SIGNED_BY_TWO, m.sign),
        "submitted": SENT,
        "returned_incomplete": BACK,
        "resubmitted": reach(BACK, m.send),
        "with_panel": TRIAGED,
        "info_requested": INFORMATION,
        "closed": CLOSED,
        "cancelled": WITHDRAWN,
    },
    {
        "opens": m.open_,
        "scope": m.scope,
        "meet": m.meet,
        "draft": m.draft,
        "sign": m.sign,
        "state": m.state,
        "explain": m.explain,
        "send": m.send,
        "send_document": m.send_document,
        "confirm": m.confirm,
        "assess": m.assess,
        "return": m.send_back,
        "taken_up": m.triage,
        "letter_asks": m.letter,
        "letter": m.letter,
        "partners_decide": m.partners_decide,
        "answered": m.answer,
        "withdrawn": m.withdraw,
    },
    {
        "confirm": _a_document_alone,
        "letter_asks": _at("with_panel", ASKED),
        "letter": _at("with_panel", DECIDED),
        "partners_decide": _at("with_panel", ADVISED),
    },
)


def _after_a_decision(case: Case) -> Case:
    """The case as it stands, in a round that follows a decision."""
    now = case.consideration
    if now.round == 0 or now.made:
        return case
    before = DECIDED.consideration
    made = {one: getattr(before, one) for one in ("made", "made_in", "decision_id", "steps")}
    return replace(case, consideration=replace(now, **made))


def _with_a_reader(case: Case) -> Case:
    return replace(case, consideration=replace(case.consideration, readers=("a",)))


CONSIDERATION = Trial(
    consideration.CONSIDERATION,
    {
        "none": OPEN,
        "received": SENT,
        "triaged": TRIAGED,
        "allocated": ALLOCATED,
        "listed": LISTED,
        "decided": DECIDED,
        "awaiting_reply": ADVISED,
        "closed": CLOSED,
        "stopped": WITHDRAWN,
    },
    {
        "received": m.receive,
        "triage": m.triage,
        "allocate": m.allocate,
        "comment": m.comment,
        "declare": m.recuse,
        "recuse": m.recuse,
        "list": m.list_,
        "decide": m.decide,
        "dissent": m.dissent,
        "correct": m.correct,
        "curate": m.curate,
        "letter": m.letter,
        "answer": m.answer,
        "partners_decide": m.partners_decide,
        "withdrawn": m.stop,
    },
    {
        "comment": _with_a_reader,
        "correct": _after_a_decision,
        "curate": lambda case: (
            reach(DECIDED, m.withdraw) if case is WITHDRAWN else _after_a_decision(case)
        ),
        "answer": lambda case: INFORMATION if case is ADVISED else case,
    },
)


def _local(command: Any) -> Try:
    return lambda _case: (("lcspr", command),)


def _justified(case: Case) -> Case:
    reasons = {
        "justified_to": at.TOLD,
        "comments_until": at.JUSTIFY.comments_until,
        "comments": (("non_publication", "national_body", at.EARLIER),),
    }
    return replace(
        case, lcspr=replace(case.lcspr, **reasons) if case.lcspr.is_running else case.lcspr
    )


def _with_a_draft(case: Case) -> Case:
    there = case.lcspr.is_public or case.lcspr.justified_to
    begun = case.lcspr.initiated_on is not None and not there
    return replace(case, lcspr=replace(case.lcspr, drafts=1) if begun else case.lcspr)


def _comment(case: Case) -> Steps:
    """On the latest that is there."""
    ended = "report" if case.lcspr.is_public else "non_publication"
    about = ended if case.lcspr.is_public or case.lcspr.justified_to else "draft"
    return (("lcspr", replace(at.COMMENT, id=UUID(int=9), about=about, by="ofsted")),)


NO = replace(at.YES, decision="no")
LOCAL = {
    **at.STATIONS,
    "not_held": at.after(NO),
}
LATER = at.TODAY
LCSPR = Trial(
    lcspr.LCSPR,
    {code: replace(SENT, lcspr=state) for code, state in LOCAL.items()},
    {
        "propose": _local(replace(at.PROPOSE, proposed_on=LATER)),
        "decide_yes": _local(at.YES),
        "decide_no": _local(replace(NO, on=LATER, decided_on=LATER)),
        "appoint": _local(replace(at.APPOINT, reviewer="Another Reviewer")),
        "scope": _local(at.SCOPE),
        "start": _local(replace(at.START, started_on=LATER)),
        "forecast": _local(at.FORECAST),
        "delay": _local(at.DELAY),
        "proceedings": _local(at.NOTE),
        "monitor": _local(at.MONITOR),
        "draft": _local(at.DRAFT),
        "rework": _local(replace(at.REWORK, asked_on=LATER)),
        "approve": _local(at.APPROVE),
        "assemble": _local(at.ASSEMBLE),
        "copy": _local(replace(at.COPIES[0], sent_on=LATER)),
        "plan": _local(at.PLAN),
        "publish": _local(at.PUBLISH),
        "improvements": _local(at.IMPROVEMENTS),
        "justify": _local(replace(at.JUSTIFY, told=tuple((who, LATER) for who, _ in at.TOLD))),
        "not_publish": _local(at.NOT_PUBLISH),
        "discontinue": _local(at.DISCONTINUE),
        "supersede": _local(at.SUPERSEDE),
        "take_down": _local(at.TAKE_DOWN),
        "year_passed": _local(at.PASS_A_YEAR),
        "ask": _local(at.ASK),
        "give": _local(at.GIVE),
        "comment": _comment,
    },
    {"not_publish": _justified, "comment": _with_a_draft},
)
