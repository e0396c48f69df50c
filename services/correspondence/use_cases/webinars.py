"""Webinars as the national body's staff keep them: found and changed, for pages and API alike."""

from collections.abc import Callable, Sequence
from uuid import UUID

from chassis.errors import NotFound
from chassis.identity import Actor
from services.correspondence.news.domain import EVERYONE, Choice, wants
from services.correspondence.news.items import items_of
from services.correspondence.policy.news import news_rule
from services.correspondence.read_models import names
from services.correspondence.use_cases.actions import Actions
from services.correspondence.webinar import handlers, store
from services.correspondence.webinar.domain import Command, Webinar


def audiences() -> list[tuple[str, str]]:
    """For whom a webinar may be; none chosen is for all."""
    return [(a.code, a.title) for a in news_rule().audiences.values() if a.code != EVERYONE]


async def found(actions: Actions, id_: UUID) -> Webinar:
    """One that was announced, public or not; raises NotFound."""
    async with actions.service.db.read() as conn:
        webinar = (await store.WEBINARS.read(conn, [id_])).get(id_)
    if webinar is None:
        raise NotFound("There is no such webinar.")
    return webinar


async def proposed(actions: Actions, id_: UUID) -> int:
    """How many proposals there were for it; none for one that is to be announced."""
    async with actions.service.db.read() as conn:
        return ((await store.WEBINARS.read(conn, [id_])).get(id_) or Webinar(id_)).proposed


async def chosen(actions: Actions, asked: Choice) -> Sequence[Webinar]:
    """The public ones that a reader's choice holds, the latest first."""
    async with actions.service.db.read() as conn:
        public = await store.public(conn)
    kinds = news_rule().audiences[asked.audience].kinds
    return [one for one in public if any(wants(asked, kinds, item) for item in items_of(one))]


async def give(
    actions: Actions,
    id_: UUID,
    command: Command,
    actor: Actor,
    command_id: UUID,
    check: Callable[[Webinar], None] | None = None,
) -> None:
    """One command for one webinar; raises Refused.

    ``check`` may raise where something else stands than was read; what changes nothing is not asked.
    """
    async with actions.service.db.begin([id_]) as tx:
        await names.note(tx, actor)
        before = (await store.WEBINARS.load(tx.conn, [id_])).get(id_) or Webinar(id_)
        if await handlers.give(tx, id_, command, actor, command_id) and check:
            check(before)
