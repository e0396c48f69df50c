"""The register as it is on a day, the history of an entry, and the page that changes it by a file."""

import hashlib
from collections.abc import Sequence
from dataclasses import dataclass, fields
from datetime import date
from typing import Annotated

from fastapi import APIRouter, Depends, Query, Request, Response
from fastapi.responses import RedirectResponse
from pydantic import StringConstraints

from chassis.access import audit_read
from chassis.clock import london_date
from chassis.errors import NotFound, Stale
from chassis.identity import Actor
from chassis.service import Service
from chassis.web.form_errors import FieldError
from chassis.web.forms import Filled, Form, Posted, PostedForm, first_time
from chassis.web.guard import needs
from chassis.web.pages import render
from services.notify.access import POLICY
from services.notify.register import handlers, queries, store
from services.notify.register.change_file import BYTES_MAX, COLUMNS
from services.notify.register.differences import Difference
from services.notify.register.domain import KINDS, Entry, Kind, standing

CHANGES_MAX = 50
ERRORS_MAX = 50
WORDS = {
    "region": "Regions",
    "police_force": "Police forces",
    "board": "Integrated care boards",
    "authority": "Local authorities",
    "partnership": "Safeguarding partnerships",
}
Reader = Annotated[Actor, Depends(needs(POLICY, "see_register"))]
Keeper = Annotated[Actor, Depends(needs(POLICY, "change_register"))]


class ApplyForm(Form):
    """A file that was looked at, and what it was seen to change."""

    name: Annotated[str, StringConstraints(max_length=200)]
    content: Annotated[str, StringConstraints(max_length=BYTES_MAX)]
    seen: Annotated[str, StringConstraints(pattern=r"^[0-9a-f]{64}$")]


@dataclass(frozen=True)
class RegisterView:
    """The entries of one kind on a day."""

    on: date
    kind: Kind
    kinds: Sequence[tuple[str, str]]
    rows: Sequence[Entry]
    may_change: bool


@dataclass(frozen=True)
class HistoryView:
    """One entry through time, the latest first: each version with its own words and values."""

    name: str
    versions: Sequence[tuple[Entry, Sequence[tuple[str, str]]]]


@dataclass(frozen=True)
class ChangesView:
    """The files that were applied; or, once a file was chosen, what it would change."""

    made: Sequence[queries.ChangeMade] = ()
    columns: Sequence[str] = COLUMNS
    name: str = ""
    content: str = ""
    seen: str = ""
    planned: Sequence[Difference] = ()
    applied: int | None = None


def build_register(service: Service) -> APIRouter:
    """The pages of the register."""
    routes = APIRouter(tags=["register"], include_in_schema=False)

    @routes.get("/register")
    async def show_register(
        request: Request,
        reader: Reader,
        kind: Kind = "authority",
        on: Annotated[str, Query(max_length=10)] = "",
    ) -> Response:
        """The entries of a kind on a day."""
        day = _date(on) or london_date(service.clock.now())
        async with service.db.read() as conn:
            rows = standing(await store.load(conn), kind, day)
        wrong = (FieldError("on", "Enter a real date."),) if on and not _date(on) else ()
        form: Filled[Form] = Filled({"on": on or day.isoformat()}, wrong)
        may = POLICY.may(reader, "change_register")
        view = RegisterView(day, kind, [(one, WORDS[one]) for one in KINDS], rows, may)
        return render(request, "register.html", view, form=form)

    @routes.get("/register/changes")
    async def show_changes(
        request: Request, _keeper: Keeper, applied: Annotated[int | None, Query(ge=0)] = None
    ) -> Response:
        """What was changed when and by whom, and the form for another file."""
        return await _changes(request, service, applied=applied)

    @routes.post("/register/changes")
    async def look(request: Request, _keeper: Keeper, posted: PostedForm) -> Response:
        """What a file would change; nothing is written."""
        return await _looked_at(request, service, posted)

    @routes.post("/register/changes/apply")
    async def apply(keeper: Keeper, posted: PostedForm) -> Response:
        """Change the register as it was shown; raises Stale when it would be otherwise now."""
        form = posted.read(ApplyForm)
        if form.model is None:
            raise NotFound("Choose the file again.")
        given, raw = form.model, form.model.content.encode()
        async with service.db.begin() as tx:
            if not await first_time(tx.conn, posted):
                return RedirectResponse("/register/changes", status_code=303)
            await audit_read(tx.conn, keeper, "changed the register", given.name, at=tx.now)
            planned = await handlers.apply_as(tx, given.name, raw, keeper)
            if _seen(planned.differences) != given.seen:
                raise Stale("The register was changed meanwhile. Choose the file again.")
        where = f"/register/changes?applied={len(planned.differences)}"
        return RedirectResponse(where, status_code=303)

    @routes.get("/register/{kind}/{code}")
    async def show_history(request: Request, _reader: Reader, kind: Kind, code: str) -> Response:
        """One entry through time."""
        async with service.db.read() as conn:
            register = await store.load(conn)
        versions = register.get((kind, code), ())
        if not versions:
            raise NotFound("There is no such entry.")
        told = [(one, _values(one)) for one in reversed(versions)]
        return render(request, "register_entry.html", HistoryView(versions[-1].name, told))

    return routes


async def _changes(
    request: Request,
    service: Service,
    errors: Sequence[FieldError] = (),
    applied: int | None = None,
) -> Response:
    async with service.db.read() as conn:
        made = await queries.changes_made(conn, CHANGES_MAX)
    form: Filled[Form] = Filled({}, errors)
    view = ChangesView(made, applied=applied)
    return render(request, "register_changes.html", view, form=form)


async def _looked_at(request: Request, service: Service, posted: Posted) -> Response:
    upload = posted.files.get("file")
    if upload is None:
        return await _changes(request, service, (FieldError("file", "Choose a file."),))
    raw, name = await upload.read(BYTES_MAX + 1), (upload.filename or "changes")[:200]
    async with service.db.read() as conn:
        planned = await handlers.plan(conn, raw)
    if planned.faults:
        told = [handlers.told(one)["reason"] for one in planned.faults[:ERRORS_MAX]]
        return await _changes(request, service, [FieldError("file", reason) for reason in told])
    found = planned.differences
    content = raw.decode("utf-8-sig")
    view = ChangesView(name=name, content=content, seen=_seen(found), planned=found)
    return render(request, "register_planned.html", view, form=Filled({}))


def _seen(found: Sequence[Difference]) -> str:
    return hashlib.sha256(repr(list(found)).encode()).hexdigest()


def _values(entry: Entry) -> list[tuple[str, str]]:
    """The values of a version, without what stands in its heading."""
    apart = ("kind", "code", "name", "valid_from", "valid_to")
    found = []
    for one in fields(Entry):
        value = getattr(entry, one.name)
        text = ", ".join(value) if isinstance(value, tuple) else str(value)
        if one.name not in apart and value not in ("", (), None, False):
            words = one.name.replace("_", " ").capitalize()
            found.append((words, "Yes" if value is True else text))
    return found


def _date(text: str) -> date | None:
    try:
        return date.fromisoformat(text)
    except ValueError:
        return None
