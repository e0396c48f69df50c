"""Machine access: an OAuth2 bearer token, verified against the provider's published keys."""

from typing import Annotated

from fastapi import Depends, Request

from chassis.identity import Actor, NotSignedIn


async def bearer(request: Request) -> Actor:
    """The actor of the request's bearer token; raises NotSignedIn."""
    scheme, _, token = request.headers.get("authorization", "").partition(" ")
    if scheme.lower() != "bearer" or not token:
        raise NotSignedIn("a bearer token is needed")
    claims = await request.app.state.service.provider.verify(token.strip())
    return Actor.from_claims(claims)


Caller = Annotated[Actor, Depends(bearer)]
