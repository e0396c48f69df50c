"""Tasks at the desk: a delivery failed, and a person gives another address."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime
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
from services.correspondence.delivery import tasks as delivery_tasks
from services.correspondence.office_holder import store as office_holders
from services.correspondence.policy.deliveries import delivery_rule
from services.correspondence.read_models import desk, names
from services.correspondence.read_models.desk import Task
from services.correspondence.use_cases.actions import Actions

Reader = Annotated[Actor, Depends(needs(POLICY, "see_desk"))]
Doer = Annotated[Actor, Depends(needs(POLICY, "do_task"))]


class Mailbox(Form):
    """Another address to write to."""

    mailbox: str = Field(max_length=320, json_schema_extra={"error": "Enter an e-mail address."})


DONE = {"done": "Sent again to the other address.", "taken": "The task is yours."}


@dataclass(frozen=True)
class TaskShown:
    """One open task: whose it is, and how its day stands."""

    id: UUID
    reference: str
    words: str
    address: str
    opened_at: datetime
    mailbox: str | None
    owner: str
    mine: bool
    due_on: date | None
    late: bool
    organisation: str | None


@dataclass(frozen=True)
class TasksView:
    """The open tasks, this reader's own first."""

    tasks: Sequence[TaskShown]
    may_do: bool
    notice: str | None


def build_tasks(actions: Actions) -> APIRouter:
    """The list of tasks, and the page of one."""
    routes = APIRouter(prefix="/desk/tasks", include_in_schema=False)

    @routes.get("")
    async def tasks(request: Request, actor: Reader) -> Response:
        async with actions.service.db.read() as conn:
            found = await desk.open_tasks(conn, regions_of(actor), known_as(actor))
            named = await names.named(conn, [one.owner for one in found if one.owner])
        await actions.audit(actor, "saw tasks", "open tasks")
        listed = [_shown(actions, one, named, actor) for one in found]
        own_first = sorted(listed, key=lambda one: not one.mine)
        notice = next((DONE[one] for one in DONE if one in request.query_params), None)
        view = TasksView(own_first, POLICY.may(actor, "do_task"), notice)
        return render(request, "pages/desk/tasks.html", view)

    @routes.get("/{task_id}")
    async def task(request: Request, task_id: UUID, actor: Reader) -> Response:
        found = await _task(actions, task_id, actor)
        if found.address != request.url.path:
            return RedirectResponse(found.address, status_code=303)
        start = {"mailbox": await _other_mailbox(actions, found)}
        return render(request, "pages/desk/task.html", found, form=Filled(start))

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

    @routes.post("/{task_id}/owner")
    async def take(task_id: UUID, actor: Doer, _posted: PostedForm) -> Response:
        await _task(actions, task_id, actor)
        async with actions.service.db.begin() as tx:
            await names.note(tx, actor)
            await delivery_tasks.take(tx, task_id, actor.id)
        return RedirectResponse("/desk/tasks?taken=1", status_code=303)

    return routes


async def _other_mailbox(actions: Actions, task: TaskShown) -> str:
    """That of who holds the role today, where it is another than the one that failed."""
    today, code = actions.today(), task.organisation or ""
    async with actions.service.db.read() as conn:
        known = (await office_holders.of(conn, [code]))[code]
    found = known.speaker(delivery_rule(today).roles, today)
    mailbox = found.now.person.mailbox if found else ""
    return "" if mailbox == task.mailbox else mailbox


def _shown(actions: Actions, task: Task, named: Mapping[str, str], actor: Actor) -> TaskShown:
    return TaskShown(
        id=task.id,
        reference=task.reference,
        words=task.words,
        address=task.address,
        opened_at=task.opened_at,
        mailbox=task.mailbox,
        owner=named.get(task.owner or "", task.owner or "Nobody yet"),
        mine=task.owner == actor.id,
        due_on=task.due_on,
        late=task.is_late(actions.today()),
        organisation=task.organisation,
    )


async def _task(actions: Actions, id_: UUID, actor: Actor) -> TaskShown:
    async with actions.service.db.read() as conn:
        found = await desk.open_task(conn, id_)
    if found is None:
        raise NotFound("There is no such open task.")
    await actions.case(found.reference, actor)
    async with actions.service.db.read() as conn:
        named = await names.named(conn, [found.owner or ""])
    return _shown(actions, found, named, actor)
