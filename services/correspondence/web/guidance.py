"""Published guidance and curated, made-up worked examples: what a partner reads before it asks."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from fastapi import APIRouter, Depends, Request
from fastapi.responses import Response

from chassis.web.guard import needs
from chassis.web.pages import render
from contracts.review.advice import AdviceTopic
from services.correspondence.access import POLICY
from services.correspondence.policy import guidance
from services.correspondence.policy.guidance import Example, Guidance
from services.correspondence.use_cases.actions import Actions


@dataclass(frozen=True)
class GuidanceView:
    """The documents in force, and the examples by what they are about."""

    documents: Sequence[Guidance]
    topics: Sequence[tuple[str, Sequence[Example]]]
    version: str


def build_guidance(actions: Actions, root: str, permission: str) -> APIRouter:
    """``{root}/guidance``, for those who hold ``permission``."""
    routes = APIRouter(prefix=root, include_in_schema=False)
    reader: Any = Depends(needs(POLICY, permission))

    @routes.get("/guidance", dependencies=[reader])
    async def shown(request: Request) -> Response:
        today = actions.today()
        view = GuidanceView(
            documents=guidance.in_force(today),
            topics=[(one.label, guidance.examples(today, one)) for one in AdviceTopic],
            version=guidance.version(),
        )
        return render(request, "pages/guidance.html", view)

    return routes
