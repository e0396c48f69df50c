"""``/notifications/{reference}/moves/{move}``: one page for each thing that may be done later."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from typing import Annotated, Any

from fastapi import APIRouter, Depends, Request
from fastapi.responses import RedirectResponse, Response
from pydantic import ValidationError

from chassis.clock import london_date
from chassis.errors import Refused
from chassis.identity import Actor
from chassis.web.form_errors import errors_of
from chassis.web.forms import Filled, PostedForm
from chassis.web.guard import needs
from chassis.web.pages import render
from chassis.web.problems import Invalid
from contracts.codes import DelayReason
from contracts.notify import AbuseNeglect, IncidentKind, Sex, YesNo
from services.notify.access import POLICY
from services.notify.draft.form import pages
from services.notify.draft.form_children import OUTCOMES
from services.notify.draft.questions import Question, of_codes
from services.notify.notification import store, wire
from services.notify.notification.moves import why_not
from services.notify.policy import rules
from services.notify.register.choices import authorities_on
from services.notify.web.later.kinds import NUMBER_TAKEN, PAGES, Later, Using

Choices = Sequence[tuple[str, str]]
ASKED = {"amend": "circumstances", "amend_child": "known"}
"""Which page of the form asks what a page here asks anew."""


@dataclass(frozen=True)
class LaterView:
    """What a page asks of one notification."""

    reference: str
    move: str
    title: str
    children: Choices
    authorities: Choices
    questions: Sequence[Question]
    """What is asked as the form asks it."""

    @property
    def next_child(self) -> int:
        """The number of a child that is added."""
        return len(self.children) + 1

    kinds = of_codes(IncidentKind)
    abuse = of_codes(AbuseNeglect)
    reasons = of_codes(DelayReason)
    sexes = of_codes(Sex)
    known = of_codes(YesNo)
    outcomes = OUTCOMES

    @property
    def address(self) -> str:
        """Where the form goes."""
        return f"/notifications/{self.reference}/moves/{self.move}"


def build_later(using: Using) -> APIRouter:
    """A page for each move."""
    routes = APIRouter(prefix="/notifications/{reference}/moves", include_in_schema=False)
    for one in PAGES.values():
        _add(routes, using, one)
    return routes


def _add(routes: APIRouter, using: Using, page: Later) -> None:
    may = Annotated[Actor, Depends(needs(POLICY, page.move.permission))]

    @routes.get(f"/{page.name}")
    async def ask(request: Request, reference: str, actor: may) -> Response:
        """Ask; raises Refused with the rule, where the move is closed."""
        return _shown(request, await _view(using, page, reference, actor), Filled())

    @routes.post(f"/{page.name}")
    async def give(
        request: Request,
        reference: str,
        actor: may,
        posted: PostedForm,
    ) -> Response:
        """Do it, once: the same again changes nothing."""
        form: Filled[Any] = posted.read(page.form)
        if form.model is None:
            return _shown(request, await _view(using, page, reference, actor), form)
        try:
            body = form.model.body
        except ValidationError as wrong:
            again: Filled[Any] = Filled(form.values, errors_of(wrong, page.form, form.values))
            return _shown(request, await _view(using, page, reference, actor), again)
        try:
            await page.give(using, reference, form.model, body, actor)
        except (Refused, Invalid) as wrong:
            if isinstance(wrong, Refused) and wrong.code == "forbidden":
                raise
            view = await _view(using, page, reference, actor)
            return _shown(request, view, _with(form, wrong), status=_status(wrong))
        return RedirectResponse(f"/notifications/{reference}?done={page.name}", status_code=303)


def _with(form: Filled[Any], wrong: Refused | Invalid) -> Filled[Any]:
    """The form with what is wrong of it, by its own names: a child's stand alone on its page."""
    if isinstance(wrong, Invalid):
        own = [{**one, "pointer": one["pointer"].rpartition("/")[2]} for one in wrong.errors]
        return form.but(Invalid(own))
    if wrong.code == NUMBER_TAKEN:  # another one has it; the page offers the next
        form = Filled({name: value for name, value in form.values.items() if name != "number"})
    return form.but(wrong)


def _status(wrong: Refused | Invalid) -> int:
    return 422 if isinstance(wrong, Invalid) else 409


def _shown(
    request: Request, view: LaterView, form: Filled[Any], status: int | None = None
) -> Response:
    return render(request, f"mine/later/{view.move}.html", view, form=form, status=status)


async def _view(using: Using, page: Later, reference: str, actor: Actor) -> LaterView:
    found = await using.notifications.find(reference, actor, page.move.permission)
    today = london_date(using.notifications.service.clock.now())
    if refused := why_not(
        store.state_of(vars(found)), page.move.command, rules.limits(today).children_max
    ):
        raise refused
    async with using.notifications.service.db.read() as conn:
        names = await authorities_on(conn, today)
    return LaterView(
        reference=found.reference,
        move=page.name,
        title=page.title,
        children=_children(wire.Content.model_validate(found.content)),
        questions=_questions(page.name, today),
        authorities=[one for one in names if one[0] != found.authority_code],
    )


def _children(content: wire.Content) -> Choices:
    """Each by its number and what tells it apart, without who it is."""
    return [
        (str(n), f"Child {n}: {one.sex.label.lower()}, age {one.age_band.label.lower()}")
        for n, one in enumerate(content.children, start=1)
    ]


def _questions(name: str, today: date) -> list[Question]:
    """Those of the form that have answers to choose from."""
    asked = [one for one in pages(today) if one.name == ASKED.get(name)]
    return [one for page in asked for one in page.questions if one.choices and "." not in one.name]
