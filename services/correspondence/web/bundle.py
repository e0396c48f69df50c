"""What goes to the Panel, the Secretary of State and Ofsted before publication, as one file to send."""

from datetime import datetime
from io import BytesIO
from typing import Any
from uuid import UUID
from zipfile import ZIP_DEFLATED, ZipFile, ZipInfo

from fastapi import APIRouter, Depends
from fastapi.responses import Response

from chassis.errors import NotFound
from chassis.identity import Actor
from chassis.web.guard import needs
from contracts.review.lcspr_ending import ReportPart
from services.correspondence.access import POLICY, scope_of
from services.correspondence.document import store
from services.correspondence.read_models.timeline import Entry
from services.correspondence.use_cases.actions import Actions
from services.correspondence.web.shown.case import CaseShown, show
from services.correspondence.web.shown.words import day

MADE_UP = "Made-up data: no child, family or case named here exists."


def build_bundle(actions: Actions, root: str, permission: str) -> APIRouter:
    """``{root}/cases/{reference}/bundle.zip``: the latest one."""
    routes = APIRouter(prefix=root, include_in_schema=False)
    reader: Any = Depends(needs(POLICY, permission))

    @routes.get("/cases/{reference}/bundle.zip")
    async def bundle(reference: str, actor: Actor = reader) -> Response:
        case = await show(actions, actor, reference)
        POLICY.check(actor, "see_documents", scope_of(case.source))
        found = [e for e in case.entries if e.name == "lcspr-bundle-assembled"]
        if not found:
            raise NotFound("No bundle has been put together yet.")
        await actions.audit(actor, "opened a bundle", case.reference)
        content = await _packed(actions, case, found[-1])
        name = f"{case.reference}-bundle-{found[-1].fact['version']}.zip"
        headers = {"Content-Disposition": f'attachment; filename="{name}"'}
        return Response(content, media_type="application/zip", headers=headers)

    return routes


async def _packed(actions: Actions, case: CaseShown, entry: Entry) -> bytes:
    made_up = actions.settings.made_up_data
    files = {"about.txt": about(case, entry, made_up=made_up).encode()}
    named = entry.fact.get("document")
    report = next((d for d in case.documents if named and d.id == UUID(named["id"])), None)
    if report is not None and report.scan_state == "clean":
        async with actions.service.db.read() as conn:
            files[report.title] = await store.content_of(conn, actions.service.keys, report)
    return packed(files, entry.at)


def packed(files: dict[str, bytes], at: datetime) -> bytes:
    """The files as one archive: the same files, the same bytes."""
    out = BytesIO()
    with ZipFile(out, "w", ZIP_DEFLATED) as archive:
        for name, content in files.items():
            info = ZipInfo(name, (at.year, at.month, at.day, at.hour, at.minute, at.second))
            archive.writestr(info, content, ZIP_DEFLATED)
    return out.getvalue()


def about(case: CaseShown, entry: Entry, *, made_up: bool) -> str:
    """What is in the bundle and what is not, when the report was due, and why it is late where it is."""
    fact = entry.fact
    parts = [
        f"- {one.label}: {'yes' if one.value in fact['parts'] else 'MISSING'}"
        for one in ReportPart
        if one.value in (*fact["parts"], *fact["missing"])
    ]
    reviewers = [e.fact["reviewer"] for e in case.entries if e.name == "lcspr-reviewer-appointed"]
    clocks = [
        f"Due {day(one.due_on)}: {one.tag}. {one.explained or ''}".strip()
        for one in case.clocks
        if one.code == "L1"
    ]
    earliest = case.told.earliest_publication if case.told else None
    lines = [
        f"Local child safeguarding practice review {case.reference}",
        f"{case.partnership or case.authority}",
        f"Bundle {fact['version']}, put together on {day(fact['assembled_on'])}",
        *(f"Reviewer: {one}" for one in reviewers[-1:]),
        *clocks,
        f"It may be published from {day(earliest)}." if earliest else "Copies are still to go out.",
        "",
        "What the report and this bundle have:",
        *parts,
        "",
        "For the Panel, the Secretary of State and Ofsted: seven working days before publication.",
        *([MADE_UP] if made_up else []),
    ]
    return "\n".join(lines) + "\n"
