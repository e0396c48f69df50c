"""Use cases that change what was notified: corrected, a child added or known, given to another authority."""

from collections.abc import Mapping, Sequence
from dataclasses import replace
from datetime import date

from chassis.errors import NotFound
from chassis.identity import Actor
from chassis.tx import Tx
from chassis.web.problems import Invalid
from contracts.http_notify import AmendmentBody, ChildBody, Receipt
from contracts.http_notify_changes import ChildAdditionBody, IdentityBody, ReassignmentBody
from contracts.notify import OtherArea
from services.notify.access import POLICY
from services.notify.notification import queries, store_later, wire
from services.notify.notification.carrying import Wanted
from services.notify.notification.children import not_told_before
from services.notify.notification.commands import AddChild, Amend, CompleteIdentity, Reassign
from services.notify.notification.handlers import Notifications, scope_of
from services.notify.notification.scope import scope
from services.notify.notification.standing import (
    Given,
    Pointed,
    Standing,
    amended,
    changed_parts,
    checked,
    outline_of,
    person_of,
    pointed_in,
    told_of,
)
from services.notify.places import Places
from services.notify.policy import rules


class Changing:
    """The use cases, on those of notifications in general."""

    def __init__(self, notifications: Notifications) -> None:
        """Nothing of its own but what it shares."""
        self._all, self._people = notifications, notifications.people
        self._keys = notifications.service.keys

    async def amend(self, reference: str, body: AmendmentBody, actor: Actor) -> Receipt:
        """Correct what was sent; what was sent before stays readable."""

        async def want(tx: Tx, now: queries.Found) -> Wanted:
            reason = await self._keys.seal(tx.conn, now.id, body.reason)
            standing = await self._standing(tx, now)
            wanted = amended(standing.given, body)
            whole = checked(standing.given, wanted, tx.today, pointed_in(body))
            content = told_of(standing, whole, standing.people)
            content = await self._worded(tx, standing, wanted, content)
            content = await self._placed(tx, body, content, now.notified_on)
            parts = changed_parts(standing.given, wanted, standing.content, content)
            command = Amend(
                tx.today,
                *(body.occurred_on, body.aware_on, body.partners_told_on),
                tuple(parts),
                *scope(whole, now.notified_on),
            )
            return Wanted(command, content, reason)

        return await self._all.change(reference, actor, "amend", want)

    async def add_child(
        self, reference: str, number: int, body: ChildAdditionBody, actor: Actor
    ) -> Receipt:
        """Name a child that was not notified, under the next number."""

        async def want(tx: Tx, now: queries.Found) -> Wanted:
            reason = await self._keys.seal(tx.conn, now.id, body.reason)
            standing = await self._standing(tx, now)
            children, child = standing.given["children"], body.child.model_dump(mode="json")
            most = rules.limits(tx.today).children_max
            if number != len(children) + 1 or number > most:
                known = 0 < number <= len(children) and body.child == _as_sent(children[number - 1])
                return Wanted(
                    AddChild(tx.today, number, known, most=most), standing.content, reason
                )
            not_told_before(standing.people, body.child)
            wanted = {**standing.given, "children": [*children, child]}
            whole = checked(standing.given, wanted, tx.today, _below("/child", number))
            added = person_of(number, whole.children[-1])
            content = told_of(standing, whole, [*standing.people, added])
            where, basis = scope(whole, now.notified_on)
            command = AddChild(tx.today, number, known=False, route=where, basis=basis, most=most)
            await self._people.save(tx.conn, {now.id: [added]})
            return Wanted(command, content, reason)

        return await self._all.change(reference, actor, "add_child", want)

    async def complete_identity(
        self, reference: str, number: int, body: IdentityBody, actor: Actor
    ) -> Receipt:
        """Say who a child is; who it was thought to be is kept, and its id stays."""

        async def want(tx: Tx, now: queries.Found) -> Wanted:
            reason = await self._keys.seal(tx.conn, now.id, body.reason)
            standing = await self._standing(tx, now)
            if not 0 < number <= len(standing.people):
                command = CompleteIdentity(tx.today, number, changed=False)
                return Wanted(command, standing.content, reason)
            said = body.model_dump(mode="json", exclude_unset=True, exclude={"reason"})
            children = [dict(child) for child in standing.given["children"]]
            named = {"not_named_yet": False} if said.get("family_name") else {}
            children[number - 1] |= said | named
            wanted = {**standing.given, "children": children}
            whole = checked(standing.given, wanted, tx.today, _below("", number))
            before = standing.people[number - 1]
            person = person_of(number, whole.children[number - 1], before)
            command = CompleteIdentity(
                tx.today, number, person != before, *scope(whole, now.notified_on)
            )
            if person != before:
                await store_later.put_person_aside(tx.conn, before.id, now.version, tx.now)
                await self._people.save(tx.conn, {now.id: [person]})
            content = told_of(standing, whole, standing.people)
            return Wanted(command, content, reason)

        return await self._all.change(reference, actor, "complete_identity", want)

    async def reassign(self, reference: str, body: ReassignmentBody, actor: Actor) -> Receipt:
        """Give it to the authority in whose area it happened; who had it reads on what it had.

        Who gave it may ask again, having lost the answer, though it is another's by then.
        """

        async def answered(tx: Tx, now: queries.Found, caller: Actor) -> Receipt | None:
            if POLICY.may(caller, "reassign", scope_of(now)):
                return None
            for had in await queries.given_to(tx.conn, now.id, body.authority_code):
                then = replace(
                    scope_of(now), partnership=had.partnership, authority=had.authority_code
                )
                if POLICY.may(caller, "reassign", then):
                    return Receipt.model_validate(had.answer)
            return None

        async def want(tx: Tx, now: queries.Found) -> Wanted:
            reason = await self._keys.seal(tx.conn, now.id, body.reason)
            content = wire.Content.model_validate(now.content)
            areas = await self._all.areas(tx.conn, [body.authority_code], tx.today)
            if body.authority_code not in areas:
                why = areas.why_not(body.authority_code)
                raise Invalid([{"pointer": "/authority_code", "reason": why}])
            area = areas[body.authority_code]
            update = {"area": area, "positions": ()} if area != content.area else {}
            same_partners = area.partnership == content.area.partnership
            command = Reassign(tx.today, body.authority_code, same_partners)
            return Wanted(command, content.model_copy(update=update), reason)

        return await self._all.change(reference, actor, "reassign", want, answered)

    async def _standing(self, tx: Tx, now: queries.Found) -> Standing:
        standing = await self._all.in_clear(tx, now)
        if standing is None:
            raise NotFound("The text of this incident has been erased; none is kept any more.")
        return standing

    async def _worded(
        self, tx: Tx, standing: Standing, wanted: Given, content: wire.Content
    ) -> wire.Content:
        """The words that changed, sealed anew; the others stay as they were sealed."""
        texts: Mapping[str, tuple[str | None, str | None]] = {
            "outline": (outline_of(standing.given), outline_of(wanted)),
            "lateness_explanation": (
                standing.given["lateness_explanation"],
                wanted["lateness_explanation"],
            ),
        }
        changed = {name: now for name, (before, now) in texts.items() if now != before}
        sealed = await self._keys.seal_many(tx.conn, standing.found.id, list(changed.values()))
        return content.model_copy(update=dict(zip(changed, sealed, strict=True)))

    async def _placed(
        self, tx: Tx, body: AmendmentBody, content: wire.Content, on: date
    ) -> wire.Content:
        """With the other areas concerned."""
        if body.other_areas is None:
            return content
        codes = list(dict.fromkeys(one.authority_code for one in body.other_areas))
        areas = await self._all.areas(tx.conn, codes, on)
        _all_known([one.authority_code for one in body.other_areas], areas)
        others = tuple(
            OtherArea(role=one.role, area=areas[one.authority_code]) for one in body.other_areas
        )
        return content.model_copy(update={"other_areas": others})


def _all_known(codes: Sequence[str], areas: Places) -> None:
    wrong = [
        {"pointer": f"/other_areas/{place}/authority_code", "reason": areas.why_not(code)}
        for place, code in enumerate(codes)
        if code not in areas
    ]
    if wrong:
        raise Invalid(wrong)


def _as_sent(child: Given) -> ChildBody:
    return ChildBody.model_validate(child)


def _below(place: str, number: int) -> Pointed:
    """What is wrong with one child stands at ``place`` of what was sent."""
    return lambda pointer: pointer.replace(f"/children/{number - 1}", place, 1)
