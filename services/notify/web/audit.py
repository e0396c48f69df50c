"""Who looked at what, when and why; whoever reads this is written down too."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Annotated
from urllib.parse import urlencode

from fastapi import APIRouter, Depends, Query, Request, Response

from chassis.access import audit_read
from chassis.identity import Actor
from chassis.service import Service
from chassis.web.forms import Filled, PostedForm
from chassis.web.guard import needs
from chassis.web.pages import render
from chassis.web.words import moment
from contracts.http_words import Readable
from services.notify.access import POLICY
from services.notify.audit import queries
from services.notify.audit.queries import Read
from services.notify.notification.reference import is_reference
from services.notify.web.purpose import PurposeForm
from services.notify.web.table_files import MARKING, as_csv, download

PAGE_MAX = 50
FILE_ROWS_MAX = 10_000
POSITION_MAX = 2**63 - 1
COLUMNS = (
    *("position", "at", "actor", "roles", "action", "object", "purpose", "allowed", "marking"),
)
HEADS = ("When", "Who", "In which roles", "Did what", "Of what", "Why")
Auditor = Annotated[Actor, Depends(needs(POLICY, "see_audit"))]
Text = Annotated[str, Query(max_length=200), Readable]
Before = Annotated[int | None, Query(ge=1, le=POSITION_MAX)]


class AuditForm(PurposeForm):
    """What is downloaded, and why."""

    reference: str = ""
    person: str = ""


@dataclass(frozen=True)
class Wanted:
    """The looks at one reference, or of one person; empty for all."""

    reference: str = ""
    person: str = ""

    @property
    def actors(self) -> list[str] | None:
        """The ids under which a person or a system may stand."""
        name = self.person.strip()
        return [name, f"person:{name}", f"system:{name}"] if name else None

    @property
    def object(self) -> str | None:
        """The reference, or the id of what has none, as it stands in the log."""
        typed = self.reference.strip()
        return (typed.upper() if is_reference(typed) else typed) or None

    @property
    def words(self) -> str:
        """For the log's own row."""
        told = (self.object, self.person.strip() and f"person {self.person.strip()}")
        return ", ".join(filter(None, told)) or "everything"


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
        before: Before = None,
    ) -> Response:
        """The latest looks, or those before one."""
        wanted = Wanted(reference, person)
        found = await read(service, actor, wanted, before, PAGE_MAX)
        empty: Filled[AuditForm] = Filled({"reference": reference, "person": person})
        return render(request, "audit.html", _view(wanted, found), form=empty)

    @routes.post("/audit/export")
    async def export(request: Request, actor: Auditor, posted: PostedForm) -> Response:
        """The looks as a file."""
        form = posted.read(AuditForm)
        asked = form.model
        wanted = Wanted(asked.reference, asked.person) if asked else Wanted()
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
        found = await queries.reads(tx.conn, wanted.object, wanted.actors, before, limit)
        await audit_read(tx.conn, actor, action, wanted.words, at=tx.now, purpose=purpose)
    return found


def _view(wanted: Wanted, found: Sequence[Read]) -> AuditView:
    rows = [
        (
            *(moment(one.business_at), one.actor, ", ".join(one.roles)),
            *(one.action, one.object, one.purpose or ""),
        )
        for one in found
    ]
    asked = {"reference": wanted.reference, "person": wanted.person}
    older = ""
    if len(found) == PAGE_MAX:
        older = f"/audit?{urlencode({**asked, 'before': found[-1].position})}"
    return AuditView(wanted, HEADS, rows, older)


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
