"""A letter on a local review that goes out is the Panel's comment too, where ``review`` records comments."""

from dataclasses import dataclass
from uuid import uuid5

from chassis.ask import Sender, send
from chassis.identity import Actor
from chassis.tx import Tx
from contracts.review.lcspr_advice import CommentOn, CommentOnLcsprV1
from services.correspondence import asking
from services.correspondence.actions import Actions
from services.correspondence.letter.domain import Letter
from services.correspondence.letter.handlers import case_of
from services.correspondence.letter_types import LOCAL_BY_CODE

SENDER = Sender("system:correspondence", frozenset())


@dataclass(frozen=True)
class Comment:
    """What is commented on, and the words that go out."""

    on: CommentOn
    comment: str
    strengths: str | None


async def comment_of(tx: Tx, actions: Actions, letter: Letter) -> Comment | None:
    """The comment that a letter is once it goes out; one in the place of another comments on nothing anew."""
    kind = LOCAL_BY_CODE.get(letter.kind)
    if kind is None or kind.comments_on is None or letter.replaces or not letter.is_open:
        return None
    now = await actions.letters.read(tx.conn, letter, tx.today)
    texts = now.texts
    return Comment(CommentOn(kind.comments_on), texts.get("comments", ""), texts.get("strengths"))


async def tell(tx: Tx, actions: Actions, letter: Letter, said: Comment, actor: Actor) -> None:
    """Give ``review`` the comment; of itself, for who may approve a letter need not be one who comments."""
    keys, incident = actions.service.keys, case_of(letter)
    strengths = await keys.seal(tx.conn, incident, said.strengths) if said.strengths else None
    command = CommentOnLcsprV1(
        incident_id=incident,
        on=said.on,
        commented_on=tx.today,
        strengths=strengths,
        comment=await keys.seal(tx.conn, incident, said.comment),
    )
    await send(
        tx,
        command,
        key=incident,
        sender=SENDER,
        command_id=uuid5(letter.id, "comment"),
        digest=await asking.digest_of(tx.conn, keys, incident, actor, said),
    )
