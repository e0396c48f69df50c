"""Pages for those who send a file: choose it, see what became of it, take the results along."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Annotated
from uuid import UUID

from fastapi import APIRouter, Depends, Request, Response
from fastapi.responses import JSONResponse, RedirectResponse

from chassis.errors import Refused
from chassis.identity import Actor
from chassis.web.forms import Filled, Form, PostedForm
from chassis.web.guard import needs, public
from chassis.web.pages import render
from services.notify.access import POLICY
from services.notify.files import queries
from services.notify.files.handlers import FIELD, RESULTS_KEPT_DAYS, Files
from services.notify.files.store import Line
from services.notify.web.table_files import about, as_csv, download
from supplier.cspr_supplier.codes import as_csv as codes_as_csv
from supplier.cspr_supplier.schema import notification
from supplier.cspr_supplier.template import (
    CODES_NAME,
    CSV_NAME,
    METADATA_NAME,
    SCHEMA_NAME,
    csv_template,
    metadata,
)

Sender = Annotated[Actor, Depends(needs(POLICY, "notify"))]
LATEST_MAX = 20
SHOWN_MAX = 200
BYTE_ORDER_MARK = "\ufeff"
HEADS = (
    *("row", "column", "heading", "state", "reason"),
    *("your_reference", "our_reference", "marking", "made_up_data"),
)
CHOOSE = "Choose a file."


@dataclass(frozen=True)
class FilesView:
    """The page to send a file from, with the latest of this authority."""

    latest: Sequence[tuple[UUID, datetime, int]]
    template: str = f"/files/{CSV_NAME}"
    metadata: str = f"/files/{METADATA_NAME}"
    codes: str = f"/files/{CODES_NAME}"
    kept_days: int = RESULTS_KEPT_DAYS


@dataclass(frozen=True)
class FileView:
    """One file: how far it has come, and each reason why a notification was not taken."""

    file: queries.Told
    refused: Sequence[Line]
    kept_days: int = RESULTS_KEPT_DAYS

    @property
    def is_cut(self) -> bool:
        """Whether there are more lines than the page shows."""
        return len(self.refused) == SHOWN_MAX


class FileForm(Form):
    """A file, and nothing beside it."""


def build_files(files: Files) -> APIRouter:
    """The pages of files, and the published template."""
    routes = APIRouter(prefix="/files", include_in_schema=False)

    _publish(routes, files)

    @routes.get("")
    async def ask(request: Request, actor: Sender) -> Response:
        """The page to send a file from."""
        return await _asked(request, files, actor, Filled())

    @routes.post("")
    async def send(request: Request, actor: Sender, posted: PostedForm) -> Response:
        """Take the file; its page comes when all is in, or after three seconds."""
        upload = posted.files.get(FIELD)
        try:
            if upload is None:
                raise Refused(CHOOSE, "", FIELD)  # noqa: TRY301 - shown like what reading it finds
            id_ = await files.take(await upload.read(), posted.command_id, actor)
        except Refused as refused:
            form: Filled[FileForm] = Filled()
            return await _asked(request, files, actor, form.but(refused))
        return RedirectResponse(f"/files/{id_}", status_code=303)

    @routes.get("/{id_}")
    async def show(request: Request, id_: UUID, actor: Sender) -> Response:
        """What became of a file."""
        found = await files.find(id_, actor)
        async with files.db.read() as conn:
            refused = await queries.lines_of(conn, id_, refused_only=True, limit=SHOWN_MAX)
        return render(request, "file.html", FileView(found, refused))

    @routes.get("/{id_}/results.csv")
    async def results(id_: UUID, actor: Sender) -> Response:
        """The same as a table: every notification of the file."""
        found = await files.find(id_, actor)
        async with files.db.read() as conn:
            lines = await queries.lines_of(conn, found.id)
        made_up = files.made_up
        content = BYTE_ORDER_MARK + results_of(lines, made_up=made_up)
        name = f"results-{found.received_at:%Y-%m-%d}.csv"
        return download(name, content, "text/csv", made_up=made_up)

    return routes


def _publish(routes: APIRouter, files: Files) -> None:
    """The template for anybody: its headings, what they are, their codes and the schema behind them."""

    @routes.get(f"/{CSV_NAME}", dependencies=[Depends(public)])
    async def template() -> Response:
        """The template: its headings."""
        described = {"Link": f'<{METADATA_NAME}>; rel="describedby"; type="application/csvm+json"'}
        return _csv(csv_template(), CSV_NAME, described)

    @routes.get(f"/{METADATA_NAME}", dependencies=[Depends(public)])
    async def described() -> Response:
        """What its columns are, for machines."""
        return JSONResponse(metadata(), media_type="application/csvm+json")

    @routes.get(f"/{CODES_NAME}", dependencies=[Depends(public)])
    async def codes() -> Response:
        """Which codes its columns take today."""
        return _csv(BYTE_ORDER_MARK + codes_as_csv(files.today()), CODES_NAME, {})

    @routes.get(f"/{SCHEMA_NAME}", dependencies=[Depends(public)])
    async def schema() -> Response:
        """The schema that the columns are made from."""
        return JSONResponse(notification(), media_type="application/schema+json")


async def _asked(request: Request, files: Files, actor: Actor, form: Filled[FileForm]) -> Response:
    latest = await files.latest(actor, LATEST_MAX)
    return render(request, "files.html", FilesView(latest), form=form)


def results_of(lines: Sequence[Line], *, made_up: bool) -> str:
    """The lines as CSV; nothing in it is taken for a formula."""
    rows = [
        (
            *(one.file_row, one.letter, one.heading, one.state, one.reason),
            *(one.sender_reference, one.reference),
            *about(made_up=made_up).values(),
        )
        for one in lines
    ]
    return as_csv(HEADS, [dict(zip(HEADS, row, strict=True)) for row in rows])


def _csv(text: str, name: str, headers: dict[str, str]) -> Response:
    told = {"Content-Disposition": f'attachment; filename="{name}"', **headers}
    return Response(text, media_type="text/csv; charset=utf-8", headers=told)
