"""The page of a command: its form, what was refused with all that was typed, "being recorded"."""

from collections.abc import Mapping
from dataclasses import dataclass, replace
from typing import Any
from uuid import UUID

from fastapi import APIRouter, Depends, Request
from fastapi.responses import RedirectResponse, Response

from chassis.ask import Asked
from chassis.errors import NotFound, Refused, Reused
from chassis.identity import Actor
from chassis.plain_words import is_missing
from chassis.web.form_errors import FieldError, own_words
from chassis.web.forms import Filled, Posted, PostedForm
from chassis.web.guard import needs
from chassis.web.pages import render
from chassis.web.problems import Invalid
from services.correspondence.access import POLICY
from services.correspondence.use_cases.actions import Actions
from services.correspondence.web.answered import refused_here
from services.correspondence.web.moves import BY_COMMAND, saved
from services.correspondence.web.moves.became import became_page
from services.correspondence.web.moves.kind import MovePage
from services.correspondence.web.shown.case import CaseShown, MoveLine, show

FILE = "document"
SAVE = "then"


@dataclass(frozen=True)
class MoveView:
    """A command's page: the case it is about, what its fields offer, and since when a draft is kept.

    ``first``: where it says what became of the other content that this form was sent with before.
    """

    page: MovePage
    case: CaseShown
    choices: Mapping[str, Any]
    is_kept: bool = False
    stale: bool = False
    first: str | None = None

    @property
    def title(self) -> str:
        """What the page does to this case."""
        return self.page.title_on(self.case)

    @property
    def action(self) -> str:
        """Where the form goes."""
        return f"{self.case.address}/moves/{self.page.command}"


def build_moves(actions: Actions, root: str, permission: str) -> APIRouter:
    """The pages of commands below ``root``, for those who hold ``permission``."""
    routes = APIRouter(prefix=root, include_in_schema=False)
    reader = Depends(needs(POLICY, permission))

    @routes.get("/cases/{reference}/moves/{command}")
    async def ask(
        request: Request, reference: str, command: str, actor: Actor = reader
    ) -> Response:
        page = page_of(command)
        case = await show(actions, actor, reference)
        may_give(case, page)
        kept = await saved.load(actions, actor, case, command)
        form: Filled[Any] = Filled({**page.start(case), **(kept or {})})
        choices = await page.choices(actions, case)
        view = MoveView(page, case, choices, is_kept=kept is not None)
        return render(request, page.template, view, form=form)

    @routes.post("/cases/{reference}/moves/{command}")
    async def give(
        request: Request,
        reference: str,
        command: str,
        posted: PostedForm,
        actor: Actor = reader,
    ) -> Response:
        page = page_of(command)
        case = await show(actions, actor, reference)
        line_of(case, page)
        return await _Giving(actions, request, actor, page, case).take(posted)

    @routes.get("/commands/{command_id}")
    async def became(request: Request, command_id: UUID, actor: Actor = reader) -> Response:
        return await became_page(actions, request, actor, command_id, root)

    return routes


def page_of(command: str) -> MovePage:
    """The page of a command; raises NotFound."""
    page = BY_COMMAND.get(command)
    if page is None:
        raise NotFound("There is no such page.")
    return page


def line_of(case: CaseShown, page: MovePage) -> MoveLine:
    """What the case says of this command; raises Refused for a reader who never may give it."""
    found = next((one for one in case.moves if one.command == page.command), None)
    if found is None or not found.mine:
        raise Refused("Your role may not do this.", code="forbidden")
    return found


def may_give(case: CaseShown, page: MovePage) -> None:
    """Whether this reader may give it now; raises Refused with the reason."""
    found = line_of(case, page)
    if not found.is_open:
        raise Refused(found.reason or "This is not open now.", code="closed")


@dataclass(frozen=True)
class _Giving:
    """One sent form on its way to an answer."""

    actions: Actions
    request: Request
    actor: Actor
    page: MovePage
    case: CaseShown

    async def take(self, posted: Posted) -> Response:
        """Save for later, or give the command."""
        later = posted.values.get(SAVE) == "save"
        values = {name: value for name, value in posted.values.items() if name != SAVE}
        try:
            values |= await self._file(posted)
        except Refused as refused:
            return await self._again(Filled(values).but(refused))
        if later:
            await saved.keep(self.actions, self.actor, self.case, self.page.command, values)
            return self._back("saved", self.page.command)
        form = replace(posted, values=values).read(self.page.form)
        if form.model is None:
            return await self._again(form)
        return await self._give(form, posted.command_id)

    async def _file(self, posted: Posted) -> dict[str, str]:
        """A document sent with the form is kept at once, so that no refusal loses it."""
        upload = posted.files.get(FILE)
        if upload is None or not self.page.takes_file:
            return {}
        content, title = await upload.read(), upload.filename or "Document"
        stored = await self.actions.upload(self.case.source, content, title, self.actor)
        return {"document_id": str(stored.id)}

    async def _give(self, form: Filled[Any], command_id: UUID) -> Response:
        try:
            said = await self.page.said(self.actions, self.case, form.model)
            asked = await self.actions.give(
                self.case.source, self.page.command, said, self.actor, command_id
            )
        except Reused as reused:
            first = f"{self.case.root}/commands/{command_id}"
            return await self._again(form.but(reused), status=422, first=first)
        except (Refused, Invalid) as refused:
            return await self._again(form.but(refused), status=409)
        return await self._answer(form, asked)

    async def _answer(self, form: Filled[Any], asked: Asked) -> Response:
        command = self.page.command
        if asked.outcome == "refused":
            no = await refused_here(self.actions, self.actor, asked)
            return await self._again(form.but(no), status=409, code=asked.code)
        if asked.outcome is None:
            kept = {**form.values, saved.ASKED: str(asked.command_id)}
            await saved.keep(self.actions, self.actor, self.case, command, kept)
            where = f"{self.case.root}/commands/{asked.command_id}"
            return RedirectResponse(where, status_code=303)
        await saved.drop(self.actions, self.actor, self.case, command)
        return self._back("done", command)

    def _back(self, what: str, command: str) -> Response:
        return RedirectResponse(f"{self.case.address}?{what}={command}", status_code=303)

    async def _again(
        self,
        form: Filled[Any],
        status: int | None = None,
        code: str | None = None,
        first: str | None = None,
    ) -> Response:
        """The form with what was typed; a stale one now stands on what the case has become."""
        shown: Filled[Any] = Filled(form.values, on_page(form, self.page))
        if code in STALE:
            fresh = self.page.start(self.case)
            now = {name: fresh[name] for name in self.page.read_from if name in fresh}
            shown = Filled({**form.values, **now}, shown.errors)
        choices = await self.page.choices(self.actions, self.case)
        view = MoveView(self.page, self.case, choices, stale=code in STALE, first=first)
        return render(self.request, self.page.template, view, form=shown, status=status)


STALE = ("stale", "not_listed")


def on_page(form: Filled[Any], page: MovePage) -> list[FieldError]:
    """What is wrong, each leading to a field that a person sees, else standing for the whole form."""
    seen = set(page.form.model_fields) - set(page.read_from)
    names = {*seen, FILE}
    return [
        _in_own_words(one, page)
        if one.name.split(".")[0] in names
        else replace(one, name="", part="")
        for one in form.errors
    ]


def _in_own_words(one: FieldError, page: MovePage) -> FieldError:
    """What the command alone needs of some people is asked for in the words of the page."""
    own = own_words(page.form, one.name) if is_missing(one.reason) else None
    return replace(one, reason=own or one.reason)
