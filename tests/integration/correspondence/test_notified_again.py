"""The desk follows what notify tells of an incident again: another area's, a duplicate, asked about."""

from datetime import date
from typing import Any
from uuid import UUID

import pytest
from uuid_utils.compat import uuid7

from contracts.catalogue import entry_of
from contracts.notify import IncidentScopedNotifyOnlyV1, NotificationSubmittedV1
from contracts.notify_changes import (
    DuplicateAbsorbedV1,
    NotificationMarkedDuplicateV1,
    NotificationReassignedV1,
    ThresholdAnsweredV1,
    ThresholdAskedV1,
)
from contracts.tools.samples import data_of
from services.correspondence.letter.store import source_of
from services.correspondence.read_models import cases, counted, timeline
from services.correspondence.web.shown.clocks import of_case
from services.correspondence.web.shown.timeline import items
from tests.integration.correspondence.letters_fixtures import COLLEAGUE, DRAFTER, Office, office

__all__ = ["office"]
GONE = "CSPR-2026-00001-X"


def told(model: Any, incident: UUID, **changed: Any) -> Any:
    usual = {**data_of(entry_of(model)), "incident_id": str(incident)}
    return model.model_validate({**usual, **changed})


async def stage(office: Office, reference: str) -> str | None:
    async with office.db.read() as conn:
        found = await cases.find(conn, reference)
    return found.stage if found else None


AREA = {
    "authority_code": "991",
    "authority_name": "Brackenford",
    "partnership": "brackenford",
    "partnership_name": "Brackenford Partnership",
    "region_code": "E12000001",
    "region_name": "North East",
}


@pytest.mark.need("A3")
@pytest.mark.parametrize("is_out", [False, True])
async def test_a_letter_goes_to_the_partners_who_have_the_case_now(
    office: Office, *, is_out: bool
) -> None:
    letter = await office.decide()
    await office.change(letter, office.letters.prepare, DRAFTER)
    if is_out:
        await office.change(letter, office.letters.approve, COLLEAGUE)
    moved = told(NotificationReassignedV1, office.incident, to_area=AREA)
    await office.deliverer.give(moved, office.incident)
    async with office.db.read() as conn:
        source = await source_of(conn, letter)
    assert source
    status = (await office.letter(letter)).status
    expected = ("ashmere", "issued") if is_out else ("brackenford", "drafted")
    assert (source.partnership, status) == expected


@pytest.mark.need("A3")
async def test_a_case_of_another_partnership_is_on_its_list_and_no_longer_on_the_first(
    office: Office,
) -> None:
    moved = told(NotificationReassignedV1, office.incident, to_area=AREA)
    await office.deliverer.give(moved, office.incident)
    async with office.db.read() as conn:
        assert await cases.partnership_of(conn, office.incident) == "brackenford"
        assert await counted.counts(conn, ["ashmere"]) == {}
        assert await counted.counts(conn, ["brackenford"]) == {"decided": 1}


@pytest.mark.parametrize("scoped", [False, True])
async def test_a_duplicate_that_review_does_not_know_is_ended_here(
    office: Office, *, scoped: bool
) -> None:
    incident = uuid7()
    notified = told(NotificationSubmittedV1, incident, reference=GONE)
    await office.deliverer.give(notified, incident)
    if scoped:
        await office.deliverer.give(told(IncidentScopedNotifyOnlyV1, incident), incident)
    assert await stage(office, GONE) == ("notify_only" if scoped else "notified")
    await office.deliverer.give(told(NotificationMarkedDuplicateV1, incident), incident)
    assert await stage(office, GONE) == "cancelled"


@pytest.mark.need("A5")
async def test_question_and_advice_stand_on_the_timeline_in_clear_for_who_may_see_it(
    office: Office,
) -> None:
    question, answer = await office.seal("Does it meet it?"), await office.seal("It does.")
    asked = told(ThresholdAskedV1, office.incident, question=question)
    advised = told(ThresholdAnsweredV1, office.incident, answer=answer, paragraph="Chapter 5")
    for fact in (asked, advised):
        await office.deliverer.give(fact, office.incident)
    async with office.db.read() as conn:
        entries = await timeline.of_case(conn, office.incident)
        shown = await items(conn, office.service.keys, office.incident, entries)
    assert {text for item in shown for text in item.texts} >= {
        ("The question", "Does it meet it?"),
        ("The advice", "It does."),
    }
    assert any("relying on Chapter 5" in item.sentence for item in shown)


async def test_the_clock_of_notifying_is_the_earliest_once_it_stands_for_another(
    office: Office,
) -> None:
    sample = data_of(entry_of(DuplicateAbsorbedV1))["clock"]
    clock = {**sample, "code": "N1", "due_on": "2026-04-02", "met_on": "2026-04-01"}
    fact = told(DuplicateAbsorbedV1, office.incident, clock=clock, partners_clock=None)
    await office.deliverer.give(fact, office.incident)
    async with office.db.read() as conn:
        entries = await timeline.of_case(conn, office.incident)
    [shown] = of_case((), entries, date(2026, 6, 8))
    assert (shown.code, shown.due_on, shown.met_on) == ("N1", date(2026, 4, 2), date(2026, 4, 1))


async def test_the_clock_of_telling_the_partners_runs_for_those_to_whom_the_case_came(
    office: Office,
) -> None:
    sample = data_of(entry_of(DuplicateAbsorbedV1))["clock"]
    clock = {**sample, "code": "N2", "due_on": "2026-04-02", "met_on": None}
    met = {**clock, "met_on": "2026-04-01"}
    absorbed = told(DuplicateAbsorbedV1, office.incident, partners_clock=met)
    moved = told(NotificationReassignedV1, office.incident, partners_clock=clock)
    for fact in (absorbed, moved):
        await office.deliverer.give(fact, office.incident)
    async with office.db.read() as conn:
        entries = await timeline.of_case(conn, office.incident)
    [_, shown] = of_case((), entries, date(2026, 4, 1))
    assert (shown.code, shown.met_on) == ("N2", None)
