"""Where a meeting is joined at a distance: a link that staff type, or one that Microsoft Teams makes. It names no case."""

from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from typing import Protocol
from uuid import UUID

import httpx2

from chassis.errors import Refused

LOGIN, GRAPH = "https://login.microsoftonline.com", "https://graph.microsoft.com"
TIMEOUT_S = 10
AWAY = "Teams made no link. Type one, or try again."


@dataclass(frozen=True)
class Planned:
    """A meeting to come; ``id`` is the same however often its link is asked for."""

    id: UUID
    starts_at: datetime
    minutes: int


class Conference(Protocol):
    """Makes links."""

    async def join_link(self, meeting: Planned) -> str | None:
        """Where to join; None where none is made and a person types it. Raises Refused."""
        ...


class TypedLink:
    """Nothing makes links: what staff type is the link."""

    async def join_link(self, _meeting: Planned) -> str | None:
        """None is made."""
        return None


@dataclass(frozen=True)
class TeamsAccount:
    """An application of Entra ID that may make online meetings for ``organiser``, a user's id."""

    tenant: str
    client_id: str
    client_secret: str = field(repr=False)
    organiser: str = ""


class TeamsLink:
    """Microsoft Teams by Graph: ``createOrGet`` gives the same meeting the same link."""

    def __init__(
        self, account: TeamsAccount, transport: httpx2.AsyncBaseTransport | None = None
    ) -> None:
        """``transport``: for tests."""
        self._account, self._transport = account, transport

    async def join_link(self, meeting: Planned) -> str | None:
        """Made or found; raises Refused when Teams does not answer as it should."""
        try:
            async with httpx2.AsyncClient(
                timeout=TIMEOUT_S, transport=self._transport, follow_redirects=False
            ) as http:
                return await self._made(http, await self._token(http), meeting)
        except (httpx2.HTTPError, KeyError, ValueError) as error:
            raise Refused(AWAY, field="join_link", code="conference") from error

    async def _token(self, http: httpx2.AsyncClient) -> str:
        account = self._account
        asked = {
            "grant_type": "client_credentials",
            "client_id": account.client_id,
            "client_secret": account.client_secret,
            "scope": f"{GRAPH}/.default",
        }
        answer = await http.post(f"{LOGIN}/{account.tenant}/oauth2/v2.0/token", data=asked)
        return str(answer.raise_for_status().json()["access_token"])

    async def _made(self, http: httpx2.AsyncClient, token: str, meeting: Planned) -> str:
        ends_at = meeting.starts_at + timedelta(minutes=meeting.minutes)
        answer = await http.post(
            f"{GRAPH}/v1.0/users/{self._account.organiser}/onlineMeetings/createOrGet",
            headers={"Authorization": f"Bearer {token}"},
            json={
                "externalId": str(meeting.id),
                "startDateTime": meeting.starts_at.astimezone(UTC).isoformat(),
                "endDateTime": ends_at.astimezone(UTC).isoformat(),
                "subject": "Meeting",
            },
        )
        return str(answer.raise_for_status().json()["joinWebUrl"])
