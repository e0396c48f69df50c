"""A digest is drafted when its period has ended, worded by a person, approved by another and issued."""

from collections.abc import Sequence
from dataclasses import replace
from datetime import date
from typing import assert_never
from uuid import NAMESPACE_URL, UUID, uuid5

from uuid_utils.compat import uuid7

from chassis.clock import Clock, london_date
from chassis.conn import Conn
from chassis.db import Database
from chassis.errors import NotFound
from chassis.execute import Aggregate, Order, execute
from chassis.identity import Actor
from chassis.states import States
from chassis.tx import Cause, Tx
from contracts.codes import Theme
from contracts.envelope import Fact
from contracts.publication import DigestIssuedV1, ThemeCount
from services.correspondence.digest import domain
from services.correspondence.digest.figures import counted, still_public
from services.correspondence.policy import digests

DIGESTS = States("digest", domain.Digest, lambda one: one.id)
SHOWN_MAX = 200


def id_of(period: tuple[date, date]) -> UUID:
    """One digest a period, however often its time is told."""
    return uuid5(NAMESPACE_URL, f"/cspr/digest/{period[0]}/{period[1]}")


def announce(
    state: domain.Digest, event: domain.Event, _order: Order[domain.Command]
) -> Sequence[Fact]:
    """Only what is issued is told."""
    match event:
        case domain.Drafted() | domain.Written():
            return ()
        case domain.Issued():
            return (_issued(state, event.on),)
        case _:
            assert_never(event)


def _issued(state: domain.Digest, on: date) -> DigestIssuedV1:
    assert state.period, "what is issued was drafted"
    figures = state.figures
    return DigestIssuedV1(
        digest_id=state.id,
        period_from=state.period[0],
        period_to=state.period[1],
        begun=figures.begun,
        published=figures.published,
        improvements_only=figures.improvements_only,
        not_published=figures.not_published,
        themes=tuple(ThemeCount(theme=Theme(code), number=n) for code, n in figures.themes),
        issued_on=on,
        rule_version=state.rule_version,
    )


DIGEST = Aggregate(
    load=DIGESTS.load,
    blank=domain.Digest,
    decide=domain.decide,
    evolve=domain.evolve,
    save=DIGESTS.save,
    announce=announce,
)


class Digests:
    """Drafts the digest of each period that has ended."""

    def __init__(self, db: Database, clock: Clock) -> None:
        """Nothing is asked yet."""
        self._db, self._clock = db, clock

    async def round(self) -> int:
        """Draft each digest since the first one whose period has ended, once; how many were drafted now.

        One whose quarter ended while nobody was up to draft it is drafted later.
        """
        rule, today = digests.in_force(), london_date(self._clock.now())
        async with self._db.read() as conn:
            periods = rule.ended(await _first_day(conn), today)
            known = await DIGESTS.read(conn, [id_of(one) for one in periods])
        drafted = [await self._draft(one, rule) for one in periods if id_of(one) not in known]
        return sum(drafted)

    async def _draft(self, period: tuple[date, date], rule: digests.DigestRule) -> int:
        id_ = id_of(period)
        async with self._db.begin([id_]) as tx:
            command: domain.Command = domain.Draft(
                period, rule.version, await counted(tx.conn, period, rule)
            )
            cause = Cause(uuid7(), "timer", str(id_), "system:correspondence")
            [done] = await execute(tx, DIGEST, [Order(id_, id_, command, cause)])
        return len(done)


async def _first_day(conn: Conn) -> date | None:
    """The first day of the first period that has a digest."""
    found: date | None = await conn.fetchval("select min((state->'period'->>0)::date) from digest")
    return found


async def write(
    tx: Tx, digest: domain.Digest, words: str, read: int, actor: Actor, command_id: UUID
) -> bool:
    """Word it, with the figures as they stand now; False: it said so already. Raises Refused."""
    figures = digest.figures
    if digest.period is not None:
        figures = await counted(tx.conn, digest.period, digests.in_force())
    command = domain.Write(actor.id, words, figures, read)
    return await _order(tx, digest.id, command, actor, command_id)


async def approve(tx: Tx, id_: UUID, read: int, actor: Actor, command_id: UUID) -> None:
    """Issue it; raises Refused for one's own words, or where it was worded anew."""
    await _order(tx, id_, domain.Approve(actor.id, tx.today, read), actor, command_id)


async def _order(
    tx: Tx, id_: UUID, command: domain.Command, actor: Actor, command_id: UUID
) -> bool:
    cause = Cause(command_id, "request", str(id_), actor.id, roles=actor.roles)
    return any(await execute(tx, DIGEST, [Order(id_, id_, command, cause)]))


async def all_of(
    conn: Conn, *, issued_only: bool, public_only: bool = False, most: int = SHOWN_MAX
) -> list[domain.Digest]:
    """The digests, the latest period first."""
    rows = await conn.fetch(
        """
        select state::text from digest
        where (not $1 or state->>'status' = 'issued')
            and (not $2 or (state->>'public')::boolean is true)
        order by state->'period'->>0 desc limit $3
        """,
        issued_only,
        public_only,
        most,
    )
    return DIGESTS.of_rows(rows)


async def public(conn: Conn, most: int = SHOWN_MAX) -> list[domain.Digest]:
    """Those that were approved for anyone."""
    return await all_of(conn, issued_only=True, public_only=True, most=most)


async def find(conn: Conn, id_: UUID, *, issued_only: bool) -> domain.Digest:
    """One digest; raises NotFound, as for one that is not issued where only those may be read.

    There it names no report that is public no longer: what was taken down is not shown the way to.
    """
    found = (await DIGESTS.read(conn, [id_])).get(id_)
    if found is None or (issued_only and found.status != "issued"):
        raise NotFound("There is no such digest.")
    if not issued_only:
        return found
    named = await still_public(conn, found.figures.reports)
    return replace(found, figures=replace(found.figures, reports=tuple(named)))
