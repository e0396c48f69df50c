"""The steps of a letter, for pages and API alike: who may take them, each in one transaction."""

from collections.abc import Awaitable, Callable, Mapping
from uuid import UUID

from chassis.errors import NotFound, Refused
from chassis.identity import Actor
from chassis.tx import Tx
from services.correspondence.access import POLICY
from services.correspondence.letter import beginning, withdrawing
from services.correspondence.letter.rules import FOUR_EYES
from services.correspondence.letter.state import Letter
from services.correspondence.letter.store import LETTERS
from services.correspondence.letter_ask import handlers as letter_asks
from services.correspondence.read_models import names
from services.correspondence.use_cases import commenting
from services.correspondence.use_cases.actions import Actions

Change = Callable[[Tx, Letter, Actor], Awaitable[None]]


async def prepare(actions: Actions, id_: UUID, actor: Actor) -> None:
    """Take a draft on, for another person to approve."""
    await _take(actions, id_, actor, "prepare_letter", actions.letters.prepare)


async def rewrite(
    actions: Actions, id_: UUID, actor: Actor, texts: Mapping[str, str], seen: str | None
) -> None:
    """Word parts of a letter anew, for another person to approve."""

    async def anew(tx: Tx, letter: Letter, by: Actor) -> None:
        await actions.letters.rewrite(tx, letter, by, texts, seen)

    await _take(actions, id_, actor, "prepare_letter", anew)


async def draft_again(actions: Actions, id_: UUID, actor: Actor) -> None:
    """Withdraw a draft: it says again what the decision says."""
    await _take(actions, id_, actor, "prepare_letter", actions.letters.draft_again)


async def discard(actions: Actions, id_: UUID, actor: Actor) -> str:
    """Put away a letter that a person began and that is not out: the reference of its case."""
    letter, _case = await actions.letter(id_, actor)
    await _take(actions, id_, actor, "prepare_letter", beginning.discard)
    return letter.reference


async def approve(
    actions: Actions,
    id_: UUID,
    actor: Actor,
    override: str | None = None,
    seen: str | None = None,
) -> None:
    """Approve and issue the words that were read; with doubts only when it is said why.

    Raises Refused without the digest of what was read: nobody approves what they have not seen.
    """

    async def out(tx: Tx, letter: Letter, by: Actor) -> None:
        if not seen and letter.is_open:
            reason = "Read the letter, and send the digest of the words that you read."
            raise Refused(reason, FOUR_EYES, "seen", "unread")
        now = await actions.letters.approve(tx, letter, by, override, seen)
        if now:
            await letter_asks.put(tx, letter, now, by)
            await commenting.tell(tx, actions, letter, now, by)

    await _take(actions, id_, actor, "approve_letter", out)


async def send_back(actions: Actions, id_: UUID, actor: Actor, reason: str) -> None:
    """Do not approve a letter, and say why."""

    async def back(tx: Tx, letter: Letter, by: Actor) -> None:
        await actions.letters.send_back(tx, letter, by, reason)

    await _take(actions, id_, actor, "approve_letter", back)


async def withdraw(actions: Actions, id_: UUID, actor: Actor, why: str) -> None:
    """Take back a letter that went out; its recipients read why, and get a notice."""

    async def away(tx: Tx, letter: Letter, by: Actor) -> None:
        await withdrawing.withdraw(tx, actions.service.keys, letter, by, why)
        await letter_asks.take_back(tx, letter, by)

    await _take(actions, id_, actor, "approve_letter", away)


async def put_in_place(actions: Actions, id_: UUID, actor: Actor) -> UUID:
    """Draft a letter in the place of a withdrawn one: its id."""

    async def anew(tx: Tx, letter: Letter, by: Actor) -> None:
        await withdrawing.replace(tx, letter, by)

    await _take(actions, id_, actor, "prepare_letter", anew)
    return withdrawing.replacement_of(id_)


async def _take(actions: Actions, id_: UUID, actor: Actor, permission: str, change: Change) -> None:
    if not actions.is_background(actor):
        POLICY.check(actor, permission)
    _letter, case = await actions.letter(id_, actor)
    async with actions.service.db.begin([case.incident_id]) as tx:
        found = (await LETTERS.load(tx.conn, [id_])).get(id_)
        if found is None:
            raise NotFound("There is no such letter.")
        await names.note(tx, actor)
        await change(tx, found, actor)
