"""The interface that case systems are written against, as a document and as a page."""

from typing import Any

from tests.integration.notify.conftest import Notify
from tests.support.axe import chromium, window


async def test_the_document_describes_the_body_of_a_notification(notify: Notify) -> None:
    document = (await notify.http.get("/openapi.json")).json()
    body = document["paths"]["/v1/notifications"]["post"]["requestBody"]
    place = body["content"]["application/json"]["schema"]["$ref"]
    schema = document["components"]["schemas"][place.rpartition("/")[2]]
    assert {"authority_code", "aware_on", "children", "positions"} <= set(schema["properties"])
    assert all(path.startswith("/v1/") for path in document["paths"])
    assert all(named(document, place) for place in places(document))


def places(part: Any) -> list[str]:
    """Every ``$ref`` below ``part``."""
    if isinstance(part, dict):
        own = [part["$ref"]] if isinstance(part.get("$ref"), str) else []
        return own + [one for value in part.values() for one in places(value)]
    return [one for value in part for one in places(value)] if isinstance(part, list) else []


def named(document: dict[str, Any], place: str) -> bool:
    return place.rpartition("/")[2] in document["components"]["schemas"]


async def test_the_page_shows_it_without_asking_another_site(notify: Notify) -> None:
    async with chromium() as browser, window(browser, notify.url) as shown:
        asked: list[str] = []
        shown.on("request", lambda request: asked.append(request.url))
        await shown.goto(f"{notify.url}/api")
        await shown.get_by_text("Notify a serious incident", exact=True).first.wait_for()
        assert not [one for one in asked if not one.startswith((notify.url, "data:"))]


async def test_no_route_is_answered_without_a_token_or_by_another_method(notify: Notify) -> None:
    document = (await notify.http.get("/openapi.json")).json()
    assert document["security"] == [{"bearer": []}]
    for path, ways in document["paths"].items():
        for method in ("get", "post", "put", "delete", "patch"):
            answer = await notify.http.request(method, path, json={})
            kind = answer.headers["content-type"]
            told = (answer.status_code, kind, answer.headers.get("www-authenticate"))
            problem = "application/problem+json"
            if method not in ways:
                assert told == (405, problem, None), path
            else:
                assert answer.status_code in (401, 422), (path, told)
                assert answer.status_code == 422 or told == (401, problem, "Bearer")
