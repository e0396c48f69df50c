"""``/v1``: the same commands as on the pages, for partners' case systems and programs."""

from typing import Annotated, Any, Literal
from uuid import UUID

from fastapi import APIRouter, Body, Depends, Header, Query, Request, Response
from fastapi.responses import JSONResponse
from uuid_utils.compat import uuid7

from chassis.ask import Asked
from chassis.errors import NotFound, Refused
from chassis.identity import Actor
from chassis.web.bearer import bearer
from chassis.web.guard import needs
from contracts.http_correspondence import CommandAnswer, MailboxBody, ReplyBody
from services.correspondence.access import POLICY, Listing, listing_of
from services.correspondence.case.sought import question
from services.correspondence.document.store import SIZE_BYTES_MAX
from services.correspondence.read_models import cases, stays
from services.correspondence.read_models.asked import own
from services.correspondence.replies import Reply
from services.correspondence.use_cases import replying
from services.correspondence.use_cases.actions import Actions
from services.correspondence.use_cases.seen import Seen, see, see_listed
from services.correspondence.web.shown import stays as stays_shown

Caller = Annotated[Actor, Depends(needs(POLICY, "call_api", bearer))]
Key = Annotated[UUID | None, Header(alias="Idempotency-Key")]
PAGES_MAX = 1000
OF_A_COMMAND: dict[str, Any] = {
    "response_model": CommandAnswer,
    "responses": {202: {"model": CommandAnswer, "description": "It is being recorded."}},
}
"""How a route is described that ``answered`` answers."""
Said = Annotated[dict[str, Any], Body()]


def build_api(actions: Actions) -> APIRouter:  # noqa: C901 - a list of routes
    """The routes for systems."""
    routes = APIRouter(prefix="/v1", tags=["cases"])
    db = actions.service.db

    @routes.get("/cases")
    async def list_cases(
        request: Request,
        caller: Caller,
        words: Annotated[str, Query(max_length=100)] = "",
        page: Annotated[int, Query(ge=1, le=PAGES_MAX)] = 1,
    ) -> list[dict[str, Any]]:
        """The cases that the caller may see, what is due first on top, fifty a page."""
        of = Listing() if actions.is_background(caller) else listing_of(caller)
        async with db.read() as conn:
            found = await cases.worklist(
                conn,
                partnerships=of.partnerships,
                regions=of.regions,
                stages=None,
                asked=question(words),
                page=page,
                who=of.who,
            )
            seen = await see_listed(actions, conn, caller, found[: cases.PAGE_MAX])
        await actions.audit(caller, "saw cases", request.url.query[:200])
        return [shown(one) for one in seen]

    @routes.get("/cases/{reference}")
    async def read_case(reference: str, caller: Caller) -> dict[str, Any]:
        """One case: its state, its letters, its facts in order with their text left out."""
        seen = await see(actions, caller, reference)
        return {
            **shown(seen.case),
            "state": seen.case.state,
            "stages": await _stages(actions, seen),
            "letters": [
                {"id": one.id, "kind": one.kind, "status": one.status, "round": one.round}
                for one in seen.letters
            ],
            "tasks": [
                {"id": one.id, "words": one.words, "open": one.is_open} for one in seen.tasks
            ],
            "facts": [{"id": e.id, "type": e.type, "at": e.at} for e in seen.entries],
        }

    @routes.post("/cases/{reference}/commands/{name}", **OF_A_COMMAND)
    async def give(
        reference: str, name: str, said: Said, caller: Caller, key: Key = None
    ) -> Response:
        """Give one command; 200 with its answer, 409 (403: forbidden) when refused, 202 while it is being recorded."""
        case = await actions.case(reference, caller)
        return answered(await actions.give(case, name, said, caller, key or uuid7()))

    @routes.post("/meetings/{meeting_id}/commands/{name}", **OF_A_COMMAND)
    async def give_meeting(
        meeting_id: UUID, name: str, said: Said, caller: Caller, key: Key = None
    ) -> Response:
        """Give one command about a meeting of the national body."""
        asked = await actions.give_meeting(meeting_id, name, said, caller, key or uuid7())
        return answered(asked)

    @routes.get("/commands/{command_id}", **OF_A_COMMAND)
    async def what_became(command_id: UUID, caller: Caller) -> Response:
        """What became of a command of the caller's that was being recorded."""
        async with db.read() as conn:
            asked = await own(conn, caller.id, command_id)
        if asked is None:
            raise NotFound("There is no such command.")
        return answered(asked)

    @routes.post("/cases/{reference}/documents", status_code=201)
    async def upload(
        reference: str, request: Request, caller: Caller, title: str = "Document"
    ) -> dict[str, Any]:
        """Send a document; the answer is the reference that commands take."""
        case = await actions.case(reference, caller)
        content = await request.body()
        if len(content) > SIZE_BYTES_MAX:
            raise Refused("A document may have 20 MB at most.", field="document", code="too_large")
        stored = await actions.upload(case, content, title, caller)
        return stored.ref().model_dump(mode="json")

    @routes.post("/cases/{reference}/letters/{letter_id}/replies", status_code=201)
    async def reply(
        reference: str, letter_id: UUID, body: ReplyBody, caller: Caller, key: Key = None
    ) -> dict[str, UUID | None]:
        """Reply to a letter; ``command_id``: what became of the answers to its numbered asks."""
        case = await actions.case(reference, caller)
        said = Reply(letter_id, body.text, body.paragraph, body.numbers, body.document_id)
        done = await replying.reply(actions, case, said, caller, key or uuid7())
        return {"reply_id": done.reply_id, "command_id": done.command_id}

    @routes.post("/tasks/{task_id}/address", status_code=204)
    async def correct(task_id: UUID, body: MailboxBody, caller: Caller) -> None:
        """Try another address."""
        await actions.correct_address(task_id, body.mailbox, caller)

    return routes


async def _stages(actions: Actions, seen: Seen) -> list[dict[str, Any]]:
    """Each stage: on whom it waited there, from which day until which, and for how many days."""
    async with actions.service.db.read() as conn:
        told = await stays.of_case(conn, seen.case.incident_id)
    found = stays_shown.shown(told, seen.case.told, actions.today())
    return [
        {
            "stage": one.stage,
            "awaited_from": one.awaited,
            "since": one.since,
            "until": one.until,
            "days": one.days,
        }
        for one in found.lines
    ]


def shown(case: cases.CaseView) -> dict[str, Any]:
    """A case in a list."""
    return {
        "reference": case.reference,
        "incident_id": case.incident_id,
        "partnership": case.partnership,
        "authority": case.authority_name,
        "stage": case.stage,
        "next_due": case.next_due,
    }


def answered(asked: Asked) -> Response:
    """The HTTP answer to a command."""
    if asked.outcome == "refused":
        raise Refused(
            asked.reason or "", asked.source or "", asked.field or "", asked.code or "refused"
        )
    outcome: Literal["done", "being recorded"] = "done" if asked.outcome else "being recorded"
    said = CommandAnswer(command_id=asked.command_id, type=asked.type, outcome=outcome)
    if asked.outcome:
        return JSONResponse(said.model_dump(mode="json"))
    where = {"Location": f"/v1/commands/{asked.command_id}", "Retry-After": "1"}
    return JSONResponse(said.model_dump(mode="json"), 202, headers=where)
