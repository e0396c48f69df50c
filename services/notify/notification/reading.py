"""What a sender reads: how a notification stands, how it stood, what is open, and what changed."""

from collections.abc import Mapping, Sequence
from dataclasses import replace

from chassis.access import NOTHING_HERE, Scope, audit_read
from chassis.conn import Conn
from chassis.errors import NotFound
from chassis.identity import Actor
from chassis.tx import Tx
from contracts.http_notify import Receipt
from contracts.http_notify_changes import (
    Change,
    Changes,
    Moves,
    MoveShown,
    PossibleDuplicate,
    PossibleDuplicates,
)
from services.notify.access import POLICY
from services.notify.notification import feed, proposals, queries, store, wire
from services.notify.notification.advising import Advising
from services.notify.notification.handlers import Notifications, scope_of
from services.notify.notification.moves import MOVES, Move, why_not
from services.notify.notification.receipts import receipt_of
from services.notify.notification.state import Notification
from services.notify.policy import rules

MEANS: Mapping[str, str] = {
    "submitted": "It was received.",
    "amended": "Something of it was corrected.",
    "withdrawn": "It was withdrawn.",
    "position_recorded": "The position of a partner was recorded.",
    "child_added": "A child was added.",
    "identity_completed": "Who a child is was completed.",
    "reassigned": "It was given to another authority, which has it now.",
    "given_away": "It was given to another authority; what you read of it until now stays readable.",
    "marked_duplicate": "Another notification of the same incident goes on in its place.",
    "duplicate_absorbed": "It stands for another notification of the same incident, too.",
    "threshold_asked": "A question on the threshold was asked.",
    "threshold_answered": "The question on the threshold was answered.",
    "brought_into_scope": "New information brought it into scope: a rapid review is due.",
    "recipient_told": "A body that must be told of it was told.",
    "withdrawal_told": "A body that had been told of it was told that it is withdrawn.",
    "telling_corrected": "What was recorded of telling a body was corrected.",
    "became": "The review moved on.",
}


class Reading:
    """Every look is written down."""

    def __init__(self, notifications: Notifications, advising: Advising) -> None:
        """Nothing of its own but what it shares."""
        self._all, self._advising = notifications, advising
        self._db = notifications.service.db

    async def receipt(self, reference: str, actor: Actor) -> Receipt:
        """As it reads now; for whoever had it before, as they read it last."""
        found = await self._all.look_up(reference)
        async with self._db.begin() as tx:
            until = await _until(tx.conn, found, actor)
            await audit_read(tx.conn, actor, "read notification", found.reference, at=tx.now)
            if until is not None:
                return await self._version(tx, found, until)
            return await self._advising.worded(tx.conn, found, receipt_of(found))

    async def version(self, reference: str, version: int, actor: Actor) -> Receipt:
        """As it read at a version."""
        found = await self._all.look_up(reference)
        async with self._db.begin() as tx:
            until = await _until(tx.conn, found, actor)
            action = f"read notification, version {version}"
            await audit_read(tx.conn, actor, action, found.reference, at=tx.now)
            if until is not None and version > until:
                raise NotFound("There is no such version.")
            return await self._version(tx, found, version)

    async def _version(self, tx: Tx, found: queries.Found, version: int) -> Receipt:
        kept = await queries.version_of(tx.conn, found.id, version)
        if kept is None:
            raise NotFound("There is no such version.")
        return await self._advising.worded(tx.conn, found, Receipt.model_validate(kept))

    async def moves(self, reference: str, actor: Actor) -> Moves:
        """What this caller may do now, and why not the rest of what its role may do."""
        found = await self._all.find(reference, actor, "read")
        async with self._db.begin() as tx:
            await audit_read(tx.conn, actor, "read moves", found.reference, at=tx.now)
            most = rules.limits(tx.today).children_max
        state = store.state_of(vars(found))
        mine = [move for move in MOVES if POLICY.may(actor, move.permission, scope_of(found))]
        shown = tuple(_shown(move, state, found.reference, most) for move in mine)
        return Moves(reference=found.reference, state=found.status, moves=shown)

    async def possible_duplicates(self, reference: str, actor: Actor) -> PossibleDuplicates:
        """What may be the same incident; of another's only which authority sent it."""
        found = await self._all.find(reference, actor, "read")
        async with self._db.begin() as tx:
            await audit_read(tx.conn, actor, "read duplicates", found.reference, at=tx.now)
            proposed = await proposals.of(tx.conn, found.id)
        here = (await self._all.senders.standing(actor)).actor
        told = tuple(_possible(one, found, here) for one in proposed)
        return PossibleDuplicates(reference=found.reference, possible=told)

    async def changes(self, cursor: str | None, limit: int, actor: Actor) -> Changes:
        """What changed of the caller's notifications since a cursor, in order; in the sandbox nothing does."""
        after = feed.number_in(cursor)
        standing = await self._all.senders.standing(actor)
        mine = [] if standing.sandbox else authorities_of(standing.actor)
        await feed.number_new(self._db)
        async with self._db.begin() as tx:
            found = await feed.since(tx.conn, after, mine, limit + 1)
            page, more = found[:limit], len(found) > limit
            last = page[-1].number if page else after
            read = f"after {after} to {last}"
            await audit_read(tx.conn, actor, "read changes", read, at=tx.now)
        return Changes(
            changes=tuple(_change(one) for one in page), next=feed.cursor_of(last), more=more
        )


def authorities_of(actor: Actor) -> Sequence[str] | None:
    """The authorities whose notifications a caller lists; None: all."""
    if "*" in actor.authorities:
        return None
    return sorted({*actor.authorities, *filter(None, [actor.organisation])})


def had_by(actor: Actor) -> queries.Wanted:
    """What an actor lists: what is theirs as it is stored with each notification, as for a single read."""
    codes = {one for one in (*actor.authorities, actor.organisation or "") if _lists(actor, one)}
    slugs = [one for one in actor.partnerships if _lists(actor, partnership=one)]
    return queries.Wanted(None if "*" in codes else sorted(codes), sorted(slugs))


def _lists(actor: Actor, authority: str | None = None, partnership: str | None = None) -> bool:
    return POLICY.may(actor, "list_own", Scope(partnership=partnership, authority=authority))


async def _until(conn: Conn, found: queries.Found, actor: Actor) -> int | None:
    """None for who has it now; for who had it, the last version they read. Raises NotFound for others."""
    POLICY.check(actor, "read")
    if POLICY.may(actor, "read", scope_of(found)):
        return None
    for had in await queries.formerly(conn, found.id):
        then = replace(scope_of(found), partnership=had.partnership, authority=had.authority_code)
        if POLICY.may(actor, "read", then):
            return had.until_version
    raise NotFound(NOTHING_HERE)


def _shown(move: Move, state: Notification, reference: str, most: int) -> MoveShown:
    closed = why_not(state, move.command, most)
    path = move.path.format(number=state.children + (move.name == "add_child"))
    return MoveShown(
        move=move.name,
        means=move.means,
        method=move.method,
        path=f"/v1/notifications/{reference}/{path}",
        open=closed is None,
        reason=closed.reason if closed else None,
        source=closed.source if closed else None,
    )


def _possible(one: proposals.Proposed, here: queries.Found, actor: Actor) -> PossibleDuplicate:
    other = one.second if one.first.id == here.id else one.first
    readable = POLICY.may(actor, "read", scope_of(other))
    return PossibleDuplicate(
        reference=other.reference if readable else None,
        authority_name=wire.Content.model_validate(other.content).area.authority_name,
        because=tuple(one.because),
        proposed_at=one.proposed_at,
        outcome=one.outcome,
    )


def _change(one: feed.Changed) -> Change:
    return Change(
        reference=one.reference,
        sender_reference=one.sender_reference,
        incident_id=one.incident_id,
        what=one.what,
        means=MEANS[one.what],
        version=one.version,
        at=one.at,
        recipient=one.recipient,
    )
