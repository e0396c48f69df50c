"""Packs for anyone: the page to choose one, the pack to read and to print, and the same as files."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Annotated
from urllib.parse import urlencode

from fastapi import APIRouter, Depends, Query, Request
from fastapi.responses import Response

from chassis.clock import start_of
from chassis.web.forms import Filled
from chassis.web.guard import public
from chassis.web.pages import render
from services.correspondence.pack import files
from services.correspondence.pack.domain import NONE, SECTIONS, Asked, Pack
from services.correspondence.pack.gather import TEMPLATE, gathered
from services.correspondence.pack.kept import Kept
from services.correspondence.policy.packs import pack_rule
from services.correspondence.policy.rules import sender
from services.correspondence.template import docx
from services.correspondence.template import rapid_review as template
from services.correspondence.use_cases.actions import Actions
from services.correspondence.web.bundle import packed
from services.correspondence.web.moves.kind import Choices
from services.correspondence.web.open.news import THEMES
from services.correspondence.web.template_forms import DOCX

BLANK = template.Known("(blank)", "For any authority", "To look at beforehand", None, ())
Code = Annotated[str, Query(max_length=50)]


@dataclass(frozen=True)
class PacksView:
    """The choices, and the pack that was asked for."""

    pack: Pack | None
    query: str

    themes = THEMES
    names = SECTIONS
    none = NONE

    @property
    def works(self) -> Choices:
        """The pieces of work."""
        return [(one.code, one.title) for one in pack_rule().works.values()]

    @property
    def roles(self) -> Choices:
        """The kinds of reader."""
        return [(one.code, one.title) for one in pack_rule().roles.values()]

    @property
    def formats(self) -> Sequence[tuple[str, str]]:
        """The same pack as files."""
        return [
            (f"/packs/pack.pdf?{self.query}", "As a document to print (tagged PDF)"),
            (f"/packs/pack.csv?{self.query}", "As a table (CSV)"),
            ("/packs/pack-dictionary.csv", "What the columns of the table mean (CSV)"),
            (f"/packs/pack.zip?{self.query}", "All of these in one file (ZIP)"),
        ]


def asked_for(role: Code = "", work: Code = "", theme: Code = "") -> Asked:
    """What an address asks for."""
    return Asked(work, role, theme if theme in dict(THEMES) else "")


Wanted = Annotated[Asked, Depends(asked_for)]


def build_packs(actions: Actions) -> APIRouter:
    """``/packs`` and the files below it."""
    routes = APIRouter(include_in_schema=False, dependencies=[Depends(public)])

    @routes.get("/packs")
    async def packs(request: Request, wanted: Wanted) -> Response:
        chosen = {one: said for one, said in wanted.__dict__.items() if said}
        pack = await _pack(actions, wanted) if wanted.work and wanted.role else None
        view = PacksView(pack, urlencode(chosen))
        return render(request, "pages/open/packs.html", view, form=Filled(chosen))

    @routes.get(TEMPLATE)
    async def blank() -> Response:
        content = docx.written("Rapid review", template.parts(BLANK, {}))
        return _file(content, DOCX, "rapid-review-template.docx")

    _add_files(routes, actions)
    return routes


def _add_files(routes: APIRouter, actions: Actions) -> None:
    made_up = actions.settings.made_up_data
    mark = "made-up-" if made_up else ""
    kept = Kept()

    @routes.get("/packs/pack.pdf")
    async def as_pdf(wanted: Wanted) -> Response:
        pack = await _pack(actions, wanted)

        def made() -> bytes:
            return files.pdf(pack, sender(pack.on), made_up=made_up)

        content = await kept.file("pdf", wanted, pack, made)
        return _file(content, "application/pdf", f"{mark}pack.pdf")

    @routes.get("/packs/pack.csv")
    async def as_table(wanted: Wanted) -> Response:
        content = files.table(await _pack(actions, wanted)).encode("utf-8-sig")
        return _file(content, "text/csv; charset=utf-8", f"{mark}pack.csv")

    @routes.get("/packs/pack-dictionary.csv")
    async def columns() -> Response:
        content = files.dictionary().encode("utf-8-sig")
        return _file(content, "text/csv; charset=utf-8", "pack-dictionary.csv")

    @routes.get("/packs/pack.zip")
    async def whole(wanted: Wanted) -> Response:
        pack = await _pack(actions, wanted)

        def made() -> bytes:
            found = files.files(pack, sender(pack.on), made_up=made_up)
            return packed(dict(found), start_of(pack.on))

        content = await kept.file("zip", wanted, pack, made)
        return _file(content, "application/zip", f"{mark}pack.zip")


def _file(content: bytes, media_type: str, name: str) -> Response:
    headers = {"Content-Disposition": f'attachment; filename="{name}"'}
    return Response(content, media_type=media_type, headers=headers)


async def _pack(actions: Actions, wanted: Asked) -> Pack:
    async with actions.service.db.read() as conn:
        now, public_url = actions.service.clock.now(), actions.settings.public_url
        return await gathered(conn, wanted, now, public_url)
