"""The directory: kept by each organisation for itself and by staff; letters go to who holds the role that day."""

from dataclasses import replace
from datetime import UTC, date, datetime
from uuid import UUID

import httpx
import pytest

from chassis.identity import Actor
from chassis.web.cookies import cookie_name
from chassis.web.sessions import open_session
from contracts.register import Organisation as RegisteredOrganisation
from contracts.register import PartnershipRegisteredV1
from deploy.local.people import BY_SUB
from services.correspondence import directory
from services.correspondence.read_models.organisations import Registered
from services.correspondence.rounds.leavers import Leavers
from services.correspondence.use_cases.people import kept_by
from tests.integration.correspondence.letters_fixtures import MAILBOXES, Office, office
from tests.integration.correspondence.pages_fixtures import ADDRESS, Pages, pages
from tests.support.page import HTML, page, submit

__all__ = ["office", "pages"]
POLICE = f"{ADDRESS}/partner/people/ashmere-police"
FIRST, NEXT = "delegate@police.ashmere.example", "successor@police.ashmere.example"


def days(name: str, said: str) -> dict[str, str]:
    parts = zip(("day", "month", "year"), said.split(), strict=True)
    return {f"{name}-{part}": number for part, number in parts}


def entry(mailbox: str = FIRST, **more: str) -> dict[str, str]:
    said = {"role": "delegate", "name": "D. Delegate", "mailbox": mailbox}
    return {**said, **days("holds_from", "1 6 2026"), **more}


async def sent_to(office: Office, id_: UUID) -> str:
    [one] = [one for one in await office.attempts(id_) if one.partner == "police"]
    return one.mailbox


@pytest.mark.need("D15")
async def test_an_organisation_names_who_speaks_for_it_and_hands_over_on_a_day(
    pages: Pages,
) -> None:
    office = pages.office
    police = await pages.browser("ashmere-police")
    first = await page(police, f"{ADDRESS}/partner/people")
    assert "The organisation's mailbox, safeguarding@police.ashmere.example" in first.text
    assert first.text.count("Yours to keep") == 1
    shown = await submit(police, await page(police, POLICE), entry(), action="/ashmere-police")
    assert "A letter of today goes to D. Delegate, delegated safeguarding partner" in shown.text
    before = await office.issue()
    holder = f"{ADDRESS}{shown.links['D. Delegate']}"
    await page(police, holder)
    seen = "select actor from access_log where action = 'saw person' and object = $1"
    about = holder.removeprefix(f"{ADDRESS}/partner/people/")
    assert await office.db.pool.fetchval(seen, about) == "person:ashmere-police"
    typed = {"name": "S. Successor", "mailbox": NEXT, **days("from_day", "1 7 2026")}
    over = await submit(police, await page(police, holder), typed, action="/handed-over")
    assert "1 June 2026 to 30 June 2026" in over.text
    assert "Handed over: delegated safeguarding partner" in over.text
    office.at(datetime(2026, 7, 1, 9, tzinfo=UTC))
    after = await office.issue()
    assert (await sent_to(office, before), await sent_to(office, after)) == (FIRST, NEXT)
    facts = await office.facts("role-holder-changed")
    assert [f["change"] for f in facts] == ["entered", "handed_over", "entered"]
    assert "example" not in str(facts), "no address, and no name, is told"
    assert "Delegate" not in str(facts)
    rows = await office.db.pool.fetch("select actor from journal where type like '%role-holder%'")
    assert {row["actor"] for row in rows} == {"person:ashmere-police"}


@pytest.mark.need("D15")
async def test_bounced_mail_has_an_owner_and_a_day_and_the_right_address_stays(
    pages: Pages,
) -> None:
    office = pages.office
    police = await pages.browser("ashmere-police")
    await submit(police, await page(police, POLICE), entry(), action="/ashmere-police")
    office.post.bouncing.add(FIRST)
    await office.issue()
    await office.rounds()
    one, other = await pages.browser("secretary"), await pages.browser("secretary-2")
    tasks = await page(one, f"{ADDRESS}/desk/tasks")
    assert "person:drafter 10 June 2026" in tasks.text, "who prepared the letter"
    task = next(href for words, href in tasks.links.items() if "to the police failed" in words)
    taken = await submit(one, await page(one, f"{ADDRESS}{task}"), {}, action="/owner")
    assert "You 10 June 2026" in taken.text
    assert "1 of them yours" in (await page(one, f"{ADDRESS}/desk/cases")).text
    office.at(datetime(2026, 6, 11, 9, tzinfo=UTC))
    one, other = await pages.browser("secretary"), await pages.browser("secretary-2")
    assert "Late" in (await page(other, f"{ADDRESS}/desk/tasks")).text
    assert "1 open task , 1 late" in (await page(other, f"{ADDRESS}/desk/cases")).text
    right = {"mailbox": "right@police.ashmere.example"}
    task_page = await page(one, f"{ADDRESS}{task}")
    await submit(one, task_page, right, action=task)
    await office.rounds()
    assert len(await office.facts("letter-delivered")) == 3
    assert await office.tasks() == []
    second = await office.issue()
    assert await sent_to(office, second) == right["mailbox"]
    kept = await page(one, f"{ADDRESS}/desk/people/ashmere-police")
    assert f"D. Delegate, {FIRST}" in kept.text, "what was noted before stays to be read"
    assert "Corrected: delegated safeguarding partner" in kept.text
    assert kept.text.count(MAILBOXES["police"]) == 1, "the mailbox is as it was"


@pytest.mark.need("D15")
async def test_what_bounced_at_who_left_is_tried_at_who_follows_and_both_entries_stay_true(
    pages: Pages,
) -> None:
    office = pages.office
    police = await pages.browser("ashmere-police")
    shown = await submit(police, await page(police, POLICE), entry(), action="/ashmere-police")
    office.post.bouncing.add(FIRST)
    letter = await office.issue()
    await office.rounds()
    holder = f"{ADDRESS}{shown.links['D. Delegate']}"
    typed = {"name": "S. Successor", "mailbox": NEXT, **days("from_day", "8 6 2026")}
    await submit(police, await page(police, holder), typed, action="/handed-over")
    desk = await pages.browser("secretary")
    tasks = await page(desk, f"{ADDRESS}/desk/tasks")
    task = next(href for words, href in tasks.links.items() if "to the police failed" in words)
    await submit(desk, await page(desk, f"{ADDRESS}{task}"), {}, action=task)
    await office.rounds()
    tried = [one for one in await office.attempts(letter) if one.partner == "police"]
    assert [(one.mailbox, one.status) for one in tried] == [(FIRST, "failed"), (NEXT, "delivered")]
    assert tried[0].holder != tried[1].holder
    changes = [f["change"] for f in await office.facts("role-holder-changed")]
    assert changes == ["entered", "handed_over", "entered"], "nobody's address was corrected"


async def test_a_neighbour_reads_and_does_not_keep_and_a_stranger_does_not_read(
    pages: Pages,
) -> None:
    icb, manager = await pages.browser("ashmere-icb"), await pages.browser("ashmere-manager")
    shown = await page(icb, POLICE)
    assert "Enter a person" not in shown.text
    sent = {**entry(), "token": await pages.token(icb)}
    for address in (POLICE, f"{POLICE}/channel", f"{POLICE}/{UUID(int=1)}/struck"):
        answer = await icb.post(address, data=sent, headers=HTML)
        assert answer.status_code == 403
    assert "Enter a person" in (await page(icb, f"{ADDRESS}/partner/people/ashmere-health")).text
    ours = f"{ADDRESS}/partner/people/ashmere-authority"
    assert "Enter a person" in (await page(manager, ours)).text
    stranger = await pages.browser("brackenford-manager")
    assert (await stranger.get(POLICE, headers=HTML)).status_code == 404
    lead = await pages.browser("regional-lead")
    desk = f"{ADDRESS}/desk/people/ashmere-police"
    assert "Enter a person" not in (await page(lead, desk)).text
    found = await page(lead, f"{ADDRESS}/desk/people?words=nowhere")
    assert "No organisation" not in (await page(lead, f"{ADDRESS}/desk/people")).text
    assert "No organisation is found" in found.text


async def test_what_is_typed_wrongly_is_named_and_stays(pages: Pages) -> None:
    staff = await pages.browser("secretary")
    address = f"{ADDRESS}/desk/people/ashmere-police"
    empty = await submit(
        staff, await page(staff, address), {"mailbox": "x"}, action="/ashmere-police", status=422
    )
    assert set(empty.errors) == {"role", "name", "mailbox", "holds_from-day"}
    shown = await submit(staff, await page(staff, address), entry(), action="/ashmere-police")
    again = await submit(staff, shown, entry(NEXT), action="/ashmere-police", status=409)
    assert "D. Delegate holds it in these days" in again.text
    post = await submit(
        staff, await page(staff, address), {"channel": "post"}, action="/channel", status=409
    )
    assert list(post.errors) == ["address"]
    holder = f"{ADDRESS}{shown.links['D. Delegate']}"
    assert (await staff.get(f"{holder}/none", headers=HTML)).status_code in {404, 405}
    early = await submit(
        staff,
        await page(staff, holder),
        days("last_day", "1 5 2026"),
        action="/ended",
        status=409,
    )
    assert list(early.errors) == ["last_day-day"]
    once = await page(staff, holder)
    for _click in range(2):
        struck = await submit(staff, once, {}, action="/struck")
        assert "Struck out" in struck.text
    late = await submit(staff, once, {"right_name": "E. Else"}, action="/corrected", status=409)
    assert "There is no such person here." in late.text
    assert (await staff.get(holder, headers=HTML)).status_code == 404


async def in_two_partnerships(pages: Pages) -> httpx.AsyncClient:
    """Someone of a force that sits in two partnerships, both registered."""
    office = pages.office
    police = RegisteredOrganisation(code="brackenford-police", partner="police", name="Police")
    fact = PartnershipRegisteredV1(
        slug="brackenford",
        name="Brackenford Partnership",
        authority_codes=("991",),
        region_code="E12000005",
        region_name="West Midlands",
        organisations=(police,),
        valid_from=date(2024, 4, 1),
    )
    await office.deliverer.give(fact, UUID(int=991))
    claims = BY_SUB["ashmere-police"].claims() | {"partnerships": ["ashmere", "brackenford"]}
    async with office.db.begin() as tx:
        id_ = await open_session(tx.conn, Actor.from_claims(claims))
    cookies = {cookie_name(office.service.settings): id_}
    way = httpx.ASGITransport(office.app)
    client = httpx.AsyncClient(base_url=ADDRESS, cookies=cookies, transport=way)
    return await pages.stack.enter_async_context(client)


@pytest.mark.need("D15")
async def test_one_form_enters_a_person_into_each_partnership_of_their_force(pages: Pages) -> None:
    police = await in_two_partnerships(pages)
    shown = await page(police, POLICE)
    typed = {**entry(), "also[]": ["brackenford-police", "ashmere-health"]}
    await submit(police, shown, typed, action="/ashmere-police")
    there = await page(police, f"{ADDRESS}/partner/people/brackenford-police")
    assert "A letter of today goes to D. Delegate" in there.text
    async with pages.office.db.read() as conn:
        to = await directory.addressees(conn, "ashmere", date(2026, 6, 8))
    held = {one.partner for one in to if one.holder}
    assert held == {"police"}, "what is not theirs they do not enter"


def test_a_force_that_sits_in_many_partnerships_keeps_its_people_in_each() -> None:
    def one(slug: str, part: str, partner: str) -> Registered:
        return Registered(f"{slug}-{part}", partner, part, None, slug, slug, "E12000005")

    seen = [
        one(slug, part, partner)
        for slug in ("ashmere", "brackenford", "coldwick")
        for part, partner in (("police", "police"), ("icb", "health"), ("icb-2", "health"))
    ]
    force = Actor(
        "person:x",
        "X",
        "person",
        frozenset({"partner_police"}),
        "ashmere-police",
        "police",
        frozenset({"ashmere", "brackenford"}),
    )
    assert [two.code for two in kept_by(force, seen)] == ["ashmere-police", "brackenford-police"]
    board = Actor(
        "person:y",
        "Y",
        "person",
        frozenset({"partner_health"}),
        "ashmere-icb",
        "icb",
        frozenset({"ashmere"}),
    )
    assert [two.code for two in kept_by(board, seen)] == ["ashmere-icb"], "not the other board's"
    wide = replace(board, partnerships=frozenset({"ashmere", "brackenford"}))
    assert [two.code for two in kept_by(wide, seen)] == ["ashmere-icb"], "nor one of two elsewhere"


@pytest.mark.need("D15")
async def test_who_left_long_ago_is_named_nowhere_and_what_they_held_stays(pages: Pages) -> None:
    office = pages.office
    police, desk = await pages.browser("ashmere-police"), await pages.browser("secretary")
    one = entry(**days("holds_until", "30 6 2026"))
    await submit(police, await page(police, POLICE), one, action="/ashmere-police")
    letter = await office.issue()
    await office.rounds()
    leavers = Leavers(office.db, office.service.clock)
    office.at(datetime(2028, 6, 30, 9, tzinfo=UTC))
    await leavers.round()
    [kept] = await office.db.pool.fetch("select state::text as row from office_holder")
    assert FIRST in kept["row"], "two years are not over"
    office.at(datetime(2028, 7, 1, 9, tzinfo=UTC))
    assert (await leavers.round(), await leavers.round()) == (1, 0)
    shown = await page(desk, f"{ADDRESS}/desk/people/ashmere-police")
    assert "Name no longer kept" in shown.text
    assert "1 June 2026 to 30 June 2026" in shown.text
    assert "Entered: delegated safeguarding partner" in shown.text
    sent = await page(desk, f"{ADDRESS}/desk/letters/{letter}")
    assert "Address no longer kept" in sent.text
    for table in ("office_holder", "delivery", "journal"):
        rows = await office.db.pool.fetch(f"select t::text as row from {table} t")
        assert rows
        assert not [row for row in rows if FIRST in row["row"] or "D. Delegate" in row["row"]]
    sent_late = "update delivery set mailbox = 'late@police.example' where holder is not null"
    await office.db.pool.execute(sent_late)
    await leavers.round()
    left = (
        "select count(*) from delivery where mailbox = 'late@police.example' and holder is not null"
    )
    assert await office.db.pool.fetchval(left) == 0, "what ended after its holder was forgotten"


async def test_the_desks_list_of_all_organisations_is_read_a_page_at_a_time(pages: Pages) -> None:
    await pages.office.db.pool.execute(
        """
        insert into organisation (code, partnership, partner, name)
        select 'more-' || n, 'ashmere', 'police', 'Force ' || n from generate_series(10, 39) n
        """
    )
    desk = await pages.browser("secretary")
    address, found = f"{ADDRESS}/desk/people?words=ashmere", []
    for rows in (25, 8):
        shown = await page(desk, address)
        here = [str(one["href"]) for one in shown.soup.select("tbody a")]
        assert len(here) == rows
        found += here
        address = ADDRESS + shown.links.get("More organisations", "")
    assert address == ADDRESS
    assert len(set(found)) == 33, "none twice"
    assert "From the beginning" in shown.links
