"""Facts of local reviews and ledgers of action, and what the measures make of them, worked out by hand."""

from uuid import UUID

from contracts.review.action_ledger import (
    ActionEvidenceRecordedV1,
    ActionResultRecordedV1,
    LedgerActionAddedV1,
    LedgerActionClosedV1,
)
from contracts.review.lcspr import LcsprDelayExplainedV1, LcsprInitiatedV1
from contracts.review.lcspr_ending import (
    LcsprBreachRecordedV1,
    LcsprBreachTakenBackV1,
    LcsprDiscontinuedV1,
    LcsprImprovementsPublishedV1,
    LcsprNotPublishedV1,
    LcsprSupersededV1,
)
from services.analytics.facts import Told
from tests.unit.analytics.told import fact, lcspr, notified, published


def begun(case: int, on: str, due_on: str) -> Told:
    """An LCSPR began; its six months end on a day."""
    key, told = lcspr(case, on)
    assert isinstance(told, LcsprInitiatedV1)
    clock = told.clock.model_copy(update={"due_on": published(case, due_on)[1].published_on})
    return key, told.model_copy(update={"clock": clock})


def explained(case: int) -> Told:
    """Its lateness was explained."""
    return fact(LcsprDelayExplainedV1, case)


def breached(case: int, on: str, breach: str = "published_early") -> Told:
    """A rule was broken."""
    return fact(LcsprBreachRecordedV1, case, breach=breach, happened_on=on)


def taken_back(case: int, on: str) -> Told:
    """It was none."""
    return fact(LcsprBreachTakenBackV1, case, breach="published_early", happened_on=on)


def action(case: int, number: int) -> str:
    """The id of an action."""
    return str(UUID(int=1000 * case + number))


def added(case: int, on: str, number: int = 1) -> Told:
    """An action was entered."""
    id_ = action(case, number)
    return fact(LedgerActionAddedV1, case, action_id=id_, number=number, added_on=on)


def evidenced(case: int, number: int = 1) -> Told:
    """It has evidence."""
    return fact(ActionEvidenceRecordedV1, case, action_id=action(case, number), number=number)


def measured(case: int, result: str, number: int = 1) -> Told:
    """Its effect was measured."""
    id_ = action(case, number)
    return fact(ActionResultRecordedV1, case, action_id=id_, number=number, result=result)


def dropped(case: int, number: int = 1) -> Told:
    """It is not pursued."""
    id_ = action(case, number)
    return fact(LedgerActionClosedV1, case, action_id=id_, number=number, state="not_pursued")


BEGUN = [notified(n, "2026-04-10") for n in range(1, 6)]
DUE = "2026-12-15"
LOCAL_HAND_WORKED: list[tuple[str, str, list[Told], dict[tuple[str, str, str, int], int]]] = [
    (
        "an LCSPR counts in the month of the partners' decision",
        "lcspr_begun",
        [*BEGUN, begun(1, "2026-06-15", DUE), begun(2, "2026-06-30", DUE)],
        {("2026-06", "990", "all", 0): 2},
    ),
    (
        "the due day is in time, the next is late, and an explanation is said and moves nothing",
        "lcspr_on_time",
        [
            *BEGUN,
            *(begun(n, "2026-06-15", DUE) for n in range(1, 5)),
            published(1, "2026-12-15"),
            published(2, "2026-12-16"),
            explained(3),
            published(3, "2026-12-18"),
            fact(LcsprImprovementsPublishedV1, 4, published_on="2026-12-01"),
        ],
        {
            ("2026-12", "990", "on_time", 0): 2,
            ("2026-12", "990", "late", 0): 1,
            ("2026-12", "990", "late_explained", 0): 1,
        },
    ),
    (
        "each way in which a review can end",
        "lcspr_ended",
        [
            *BEGUN,
            published(1, "2026-12-15"),
            fact(LcsprImprovementsPublishedV1, 2, published_on="2026-12-01"),
            fact(LcsprNotPublishedV1, 3, decided_on="2026-11-30"),
            fact(LcsprDiscontinuedV1, 4, discontinued_on="2026-11-01"),
            fact(LcsprSupersededV1, 5, superseded_on="2026-11-02"),
        ],
        {
            ("2026-12", "990", "published", 0): 1,
            ("2026-12", "990", "improvements_only", 0): 1,
            ("2026-11", "990", "not_published", 0): 1,
            ("2026-11", "990", "discontinued", 0): 1,
            ("2026-11", "990", "superseded", 0): 1,
        },
    ),
    (
        "one review may break two rules, and what was taken back was no breach",
        "breaches",
        [
            *BEGUN,
            breached(1, "2026-12-14"),
            breached(1, "2027-03-01", "taken_down_early"),
            breached(2, "2026-12-14"),
            taken_back(2, "2026-12-14"),
        ],
        {
            ("2026-12", "990", "published_early", 0): 1,
            ("2027-03", "990", "taken_down_early", 0): 1,
        },
    ),
    (
        "an action counts once, as far as it has come",
        "actions",
        [
            *BEGUN,
            *(added(1, "2026-07-01", n) for n in range(1, 7)),
            *(evidenced(1, n) for n in (2, 3)),
            measured(1, "improved", 3),
            measured(1, "improved", 4),
            measured(1, "worse", 4),
            measured(1, "too_early", 5),
            dropped(1, 6),
        ],
        {
            ("2026-07", "990", "planned", 0): 1,
            ("2026-07", "990", "evidenced", 0): 1,
            ("2026-07", "990", "improved", 0): 1,
            ("2026-07", "990", "not_improved", 0): 1,
            ("2026-07", "990", "too_early", 0): 1,
            ("2026-07", "990", "not_pursued", 0): 1,
        },
    ),
]
