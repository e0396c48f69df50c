"""Duplicates: proposed by likeness, decided by a person, never merged by themselves."""

from collections.abc import Sequence
from dataclasses import replace
from typing import Literal
from uuid import UUID

from uuid_utils.compat import uuid7

from chassis.errors import NotFound, Stale
from chassis.identity import Actor
from chassis.tx import Tx
from chassis.web.words import day
from contracts.http_notify import Receipt
from contracts.http_notify_changes import DuplicateBody
from services.notify.access import POLICY
from services.notify.notification import likeness, proposals, queries, store, wire
from services.notify.notification.carrying import Wanted, carry_out
from services.notify.notification.checks import completeness
from services.notify.notification.commands import Absorb, MarkDuplicate
from services.notify.notification.domain import decide
from services.notify.notification.events import Absorbed
from services.notify.notification.feed import follow, number_new
from services.notify.notification.handlers import Notifications, scope_of
from services.notify.notification.standing import Standing, read
from services.notify.notification.wire_later import Link

COMPARED_AFTER = (
    "submitted",
    "amended",
    "child_added",
    "identity_completed",
    "reassigned",
    "brought_into_scope",
)
BATCH_MAX = 200


class Duplicates:
    """The use cases, on those of notifications in general."""

    def __init__(self, notifications: Notifications) -> None:
        """Nothing of its own but what it shares."""
        self._all, self._service = notifications, notifications.service

    async def mark(self, reference: str, body: DuplicateBody, actor: Actor) -> Receipt:
        """Say that another notification of the same incident goes on; both references are kept."""
        found = await self._all.find(reference, actor, "mark_duplicate")
        other = await self._all.find(body.duplicate_of, actor, "mark_duplicate")
        async with self._service.db.begin([found.id, other.id]) as tx:
            here = await self._again(tx, found.id, actor)
            survivor = await self._again(tx, other.id, actor)
            return await self._mark(tx, here, survivor, body.reason, actor)

    async def decide(
        self,
        proposal: UUID,
        outcome: Literal["first", "second", "different"],
        why: str,
        actor: Actor,
    ) -> None:
        """Decide on a proposal: which of the two goes on, or that they are two incidents; raises Stale."""
        async with self._service.db.begin() as tx:
            proposed = await _proposed(tx, proposal)
        for one in (proposed.first, proposed.second):
            POLICY.check(actor, "mark_duplicate", scope_of(one))
        pair = (proposed.first.id, proposed.second.id)
        async with self._service.db.begin(pair) as tx:
            if said := decided_words(await _proposed(tx, proposal)):
                raise Stale(said)
            if outcome == "different":
                sealed = await self._service.keys.seal(tx.conn, pair[0], why)
                await proposals.decide(tx.conn, pair, "different", actor, tx.now, sealed)
                return
            first, second = [await self._again(tx, one, actor) for one in pair]
            survivor, duplicate = (first, second) if outcome == "first" else (second, first)
            await self._mark(tx, duplicate, survivor, why, actor)

    async def _again(self, tx: Tx, id_: UUID, actor: Actor) -> queries.Found:
        now = await queries.by_id(tx.conn, id_)
        assert now, "a notification is never deleted"
        POLICY.check(actor, "mark_duplicate", scope_of(now))
        return now

    async def _mark(
        self, tx: Tx, here: queries.Found, survivor: queries.Found, why: str, actor: Actor
    ) -> Receipt:
        """The duplicate first: who refuses to be one leaves the other as it was."""
        link = Link(id=survivor.id, reference=survivor.reference)
        content = wire.Content.model_validate(here.content)
        reason = await self._service.keys.seal(tx.conn, here.id, why)
        pair = (here.id, survivor.id)
        apart = await proposals.found_different(tx.conn, pair) and not _speaks_for_the_body(actor)
        mark = MarkDuplicate(tx.today, survivor.id, survivor.status, found_different=apart)
        wanted = Wanted(mark, content.model_copy(update={"duplicate_of": link}), reason)
        done = await carry_out(tx, here, wanted, actor)
        if done.events:
            await carry_out(tx, survivor, await self._absorbing(tx, here, survivor), actor)
            await proposals.decide(tx.conn, pair, "marked", actor, tx.now, None)
        return done.receipt

    async def _absorbing(self, tx: Tx, here: queries.Found, survivor: queries.Found) -> Wanted:
        wanted, standing = _taken_in(tx, here, survivor), await self._all.in_clear(tx, survivor)
        [absorbed] = decide(store.state_of(vars(survivor)), wanted.command)
        assert isinstance(absorbed, Absorbed), "a duplicate is taken in once"
        content = _as_whole_as(standing, absorbed, wanted.content) if standing else wanted.content
        return replace(wanted, content=content)

    async def propose(self) -> int:
        """Compare what is new or was corrected with what is like it; how many were compared."""
        await number_new(self._service.db)
        async with self._service.db.begin() as tx:
            changed = await follow(tx.conn, "likeness", BATCH_MAX)
            ids = [one.incident_id for one in changed if one.what in COMPARED_AFTER]
            if ids:
                await _compare(tx, ids)
        return len(changed)


def _speaks_for_the_body(actor: Actor) -> bool:
    """Who decided may find otherwise later."""
    return POLICY.may(actor, "decide_duplicates")


async def _proposed(tx: Tx, id_: UUID) -> proposals.Proposed:
    found = await proposals.by_id(tx.conn, id_)
    if found is None:
        raise NotFound("There is no such proposal.")
    return found


def decided_words(one: proposals.Proposed) -> str | None:
    """Who decided on a proposal, when and what; None while it waits."""
    if one.outcome is None:
        return None
    found = "they are two incidents" if one.outcome == "different" else _one_incident(one)
    return f"Decided already: {found}. {one.decided_by} said so on {day(one.decided_at)}."


def _one_incident(one: proposals.Proposed) -> str:
    """Whichever of the two stands for the other goes on."""
    first_ended = store.state_of(vars(one.first)).duplicate_of == one.second.id
    survivor = one.second if first_ended else one.first
    return f"they are one incident, and {survivor.reference} goes on"


def _taken_in(tx: Tx, here: queries.Found, survivor: queries.Found) -> Wanted:
    content = wire.Content.model_validate(survivor.content)
    more = (*content.duplicates, Link(id=here.id, reference=here.reference))
    concerned = wire.Content.model_validate(here.content).concerned
    areas = tuple(dict.fromkeys((*content.areas_of_duplicates, *concerned)))
    command = Absorb(
        on=tx.today,
        duplicate=here.id,
        notified_on=here.notified_on,
        occurred_on=here.occurred_on,
        aware_on=here.aware_on,
        partners_told_on=here.partners_told_on,
        review_from=store.state_of(vars(here)).review_owed_from,
        same_partners=here.partnership == survivor.partnership,
    )
    return Wanted(
        command, content.model_copy(update={"duplicates": more, "areas_of_duplicates": areas})
    )


def _as_whole_as(standing: Standing, absorbed: Absorbed, content: wire.Content) -> wire.Content:
    """With how whole it is by the dates of both, and what is still missing then."""
    told_on = absorbed.partners_told_on
    dates = {"occurred_on": absorbed.occurred_on, "aware_on": absorbed.aware_on}
    body, _ = read({**standing.given, **dates, "partners_told_on": told_on})
    if body is None:
        return content
    percent, missing = completeness(body, absorbed.notified_on)
    return content.model_copy(update={"completeness_percent": percent, "missing": missing})


async def _compare(tx: Tx, ids: Sequence[UUID]) -> None:
    """Each with those near it; what is near several is read once."""
    near = await proposals.near(tx.conn, ids, likeness.DAYS)
    alike = await proposals.compared(tx.conn, {one for others in near.values() for one in others})
    asked: list[proposals.Asked] = []
    for here, others in near.items():
        for other in others:
            because = likeness.because(alike[here], alike[other])
            if other == here or not because:
                continue
            first, second = sorted((here, other), key=lambda one: one.int)  # by time: UUIDv7
            asked.append((uuid7(), first, second, because, tx.now))
    await proposals.propose(tx.conn, asked)
