"""News to whoever asks for it: confirmed from the mailbox, sent once each, ended with one click, counted and no more."""

import asyncio
from datetime import UTC, date, datetime, timedelta
from typing import Any
from uuid import uuid4

import httpx
import pytest

from chassis.errors import TooOften
from contracts.catalogue import by_model
from contracts.review.lcspr import LcsprPublishedV1
from contracts.review.lcspr_ending import LcsprAvailabilityEndedV1, LcsprTakenDownV1
from contracts.tools.samples import data_of
from services.correspondence.digest.figures import counted
from services.correspondence.digest.handlers import Digests, public
from services.correspondence.news import asking
from services.correspondence.news.domain import Choice
from services.correspondence.news.items import EACH_MAX, chosen, published
from services.correspondence.news.rounds import News
from services.correspondence.policy import digests
from services.correspondence.post import Message, Receipt
from tests.conftest import Infra
from tests.integration.correspondence.england_fixtures import owner_of, watched
from tests.integration.correspondence.letters_fixtures import REFERENCE, Office, office
from tests.integration.correspondence.pages_fixtures import ADDRESS, Pages, pages
from tests.support.page import HTML, page, submit

__all__ = ["office", "pages"]
SITE = "http://desk.test"
ASK = f"{ADDRESS}/news/subscribe"
READER = {"mailbox": "Reader@Council.example", "audience": "leader"}


def news(office: Office) -> News:
    return News(office.db, office.post, SITE)


def sent(office: Office, kind: str = "news") -> list[Message]:
    return [one for one in office.post.sent.values() if one.kind == kind]


def anyone(pages: Pages) -> httpx.AsyncClient:
    return httpx.AsyncClient(base_url=ADDRESS, transport=httpx.ASGITransport(pages.office.app))


async def kept(office: Office) -> list[str]:
    rows = await office.db.pool.fetch("select address from subscription order by address")
    return [row["address"] for row in rows]


async def settle(office: Office) -> None:
    """Rounds until nothing is due."""
    rounds = news(office)
    await office.db.pool.execute("update news_mail set due_at = clock_timestamp()")
    while await rounds.round():
        pass


def here(link: str) -> str:
    return link.replace(SITE, ADDRESS)


async def subscribed(pages: Pages, client: httpx.AsyncClient, **said: Any) -> None:
    """Asked on the page and confirmed by the link of the message."""
    await submit(client, await page(client, ASK), {**READER, **said}, action="/subscribe")
    await settle(pages.office)
    link = here(sent(pages.office, "subscription")[-1].link)
    await submit(client, await page(client, link), {})


async def issue_a_digest(pages: Pages) -> None:
    """The digest of the last quarter, worded by one and approved by another."""
    await Digests(pages.office.db, pages.office.service.clock).round()
    desk, colleague = await pages.browser("secretary"), await pages.browser("secretary-2")
    listed = await page(desk, f"{ADDRESS}/desk/digests")
    [where] = [one for name, one in listed.links.items() if "to 31 March" in name]
    first = await page(desk, ADDRESS + where)
    await submit(desk, first, {"words": "Hear the child early."}, action="/words")
    await submit(colleague, await page(colleague, ADDRESS + where), {}, action="/approval")


@pytest.mark.need("D12")
async def test_an_issued_digest_goes_once_to_each_who_confirmed_and_staff_see_counts_alone(
    pages: Pages,
) -> None:
    async with anyone(pages) as client:
        shown = await submit(client, await page(client, ASK), READER, action="/subscribe")
        assert shown.h1 == "Look at your e-mail"
        await settle(pages.office)
        [asked] = sent(pages.office, "subscription")
        assert asked.to == READER["mailbox"], "as it was typed"
        confirm = await page(client, here(asked.link))
        assert (await submit(client, confirm, {})).h1 == "You are subscribed"
        await subscribed(pages, client, mailbox="other@council.example", audience="everyone")
        unsaid = {**READER, "mailbox": "unsaid@council.example"}
        await submit(client, await page(client, ASK), unsaid, action="/subscribe")
        await settle(pages.office)
        await page(client, here(sent(pages.office, "subscription")[-1].link))
        await issue_a_digest(pages)
        await settle(pages.office)
        await settle(pages.office)
        told = sent(pages.office)
        assert sorted(one.to for one in told) == [READER["mailbox"], "other@council.example"]
        [link] = {one.link for one in told}
        assert "Hear the child early." in (await page(client, here(link))).text
        assert "Hear the child early." in (await page(client, f"{ADDRESS}/news")).text
        desk = await page(await pages.browser("secretary"), f"{ADDRESS}/desk/news")
        assert "January 2026 to March 2026 8 June 2026 2 2 0" in desk.text
        assert "council.example" not in desk.text
        leaves = here(told[0].leave)
        assert "Unsubscribe" in (await page(client, leaves)).h1
        assert len(await kept(pages.office)) == 3, "opening the link ends nothing"
        one_click = await client.post(leaves, data={"List-Unsubscribe": "One-Click"})
        assert one_click.status_code == 303
        assert len(await kept(pages.office)) == 2
        assert (await client.post(leaves)).status_code == 303, "whoever is gone is gone"


async def test_who_does_not_confirm_is_forgotten_and_a_dead_mailbox_too(pages: Pages) -> None:
    office = pages.office
    async with anyone(pages) as client:
        office.post.bouncing.add(READER["mailbox"])
        await submit(client, await page(client, ASK), READER, action="/subscribe")
        assert await kept(office) == [READER["mailbox"]]
        await settle(office)
        assert await kept(office) == [], "its mailbox does not exist"
        late = {**READER, "mailbox": "late@council.example"}
        await submit(client, await page(client, ASK), late, action="/subscribe")
        await settle(office)
        link = here(sent(office, "subscription")[-1].link)
        office.at(datetime(2026, 6, 8, 9, tzinfo=UTC) + timedelta(hours=73))
        await settle(office)
        assert await kept(office) == []
        answer = await client.post(link, headers=HTML)
        assert answer.status_code == 404
        assert "You can ask again" in answer.text


async def test_a_new_choice_takes_the_place_of_the_old_one_and_one_asks_only_so_often(
    pages: Pages,
) -> None:
    office = pages.office
    async with anyone(pages) as client:
        await subscribed(pages, client)
        await subscribed(pages, client, audience="reviewer")
        rows = await office.db.pool.fetch("select audience from subscription")
        assert [row["audience"] for row in rows] == ["reviewer"]
        for n in range(4):
            written = READER["mailbox"].upper() if n % 2 else READER["mailbox"].lower()
            again = {**READER, "mailbox": written}
            await submit(client, await page(client, ASK), again, action="/subscribe")
        await settle(office)
        assert len(sent(office, "subscription")) == 4, "two confirmed, two more, then none"
        wrong = await submit(
            client, await page(client, ASK), {"mailbox": "none", "audience": "x"}, status=422
        )
        assert set(wrong.errors) == {"mailbox", "audience"}
        await office.db.pool.execute(
            """
            insert into subscription (id, secret, address, audience, themes, regions, asked_at)
            select gen_random_uuid(), gen_random_uuid(), n || '@x.example', 'leader', '{}', '{}', $1
            from generate_series(1, 200) n
            """,
            office.service.clock.now(),
        )
        full = await client.post(ASK, data={**READER, "mailbox": "n@x.example"}, headers=HTML)
        assert full.status_code == 429
        with pytest.raises(TooOften):
            async with office.db.begin() as tx:
                await asking.ask(tx, uuid4(), "z@x.example", Choice())


async def test_trouble_of_the_provider_loses_nothing_and_a_receipt_may_be_called_in(
    pages: Pages,
) -> None:
    office = pages.office
    async with anyone(pages) as client:
        office.post.down = True
        await submit(client, await page(client, ASK), READER, action="/subscribe")
        await settle(office)
        assert sent(office, "subscription") == []
        office.post.down = False
        await settle(office)
        [asked] = sent(office, "subscription")
        assert await news(office).receipt(asked.reference, Receipt("delivered"))
        assert not await news(office).receipt("another", Receipt("delivered"))


async def test_a_feed_holds_what_was_chosen_and_is_not_sent_twice_to_who_has_it(
    pages: Pages,
) -> None:
    await issue_a_digest(pages)
    async with anyone(pages) as client:
        answer = await client.get("/news.atom?audience=leader&theme=neglect&region=none")
        assert answer.headers["content-type"].startswith("application/atom+xml")
        assert "Hear the child early." in answer.text
        assert "<title>Made-up data: News of The Child" in answer.text
        assert "set-cookie" not in answer.headers
        tag = {"if-none-match": answer.headers["etag"]}
        again = await client.get("/news.atom?audience=leader&theme=neglect", headers=tag)
        assert (again.status_code, again.content) == (304, b"")
        assert (await client.get(f"/news/digests/{uuid4()}", headers=HTML)).status_code == 404
        assert (await client.get("/news/said/none", headers=HTML)).status_code == 404


async def test_many_who_ask_at_once_are_counted_one_after_another(pages: Pages) -> None:
    office = pages.office

    async def ask() -> None:
        async with office.db.begin() as tx:
            await asking.ask(tx, uuid4(), "one@x.example", Choice())

    await asyncio.gather(*(ask() for _ in range(8)))
    assert len(await kept(office)) == 3


async def test_only_a_refusal_of_the_address_forgets_a_subscriber(pages: Pages) -> None:
    office = pages.office
    async with anyone(pages) as client:
        await subscribed(pages, client)
        await issue_a_digest(pages)
        office.post.answer = "the provider answered 400"
        await settle(office)
        assert (sent(office), await kept(office)) == ([], [READER["mailbox"]])
        office.post.answer = ""
        await settle(office)
        assert [one.to for one in sent(office)] == [READER["mailbox"]], "tried again"
        office.post.refused.add(other := "other@x.example")
        await submit(
            client, await page(client, ASK), {**READER, "mailbox": other}, action="/subscribe"
        )
        await settle(office)
        assert await kept(office) == [READER["mailbox"]]


async def test_who_confirmed_stays_when_the_provider_refuses_for_days(pages: Pages) -> None:
    office = pages.office
    async with anyone(pages) as client:
        await subscribed(pages, client)
        await issue_a_digest(pages)
        office.post.answer = "the provider answered 400"
        await news(office).round()
        await office.db.pool.execute("update news_mail set opened_at = '2026-01-01'")
        await settle(office)
        assert await office.db.pool.fetchval("select count(*) from news_mail") == 0, "given up"
        assert await kept(office) == [READER["mailbox"]]


async def test_a_digest_that_was_approved_for_partners_alone_stays_with_them(pages: Pages) -> None:
    await issue_a_digest(pages)
    db = pages.office.db.pool
    one = await db.fetchval("select id from digest where state->>'status' = 'issued'")
    async with anyone(pages) as client:
        assert (await client.get(f"/news/digests/{one}", headers=HTML)).status_code == 200
        async with pages.office.db.read() as conn:
            assert len(await public(conn, most=1)) == 1
            await db.execute(
                "insert into digest select $2, jsonb_set(state - 'public', '{period,0}', '\"2030-01-01\"')"
                " from digest where id = $1",
                one,
                uuid4(),
            )
            assert len(await public(conn, most=1)) == 1, "a later one for partners hides none"
        await db.execute("update digest set state = state - 'public' where id = $1", one)
        assert (await client.get(f"/news/digests/{one}", headers=HTML)).status_code == 404
        for where in ("/news", "/packs?work=local_review&role=reviewer"):
            assert "Hear the child early." not in (await page(client, ADDRESS + where)).text
    desk = await page(await pages.browser("secretary"), f"{ADDRESS}/desk/digests/{one}")
    assert "Hear the child early." in desk.text


async def test_anyone_reads_no_small_number_in_a_digest(pages: Pages) -> None:
    await issue_a_digest(pages)
    one = await pages.office.db.pool.fetchval(
        """
        update digest set state = jsonb_set(state, '{figures,begun}', '1')
        where state->>'status' = 'issued' returning id
        """
    )
    async with anyone(pages) as client:
        shown = await page(client, f"{ADDRESS}/news/digests/{one}")
    assert "Local reviews begun c" in shown.text
    desk = await page(await pages.browser("secretary"), f"{ADDRESS}/desk/digests/{one}")
    assert "Local reviews begun 1" in desk.text


async def test_a_digest_shows_anyone_no_way_to_a_report_that_was_taken_down(pages: Pages) -> None:
    await issue_a_digest(pages)
    gone = "https://p.example/gone"
    one = await pages.office.db.pool.fetchval(
        """
        update digest set state = jsonb_set(state, '{figures,reports}', jsonb_build_array($1::jsonb))
        where state->>'status' = 'issued' returning id
        """,
        {"partnership": "Ashmere", "published_on": "2026-02-02", "address": gone},
    )
    async with anyone(pages) as client:
        shown = await page(client, f"{ADDRESS}/news/digests/{one}")
    partner = await page(await pages.browser("ashmere-manager"), f"{ADDRESS}/partner/digests/{one}")
    desk = await page(await pages.browser("secretary"), f"{ADDRESS}/desk/digests/{one}")
    found = [gone in one.links.values() for one in (shown, partner, desk)]
    assert found == [False, False, True], "what went out stays on record at the desk"


async def test_a_report_is_listed_from_its_publication_until_it_is_public_no_longer(
    pages: Pages,
) -> None:
    office = pages.office

    async def told(model: type[Any], day: int, **said: Any) -> tuple[list[str], list[str | None]]:
        """What is listed, and named by a digest, after a fact of that day."""
        office.at(datetime(2026, 6, day, 9, tzinfo=UTC))
        fact = model.model_validate({**data_of(by_model()[model]), **said})
        fact = fact.model_copy(update={"incident_id": office.incident, "reference": REFERENCE})
        await office.deliverer.give(fact, office.incident)
        quarter = (date(2026, 4, 1), date(2026, 6, 30))
        async with office.db.read() as conn:
            listed = [one.address for one in await published(conn) if one.kind == "report"]
            figures = await counted(conn, quarter, digests.in_force())
        return listed, [one.address for one in figures.reports]

    first, again = "https://p.example/first", "https://p.example/again"
    assert await told(LcsprPublishedV1, 9, address=first) == ([first], [first])
    assert await told(LcsprTakenDownV1, 10) == ([], [])
    assert await told(LcsprPublishedV1, 11, address=again) == ([again], [again])
    assert await told(LcsprAvailabilityEndedV1, 12) == ([], [])


async def test_who_was_too_slow_does_not_send_what_another_process_has_by_now(
    pages: Pages,
) -> None:
    office, tried = pages.office, []
    async with anyone(pages) as client:
        for number in range(3):
            said = {**READER, "mailbox": f"reader-{number}@council.example"}
            await submit(client, await page(client, ASK), said, action="/subscribe")
    other = news(office)

    class Slow:
        def __getattr__(self, name: str) -> Any:
            return getattr(office.post, name)

        async def send(self, message: Message) -> str:
            tried.append(message.reference)
            id_ = await office.post.send(message)
            if len(tried) == 1:
                await office.db.pool.execute("update news_mail set due_at = clock_timestamp()")
                await other.round()
            return id_

    post: Any = Slow()
    await News(office.db, post, SITE).round()
    assert len(sent(office, "subscription")) == 3
    assert len(tried) == 1, "what it no longer held, it did not touch"


A_RESOURCE = """
insert into resource (id, state) select md5('made-up ' || n)::uuid, jsonb_build_object(
    'id', md5('made-up ' || n)::uuid, 'listed_on', date '2020-01-01' + n,
    'tags', jsonb_build_object(
        'title', 'Made-up ' || lpad(n::text, 5, '0'),
        'resource_kind', 'guide', 'address', 'https://library.example/' || n,
        'methods', '[]'::jsonb, 'milestones', '[]'::jsonb, 'participation', '[]'::jsonb,
        'co_production', 'none', 'commissioned', false, 'themes', '[]'::jsonb
    )
) from generate_series(1, 2000) n
"""


async def test_the_newest_is_news_however_much_there_is_and_no_table_is_read_whole(
    pages: Pages, infra: Infra
) -> None:
    office = pages.office
    await office.db.pool.execute(A_RESOURCE)
    async with owner_of(infra, office) as owner:
        await owner.execute("analyze")
    async with watched(office) as statements, office.db.read() as conn:
        found = [one for one in await published(conn) if one.kind == "resource"]
        narrow = await chosen(conn, Choice(audience="leader"))
    assert (found[0].address, len(found)) == ("https://library.example/2000", EACH_MAX)
    assert not [one for one in narrow if one.kind == "resource"]
    asked = [query for query, _ in statements.run if "from resource" in query]
    assert len(asked) == 1, "what is not for a leader is not read for one"
    plan = await office.db.pool.fetchval(f"explain (format json) {asked[0]}", EACH_MAX)
    assert "Seq Scan" not in plan


async def test_nobody_sends_a_file_with_an_open_form(pages: Pages) -> None:
    async with anyone(pages) as client:
        answer = await client.post(ASK, data=READER, files={"file": b"x"}, headers=HTML)
    assert answer.status_code == 400
    assert await kept(pages.office) == []
