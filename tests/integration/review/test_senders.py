"""The owner enforces what the desk shows: a command is taken from who may give it."""

import pytest
from uuid_utils.compat import uuid7

from chassis.consume import Consumes
from contracts.catalogue import commands_of
from contracts.review.meeting import ArrangeMeetingV1
from contracts.topics import REVIEW_COMMAND
from services.review.moves.table import ROLES
from services.review.senders import Commands
from tests.integration.review.conftest import MEMBERS, Review
from tests.support.records import Deliverer

MANAGER, SECRETARY = "partnership_manager", "secretary"


def test_every_command_names_who_may_give_it() -> None:
    assert set(ROLES) == {entry.model for entry in commands_of("review")}
    assert all(ROLES.values())


@pytest.mark.need("J2")
@pytest.mark.parametrize(
    ("actor", "roles", "outcome"),
    [
        ("person:manager", MANAGER, "done"),
        ("person:both", f"{SECRETARY} {MANAGER}", "done"),
        ("system:correspondence", "", "done"),
        ("person:secretary", SECRETARY, "refused"),
        ("person:police", "partner_police", "refused"),
        ("person:nobody", "", "refused"),
        ("system:some-partners-system", "", "refused"),
        ("system:background", "background", "refused"),
    ],
)
async def test_a_rapid_review_is_taken_from_the_partnership_alone(
    review: Review, actor: str, roles: str, outcome: str
) -> None:
    incident = await review.case()
    id_ = await review.deliverer.give(
        review.submission(incident), incident, actor=actor, roles=roles
    )
    answer = await review.answer_to(id_)
    assert answer["outcome"] == outcome
    if outcome == "refused":
        assert (answer["code"], answer["facts"]) == ("forbidden", [])
        assert "It is for: partnership manager" in answer["reason"]
        assert answer["source"]
        assert await review.facts("rapid-review-submitted") == []
    assert await review.deliverer.parked() == []


async def test_of_one_poll_only_what_its_sender_may_not_give_is_refused(review: Review) -> None:
    first, second = await review.case(), await review.case()
    records = [
        review.deliverer.record(review.submission(first), first, roles=SECRETARY),
        review.deliverer.record(review.submission(second), second, roles=MANAGER),
    ]
    await review.deliverer.poll(REVIEW_COMMAND, records)
    [sent] = await review.facts("rapid-review-submitted")
    assert sent["incident_id"] == str(second)


async def test_meetings_of_the_panel_are_its_secretaries(review: Review) -> None:
    id_ = uuid7()
    meeting = ArrangeMeetingV1(meeting_id=id_, starts_at=review.deliverer.sent_at, members=MEMBERS)
    given = await review.deliverer.give(meeting, id_, roles=MANAGER)
    assert (await review.answer_to(given))["code"] == "forbidden"


@pytest.mark.parametrize(("background", "came"), [(True, 1), (False, 0)])
async def test_the_demonstrations_own_client_is_known_where_it_exists(
    review: Review, *, background: bool, came: int
) -> None:
    taken: list[object] = []
    consumes = Consumes("review")

    @Commands(consumes, background=background)(ArrangeMeetingV1)
    async def arrange(_tx: object, batch: object) -> None:
        taken.append(batch)

    id_ = uuid7()
    meeting = ArrangeMeetingV1(meeting_id=id_, starts_at=review.deliverer.sent_at, members=MEMBERS)
    deliverer = Deliverer(consumes, review.service.db)
    await deliverer.give(meeting, id_, actor="system:background", roles="background")
    assert len(taken) == came
