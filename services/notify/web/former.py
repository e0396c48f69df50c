"""Who the children were thought to be before it was corrected: shown as who they are is."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Annotated

from fastapi import APIRouter, Depends, Request, Response

from chassis.access import audit_read
from chassis.identity import Actor
from chassis.web.forms import Filled, PostedForm
from chassis.web.guard import needs
from chassis.web.pages import render
from services.notify.access import POLICY
from services.notify.notification.handlers import Notifications
from services.notify.web.identity import ChildView, child_view
from services.notify.web.purpose import PurposeForm

Staff = Annotated[Actor, Depends(needs(POLICY, "see_identity"))]


@dataclass(frozen=True)
class FormerView:
    """Without a purpose the page asks for it first; each child with the last version it was so."""

    reference: str
    purpose: str = ""
    children: Sequence[tuple[int, ChildView]] = ()


def build_former(notifications: Notifications) -> APIRouter:
    """The page of earlier identities."""
    routes = APIRouter(tags=["identity"])
    service, people = notifications.service, notifications.people

    @routes.get("/identity/{reference}/former")
    async def ask_why(request: Request, reference: str, actor: Staff) -> Response:
        """Ask for the purpose before anything is shown."""
        found = await notifications.find(reference, actor, "see_identity")
        empty: Filled[PurposeForm] = Filled()
        return render(request, "former.html", FormerView(found.reference), form=empty)

    @routes.post("/identity/{reference}/former")
    async def show(request: Request, reference: str, actor: Staff, posted: PostedForm) -> Response:
        """The look is written down before it is given."""
        found = await notifications.find(reference, actor, "see_identity")
        form = posted.read(PurposeForm)
        if form.model is None:
            return render(request, "former.html", FormerView(found.reference), form=form)
        why = form.model.purpose
        async with service.db.begin() as tx:
            what = "saw former identity"
            await audit_read(tx.conn, actor, what, found.reference, at=tx.now, purpose=why)
            former = await people.load_former(tx.conn, found.id)
        shown = [(version, child_view(child)) for version, child in former]
        return render(request, "former.html", FormerView(found.reference, why, shown), form=form)

    return routes
