"""Who reads figures: a person with a session, or a system with a token, at the same address."""

from typing import Annotated

from fastapi import Depends, Request

from chassis.identity import Actor
from chassis.web.bearer import bearer
from chassis.web.guard import needs
from chassis.web.signed_in import signed_in
from services.analytics.access import POLICY


async def person_or_system(request: Request) -> Actor:
    """A token when one is sent, else the session; raises NotSignedIn. For reading alone."""
    assert request.method in ("GET", "HEAD"), "a change needs a form of ours, or a token"
    return await (bearer(request) if "authorization" in request.headers else signed_in(request))


Reader = Annotated[Actor, Depends(needs(POLICY, "see_measures", of=person_or_system))]
