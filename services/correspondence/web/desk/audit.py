"""Who looked at what at the desk and on the partners' pages, when and why; who reads this is written down too."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Annotated, Any
from urllib.parse import urlencode

from fastapi import APIRouter, Depends, Request
from fastapi.responses import Response

from chassis.access import audit_read
from chassis.audit import HEADS, Before, Day, Text, Wanted, reads
from chassis.identity import Actor
from chassis.web.forms import Filled
from chassis.web.guard import needs
from chassis.web.pages import render
from services.correspondence.access import POLICY
from services.correspondence.use_cases.actions import Actions
from services.correspondence.web.desk.looks import Look, in_rows

PAGE_MAX = 25
Auditor = Annotated[Actor, Depends(needs(POLICY, "see_audit"))]


@dataclass(frozen=True)
class AuditView:
    """A page of looks."""

    heads: Sequence[str]
    rows: Sequence[Look]
    older: str


def build_audit(actions: Actions) -> APIRouter:
    """``/audit``, for the data-protection lead and the administrator."""
    routes = APIRouter(prefix="/desk", include_in_schema=False)

    @routes.get("/audit")
    async def looks(
        request: Request,
        actor: Auditor,
        about: Text = "",
        person: Text = "",
        kind: Text = "",
        day: Day = None,
        before: Before = None,
    ) -> Response:
        wanted = Wanted(about, person, kind, day)
        async with actions.service.db.begin() as tx:
            found = await reads(tx.conn, wanted, before, PAGE_MAX)
            rows = await in_rows(tx.conn, found)
            await audit_read(tx.conn, actor, "read the audit", wanted.words, at=tx.now)
        asked = {"about": about, "person": person, "kind": kind, "day": day or ""}
        older = ""
        if len(found) == PAGE_MAX:
            older = f"/desk/audit?{urlencode({**asked, 'before': found[-1].position})}"
        form = Filled[Any](asked)
        return render(request, "pages/desk/audit.html", AuditView(HEADS, rows, older), form=form)

    return routes
