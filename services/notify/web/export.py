"""One incident's identities as a file, for a purpose that the law names; the export is written down."""

import json
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Annotated, Any, Literal

from fastapi import APIRouter, Depends, Request, Response
from pydantic import Field

from chassis.access import audit_read
from chassis.identity import Actor
from chassis.tx import Tx
from chassis.web.forms import Filled, PostedForm
from chassis.web.guard import needs
from chassis.web.pages import render
from services.notify.access import POLICY
from services.notify.notification.handlers import Notifications
from services.notify.notification.identity import FIELDS, Identity
from services.notify.web.purpose import PurposeForm
from services.notify.web.table_files import MARKING, as_csv, download
from services.notify.worded import Worded

Exporter = Annotated[Actor, Depends(needs(POLICY, "export_identity"))]
ABOUT = ("reference", "person_id", "child", *FIELDS, "lawful_purpose", "marking", "made_up_data")


class LawfulPurpose(Worded):
    """For what a copy of identities may leave this service."""

    PROTECTION = "protection", "To protect a child now (Children Act 1989 s47)"
    PANEL = "panel_functions", "The Panel's own functions (Children Act 2004 s16A and s16B)"
    DEATH_REVIEW = "death_review", "A child death review or an inquest (Children Act 2004 s16M)"
    COURT = "court_order", "An order of a court"
    SUBJECT = "subject_access", "A person asks for their own data (UK GDPR article 15)"


class ExportForm(PurposeForm):
    """For what purpose, and as what."""

    lawful_purpose: LawfulPurpose = Field(
        json_schema_extra={"error": "Choose the purpose for which the law allows it."}
    )
    file_format: Literal["csv", "json"] = Field(
        json_schema_extra={"error": "Choose the kind of file."}
    )


@dataclass(frozen=True)
class ExportView:
    """The form of one incident's export."""

    reference: str
    purposes: Sequence[tuple[str, str]] = tuple((one.value, one.words) for one in LawfulPurpose)


def build_export(notifications: Notifications) -> APIRouter:
    """The page of the export."""
    routes = APIRouter(tags=["identity"])
    service, people = notifications.service, notifications.people

    @routes.get("/identity/{reference}/export")
    async def ask(request: Request, reference: str, actor: Exporter) -> Response:
        """Ask for the purpose before anything is handed out."""
        found = await notifications.find(reference, actor, "export_identity")
        empty: Filled[ExportForm] = Filled()
        return render(request, "export.html", ExportView(found.reference), form=empty)

    @routes.post("/identity/{reference}/export")
    async def export(
        request: Request, reference: str, actor: Exporter, posted: PostedForm
    ) -> Response:
        """The file; the export is written down before it is handed out."""
        found = await notifications.find(reference, actor, "export_identity")
        form = posted.read(ExportForm)
        if form.model is None:
            return render(request, "export.html", ExportView(found.reference), form=form)
        async with service.db.begin() as tx:
            await _note(tx, actor, found.reference, form.model)
            children = await people.load(tx.conn, found.id)
        made_up = service.settings.made_up_data
        return file_of(found.reference, form.model, children, made_up=made_up)

    return routes


async def _note(tx: Tx, actor: Actor, reference: str, asked: ExportForm) -> None:
    await audit_read(
        tx.conn,
        actor,
        f"exported identities as {asked.file_format}",
        reference,
        at=tx.now,
        purpose=f"{asked.lawful_purpose.words}. {asked.purpose}",
    )


def file_of(
    reference: str, asked: ExportForm, children: Sequence[Identity], *, made_up: bool
) -> Response:
    """The identities as the kind of file that was asked for."""
    name = f"identities-{reference}.{asked.file_format}"
    common = {
        "reference": reference,
        "lawful_purpose": asked.lawful_purpose.value,
        "marking": MARKING,
        "made_up_data": made_up,
    }
    told: list[dict[str, Any]] = [
        {"person_id": str(one.id), "child": one.number, **{n: getattr(one, n) for n in FIELDS}}
        for one in children
    ]
    if asked.file_format == "json":
        whole = {**common, "purpose": asked.purpose, "children": told}
        told_whole = json.dumps(whole, ensure_ascii=False, indent=2)
        return download(name, told_whole, "application/json", made_up=made_up)
    rows = [{**common, **one, "made_up_data": "yes" if made_up else "no"} for one in told]
    return download(name, as_csv(ABOUT, rows), "text/csv", made_up=made_up)
