"""Made-up people in tests: a signed-in browser, and tokens of machines."""

from urllib.parse import urlsplit

import httpx
from bs4 import BeautifulSoup

from chassis.identity import Actor
from chassis.service import Service
from chassis.web.cookies import cookie_name
from chassis.web.sessions import open_session
from deploy.local.people import BY_SUB
from tests.support.patient import ANSWER_S_MAX


async def cookies_of(service: Service, sub: str) -> dict[str, str]:
    """A session of one of the made-up people, without the sign-in's pages."""
    async with service.db.begin() as tx:
        id_ = await open_session(tx.conn, Actor.from_claims(BY_SUB[sub].claims()))
    return {cookie_name(service.settings): id_}


async def sign_in(client: httpx.AsyncClient, url: str, sub: str) -> httpx.Response:
    """Open ``url`` as a browser would, choose ``sub`` at the provider, and come back."""
    choose = await client.get(url, headers={"accept": "text/html"}, follow_redirects=True)
    hidden = BeautifulSoup(choose.text, "html5lib").select("input[type=hidden]")
    asked = {str(field["name"]): str(field["value"]) for field in hidden}
    there = urlsplit(str(choose.url))
    return await client.post(
        f"{there.scheme}://{there.netloc}/authorize",
        data={**asked, "sub": sub},
        headers={"accept": "text/html"},
        follow_redirects=True,
    )


async def token_of(issuer: str, client_id: str, secret: str, act_as: str = "") -> str:
    """A machine's access token, by client credentials."""
    form = {
        "grant_type": "client_credentials",
        "client_id": client_id,
        "client_secret": secret,
        "act_as": act_as,
    }
    async with httpx.AsyncClient(timeout=ANSWER_S_MAX) as client:
        answer = await client.post(f"{issuer}/token", data=form)
        answer.raise_for_status()
        return str(answer.json()["access_token"])
