"""What touches drafts and notifications: a draft is looked over as a notification, and sent as one."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any
from uuid import UUID

from pydantic_core import from_json, to_json

from chassis.access import audit_read
from chassis.clock import london_date
from chassis.conn import Conn
from chassis.errors import NotFound, Refused, Stale, Transient
from chassis.identity import Actor
from chassis.plain_words import is_missing
from chassis.service import Service
from chassis.tx import Tx
from chassis.web.problems import Invalid
from contracts.http_notify import Receipt
from services.notify.access import may_speak_for
from services.notify.draft import queries, store
from services.notify.draft.answers import (
    AUTHORITY,
    Made,
    Problem,
    answer_to,
    aware_on,
    made,
    problems_of,
)
from services.notify.draft.domain import Draft
from services.notify.draft.form import pages, restored, stored, version
from services.notify.draft.handlers import Drafts
from services.notify.draft.questions import Page, steps
from services.notify.draft.sent_form import SentForm
from services.notify.notification import checks
from services.notify.notification.handlers import Notifications
from services.notify.notification.look_again import look_again
from services.notify.notification.misplaced import misplaced_so_far
from services.notify.policy import rules
from services.notify.register.queries import areas_of

GIVE, LATE = "Give an answer.", "It is later than five working days: choose why."


@dataclass(frozen=True)
class Given:
    """The answers that were sent, without who the children are; ``apart``: what was answered of that."""

    children: tuple[int, ...]
    pages: Mapping[str, Mapping[str, Any]]
    apart: frozenset[tuple[str, str]]


@dataclass(frozen=True)
class ByForm:
    """Looks drafts over and sends them."""

    service: Service
    drafts: Drafts
    notifications: Notifications

    def pages(self) -> tuple[Page, ...]:
        """The form of today."""
        return pages(self.today())

    def today(self) -> date:
        """The date in England."""
        return london_date(self.service.clock.now())

    async def send(self, id_: UUID, seen: int, actor: Actor) -> str | tuple[Problem, ...]:
        """The reference of the notification that a draft became, or what is wrong with it.

        Raises Refused when the actor may not notify for its authority, Stale when it is not what was looked over.
        """
        try:
            return await self._send(id_, seen, actor)
        except (
            Transient
        ):  # another process took the key meanwhile, and what it answered can be read
            return await self._send(id_, seen, actor)
        except NotFound:
            before = await self.became(id_)
            if before is None:
                raise
            await self.notifications.find(before, actor, "read")
            return before

    async def became(self, id_: UUID) -> str | None:
        """The reference of the notification that a draft became; None when it was not sent."""
        async with self.service.db.read() as conn:
            sent = await queries.sent(conn, draft=id_)
        return sent.reference if sent else None

    async def _send(self, id_: UUID, seen: int, actor: Actor) -> str | tuple[Problem, ...]:
        """In one transaction under the draft's lock: it is notified and gone, or neither."""
        async with self.drafts.held(id_, actor) as (tx, draft):
            may_speak_for(actor, draft.authority_code)
            if draft.version != seen:
                raise Stale("Somebody changed an answer since you opened this page.")
            if found := await self.before_sending(tx.conn, draft):
                return found
            document = made(self.pages(), draft)
            key = document.document.get("sender_reference") or str(draft.id)
            try:
                raw = to_json(document.document)
                receipt = await self.notifications.submit_within(tx, raw, key, actor)
            except (Invalid, Refused) as wrong:
                return tuple(_problems(document, wrong, _labels(self.pages())))
            await self._close(tx, draft, receipt, actor)
        return receipt.reference

    async def _close(self, tx: Tx, draft: Draft, receipt: Receipt, actor: Actor) -> None:
        """Keep what was sent, as it was asked, and let the draft go."""
        form, given = self.pages(), to_json(_told(self.pages(), draft)).decode()
        incident = receipt.incident_id
        [answers] = await self.service.keys.seal_many(tx.conn, incident, [given])
        assert answers, "the answers are some"
        await store.keep_sent(
            tx.conn,
            SentForm(
                incident_id=incident,
                draft_id=draft.id,
                reference=receipt.reference,
                form_version=version(form),
                questions=stored(form),
                answers=answers,
                sent_by_name=actor.name,
                sent_at=tx.now,
            ),
        )
        await store.delete(tx.conn, draft.id)
        await audit_read(tx.conn, actor, f"sent draft {draft.id}", receipt.reference, at=tx.now)

    async def as_sent(self, incident: UUID) -> tuple[tuple[Page, ...], SentForm, Given | None]:
        """The form as it was, and what was sent, None when its words were erased; raises NotFound."""
        async with self.service.db.read() as conn:
            sent = await queries.sent(conn, incident=incident)
            if sent is None:
                raise NotFound("This notification did not come through the form.")
            opened = await self.service.keys.open(conn, incident, sent.answers)
        return restored(sent.questions), sent, _given(opened) if opened else None

    async def before_sending(self, conn: Conn, draft: Draft) -> tuple[Problem, ...]:
        """All that is wrong with a draft, and whether its authority is there today."""
        code = draft.authority_code
        places = await areas_of(conn, [code], self.today())
        gone = () if code in places else (Problem(*AUTHORITY, places.why_not(code)),)
        return (*gone, *self.problems(draft))

    def problems(self, draft: Draft) -> tuple[Problem, ...]:
        """All that is wrong with a draft, in the order of its pages."""
        form, today = self.pages(), self.today()
        asked = steps(form, draft.children)
        found: dict[tuple[str, str], Problem] = {}
        for step in asked:
            for one in problems_of(step, draft.values(step.name)):
                found.setdefault((one.step, one.name), one)
        for one in _by_the_rules(made(form, draft), today, _labels(form)):
            found.setdefault((one.step, one.name), one)
        if is_late(aware_on(form, draft), today) and not draft.values("lateness").get(
            "lateness_reason"
        ):
            found.setdefault(
                ("lateness", "lateness_reason"), Problem("lateness", "lateness_reason", LATE)
            )
        order = [(s.name, q.name) for s in asked for q in s.page.questions]
        return tuple(sorted(found.values(), key=lambda p: _order(order, p)))

    def look_again(self, draft: Draft) -> tuple[Problem, ...]:
        """What does not seem to go together in a draft; it stops nothing."""
        document = made(self.pages(), draft)
        doubts = look_again(document.document, self.today())
        return tuple(Problem(*document.place(one.pointer), one.reason) for one in doubts)


def is_late(aware: date | None, today: date) -> bool:
    """Whether the five working days are over."""
    return aware is not None and aware <= today and rules.clock("N1", aware, today).late


def _order(order: list[tuple[str, str]], one: Problem) -> int:
    place = (one.step, one.name)
    return order.index(place) if place in order else -1


def _labels(form: tuple[Page, ...]) -> Mapping[str, str]:
    asked = [(one, page.label_of(one).rstrip("?")) for page in form for one in page.questions]
    return {one.name: words.replace(": ", ", ", 1) if one.part else words for one, words in asked}


def _by_the_rules(document: Made, today: date, labels: Mapping[str, str]) -> Iterator[Problem]:
    """What is wrong with it as with any notification, and with its reference even while it is not whole."""
    try:
        checks.read(to_json(document.document), today)
    except Invalid as wrong:
        yield from _problems(document, wrong, labels)
    yield from _problems(document, Invalid(misplaced_so_far(document.document)), labels)


def _problems(
    document: Made, wrong: Invalid | Refused, labels: Mapping[str, str]
) -> Iterator[Problem]:
    """What the notification's own rules find, at the place on the form where it was asked."""
    if isinstance(wrong, Refused):
        step, name = document.place(wrong.field)
        source = f" ({wrong.source})" if wrong.source else ""
        yield Problem(step, name, f"{wrong.reason}{source}")
        return
    for one in wrong.errors:
        step, name = document.place(one["pointer"])
        reason = GIVE if is_missing(one["reason"]) else one["reason"]
        if name in labels:
            reason = f"{labels[name]}: {reason[0].lower()}{reason[1:]}"
        yield Problem(step, name, reason)


def _told(form: tuple[Page, ...], draft: Draft) -> dict[str, Any]:
    """The answers without who the children are: of that, only what was answered."""
    told: dict[str, Any] = {"children": draft.children, "pages": {}, "apart": []}
    for step in steps(form, draft.children):
        values = dict(draft.values(step.name))
        for question in step.page.questions:
            if question.identity:
                if answer_to(question, values) is not None:
                    told["apart"].append([step.name, question.name])
                for name in (
                    question.name,
                    *(f"{question.name}-{p}" for p in ("day", "month", "year")),
                ):
                    values.pop(name, None)
        told["pages"][step.name] = values
    return told


def _given(text: str) -> Given:
    told = from_json(text)
    apart = frozenset((step, name) for step, name in told["apart"])
    return Given(tuple(told["children"]), told["pages"], apart)
