"""How a message leaves: GOV.UK Notify behind a port. It says that something waits, never what."""

import asyncio
from dataclasses import dataclass
from typing import Any, Literal, Protocol

import requests
from notifications_python_client.errors import HTTPError
from notifications_python_client.notifications import NotificationsAPIClient

TEMPLATES = {
    "letter": "b0f6b5a1-0000-4000-8000-000000000001",
    "invitation": "b0f6b5a1-0000-4000-8000-000000000002",
}
Fate = Literal["sending", "delivered", "failed"]


class Retry(Exception):
    """Trouble that may pass."""


class Rejected(Exception):
    """The provider will never take this."""


@dataclass(frozen=True)
class Message:
    """One message to one mailbox; ``reference`` is unique for each attempt."""

    kind: str
    to: str
    reference: str
    case_reference: str
    link: str


class Post(Protocol):
    """Sends, and tells what became of it."""

    async def send(self, message: Message) -> str:
        """The provider's id; the same message sent again gives the same. Raises Retry, Rejected."""
        ...

    async def fate(self, provider_id: str) -> Fate:
        """What became of a message; raises Retry."""
        ...


class GovukNotifyPost:
    """GOV.UK Notify by its own client, which blocks: each call runs in a thread."""

    def __init__(self, api_key: str, base_url: str) -> None:
        """``base_url`` names a stand-in where there is no account."""
        self._client = NotificationsAPIClient(api_key, base_url=base_url, timeout=10)  # type: ignore[no-untyped-call]

    async def send(self, message: Message) -> str:
        """Send once: what was sent under this reference before is found first."""
        known = await self._call(self._client.get_all_notifications, reference=message.reference)
        if known["notifications"]:
            return str(known["notifications"][0]["id"])
        answer = await self._call(
            self._client.send_email_notification,
            email_address=message.to,
            template_id=TEMPLATES[message.kind],
            personalisation={"reference": message.case_reference, "link": message.link},
            reference=message.reference,
        )
        return str(answer["id"])

    async def fate(self, provider_id: str) -> Fate:
        """Ask the provider."""
        answer = await self._call(self._client.get_notification_by_id, provider_id)
        if answer["status"] == "delivered":
            return "delivered"
        return "failed" if answer["status"].endswith("failure") else "sending"

    async def _call(self, method: Any, *args: Any, **words: Any) -> Any:
        try:
            return await asyncio.to_thread(method, *args, **words)
        except HTTPError as error:
            if error.status_code in (400, 403, 404):
                raise Rejected(str(error.status_code)) from error
            raise Retry(str(error.status_code)) from error
        except requests.RequestException as error:
            raise Retry(type(error).__name__) from error
