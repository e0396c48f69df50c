"""One document as a page: what it is, its versions and what was taken out, and its text where that can be shown."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Annotated, Any
from uuid import UUID

from fastapi import APIRouter, Depends, Request
from fastapi.responses import RedirectResponse, Response
from pydantic import Field

from chassis.errors import Refused
from chassis.identity import Actor
from chassis.web.forms import Filled, Form, PostedForm
from chassis.web.guard import needs
from chassis.web.pages import render
from services.correspondence.access import POLICY, scope_of
from services.correspondence.document import store
from services.correspondence.document.preview import Preview, preview
from services.correspondence.document.store import Stored
from services.correspondence.document.types import ENDINGS
from services.correspondence.read_models import names
from services.correspondence.use_cases.actions import Actions
from services.correspondence.web.documents import seen_document
from services.correspondence.web.shown.words import moment

PAGE = "pages/document.html"
NO_FILE = Refused("Choose the file of the further version.", field="document")


class VersionForm(Form):
    """A further version."""

    redaction: Annotated[str | None, Field(max_length=2_000)] = None


@dataclass(frozen=True)
class Version:
    """One version in the list; ``redaction`` says what was taken out of it."""

    id: UUID
    number: int
    title: str
    sent: str
    scan_state: str
    redaction: str | None
    is_this: bool


@dataclass(frozen=True)
class DocumentView:
    """The page of one document."""

    title: str
    reference: str
    root: str
    address: str
    rows: Sequence[tuple[str, str]]
    versions: Sequence[Version]
    preview: Preview | None
    is_clean: bool
    may_send: bool


def build_document_page(actions: Actions, root: str, permission: str) -> APIRouter:
    """``{root}/documents/{id}/about``, for those who hold ``permission``."""
    routes = APIRouter(prefix=f"{root}/documents", include_in_schema=False)
    reader: Any = Depends(needs(POLICY, permission))

    @routes.get("/{document_id}/about")
    async def about(request: Request, document_id: UUID, actor: Actor = reader) -> Response:
        return await _page(actions, request, document_id, actor, root, Filled())

    @routes.post("/{document_id}/about")
    async def send(
        request: Request, document_id: UUID, posted: PostedForm, actor: Actor = reader
    ) -> Response:
        earlier, case, _ = await seen_document(actions, document_id, actor)
        form, file = posted.read(VersionForm), posted.files.get("document")
        if form.model is None:
            return await _page(actions, request, document_id, actor, root, form)
        try:
            if file is None:
                raise NO_FILE
            sent = (await file.read(), file.filename or "Document")
            stored = await actions.upload_version(
                case.whole, earlier, sent, form.model.redaction, actor
            )
        except Refused as no:
            return await _page(actions, request, document_id, actor, root, form.but(no))
        return RedirectResponse(f"{root}/documents/{stored.id}/about", status_code=303)

    return routes


async def _page(
    actions: Actions, request: Request, id_: UUID, actor: Actor, root: str, form: Filled[Any]
) -> Response:
    this, case, seen = await seen_document(actions, id_, actor)
    await actions.audit(actor, "read a document", str(this.id))
    view = DocumentView(
        title=this.title,
        reference=case.whole.reference,
        root=root,
        address=f"{root}/documents/{this.id}",
        rows=_rows(this),
        versions=await _versions(actions, this, seen),
        preview=await _preview(actions, this),
        is_clean=this.scan_state == "clean",
        may_send=not this.is_letter and POLICY.may(actor, "upload", scope_of(case.whole)),
    )
    return render(request, PAGE, view, form=form)


async def _preview(actions: Actions, this: Stored) -> Preview | None:
    if this.scan_state != "clean":
        return None
    async with actions.service.db.read() as conn:
        content = await store.content_of(conn, actions.service.keys, this)
    try:
        return preview(this.media_type, content)
    except Refused:  # it says that it is one, and can not be read as one: the file itself is there
        return None


def _rows(this: Stored) -> Sequence[tuple[str, str]]:
    kind = ENDINGS.get(this.media_type, this.media_type).removeprefix(".").upper()
    size = f"{-(-this.size_bytes // 1024)} KB"
    return (("Kind", kind), ("Size", size), ("Received", moment(this.uploaded_at)))


async def _versions(actions: Actions, this: Stored, seen: Sequence[Stored]) -> list[Version]:
    """All that this reader sees, the first one first."""
    own = sorted((one for one in seen if one.first == this.first), key=lambda one: one.id)
    keys = actions.service.keys
    async with actions.service.db.read() as conn:
        titled = await store.titled(conn, keys, own)
        sealed = [(one.incident_id, one.sealed_redaction) for one in own]
        texts = await keys.open_many(conn, sealed)
        named = await names.named(conn, [one.uploaded_by for one in own])
    return [
        Version(
            id=one.id,
            number=number,
            title=one.title,
            sent=f"{moment(one.uploaded_at)}, {named.get(one.uploaded_by, one.uploaded_by)}",
            scan_state=one.scan_state,
            redaction=text,
            is_this=one.id == this.id,
        )
        for number, (one, text) in enumerate(zip(titled, texts, strict=True), 1)
    ]
