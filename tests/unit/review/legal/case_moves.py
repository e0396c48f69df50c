"""One good try at each move of a rapid review and of its consideration, made for the case as it stands."""

from dataclasses import replace
from datetime import date
from functools import partial
from typing import Any
from uuid import UUID

from services.review.agency_return import domain as agency_return
from services.review.consideration import commands as c
from services.review.consideration import preparing
from services.review.curation import domain as curation
from services.review.lcspr import commands as lcspr
from services.review.preparation import domain as preparation
from services.review.rapid_review import commands as r
from services.review.reading import domain as reading
from services.review.request import domain as request
from tests.unit.review.legal.carrying import Case, Steps

CAME, MET, LATER = date(2026, 5, 6), date(2026, 5, 14), date(2026, 5, 29)
DECISION, LETTER, MEETING, ANOTHER = (UUID(int=n) for n in (2, 3, 4, 5))
SITTING = tuple((one, "health") for one in "abcde")
READER = preparing.Candidate("a", "health", 0)
OTHER_READER = preparing.Candidate("b", "police", 0)


def open_(_case: Case) -> Steps:
    opened = r.Open("CSPR-2026-00088-X", "990", "ashmere", "E12000005", date(2026, 4, 10))
    return (("rapid_review", opened),)


def _of(case: Case) -> preparation.Review:
    return preparation.Review(case.rapid_review.reference, case.rapid_review.status)


def scope(case: Case) -> Steps:
    looks = (date(2025, 1, 1), date(2026, 3, 1))
    return (("preparation", preparation.Scope(_of(case), CAME, *looks, "the questions")),)


def meet(case: Case, on: date = CAME) -> Steps:
    return (("preparation", preparation.Meet(_of(case), on, on, ("school",), None)),)


def draft(case: Case) -> Steps:
    return (("preparation", preparation.Draft(_of(case), CAME, CAME, None)),)


def sign(case: Case, partner: str = "police") -> Steps:
    return (("preparation", preparation.Sign(_of(case), CAME, partner, None)),)


def state(case: Case) -> Steps:
    return (("preparation", preparation.State(_of(case), CAME, "health", None)),)


def explain(_case: Case) -> Steps:
    return (("rapid_review", r.ExplainDelay(CAME, LATER, None)),)


def _version(case: Case) -> r.Submit:
    return r.Submit(
        on=CAME,
        undecided_since=case.consideration.undecided_since,
        view="no",
        positions=(("authority", "no", False), ("health", "yes", False)),
        has_rationale=True,
        has_document=True,
        themes=("neglect",),
        said=None,
    )


def send(case: Case, *, confirmed: bool = True) -> Steps:
    return (
        ("rapid_review", replace(_version(case), confirmed=confirmed)),
        ("consideration", c.Receive(CAME, case.rapid_review.reference)),
        ("request", request.Close(CAME)),
        ("agency_return", agency_return.Stop()),
    )


send_document = partial(send, confirmed=False)


def confirm(case: Case) -> Steps:
    return (("rapid_review", r.Confirm(case.rapid_review.version, _version(case))),)


def assess(case: Case) -> Steps:
    version = case.rapid_review.version
    return (("reading", reading.Assess(case.to_be_read, CAME, version, (), (), (), None)),)


def send_back(case: Case) -> Steps:
    version = case.rapid_review.version
    sent_back = reading.SendBack(case.to_be_read, CAME, version, ("facts",), None)
    return (("reading", sent_back),)


def triage(_case: Case, route: str = "discussion") -> Steps:
    return (("consideration", preparing.Triage(CAME, route, (), None)),)


def allocate(_case: Case, reader: preparing.Candidate = OTHER_READER) -> Steps:
    return (("consideration", preparing.Allocate((reader.member_id,), (reader,), 1)),)


def comment(_case: Case) -> Steps:
    return (("consideration", preparing.Comment("a", None)),)


def recuse(_case: Case) -> Steps:
    return (("consideration", c.Recuse("z", "worked there")),)


def list_(_case: Case, meeting: UUID = ANOTHER) -> Steps:
    return (("consideration", c.ListFor(meeting, MET)),)


def decide(
    case: Case, outcome: str = "agree_no_lcspr", decision: UUID = DECISION, **changes: Any
) -> Steps:
    asks = ((1, ("police",)),) if outcome == "request_information" else ()
    decided = c.Decide(
        on=MET,
        version=None,
        meeting_id=MEETING,
        meeting_on=MET,
        present=SITTING,
        quorum=5,
        outcome=outcome,
        national_candidate=False,
        criteria=(),
        has_reasons=True,
        asks=asks,
        view="no",
        view_on=CAME,
        read_version=None,
        review_version=case.rapid_review.version,
        decision_id=decision,
        said=None,
    )
    asked = request.Announce("CSPR-2026-00088-X", decision, MET, ((1, "police"),), ())
    made: Steps = (("consideration", replace(decided, **changes)),)
    return (*made, ("request", asked)) if asks else made


def letter(_case: Case, *, awaits_reply: bool = False, decision: UUID = DECISION) -> Steps:
    return (
        ("consideration", c.IssueLetter(decision, MET, awaits_reply)),
        ("request", request.Issue(LETTER, decision, MET)),
    )


def answer(case: Case) -> Steps:
    answered = request.Answer(LATER, "police", (1,))
    comes_back: Steps = (("consideration", c.Receive(LATER, case.rapid_review.reference)),)
    return (("request", answered), *comes_back)


def partners_decide(case: Case) -> Steps:
    answers = case.consideration.decision_in_force
    return (("lcspr", lcspr.RecordDecision(LATER, LATER, "no", True, answers, None)),)


def dissent(_case: Case) -> Steps:
    return (("consideration", preparing.Dissent("a", None)),)


def correct(_case: Case) -> Steps:
    corrected = c.Correct(LATER, DECISION, {"themes": ("neglect",)}, ("themes",), None)
    return (("consideration", corrected),)


def curate(case: Case) -> Steps:
    is_decided = case.consideration.decision_id is not None
    return (("curation", curation.Curate(LATER, "x", is_decided, "exemplar", "sealed")),)


def withdraw(_case: Case) -> Steps:
    return (
        ("rapid_review", r.Cancel("the criteria are not met")),
        ("consideration", c.Stop()),
        ("request", request.Close(None)),
        ("agency_return", agency_return.Stop()),
    )


def stop(_case: Case) -> Steps:
    return (("consideration", c.Stop()),)


def receive(_case: Case) -> Steps:
    return (("consideration", c.Receive(LATER, "CSPR-2026-00088-X")),)
