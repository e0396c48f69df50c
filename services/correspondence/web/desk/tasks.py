"""Tasks at the desk: a delivery failed, and a person gives another address."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Annotated
from uuid import UUID

from fastapi import APIRouter, Depends, Request
from fastapi.responses import RedirectResponse, Response
from pydantic import Field

from chassis.access import known_as
from chassis.errors import NotFound, Refused
from chassis.identity import Actor
from chassis.web.forms import Filled, Form, PostedForm
from chassis.web.guard import needs
from chassis.web.pages import render
from services.correspondence.access import POLICY, regions_of
from services.correspondence.actions import Actions
from services.correspondence.read_models import desk
from services.correspondence.read_models.desk import Task
from services.correspondence.restriction.handlers import GLASS_BROKEN

Reader = Annotated[Actor, Depends(needs(POLICY, "see_desk"))]


class Mailbox(Form):
    """Another address to write to."""

    mailbox: str = Field(max_length=320, json_schema_extra={"error": "Enter an e-mail address."})


@dataclass(frozen=True)
class TasksView:
    """The open tasks."""

    tasks: Sequence[Task]
    may_do: bool
    notice: str | None


def build_tasks(actions: Actions) -> APIRouter:
    """The list of tasks, and the page of one."""
    routes = APIRouter(prefix="/tasks")

    @routes.get("")
    async def tasks(request: Request, actor: Reader) -> Response:
        async with actions.service.db.read() as conn:
            found = await desk.open_tasks(conn, regions_of(actor), known_as(actor))
        await actions.audit(actor, "saw tasks", "open tasks")
        done = "Sent again to the other address." if "done" in request.query_params else None
        view = TasksView(found, POLICY.may(actor, "do_task"), done)
        return render(request, "pages/desk/tasks.html", view)

    @routes.get("/{task_id}")
    async def task(request: Request, task_id: UUID, actor: Reader) -> Response:
        found = await _task(actions, task_id, actor)
        if found.kind == GLASS_BROKEN:
            return RedirectResponse("/desk/alerts", status_code=303)
        return render(request, "pages/desk/task.html", found, form=Filled())

    @routes.post("/{task_id}")
    async def correct(
        request: Request, task_id: UUID, actor: Reader, posted: PostedForm
    ) -> Response:
        found, form = await _task(actions, task_id, actor), posted.read(Mailbox)
        if form.model is None:
            return render(request, "pages/desk/task.html", found, form=form)
        try:
            await actions.correct_address(task_id, form.model.mailbox, actor)
        except Refused as refused:
            return render(
                request, "pages/desk/task.html", found, form=form.but(refused), status=409
            )
        return RedirectResponse("/desk/tasks?done=1", status_code=303)

    return routes


async def _task(actions: Actions, id_: UUID, actor: Actor) -> Task:
    async with actions.service.db.read() as conn:
        found = await desk.open_task(conn, id_)
    if found is None:
        raise NotFound("There is no such open task.")
    await actions.case(found.reference, actor)
    return found
