"""A letter on a local review that goes out is the Panel's comment too, where ``review`` records comments."""

from collections.abc import Mapping
from uuid import UUID, uuid5

from chassis.ask import Sender, send
from chassis.identity import Actor
from chassis.tx import Tx
from contracts.review.lcspr_advice import CommentOn, CommentOnLcsprV1
from services.correspondence import asking
from services.correspondence.actions import Actions
from services.correspondence.letter import reading
from services.correspondence.letter.handlers import case_of
from services.correspondence.letter.reading import Reading
from services.correspondence.letter.state import Letter
from services.correspondence.letter.store import LETTERS
from services.correspondence.letter_types import LOCAL_BY_CODE

SENDER = Sender("system:correspondence", frozenset())


async def tell(tx: Tx, actions: Actions, letter: Letter, now: Reading, actor: Actor) -> None:
    """Give ``review`` what goes out as a comment; the same words in the place of a letter are none anew.

    It is given by the service itself, for who may approve a letter need not be one who comments.
    """
    kind = LOCAL_BY_CODE.get(letter.kind)
    if kind is None or kind.comments_on is None:
        return
    said = _comment(now.texts)
    if letter.replaces and said == await _said_before(tx, actions, letter.replaces):
        return
    keys, incident = actions.service.keys, case_of(letter)
    on, (comment, strengths) = CommentOn(kind.comments_on), said
    command = CommentOnLcsprV1(
        incident_id=incident,
        on=on,
        commented_on=tx.today,
        strengths=await keys.seal(tx.conn, incident, strengths) if strengths else None,
        comment=await keys.seal(tx.conn, incident, comment),
    )
    content = (on.value, comment, strengths)
    await send(
        tx,
        command,
        key=incident,
        sender=SENDER,
        command_id=uuid5(letter.id, "comment"),
        digest=await asking.digest_of(tx.conn, keys, incident, actor, *content),
    )


def _comment(texts: Mapping[str, str]) -> tuple[str, str | None]:
    return texts.get("comments", ""), texts.get("strengths")


async def _said_before(tx: Tx, actions: Actions, replaced: UUID) -> tuple[str, str | None]:
    """The comment that a withdrawn letter was."""
    source = await reading.source_of(tx.conn, replaced)
    letter = (await LETTERS.read(tx.conn, [replaced]))[replaced]
    _made, texts = await reading.texts_of(
        tx.conn, actions.service.keys, source.made(), letter.written
    )
    return _comment(texts)
