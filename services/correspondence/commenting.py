"""A letter on a local review that goes out is the Panel's comment too, where ``review`` records comments."""

from uuid import uuid5

from chassis.ask import Sender, send
from chassis.identity import Actor
from chassis.tx import Tx
from contracts.review.lcspr_advice import CommentOn, CommentOnLcsprV1
from services.correspondence import asking
from services.correspondence.actions import Actions
from services.correspondence.letter.handlers import case_of
from services.correspondence.letter.reading import Reading
from services.correspondence.letter.state import Letter
from services.correspondence.letter_types import LOCAL_BY_CODE

SENDER = Sender("system:correspondence", frozenset())


async def tell(tx: Tx, actions: Actions, letter: Letter, now: Reading, actor: Actor) -> None:
    """Give ``review`` what goes out as a comment; one in the place of another comments on nothing anew.

    It is given by the service itself, for who may approve a letter need not be one who comments.
    """
    kind = LOCAL_BY_CODE.get(letter.kind)
    if kind is None or kind.comments_on is None or letter.replaces:
        return
    keys, incident = actions.service.keys, case_of(letter)
    on, said = CommentOn(kind.comments_on), now.texts
    strengths = said.get("strengths")
    command = CommentOnLcsprV1(
        incident_id=incident,
        on=on,
        commented_on=tx.today,
        strengths=await keys.seal(tx.conn, incident, strengths) if strengths else None,
        comment=await keys.seal(tx.conn, incident, said.get("comments", "")),
    )
    content = (on.value, said.get("comments", ""), strengths)
    await send(
        tx,
        command,
        key=incident,
        sender=SENDER,
        command_id=uuid5(letter.id, "comment"),
        digest=await asking.digest_of(tx.conn, keys, incident, actor, *content),
    )
