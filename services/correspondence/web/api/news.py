"""``/v1/news`` and ``/v1/packs``: what is published, for any program; and how far the news reaches, for staff."""

from typing import Annotated, Any
from uuid import UUID

from fastapi import APIRouter, Body, Depends, Query, Request, Response
from pydantic import TypeAdapter
from uuid_utils.compat import uuid7

from chassis.identity import Actor
from chassis.web.bearer import bearer
from chassis.web.conditional import CURSOR_CHARS_MAX, cursor_of, lead_on, place_in
from chassis.web.guard import needs, public
from chassis.web.problems import Invalid
from contracts.http_pack import PackChoice, PackChoices, PackEntry, PackSection, PackShown
from contracts.http_webinar import (
    NewsItem,
    NewsReach,
    NewsReached,
    Subscribers,
    SubscriptionBody,
)
from services.correspondence.access import POLICY
from services.correspondence.news import asking, store
from services.correspondence.news.domain import Choice
from services.correspondence.news.items import sought
from services.correspondence.pack.domain import Pack
from services.correspondence.pack.gather import gathered
from services.correspondence.policy.news import news_rule
from services.correspondence.policy.packs import pack_rule
from services.correspondence.use_cases.actions import Actions
from services.correspondence.web.api import examples
from services.correspondence.web.api.cases import Key
from services.correspondence.web.open.news import THEMES, Asked, kept
from services.correspondence.web.open.packs import Wanted
from services.correspondence.web.shown.words import REGIONS

Reader = Annotated[Actor, Depends(needs(POLICY, "see_desk", bearer))]
ANYONE: dict[str, Any] = {"dependencies": [Depends(public)], "openapi_extra": {"security": []}}
PAGE_MAX, REACH_MAX = 100, 50
ITEMS = TypeAdapter(list[NewsItem])


def build_news_api(actions: Actions) -> APIRouter:
    """The routes for systems."""
    routes = APIRouter(prefix="/v1")
    _add_news(routes, actions)
    _add_subscriptions(routes, actions)
    _add_packs(routes, actions)
    return routes


def _add_news(routes: APIRouter, actions: Actions) -> None:
    db = actions.service.db

    @routes.get("/news", tags=["news"], response_model=list[NewsItem], **ANYONE)
    async def read_news(
        request: Request,
        asked: Asked,
        cursor: Annotated[str | None, Query(max_length=CURSOR_CHARS_MAX)] = None,
        limit: Annotated[int, Query(ge=1, le=PAGE_MAX)] = PAGE_MAX,
    ) -> Response:
        """What is published, for anyone, the newest first; `Link` with `rel="next"` leads to what is older."""
        before = place_in(cursor) if cursor else None
        async with db.read() as conn:
            found = await sought(conn, asked)
        found = [one for one in found if before is None or (one.at, one.id) < before]
        items = [NewsItem(**vars(one)) for one in found[:limit]]
        answer = kept(request, ITEMS.dump_json(items), "application/json")
        if found[limit:]:
            lead_on(request, answer, cursor_of(items[-1].at, items[-1].id))
        return answer

    @routes.get("/news/reach", tags=["news"])
    async def read_reach(_caller: Reader) -> NewsReached:
        """How far the news reaches, for the national body: numbers, no address and no reader."""
        async with db.read() as conn:
            numbers = dict(await store.subscribers(conn))
            told = await store.reach(conn, REACH_MAX)
        return NewsReached(
            subscribers=tuple(
                Subscribers(audience=code, number=numbers.get(code, 0))
                for code in news_rule().audiences
            ),
            reach=tuple(NewsReach(**vars(one)) for one in told),
        )


def _add_subscriptions(routes: APIRouter, actions: Actions) -> None:
    db, one = actions.service.db, "/news/subscriptions/{secret}"

    @routes.post("/news/subscriptions", tags=["news"], status_code=202, **ANYONE)
    async def subscribe(
        body: Annotated[SubscriptionBody, Body(openapi_examples=examples.SUBSCRIPTIONS)],
        key: Key = None,
    ) -> None:
        """Ask a mailbox whether it wants the news; nothing is sent before its owner has said yes."""
        async with db.begin() as tx:
            await asking.ask(tx, key or uuid7(), body.mailbox, _choice(body))

    @routes.post(f"{one}/confirmation", tags=["news"], status_code=204, **ANYONE)
    async def confirm(secret: UUID) -> None:
        """Say yes, with the secret that the mailbox was sent."""
        async with db.begin() as tx:
            await asking.confirm(tx, secret)

    @routes.delete(one, tags=["news"], status_code=204, **ANYONE)
    async def end(secret: UUID) -> None:
        """End a subscription; whoever is gone already is gone."""
        async with db.begin() as tx:
            await store.leave(tx.conn, secret)


def _choice(body: SubscriptionBody) -> Choice:
    """What is asked for; raises Invalid for an address, a reader or a region that is none."""
    wrong = []
    if not asking.MAILBOX.fullmatch(body.mailbox):
        wrong.append(("/mailbox", "Give an e-mail address, as in name@example.org."))
    if body.audience not in news_rule().audiences:
        wrong.append(("/audience", f"Choose one of: {', '.join(news_rule().audiences)}."))
    wrong += [
        (f"/regions/{n}", f"Choose one of: {', '.join(REGIONS)}.")
        for n, code in enumerate(body.regions)
        if code not in REGIONS
    ]
    if wrong:
        raise Invalid([{"pointer": pointer, "reason": reason} for pointer, reason in wrong])
    themes = tuple(dict.fromkeys(one.value for one in body.themes))
    return Choice(body.audience, themes, tuple(dict.fromkeys(body.regions)))


def _add_packs(routes: APIRouter, actions: Actions) -> None:
    @routes.get("/packs", tags=["packs"], **ANYONE)
    async def list_packs() -> PackChoices:
        """For which piece of work, for whom and on which theme there are packs, for anyone."""
        rule = pack_rule()
        return PackChoices(
            works=tuple(_offered(one.code, one.title) for one in rule.works.values()),
            roles=tuple(_offered(one.code, one.title) for one in rule.roles.values()),
            themes=tuple(_offered(code, title) for code, title in THEMES),
        )

    @routes.get("/packs/pack", tags=["packs"], response_model=PackShown, **ANYONE)
    async def read_pack(request: Request, wanted: Wanted) -> Response:
        """One pack as it is today, for anyone; as a file it is at `/packs/pack.pdf`, `.csv` and `.zip`."""
        async with actions.service.db.read() as conn:
            now, public_url = actions.service.clock.now(), actions.settings.public_url
            pack = await gathered(conn, wanted, now, public_url)
        said = _shown(pack).model_dump_json().encode()
        return kept(request, said, "application/json")


def _offered(code: str, title: str) -> PackChoice:
    return PackChoice(code=code, title=title)


def _shown(pack: Pack) -> PackShown:
    sections = tuple(
        PackSection(section=code, entries=tuple(PackEntry(**vars(one)) for one in entries))
        for code, entries in pack.sections
    )
    return PackShown(**{**vars(pack), "sections": sections})
