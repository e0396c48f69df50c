"""Who looked at what, when and why; whoever reads this is written down too."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from typing import Annotated
from urllib.parse import urlencode

from fastapi import APIRouter, Depends, Request, Response

from chassis.access import audit_read
from chassis.audit import HEADS, Before, Day, Read, Text, Wanted, reads, row_of
from chassis.identity import Actor
from chassis.service import Service
from chassis.web.forms import Filled, PostedForm
from chassis.web.guard import needs
from chassis.web.pages import render
from services.notify.access import POLICY
from services.notify.notification.reference import is_reference
from services.notify.web.purpose import PurposeForm
from services.notify.web.table_files import MARKING, as_csv, download

PAGE_MAX = 50
FILE_ROWS_MAX = 10_000
COLUMNS = (
    *("position", "at", "actor", "roles", "action", "object", "purpose", "allowed", "marking"),
)
Auditor = Annotated[Actor, Depends(needs(POLICY, "see_audit"))]


class AuditForm(PurposeForm):
    """What is downloaded, and why."""

    reference: str = ""
    person: str = ""
    kind: str = ""
    day: date | None = None


@dataclass(frozen=True)
class AuditView:
    """A page of looks."""

    wanted: Wanted
    heads: Sequence[str]
    rows: Sequence[Sequence[str]]
    older: str = ""


def build_audit(service: Service) -> APIRouter:
    """The pages of the data-protection lead and the administrator."""
    routes = APIRouter(tags=["audit"])

    @routes.get("/audit")
    async def show(
        request: Request,
        actor: Auditor,
        reference: Text = "",
        person: Text = "",
        kind: Text = "",
        day: Day = None,
        before: Before = None,
    ) -> Response:
        """The latest looks, or those before one."""
        wanted = _wanted(reference, person, kind, day)
        found = await read(service, actor, wanted, before, PAGE_MAX)
        asked = {"reference": reference, "person": person, "kind": kind, "day": day or ""}
        empty: Filled[AuditForm] = Filled(asked)
        return render(request, "audit.html", _view(wanted, found), form=empty)

    @routes.post("/audit/export")
    async def export(request: Request, actor: Auditor, posted: PostedForm) -> Response:
        """The looks as a file."""
        form = posted.read(AuditForm)
        asked = form.model
        wanted = Wanted()
        if asked:
            wanted = _wanted(asked.reference, asked.person, asked.kind, asked.day)
        if asked is None:
            found = await read(service, actor, wanted, None, PAGE_MAX)
            return render(request, "audit.html", _view(wanted, found), form=form)
        found = await read(service, actor, wanted, None, FILE_ROWS_MAX, asked.purpose)
        made_up, rows = service.settings.made_up_data, _file_rows(found)
        return download("who-looked.csv", as_csv(COLUMNS, rows), "text/csv", made_up=made_up)

    return routes


async def read(
    service: Service,
    actor: Actor,
    wanted: Wanted,
    before: int | None,
    limit: int,
    purpose: str | None = None,
) -> list[Read]:
    """The looks that are wanted; this one is written down after they were read."""
    action = "exported the audit" if purpose else "read the audit"
    async with service.db.begin() as tx:
        found = await reads(tx.conn, wanted, before, limit)
        await audit_read(tx.conn, actor, action, wanted.words, at=tx.now, purpose=purpose)
    return found


def _wanted(typed: str, person: str, kind: str, day: date | None) -> Wanted:
    """A reference as it stands in the log; what has none, as it was typed."""
    about = typed.strip()
    return Wanted(about.upper() if is_reference(about) else about, person, kind, day)


def _view(wanted: Wanted, found: Sequence[Read]) -> AuditView:
    asked = {
        "reference": wanted.about,
        "person": wanted.person,
        "kind": wanted.kind,
        "day": wanted.day or "",
    }
    older = ""
    if len(found) == PAGE_MAX:
        older = f"/audit?{urlencode({**asked, 'before': found[-1].position})}"
    return AuditView(wanted, HEADS, [row_of(one) for one in found], older)


def _file_rows(found: Sequence[Read]) -> list[dict[str, object]]:
    return [
        {
            **vars(one),
            "at": one.business_at.isoformat(),
            "roles": " ".join(one.roles),
            "allowed": "yes" if one.allowed else "no",
            "marking": MARKING,
        }
        for one in found
    ]
