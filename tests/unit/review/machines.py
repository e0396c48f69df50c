"""The deciders of a case, the commands that are tried on them, and what must always hold."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import UTC, date, datetime
from types import ModuleType
from typing import Any
from uuid import UUID

from hypothesis import strategies as st

from services.review.action_ledger import domain as ledger
from services.review.advice import domain as advice
from services.review.consideration import commands as consideration_commands
from services.review.consideration import domain as consideration
from services.review.consideration import preparing
from services.review.consideration.state import WAITING, Consideration
from services.review.lcspr import advice as lcspr_advice
from services.review.lcspr import commands as lcspr_commands
from services.review.lcspr import course_moves as course
from services.review.lcspr import domain as lcspr
from services.review.lcspr import ending_moves as ending
from services.review.lcspr.state import ENDED, PUBLIC, RECIPIENTS, Lcspr
from services.review.meeting import domain as meeting
from services.review.member import domain as member
from services.review.policy.criteria import Framework
from services.review.rapid_review import domain as rapid_review
from services.review.request import domain as request

ID = UUID(int=1)
DAYS = st.dates(date(2026, 6, 1), date(2026, 6, 12))
TIMES = st.datetimes(datetime(2026, 6, 1), datetime(2026, 6, 3), timezones=st.just(UTC))
SOME_IDS = st.sampled_from([UUID(int=n) for n in (2, 3)])
NOTHING = st.none()
VIEWS = st.sampled_from(["yes", "no", "defer", "none_reached"])
POSITIONS = st.lists(
    st.tuples(st.sampled_from(["authority", "health", "police"]), VIEWS, st.booleans()), max_size=3
).map(tuple)
NUMBERS = st.lists(st.integers(1, 4), max_size=3, unique=True).map(tuple)
WHO = st.sampled_from(["authority", "police"])
ASKED = st.lists(st.tuples(st.integers(1, 4), WHO), max_size=4, unique=True).map(tuple)
MEMBERS = st.lists(
    st.tuples(st.sampled_from("abcdefg"), st.just("health"), st.booleans()), max_size=4
).map(tuple)
CRITERIA = st.lists(
    st.tuples(
        st.sampled_from(["reg3_a", "reg11_a", "reg11_b", "reg11_c", "reg11_d"]),
        st.sampled_from(["met", "not_met", "unclear"]),
        st.booleans(),
    ),
    max_size=8,
).map(tuple)
LOCAL = ("reg11_a", "reg11_b", "reg11_c", "reg11_d")
ASKED_HERE = Framework(
    must_answer=(("advise_lcspr", LOCAL), ("question_lcspr", LOCAL)),
    one_met=(("national_candidate", ("reg3_a",)),),
)
OUTCOMES = st.sampled_from(
    [
        "agree_lcspr",
        "agree_no_lcspr",
        "question_lcspr",
        "advise_lcspr",
        "decision_missing",
        "request_information",
    ]
)


@dataclass(frozen=True)
class Machine:
    """A decider, the commands to try on it, and what must always hold."""

    module: ModuleType
    blank: Any
    commands: st.SearchStrategy[Any]
    legal: Callable[[Any], bool]
    terminal: Callable[[Any], bool]
    adds_each_time: tuple[type, ...] = ()
    status_codes: tuple[str, ...] = ()


def a_legal_consideration(state: Consideration) -> bool:
    listed = (state.meeting_id is not None) == (state.meeting_on is not None)
    decided = state.status != "decided" or None not in (state.outcome, state.decided_on)
    known = state.status in ("none", *WAITING, "decided", "stopped")
    return (
        known
        and listed
        and decided
        and (state.status != "listed" or state.meeting_id is not None)
        and (state.letter_on is None or state.outcome is not None)
        and len(state.steps) % 2 == 0
        and len(state.recused) == len(set(state.recused))
        and not set(state.readers) & set(state.recused)
        and set(state.dissents) <= set(state.sat)
        and (state.status != "decided" or (state.made is not None and state.made_in == state.round))
        and (not state.corrections or state.made is not None)
        and (state.round > 0 or state.status in ("none", "stopped"))
    )


def a_legal_rapid_review(state: rapid_review.RapidReview) -> bool:
    return (
        (state.status == "none") == (state.notified_on is None)
        and (state.version > 0) == (state.received_on is not None)
        and (state.status != "open" or state.version == 0)
        and (state.status != "submitted" or state.version > 0)
    )


def a_legal_request(state: request.Request) -> bool:
    return (
        set(state.owed) <= set(state.asked)
        and (state.status == "none") == (state.decision_id is None)
        and (state.status not in ("open", "answered") or state.opened_on is not None)
        and (state.status not in ("none", "announced") or state.opened_on is None)
        and (state.status != "answered" or state.answered_on is not None)
        and (state.answered_on is None or state.opened_on is not None)
        and (state.status in ("announced", "open") or not state.owed)
    )


def a_legal_lcspr(state: Lcspr) -> bool:
    begun = state.initiated_on is not None
    public = state.status in (*PUBLIC, "unpublishable_allowed")
    return (
        (not state.is_running or begun)
        and public == (state.published_on is not None)
        and (state.status in ENDED) == (state.ended_on is not None)
        and (state.status != "not_held" or state.decided_on is not None)
        and (state.status != "proposed" or state.proposed_on is not None)
        and (begun or not (state.reviewer or state.copies or state.planned_on or state.drafts))
        and (not begun or state.decision == "yes")
        and len({recipient for recipient, _ in state.copies}) == len(state.copies)
        and (state.status not in ("draft_received", "rework", "approved") or state.drafts > 0)
        and (state.status != "approved" or bool(state.approved_by))
        and (state.taken_down_on is None or public)
        and not (set(state.questions) & set(state.advice))
    )


READERS = tuple(
    preparing.Candidate(one, sector, load)
    for one, sector, load in (("a", "health", 2), ("b", "police", 0), ("c", "law", 1))
)
SOME_MEMBERS = st.sampled_from(["a", "b"])
A_MEMBER = st.builds(member.Member, SOME_MEMBERS, st.just("A"), st.just("law"), DAYS)


def a_legal_ledger(state: ledger.Ledger) -> bool:
    return all(
        (one.state in ledger.OPEN) == (one.closed_on is None)
        and (one.state != "completed" or bool(one.evidence))
        and (one.state != "planned" or not (one.evidence or one.results))
        for one in state.actions
    ) and [one.number for one in state.actions] == list(range(1, len(state.actions) + 1))


c, p = consideration_commands, lcspr_commands
WHICH = st.integers(1, 2)
TOLD = st.lists(st.tuples(st.sampled_from(RECIPIENTS), DAYS), max_size=3).map(tuple)
LCSPR_COMMANDS = st.one_of(
    st.builds(p.RecordDecision, DAYS, DAYS, VIEWS, st.booleans(), NOTHING, NOTHING),
    st.builds(p.Appoint, DAYS, DAYS, st.sampled_from("AB"), st.booleans()),
    st.builds(p.Monitor, DAYS, DAYS, NOTHING),
    st.builds(
        p.ExplainDelay,
        *(DAYS, DAYS, st.just(()), NOTHING),
        told=st.lists(st.sampled_from(RECIPIENTS)).map(tuple),
        late=st.booleans(),
    ),
    st.builds(p.SendCopy, DAYS, st.sampled_from(RECIPIENTS), DAYS),
    st.builds(p.Plan, DAYS, DAYS, DAYS, NOTHING | DAYS),
    st.builds(p.Publish, DAYS, DAYS, st.booleans(), NOTHING, NOTHING, DAYS),
    st.builds(course.Propose, DAYS, DAYS, st.booleans(), NOTHING),
    st.builds(course.SetScope, DAYS, DAYS, st.just((None, None)), st.just(("neglect",)), NOTHING),
    st.builds(course.Start, DAYS, DAYS),
    st.builds(course.ReceiveDraft, DAYS, DAYS, NOTHING),
    st.builds(course.AskRework, DAYS, DAYS, NOTHING),
    st.builds(course.Approve, DAYS, DAYS, st.sampled_from([(), ("police",)]), NOTHING),
    st.builds(course.Forecast, DAYS, DAYS, st.booleans()),
    st.builds(course.NoteProceedings, st.just("trial"), DAYS, NOTHING | DAYS, st.just(()), NOTHING),
    st.builds(lcspr_advice.Ask, SOME_IDS, DAYS, NOTHING),
    st.builds(lcspr_advice.Give, st.just(UUID(int=4)), DAYS, NOTHING | SOME_IDS, NOTHING),
    st.builds(
        lcspr_advice.Comment,
        SOME_IDS,
        DAYS,
        st.sampled_from(["draft", "report", "non_publication"]),
        st.just("national_body"),
        *(DAYS, NOTHING),
    ),
    st.builds(ending.Assemble, DAYS, DAYS, NOTHING),
    st.builds(ending.PublishImprovements, DAYS, DAYS, st.booleans(), NOTHING | DAYS, DAYS, NOTHING),
    st.builds(ending.Justify, DAYS, TOLD, DAYS, NOTHING),
    st.builds(ending.NotPublish, DAYS, DAYS, NOTHING),
    st.builds(ending.Discontinue, DAYS, DAYS, st.just(()), NOTHING),
    st.builds(ending.Supersede, DAYS, DAYS, NOTHING),
    st.builds(ending.TakeDown, DAYS, DAYS, NOTHING),
)
MACHINES = {
    "rapid_review": Machine(
        rapid_review,
        rapid_review.RapidReview(ID),
        st.one_of(
            st.builds(rapid_review.Open, *[st.just("x")] * 4, DAYS),
            st.builds(rapid_review.ExplainDelay, DAYS, DAYS, NOTHING),
            st.builds(
                rapid_review.Submit,
                *(DAYS, NOTHING | DAYS, VIEWS, POSITIONS, st.booleans(), st.booleans()),
                *(st.just(()), NOTHING),
            ),
            st.builds(rapid_review.Cancel, st.just("basis")),
        ),
        a_legal_rapid_review,
        lambda state: state.status == "cancelled",
        (rapid_review.Submit,),
        ("unknown", "cancelled", "already_sent"),
    ),
    "consideration": Machine(
        consideration,
        Consideration(ID),
        st.one_of(
            st.builds(c.Receive, DAYS, st.just("CSPR-2026-00088-X")),
            st.builds(c.ListFor, SOME_IDS, NOTHING | DAYS),
            st.builds(c.Recuse, st.sampled_from("abc"), st.just("worked there")),
            st.builds(
                c.Decide,
                on=DAYS,
                version=NOTHING | st.integers(0, 2),
                meeting_id=SOME_IDS,
                meeting_on=DAYS,
                present=st.just(tuple((one, "health") for one in "abcdefg")),
                quorum=st.integers(4, 7),
                outcome=OUTCOMES,
                national_candidate=st.booleans(),
                criteria=CRITERIA,
                has_reasons=st.booleans(),
                asks=st.sampled_from([(), ((1, ("police",)),)]),
                view=VIEWS,
                view_on=DAYS,
                read_version=NOTHING,
                review_version=st.just(1),
                decision_id=SOME_IDS,
                said=NOTHING,
                framework=st.just(ASKED_HERE),
            ),
            st.builds(
                c.Correct,
                *(DAYS, SOME_IDS, st.sampled_from([{}, {"outcome": "other"}, {"themes": ("x",)}])),
                *(st.just(("themes",)), NOTHING),
            ),
            st.builds(c.IssueLetter, SOME_IDS, DAYS, st.booleans()),
            st.builds(c.Stop),
            st.builds(
                preparing.Triage,
                *(DAYS, st.sampled_from(["routine", "discussion"])),
                *(st.sampled_from([(), ("health",)]), NOTHING),
            ),
            st.builds(
                preparing.Allocate,
                st.lists(st.sampled_from("abx"), max_size=2).map(tuple),
                st.just(READERS),
                st.just(2),
            ),
            st.builds(preparing.Comment, st.sampled_from("abc"), NOTHING),
            st.builds(preparing.Dissent, st.sampled_from("abcx"), NOTHING),
        ),
        a_legal_consideration,
        lambda state: state.status == "stopped",
        (c.Correct,),
        ("is_none", "is_decided", "is_stopped"),
    ),
    "request": Machine(
        request,
        request.Request(ID),
        st.one_of(
            st.builds(request.Announce, st.just("x"), SOME_IDS, DAYS, ASKED, st.just(())),
            st.builds(request.Issue, SOME_IDS, SOME_IDS, DAYS),
            st.builds(request.Answer, DAYS, WHO, NUMBERS),
            st.builds(request.Close, NOTHING | DAYS),
        ),
        a_legal_request,
        lambda _state: False,
        status_codes=("nothing_asked",),
    ),
    "meeting": Machine(
        meeting,
        meeting.Meeting(ID),
        st.one_of(
            st.builds(meeting.Arrange, TIMES, DAYS, MEMBERS),
            st.builds(meeting.RecordAttendance, DAYS, MEMBERS),
            st.builds(meeting.AgreeMinutes, DAYS),
        ),
        lambda state: (
            (state.status == "none") == (state.starts_at is None)
            and (state.agreed_on is None or state.status == "held")
        ),
        lambda _state: False,
        status_codes=("unknown_meeting", "arranged"),
    ),
    "member": Machine(
        member,
        member.Register(ID),
        st.one_of(
            st.builds(member.Enter, st.lists(A_MEMBER, max_size=2).map(tuple)),
            st.builds(member.Correct, SOME_MEMBERS, st.just("B"), st.just("health"), DAYS),
            st.builds(member.EndTerm, SOME_MEMBERS, DAYS),
            st.builds(member.Prepare, DAYS, SOME_MEMBERS, st.just("induction"), DAYS),
            st.builds(member.Practise, DAYS, SOME_MEMBERS, NOTHING | DAYS),
            st.builds(
                member.Declare,
                SOME_MEMBERS,
                st.builds(member.Interest, st.just("ashmere"), NOTHING | DAYS),
            ),
        ),
        lambda state: (
            len({one.id for one in state.members}) == len(state.members)
            and all(
                one.serves_until is None or one.serves_until >= one.serves_from
                for one in state.members
            )
        ),
        lambda _state: False,
    ),
    "advice": Machine(
        advice,
        advice.Log(ID),
        st.one_of(
            st.builds(
                advice.Ask,
                *(SOME_IDS, st.sampled_from(["", "x"]), DAYS, WHO, st.just("process")),
                *(NOTHING, st.booleans()),
            ),
            st.builds(
                advice.Give,
                *(NOTHING | SOME_IDS, SOME_IDS, st.just("x"), DAYS, st.just("format")),
                *(NOTHING, st.booleans()),
            ),
            st.builds(advice.Rely, SOME_IDS, DAYS, WHO, NOTHING),
        ),
        lambda state: (
            [one.number for one in state.items] == list(range(1, len(state.items) + 1))
            and all(one.given or not one.relied_by for one in state.items)
        ),
        lambda _state: False,
    ),
    "lcspr": Machine(
        lcspr,
        Lcspr(ID),
        LCSPR_COMMANDS,
        a_legal_lcspr,
        lambda _state: False,  # what is said of a review goes on after its end
        (course.SetScope, course.ReceiveDraft, ending.Assemble),
        ("not_initiated", "published", "initiated", "ended", "no_draft", "not_public"),
    ),
    "action_ledger": Machine(
        ledger,
        ledger.Ledger(ID),
        st.one_of(
            st.builds(
                ledger.Add, SOME_IDS, DAYS, DAYS, st.just("x"), begun=st.booleans(), said=NOTHING
            ),
            st.builds(ledger.Evidence, DAYS, WHICH, DAYS, st.sampled_from(["audit"]), NOTHING),
            st.builds(ledger.Measure, DAYS, WHICH, DAYS, st.sampled_from(["worse"]), NOTHING),
            st.builds(
                ledger.Close,
                *(DAYS, WHICH, DAYS),
                completed=st.booleans(),
                has_reason=st.booleans(),
                said=NOTHING,
            ),
        ),
        a_legal_ledger,
        lambda _state: False,
    ),
}
