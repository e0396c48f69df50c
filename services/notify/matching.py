"""One child across incidents: found by hashes behind the intake, decided by people, told as opaque ids."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import astuple, dataclass
from datetime import datetime
from uuid import NAMESPACE_OID, UUID, uuid5

from uuid_utils.compat import uuid7

from chassis import trace
from chassis.access import NOTHING_HERE, audit_read, known_as
from chassis.conn import Conn
from chassis.db import Database
from chassis.errors import NotFound
from chassis.execute import Aggregate, Order, execute
from chassis.identity import Actor
from chassis.schedule import Every
from chassis.tx import Cause, Tx
from services.notify.notification import people, queries
from services.notify.notification.hashes import FOLDING
from services.notify.notification.identity import Identity, IdentityStore
from services.notify.person import domain, store, wire
from services.notify.person import queries as links
from services.notify.person.likeness import Child, Ground, compared

SECONDS = 2.0
ROUND_MAX = 200
ALIKE_MAX = 50
"""For each number, and each name with its birth: more than give the same for one child."""
BY = "system:notify"


@dataclass(frozen=True)
class Compared:
    """Two children side by side, for a page that was given a purpose."""

    link: domain.Link
    references: tuple[str, str]
    children: tuple[Identity, Identity]


class Matching:
    """The use cases of matching."""

    def __init__(self, db: Database, identities: IdentityStore) -> None:
        """``timer`` looks for whoever was not looked for yet."""
        self._db, self._identities = db, identities
        self.timer = Every("children in several incidents", SECONDS, self.round, ROUND_MAX)

    async def round(self) -> int:
        """Look for some of those who are new or came to be known better; how many."""
        async with self._db.begin() as tx:
            if hashed := await self._identities.rehash(tx.conn, ROUND_MAX):
                return hashed
            new = await links.unmatched(tx.conn, FOLDING, ROUND_MAX)
            found, _ = await _likely(tx.conn, new)
        if new:
            # keys before persons, as whoever corrects or erases takes them; what was found is found again
            async with self._db.begin([id_ for link in found for id_ in link.incidents]) as tx:
                await _judge(tx, await store.unmatched(tx.conn, new))
        return len(new)

    async def listed(
        self,
        status: domain.Status,
        before: tuple[datetime, UUID] | None,
        limit: int,
        actor: Actor,
    ) -> list[links.Shown]:
        """The links that stand so; nobody is named, and the look is written down."""
        async with self._db.begin() as tx:
            await audit_read(tx.conn, actor, "listed matches", status.value, at=tx.now)
            return await links.listed(tx.conn, status, before, limit, known_as(actor))

    async def see(self, id_: UUID, actor: Actor) -> tuple[domain.Link, tuple[str, str]]:
        """A link and its two references, under which the look is written down; raises NotFound."""
        link, references = await self._find(id_, actor)
        async with self._db.begin() as tx:
            await _note(tx, actor, "saw a match", references)
        return link, references

    async def _find(self, id_: UUID, actor: Actor) -> tuple[domain.Link, tuple[str, str]]:
        async with self._db.read() as conn:
            link = await links.by_id(conn, id_)
            known = (
                await queries.open_references(conn, link.incidents, known_as(actor)) if link else {}
            )
        if link is None or len(known) < len(set(link.incidents)):
            raise NotFound(NOTHING_HERE)
        return link, (known[link.incidents[0]], known[link.incidents[1]])

    async def compare(self, id_: UUID, actor: Actor, purpose: str) -> Compared:
        """Two children side by side; the look is written down under each reference."""
        link, references = await self._find(id_, actor)
        async with self._db.begin() as tx:
            await _note(tx, actor, "compared children", references, purpose)
            one, two = [
                await self._child(tx, incident, person)
                for incident, person in zip(link.incidents, link.persons, strict=True)
            ]
        return Compared(link, references, (one, two))

    async def _child(self, tx: Tx, incident: UUID, person: UUID) -> Identity:
        for child in await self._identities.load(tx.conn, incident):
            if child.id == person:
                return child
        raise NotFound(NOTHING_HERE)

    async def decide(self, id_: UUID, actor: Actor, reason: str, *, same: bool) -> None:
        """What a person says of two children; it is written down, and can be said otherwise later."""
        link, references = await self._find(id_, actor)
        cause = Cause(
            uuid7(), "request", str(id_), actor.id, trace.current.get(), roles=actor.roles
        )
        async with self._db.begin(link.incidents) as tx:
            if await links.by_id(tx.conn, id_) is None:
                raise NotFound(NOTHING_HERE)  # one of the two was erased meanwhile
            said = "decided: the same child" if same else "decided: not the same child"
            await _note(tx, actor, said, references, reason)
            await _carry_out(tx, [link], lambda _: domain.Decide(same), cause)


async def forget(tx: Tx, incident: UUID, cause: Cause) -> None:
    """Undo what an erased incident's children were linked with; the others keep what is theirs."""
    await _carry_out(
        tx, await links.of_incident(tx.conn, incident), lambda _: domain.Forget(), cause
    )
    await store.forget(tx.conn, incident)


async def others_of(conn: Conn, incident: UUID, who: Sequence[str]) -> dict[UUID, list[str]]:
    """The references of other incidents in which an incident's children appear, by child; as far as open."""
    linked = [
        link
        for link in await links.of_incident(conn, incident)
        if link.status is domain.Status.LINKED
    ]
    ends = [(link, link.incidents.index(incident)) for link in linked]
    known = await queries.open_references(
        conn, [link.incidents[1 - own] for link, own in ends], who
    )
    found: dict[UUID, list[str]] = {}
    for link, own in ends:
        if reference := known.get(link.incidents[1 - own]):
            found.setdefault(link.persons[own], []).append(reference)
    return found


async def _note(
    tx: Tx, actor: Actor, action: str, references: Sequence[str], purpose: str | None = None
) -> None:
    for reference in references:
        await audit_read(tx.conn, actor, action, reference, at=tx.now, purpose=purpose)


async def _judge(tx: Tx, new: Sequence[UUID]) -> None:
    """Judge as far as the keys are held; who has more to be judged comes again in the next round."""
    found, grounds = await _likely(tx.conn, new)
    held = [link for link in found if set(link.incidents) <= tx.heads.keys()]
    await _carry_out(
        tx, held, lambda id_: domain.Judge(grounds[id_]), Cause(uuid7(), "timer", "matching", BY)
    )
    again = {person for link in found if link not in held for person in link.persons}
    await store.note_matched(tx.conn, [one for one in new if one not in again], tx.now)


async def _likely(
    conn: Conn, new: Sequence[UUID]
) -> tuple[list[domain.Link], dict[UUID, Ground | None]]:
    """These with whoever is alike, and with whom they were alike before; and what makes them so."""
    held = await people.by_ids(conn, new)
    alike = await people.like(conn, [one.hashes for one in held], ALIKE_MAX)
    before = await links.of_persons(conn, new)
    then = await people.by_ids(conn, [person for link in before for person in link.persons])
    children = {one.id: _child(one) for one in (*held, *alike, *then)}
    announced = await queries.reference_by_id(conn, [one.incident for one in children.values()])
    known = {link.id for link in before}
    pairs = {link.persons for link in before}
    linked = {link.persons for link in before if link.status is domain.Status.LINKED}
    grounds: dict[UUID, Ground | None] = {}
    found: list[domain.Link] = []
    for one, other, ground in compared(set(new), list(children.values()), pairs, linked):
        link = _blank(one, other)
        if set(link.incidents) <= announced.keys() and (ground or link.id in known):
            grounds[link.id] = ground
            found.append(link)
    return found, grounds


def _child(held: people.Held) -> Child:
    family, given, born, number, _ = astuple(held.hashes)
    return Child(held.id, held.incident_id, family, given, born, number)


def _blank(one: Child, other: Child) -> domain.Link:
    """Two children whose link, if there is none yet, will have this id."""
    id_ = uuid5(NAMESPACE_OID, f"{one.id}|{other.id}")
    return domain.Link(id_, (one.id, other.id), (one.incident, other.incident))


async def _carry_out(
    tx: Tx,
    found: Sequence[domain.Link],
    command: Callable[[UUID], domain.Command],
    cause: Cause,
) -> None:
    """Decide each link, and tell of it under the keys of both its incidents."""
    incidents = list(dict.fromkeys(id_ for link in found for id_ in link.incidents))
    references = await queries.reference_by_id(tx.conn, incidents)
    told = {link.id: link for link in found}
    orders = [Order(id_, id_, command(id_), cause) for id_ in told]
    aggregate = _aggregate(told.__getitem__, store.Saving(tx.now, cause.actor))
    outcomes = await execute(tx, aggregate, orders)
    for link, events in zip(told.values(), outcomes, strict=True):
        for event in events:
            _announce(tx, link, event, references, cause)


def _announce(
    tx: Tx, link: domain.Link, event: domain.Event, references: Mapping[UUID, str], cause: Cause
) -> None:
    keyed = zip(link.incidents, wire.facts_of(link, event, references, tx.today), strict=False)
    for incident, fact in keyed:
        tx.announce(fact, key=incident, object=link.id, cause=cause)


def _aggregate(
    blank: Callable[[UUID], domain.Link], save: store.Saving
) -> Aggregate[domain.Link, domain.Command, domain.Event]:
    """Its facts stand under two keys, so whoever carries it out announces them."""
    return Aggregate(
        load=store.load,
        blank=blank,
        decide=domain.decide,
        evolve=domain.evolve,
        save=save,
        announce=lambda _state, _event, _order: (),
    )
