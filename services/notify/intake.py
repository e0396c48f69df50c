"""The Kafka door: what a sender put on its own topic is taken like anything else, and answered on another."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any
from uuid import UUID

from pydantic import TypeAdapter, ValidationError

from chassis.access import SANDBOX
from chassis.clock import london_date
from chassis.errors import Refused, TooLarge
from chassis.intake import Sent, Unread
from chassis.tx import Tx
from chassis.web.problems import Invalid
from contracts.envelope import WORDS_CHARS_MAX, Token
from contracts.http_notify import Receipt
from contracts.notify_intake import IntakeAnswerV1, ReceiptTold, WrongPlace
from services.notify.notification.batch import reference_in, refused, warnings
from services.notify.notification.handlers import Notifications
from services.notify.notification.items import checked
from services.notify.notification.known_place import known_place
from services.notify.notification.submission import Asked, asked
from services.notify.notification.submitting import Submitting
from services.notify.sender.standing import NOT_REGISTERED, as_sender
from services.notify.sender.store import Sender

TAKES = "http.notify.notification-body"
TOKEN: TypeAdapter[str] = TypeAdapter(Token)
NO_SUCH_REFERENCE = (
    "On this way in, your reference has letters, digits and _ . : + / - alone, at most 120:"
    " it travels with the answer."
)
Outcome = Receipt | Exception


@dataclass(frozen=True)
class IntakeDoor:
    """Takes what came through topics; ``chassis.intake`` claims, commits and parks."""

    notifications: Notifications

    async def take(self, tx: Tx, sent: Sequence[Sent]) -> list[Unread]:
        """Take them in one transaction and answer each; those that are no notification at all come back."""
        outcomes: dict[UUID, Outcome] = {}
        real, rehearsed = self.notifications.submitting, self.notifications.rehearsing
        asked_for: dict[Submitting, dict[UUID, Asked]] = {real: {}, rehearsed: {}}
        for one in sent:
            try:
                submitting, request = await self._read(one, tx)
                asked_for[submitting][one.id] = request
            except (Refused, Invalid, TooLarge) as wrong:
                outcomes[one.id] = wrong
        for submitting, mine in asked_for.items():
            for turn in in_turns(mine):
                found = await submitting.within(tx, list(turn.values()))
                outcomes |= dict(zip(turn, found, strict=True))
        for one in sent:
            self._answer(tx, one, outcomes[one.id])
        return [unread for one in sent if (unread := _unread(one, outcomes[one.id]))]

    def refuse(self, tx: Tx, sent: Sent, code: str, reason: str) -> None:
        """Answer one that failed; that is a fault of ours, or of its."""
        self._answer(tx, sent, Refused(reason, code=code))

    async def _read(self, sent: Sent, tx: Tx) -> tuple[Submitting, Asked]:
        sender, parts = await self._sender(sent.sender), self.notifications
        actor = as_sender(sender, frozenset({SANDBOX if sender.sandbox else "case_system"}))
        parts.limits.charge(actor.id, sender.per_minute)
        item = checked(sent.body)
        if isinstance(item, Exception):
            raise item
        request = asked(item, None, actor, lambda: tx.today)
        _token(request.claim[1])
        return (parts.rehearsing if sender.sandbox else parts.submitting), request

    async def _sender(self, client_id: str) -> Sender:
        """The sender whose topic it is; one that was just added may not be known yet."""
        senders = self.notifications.senders
        sender = await senders.of(client_id)
        if sender is None:
            senders.forget()
            sender = await senders.of(client_id)
        today = london_date(self.notifications.service.clock.now())
        if sender is None or not sender.topic or not sender.is_valid(today):
            raise Refused(NOT_REGISTERED, code="forbidden")
        return sender

    def _answer(self, tx: Tx, sent: Sent, outcome: Outcome) -> None:
        accepted = isinstance(outcome, Receipt)
        told = _accepted(sent, outcome) if isinstance(outcome, Receipt) else _refused(sent, outcome)
        answer = IntakeAnswerV1(
            command_id=sent.id,
            command_type=TAKES,
            outcome="done" if accepted else "refused",
            partition=sent.partition,
            offset=sent.offset,
            **told,
        )
        tx.tell(answer, sender=sent.sender, key=sent.id, cause=sent.cause)


def in_turns(asked_for: Mapping[UUID, Any]) -> Iterator[dict[UUID, Any]]:
    """Batches in which no key stands twice: the second sees what the first one was answered."""
    left = dict(asked_for)
    while left:
        first = {one.claim: id_ for id_, one in reversed(left.items())}
        yield {id_: left[id_] for id_ in left if id_ in set(first.values())}
        left = {id_: one for id_, one in left.items() if id_ not in set(first.values())}


def _unread(sent: Sent, outcome: Outcome) -> Unread | None:
    """Whether it was no notification at all: then nobody but an operator can tell what it was."""
    if isinstance(outcome, TooLarge):
        return Unread(sent.id, "too-large", str(outcome))
    if isinstance(outcome, Invalid) and not outcome.errors[0]["pointer"]:
        return Unread(sent.id, "unreadable", outcome.errors[0]["reason"])
    return None


def _token(reference: str) -> None:
    try:
        TOKEN.validate_python(reference)
    except ValidationError:
        raise Invalid([{"pointer": "/sender_reference", "reason": NO_SUCH_REFERENCE}]) from None


def _accepted(sent: Sent, receipt: Receipt) -> dict[str, Any]:
    told = ReceiptTold.model_validate_json(receipt.model_dump_json())
    return {
        "facts": (),
        "sender_reference": receipt.sender_reference,
        "receipt": told,
        "warnings": warnings(receipt, sent.body),
    }


def _refused(sent: Sent, wrong: Exception) -> dict[str, Any]:
    problem = refused(0, wrong).problem
    return {
        "code": problem.code,
        "reason": (problem.detail or problem.title)[:WORDS_CHARS_MAX],
        "source": problem.source[:WORDS_CHARS_MAX] if problem.source else None,
        "sender_reference": _reference(sent.body),
        "errors": tuple(
            WrongPlace(pointer=known_place(one.pointer), reason=one.reason[:WORDS_CHARS_MAX])
            for one in problem.errors
        ),
    }


def _reference(body: bytes) -> str | None:
    """The sender's reference, if it is one that may travel."""
    found = reference_in(body)
    try:
        return TOKEN.validate_python(found)
    except ValidationError:
        return None
