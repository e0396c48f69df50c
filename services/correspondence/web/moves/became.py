"""What became of a command whose answer did not come at once: "being recorded", then done or refused."""

from dataclasses import dataclass
from uuid import UUID

from fastapi import Request
from fastapi.responses import RedirectResponse, Response

from chassis.ask import Asked
from chassis.ask import seen as note_seen
from chassis.errors import NotFound
from chassis.identity import Actor
from chassis.web.pages import render
from services.correspondence.read_models import asked as asked_model
from services.correspondence.read_models import cases
from services.correspondence.use_cases.actions import Actions
from services.correspondence.web.moves import BY_COMMAND


@dataclass(frozen=True)
class BecameView:
    """A command whose answer did not come at once; ``is_open``: it may still be given.

    ``about``: its case, or what else it is about where ``of_case`` is false.
    """

    asked: Asked
    title: str
    about: str
    address: str
    is_open: bool = True
    of_case: bool = True

    @property
    def again(self) -> str:
        """Where the form is, with what was typed."""
        if not self.of_case:
            return self.address
        return f"{self.address}/moves/{command_of(self.asked)}"


def command_of(asked: Asked) -> str:
    """``record-decision`` of ``uk.cspr.review.record-decision.v1``."""
    return asked.type.split(".")[3]


def title_of(asked: Asked) -> str:
    """A command in the words of its page."""
    command = command_of(asked)
    page = BY_COMMAND.get(command)
    return page.title if page else command.replace("-", " ").capitalize()


async def became_page(
    actions: Actions, request: Request, actor: Actor, command_id: UUID, root: str
) -> Response:
    """The page that says it; raises NotFound for another person's command."""
    async with actions.service.db.read() as conn:
        asked = await asked_model.own(conn, actor.id, command_id)
        found = await cases.references(conn, [asked.key]) if asked else {}
    if asked is None or asked.key not in found:
        raise NotFound("There is no such command.")
    reference = found[asked.key]
    address = f"{root}/cases/{reference}"
    if asked.outcome == "done":
        return RedirectResponse(f"{address}?done={command_of(asked)}", status_code=303)
    if asked.outcome == "refused":
        async with actions.service.db.begin() as tx:
            await note_seen(tx.conn, actor.id, [command_id])
    view = BecameView(asked, title_of(asked), reference, address)
    return render(request, "pages/moves/became.html", view)
