"""A bundled OpenID Connect provider with made-up people: code flow with PKCE, client credentials.

For demonstrations and tests on one machine; production settings refuse it. The tokens are made by joserfc.
"""

import argparse
import hashlib
import html
import secrets
import time
from base64 import urlsafe_b64encode
from dataclasses import dataclass, field
from functools import cache
from typing import Annotated, Any
from urllib.parse import urlencode

import uvicorn
from fastapi import FastAPI, Form, HTTPException, Query
from fastapi.responses import HTMLResponse, RedirectResponse
from joserfc import jwt
from joserfc.jwk import RSAKey

from deploy.local.people import BY_SUB, MACHINES, PEOPLE

CODE_S_MAX = 120
TOKEN_S = 3600
AUDIENCES = tuple(f"cspr-{name}" for name in ("notify", "review", "correspondence", "analytics"))


@dataclass
class Grant:
    """A code that was given and not yet used."""

    sub: str
    client_id: str
    redirect_uri: str
    nonce: str
    challenge: str
    made_at: float = field(default_factory=time.monotonic)


@cache
def _key_of_this_run() -> RSAKey:
    return RSAKey.generate_key(2048, {"use": "sig", "alg": "RS256", "kid": secrets.token_hex(4)})


class SignIn:
    """Holds the codes that are out."""

    def __init__(self, issuer: str, client_secret: str) -> None:
        """``client_secret`` is the same for every client of the demonstration."""
        self.issuer, self.client_secret = issuer, client_secret
        self.key = _key_of_this_run()
        self.codes: dict[str, Grant] = {}

    def token(self, claims: dict[str, Any], audience: str | list[str]) -> str:
        """A signed token, good for an hour."""
        now = int(time.time())
        body = {"iss": self.issuer, "aud": audience, "iat": now, "exp": now + TOKEN_S, **claims}
        return jwt.encode({"alg": "RS256", "kid": self.key.kid}, body, self.key)

    def code(self, grant: Grant) -> str:
        """A one-time code for a grant."""
        code = secrets.token_urlsafe(24)
        self.codes[code] = grant
        return code

    def redeem(self, code: str, client_id: str, redirect_uri: str, verifier: str) -> Grant:
        """The grant behind a code; raises HTTPException when anything about it is wrong."""
        grant = self.codes.pop(code, None)
        hashed = hashlib.sha256(verifier.encode()).digest()
        challenge = urlsafe_b64encode(hashed).rstrip(b"=").decode()
        if (
            grant is None
            or time.monotonic() - grant.made_at > CODE_S_MAX
            or (grant.client_id, grant.redirect_uri) != (client_id, redirect_uri)
            or not secrets.compare_digest(challenge, grant.challenge)
        ):
            raise HTTPException(400, "invalid_grant")
        return grant


def build(issuer: str, client_secret: str) -> FastAPI:  # noqa: C901 - a list of routes
    """The provider as an application."""
    provider = SignIn(issuer.rstrip("/"), client_secret)
    app = FastAPI(docs_url=None, redoc_url=None, openapi_url=None)

    @app.get("/.well-known/openid-configuration")
    async def discovery() -> dict[str, Any]:
        base = provider.issuer
        return {
            "issuer": base,
            "authorization_endpoint": f"{base}/authorize",
            "token_endpoint": f"{base}/token",
            "jwks_uri": f"{base}/jwks",
            "end_session_endpoint": f"{base}/signed-out",
            "response_types_supported": ["code"],
            "code_challenge_methods_supported": ["S256"],
            "id_token_signing_alg_values_supported": ["RS256"],
        }

    @app.get("/jwks")
    async def jwks() -> dict[str, Any]:
        return {"keys": [provider.key.as_dict(private=False)]}

    @app.get("/authorize", response_class=HTMLResponse)
    async def choose(
        client_id: str,
        redirect_uri: str,
        state: str,
        nonce: str,
        code_challenge: str,
        code_challenge_method: Annotated[str, Query(pattern="^S256$")],  # noqa: ARG001 - PKCE is not optional
    ) -> str:
        _local(redirect_uri)
        asked = {
            "client_id": client_id,
            "redirect_uri": redirect_uri,
            "state": state,
            "nonce": nonce,
            "code_challenge": code_challenge,
        }
        return _page(asked)

    @app.post("/authorize")
    async def chosen(
        sub: Annotated[str, Form()],
        client_id: Annotated[str, Form()],
        redirect_uri: Annotated[str, Form()],
        state: Annotated[str, Form()],
        nonce: Annotated[str, Form()],
        code_challenge: Annotated[str, Form()],
    ) -> RedirectResponse:
        _local(redirect_uri)
        if sub not in BY_SUB:
            raise HTTPException(400, "nobody of that name")
        code = provider.code(Grant(sub, client_id, redirect_uri, nonce, code_challenge))
        query = urlencode({"code": code, "state": state})
        return RedirectResponse(f"{redirect_uri}?{query}", status_code=303)

    @app.post("/token")
    async def token(
        grant_type: Annotated[str, Form()],
        client_id: Annotated[str, Form()],
        client_secret: Annotated[str, Form()],
        code: Annotated[str, Form()] = "",
        redirect_uri: Annotated[str, Form()] = "",
        code_verifier: Annotated[str, Form()] = "",
        act_as: Annotated[str, Form()] = "",
    ) -> dict[str, Any]:
        if not secrets.compare_digest(client_secret.encode(), provider.client_secret.encode()):
            raise HTTPException(401, "invalid_client")
        if grant_type == "authorization_code":
            grant = provider.redeem(code, client_id, redirect_uri, code_verifier)
            claims = BY_SUB[grant.sub].claims()
            return {
                "token_type": "Bearer",
                "expires_in": TOKEN_S,
                "access_token": provider.token(claims, list(AUDIENCES)),
                "id_token": provider.token({**claims, "nonce": grant.nonce}, client_id),
            }
        if grant_type != "client_credentials":
            raise HTTPException(400, "unsupported_grant_type")
        return _machine(provider, client_id, act_as)

    @app.get("/signed-out", response_class=HTMLResponse)
    async def signed_out() -> str:
        return "<!doctype html><html lang=en><title>Signed out</title><h1>You are signed out</h1></html>"

    return app


def _machine(provider: SignIn, client_id: str, act_as: str) -> dict[str, Any]:
    """A machine's token; the demonstration's own client may also act as one of the made-up people."""
    if act_as and client_id == "demo" and act_as in BY_SUB:
        claims = BY_SUB[act_as].claims()
    elif client_id in MACHINES:
        claims = {"sub": client_id, **MACHINES[client_id]}
    else:
        raise HTTPException(401, "invalid_client")
    access = provider.token(claims, list(AUDIENCES))
    return {"token_type": "Bearer", "expires_in": TOKEN_S, "access_token": access}


def _local(redirect_uri: str) -> None:
    if not redirect_uri.startswith(("http://127.0.0.1:", "http://localhost:")):
        raise HTTPException(400, "this provider serves this machine alone")


def _page(asked: dict[str, str]) -> str:
    hidden = "".join(
        f'<input type="hidden" name="{name}" value="{html.escape(value, quote=True)}">'
        for name, value in asked.items()
    )
    rows = "".join(
        f'<li><button name="sub" value="{p.sub}"><b>{p.name}</b><br><span>{p.title}</span></button></li>'
        for p in PEOPLE
    )
    return _FRAME.replace("ROWS", rows).replace("HIDDEN", hidden)


_FRAME = """<!doctype html><html lang="en"><head><meta charset="utf-8"><title>Choose who you are</title>
<meta name="viewport" content="width=device-width, initial-scale=1"><style>
body{font-family:Arial,sans-serif;margin:0;color:#0b0c0c}header{background:#1d3557;color:#fff;padding:12px 24px}
main{max-width:960px;margin:24px auto;padding:0 24px}ul{list-style:none;padding:0;display:grid;gap:10px;
grid-template-columns:repeat(auto-fill,minmax(270px,1fr))}button{width:100%;text-align:left;padding:12px;
border:2px solid #1d3557;background:#fff;font:inherit;cursor:pointer}button:focus{outline:3px solid #fd0}
span{color:#505a5f}</style></head><body><header><b>Sign-in for demonstrations</b></header><main>
<h1>Choose who you are</h1><p>Everyone here is made up. There are no passwords.</p>
<form method="post" action="/authorize">HIDDEN<ul>ROWS</ul></form></main></body></html>"""


if __name__ == "__main__":
    words = argparse.ArgumentParser(description="Sign-in for demonstrations.")
    words.add_argument("--port", type=int, required=True)
    words.add_argument("--host", default="127.0.0.1")
    words.add_argument("--issuer", required=True)
    words.add_argument("--secret", required=True)
    given = words.parse_args()
    uvicorn.run(
        build(given.issuer, given.secret), host=given.host, port=given.port, log_level="warning"
    )
