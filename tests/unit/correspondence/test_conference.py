"""Where a meeting is joined: typed by staff, or made by Teams, the same for the same meeting, and naming no case."""

import asyncio
import json
from datetime import UTC, datetime
from typing import Any
from uuid import UUID

import httpx2
import pytest
from pydantic import SecretStr

from chassis.errors import Refused
from services.correspondence.conference import (
    Conference,
    Planned,
    TeamsAccount,
    TeamsLink,
    TypedLink,
)
from services.correspondence.settings import CorrespondenceSettings

MEETING = Planned(UUID(int=1), datetime(2026, 6, 10, 13, tzinfo=UTC), 45)
ACCOUNT = TeamsAccount("made-up-tenant", "made-up-client", "made-up-secret", "made-up-user")
LINK = "https://teams.example/l/made-up"


def teams(asked: list[httpx2.Request], status: int = 200, **answer: Any) -> TeamsLink:
    def handle(request: httpx2.Request) -> httpx2.Response:
        asked.append(request)
        if request.url.path.endswith("/token"):
            return httpx2.Response(200, json={"access_token": "made-up-token"})
        return httpx2.Response(status, json=answer)

    return TeamsLink(ACCOUNT, httpx2.MockTransport(handle))


def test_teams_is_asked_for_one_link_a_meeting_and_hears_nothing_of_the_case() -> None:
    asked: list[httpx2.Request] = []
    assert asyncio.run(teams(asked, joinWebUrl=LINK).join_link(MEETING)) == LINK
    token, made = asked
    assert b"client_secret=made-up-secret" in token.content
    assert made.url.path == "/v1.0/users/made-up-user/onlineMeetings/createOrGet"
    assert made.headers["authorization"] == "Bearer made-up-token"
    assert json.loads(made.content) == {
        "externalId": str(MEETING.id),
        "startDateTime": "2026-06-10T13:00:00+00:00",
        "endDateTime": "2026-06-10T13:45:00+00:00",
        "subject": "Meeting",
    }
    assert "made-up-secret" not in repr(ACCOUNT)


@pytest.mark.parametrize(("status", "answer"), [(500, {}), (403, {}), (200, {"other": "shape"})])
def test_when_teams_makes_none_a_person_is_asked_for_one(
    status: int, answer: dict[str, str]
) -> None:
    with pytest.raises(Refused, match="Type one, or try again") as caught:
        asyncio.run(teams([], status, **answer).join_link(MEETING))
    assert caught.value.field == "join_link"


def settings(**more: Any) -> CorrespondenceSettings:
    return CorrespondenceSettings.model_construct(**more)


def test_without_an_account_staff_type_the_link() -> None:
    found: Conference = settings().conference
    assert isinstance(found, TypedLink)
    assert asyncio.run(found.join_link(MEETING)) is None


def test_an_account_in_parts_is_no_account() -> None:
    whole: dict[str, Any] = {
        f"teams_{name}": "made-up" for name in ("tenant", "client_id", "organiser")
    }
    whole["teams_client_secret"] = SecretStr("made-up")
    assert isinstance(settings(**whole).teams_is_whole().conference, TeamsLink)
    for name, value in whole.items():
        with pytest.raises(ValueError, match="Teams needs"):
            settings(**{name: value}).teams_is_whole()
