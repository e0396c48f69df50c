"""The register: loaded once, announced once, whole; a day selects what is in it."""

from collections import Counter
from datetime import UTC, date, datetime
from typing import Any

import pydantic_core
import pytest

from chassis.identity import Actor
from chassis.web.problems import Invalid
from services.notify.register.handlers import apply_as, load_register, tell_of_the_day
from services.notify.register.queries import areas_of
from tests.integration.notify.conftest import Notify
from tests.support.notifications import a_child, a_notification

ADMINISTRATOR = Actor("person:administrator", "Someone", "person", frozenset({"administrator"}))
LOADED = "select type, data from journal where stream = 'uk.cspr.notify.register' order by position"


async def facts(notify: Notify, name: str) -> list[dict[str, Any]]:
    rows = await notify.service.db.pool.fetch(LOADED)
    return [pydantic_core.from_json(r["data"]) for r in rows if r["type"].split(".")[3] == name]


@pytest.mark.need("A3")
async def test_every_authority_and_partnership_is_announced_once(notify: Notify) -> None:
    db = notify.service.db
    assert await load_register(db) == 0
    assert await tell_of_the_day(db) == 0
    rows = await db.pool.fetch(LOADED)
    assert Counter(row["type"].split(".")[3] for row in rows) == {
        "authority-registered": 155,
        "partnership-registered": 155,
        "body-registered": 9 + 41 + 38,
    }
    regions = Counter(
        one["region_code"]
        for one in await facts(notify, "authority-registered")
        if one["code"] not in ("990", "991")
    )
    assert [regions[code] for code in sorted(regions)] == [12, 24, 15, 10, 14, 11, 33, 19, 15]


async def test_an_authority_leads_to_its_partnership_and_region(notify: Notify) -> None:
    async with notify.service.db.read() as conn:
        areas = await areas_of(conn, ["990", "805", "000"], date(2026, 4, 10))
    assert set(areas) == {"990", "805"}
    assert (areas["990"].partnership, areas["990"].region_code) == ("ashmere", "E12000005")
    assert (areas["805"].authority_name, areas["805"].region_name) == ("Hartlepool", "North East")
    assert areas.why_not("000") == "The register has no authority with this code."


@pytest.mark.need("A3")
async def test_the_day_selects_who_is_there_and_an_end_names_who_came_after(notify: Notify) -> None:
    async with notify.service.db.read() as conn:
        before = await areas_of(conn, ["909", "942"], date(2023, 3, 31))
        after = await areas_of(conn, ["909", "942", "928"], date(2023, 4, 1))
    assert set(before) == {"909"}
    assert before["909"].partnership == "cumbria"
    assert before.why_not("942").startswith("Cumberland begins on 1 April 2023")
    assert set(after) == {"942"}
    assert after.why_not("909") == (
        "Cumbria ended on 31 March 2023. Its successor notifies:"
        " Cumberland (942) or Westmorland and Furness (943)."
    )
    assert "North Northamptonshire (940) or West Northamptonshire (941)" in after.why_not("928")


@pytest.mark.need("A3")
async def test_who_notifies_is_who_exists_on_the_day_of_notifying(notify: Notify) -> None:
    """The incident was in Cumbria's time; the duty is its successor's now."""
    child = a_child(date_of_birth="2022-10-20")
    then = a_notification(occurred_on="2023-03-01", children=[child])
    residence = [{"role": "residence", "authority_code": "928"}]
    gone = {**then, "authority_code": "909", "other_areas": residence}
    answer = await notify.send(gone, who="background")
    assert answer.status_code == 422, answer.text
    found = {one["pointer"]: one["reason"] for one in answer.json()["errors"]}
    assert set(found) == {"/authority_code", "/other_areas/0/authority_code"}
    assert found["/authority_code"].startswith("Cumbria ended on 31 March 2023.")
    taken = await notify.send({**then, "authority_code": "943"}, who="background")
    assert taken.status_code == 201, taken.text


MERGER = b"""action,kind,code,on,name,gss_code,region,police_force,boards,authorities,successors,source
begin,authority,995,2026-05-01,Ashbrack,E99000995,E12000005,E99230990,X990,,,made up
begin,partnership,ashbrack,2026-05-01,Ashbrack Safeguarding Children Partnership,,,,,995,,made up
end,authority,990,2026-04-30,,,,,,,995,made up
end,authority,991,2026-04-30,,,,,,,995,made up
end,partnership,ashmere,2026-04-30,,,,,,,ashbrack,made up
end,partnership,brackenford,2026-04-30,,,,,,,ashbrack,made up
"""


@pytest.mark.need("A3")
async def test_a_change_takes_effect_on_its_day_and_rewrites_no_history(notify: Notify) -> None:
    """A case stays where it was; what is sent afterwards goes where things are then."""
    before = await notify.sent()
    db = notify.service.db
    async with db.begin() as tx:
        planned = await apply_as(tx, "merger.csv", MERGER, ADMINISTRATOR)
    assert len(planned.differences) == 6
    announced = len(await facts(notify, "authority-registered"))
    told = [one for one in await facts(notify, "authority-registered") if one["code"] == "990"]
    assert (told[-1]["valid_to"], told[-1]["successors"]) == ("2026-04-30", ["995"])
    assert not [x for x in await facts(notify, "authority-registered") if x["code"] == "995"]
    assert (await notify.send()).status_code == 201
    notify.at(datetime(2026, 5, 1, 9, tzinfo=UTC))
    assert await tell_of_the_day(db) == 2
    assert len(await facts(notify, "authority-registered")) == announced + 1
    refused = await notify.send()
    assert refused.status_code == 422
    [error] = refused.json()["errors"]
    assert error["pointer"] == "/authority_code"
    assert error["reason"].endswith("Its successor notifies: Ashbrack (995).")
    reference = before["reference"]
    stored = await db.pool.fetchval(
        "select content->'area'->>'authority_name' from notification where reference = $1",
        reference,
    )
    assert stored == "Ashmere"
    amended = await notify.call(
        "POST",
        f"/notifications/{reference}/amendments",
        json={"aware_on": "2026-03-26", "reason": "The ward had called."},
    )
    assert amended.status_code == 200, amended.text


async def test_who_came_after_is_told_also_where_that_one_ends(notify: Notify) -> None:
    second = (
        MERGER.splitlines()[0]
        + b"""
begin,authority,996,2026-10-01,Northbrack,E99000996,E12000005,E99230990,X990,,,made up
begin,partnership,northbrack,2026-10-01,Northbrack Safeguarding Children Partnership,,,,,996,,made up
end,authority,995,2026-09-30,,,,,,,996,made up
end,partnership,ashbrack,2026-09-30,,,,,,,northbrack,made up
begin,authority,996,2027-01-01,Northbrack and Holt,,,,,,,made up
"""
    )
    async with notify.service.db.begin() as tx:
        await apply_as(tx, "merger.csv", MERGER, ADMINISTRATOR)
        await apply_as(tx, "second.csv", second, ADMINISTRATOR)
    async with notify.service.db.read() as conn:
        days = (date(2026, 5, 1), date(2026, 10, 1))
        found = [(await areas_of(conn, ["990"], day)).why_not("990") for day in days]
        early = (await areas_of(conn, ["996"], days[0])).why_not("996")
    assert [one.rpartition(": ")[2] for one in found] == ["Ashbrack (995).", "Northbrack (996)."]
    assert early.startswith("Northbrack begins on 1 October 2026")


async def test_a_new_name_is_the_area_s_from_its_day_on(notify: Notify) -> None:
    raw = b"action,kind,code,on,name\nbegin,authority,991,2026-05-01,Brackenford and Holt\n"
    async with notify.service.db.begin() as tx:
        await apply_as(tx, "name.csv", raw, ADMINISTRATOR)
    async with notify.service.db.read() as conn:
        found = [await areas_of(conn, ["991"], date(2026, *day)) for day in ((4, 30), (5, 1))]
    assert [one["991"].authority_name for one in found] == ["Brackenford", "Brackenford and Holt"]


async def test_a_file_is_applied_once_and_a_wrong_one_not_at_all(notify: Notify) -> None:
    db = notify.service.db
    for expected in (6, 0):
        async with db.begin() as tx:
            planned = await apply_as(tx, "merger.csv", MERGER, ADMINISTRATOR)
        assert len(planned.differences) == expected
    count = "select count(*) from register_entry"
    entries = await db.pool.fetchval(count)
    with pytest.raises(Invalid) as caught:
        async with db.begin() as tx:
            await apply_as(
                tx, "b.csv", b"action,kind,code,on\nend,board,QOX,2026-09-30\n", ADMINISTRATOR
            )
    reasons = [one["reason"] for one in caught.value.errors]
    assert "names board QOX, which is not there." in reasons[0]
    assert await db.pool.fetchval(count) == entries
    assert await db.pool.fetchval("select count(*) from register_change where name = 'b.csv'") == 0


async def test_a_made_change_names_who_made_it_in_the_journal(notify: Notify) -> None:
    db = notify.service.db
    async with db.begin() as tx:
        await apply_as(tx, "merger.csv", MERGER, ADMINISTRATOR)
    by = await db.pool.fetchval(
        "select actor from journal where stream = 'uk.cspr.notify.register' order by position desc limit 1"
    )
    assert by == ADMINISTRATOR.id


async def test_what_comes_to_be_so_is_announced_on_its_day(notify: Notify) -> None:
    """The boards of April 2026 were no news in March."""
    boards = {one["code"]: one for one in await facts(notify, "body-registered")}
    assert boards["S9B9J"]["name"] == "NHS Surrey and Sussex Integrated Care Board"
    assert "QXU" not in boards
    surrey = [
        one for one in await facts(notify, "partnership-registered") if one["slug"] == "surrey"
    ]
    assert [o["name"] for one in surrey for o in one["organisations"]] == [
        "Surrey",
        "NHS Surrey and Sussex Integrated Care Board",
        "Surrey",
    ]
