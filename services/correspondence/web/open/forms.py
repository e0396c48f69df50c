"""Forms that anybody may send: no session stands behind them, so nothing in them may rest on who sends."""

from typing import Annotated
from uuid import UUID, uuid4

from fastapi import Depends, Request

from chassis.web.forms import Posted, texts_of
from chassis.web.signed_in import TOKEN_FIELD

FIELDS_MAX = 100


async def posted_by_anyone(request: Request) -> Posted:
    """What was sent, without a file; the form's one-time token is its id, so that a double click does it once."""
    form = await request.form(max_files=0, max_fields=FIELDS_MAX)
    return Posted(_id_of(str(form.get(TOKEN_FIELD, ""))), texts_of(form), {})


def _id_of(token: str) -> UUID:
    try:
        return UUID(token)
    except ValueError:
        return uuid4()


OpenForm = Annotated[Posted, Depends(posted_by_anyone)]
