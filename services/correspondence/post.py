"""How a message leaves: GOV.UK Notify behind a port. It says that something waits, never what."""

import asyncio
from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any, Literal, Protocol
from uuid import UUID

import requests
from notifications_python_client.errors import APIError
from notifications_python_client.notifications import NotificationsAPIClient

KINDS = (
    "letter",
    "invitation",
    "request",
    "reminder",
    "notice",
    "answer",
    "subscription",
    "news",
)
"""What messages say; the provider's account needs a template for each: ``docs/operations.md`` has their words."""
TIMEOUT_S = 10
LEASE_S = 30
"""So long a message is one process's to send."""
RETRY_S_MAX = 900
GIVE_UP_H = 72
TRY_AGAIN = (408, 429)
ADDRESS_REFUSED = "the provider refused the address"
REFUSALS = {
    401: "the provider refused our key",
    403: "the provider refused our key",
}
OF_ADDRESS = "email_address "
"""How the provider's words on a field begin, when the field is the address."""
FAILURES = {
    "permanent-failure": "the address does not exist",
    "temporary-failure": "the mailbox did not take it",
    "technical-failure": "the provider had a fault",
}


class Retry(Exception):
    """Trouble that may pass."""


class Rejected(Exception):
    """The provider will never take this; the words say why."""


@dataclass(frozen=True)
class Message:
    """One message to one mailbox; ``reference`` is unique for each attempt, ``leave`` ends a subscription."""

    kind: str
    to: str
    reference: str
    case_reference: str
    link: str
    leave: str = ""


@dataclass(frozen=True)
class Receipt:
    """What became of a message, and why when it failed."""

    fate: Literal["sending", "delivered", "failed"]
    reason: str = ""


def receipt_of(status: str) -> Receipt:
    """GOV.UK Notify's status as a receipt; what it does not name yet is still on its way."""
    if status in FAILURES:
        return Receipt("failed", FAILURES[status])
    return Receipt("delivered" if status == "delivered" else "sending")


class Post(Protocol):
    """Sends, and tells what became of it."""

    async def send(self, message: Message) -> str:
        """The provider's id; the same message sent again gives the same. Raises Retry, Rejected."""
        ...

    async def fate(self, provider_id: str) -> Receipt:
        """What became of a message; raises Retry, and Rejected for an id it does not know."""
        ...


def wait_s(tries: int) -> float:
    """Until a message is tried or asked after again: each time twice as long, to a quarter of an hour."""
    return float(min(2 ** min(tries, 20), RETRY_S_MAX))


async def fate_of(post: Post, provider_id: str | None) -> Receipt:
    """What became of a message that was sent; where that can not be learned, it is still on its way."""
    assert provider_id, "what was sent has the provider's id"
    try:
        return await post.fate(provider_id)
    except (Retry, Rejected):
        return Receipt("sending")


class GovukNotifyPost:
    """GOV.UK Notify by its own client, which blocks: each call runs in a thread."""

    def __init__(
        self,
        api_key: str,
        base_url: str,
        templates: Mapping[str, UUID],
        timeout_s: float = TIMEOUT_S,
    ) -> None:
        """``base_url`` names a stand-in where there is no account; ``templates``: the account's, by kind."""
        self._templates = templates
        self._client = NotificationsAPIClient(api_key, base_url=base_url, timeout=timeout_s)  # type: ignore[no-untyped-call]

    async def send(self, message: Message) -> str:
        """Send once: what was sent under this reference before is found first."""
        known = await self._call(self._client.get_all_notifications, reference=message.reference)
        if known["notifications"]:
            return str(known["notifications"][0]["id"])
        answer = await self._call(
            self._client.send_email_notification,
            email_address=message.to,
            template_id=str(self._templates[message.kind]),
            personalisation={
                "reference": message.case_reference,
                "link": message.link,
                **({"leave": message.leave} if message.leave else {}),
            },
            reference=message.reference,
            one_click_unsubscribe_url=message.leave or None,
        )
        return str(answer["id"])

    async def fate(self, provider_id: str) -> Receipt:
        """Ask the provider."""
        answer = await self._call(self._client.get_notification_by_id, provider_id)
        return receipt_of(str(answer["status"]))

    async def _call(self, method: Any, *args: Any, **words: Any) -> Any:
        try:
            return await asyncio.to_thread(method, *args, **words)
        except APIError as error:
            status = int(error.status_code)
            if 400 <= status < 500 and status not in TRY_AGAIN:
                raise Rejected(_reason(status, error)) from error
            raise Retry(str(status)) from error
        except requests.RequestException as error:
            raise Retry(type(error).__name__) from error


def _reason(status: int, error: APIError) -> str:
    """Only what the provider says of the address is the address's fault: a 400 may be one of our template too."""
    said = error.message if status == 400 else ()
    for one in said if isinstance(said, list) else ():
        of_address = str(one.get("message", "")).startswith(OF_ADDRESS)
        if one.get("error") == "ValidationError" and of_address:
            return ADDRESS_REFUSED
    return REFUSALS.get(status, f"the provider answered {status}")


@dataclass
class FakePost:
    """Keeps what was sent in memory, with the same promises; for tests and for trying things out."""

    bouncing: set[str] = field(default_factory=set)
    refused: set[str] = field(default_factory=set)
    answer: str = ""
    """Rejects everything in these words."""
    down: bool = False
    sent: dict[str, Message] = field(default_factory=dict)

    async def send(self, message: Message) -> str:
        """Keep it; the reference is the id."""
        if self.down:
            raise Retry("down")
        if message.to in self.refused:
            raise Rejected(ADDRESS_REFUSED)
        if self.answer:
            raise Rejected(self.answer)
        self.sent.setdefault(message.reference, message)
        return message.reference

    async def fate(self, provider_id: str) -> Receipt:
        """Delivered, unless the address bounces."""
        if self.down:
            raise Retry("down")
        if provider_id not in self.sent:
            raise Rejected("the provider answered 404")
        bounces = self.sent[provider_id].to in self.bouncing
        return receipt_of("permanent-failure" if bounces else "delivered")
