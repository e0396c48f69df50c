"""The story that must always work, on real servers, with what must hold once it is told."""

import asyncio
import json
from collections import Counter
from collections.abc import Iterator
from pathlib import Path

import asyncpg
import pytest
from typer.testing import CliRunner

from chassis.cli import app
from deploy.local.demo import play, play_story
from deploy.local.home import SERVICES, Home
from deploy.local.story.step import Story
from deploy.local.system import LocalSystem, System, whole_system
from tests.conftest import servers_of_its_own
from tests.support.axe import chromium
from tests.support.wait import wait_for
from tests.system import canary, figures, letter, sinks
from tests.system.crawl import crawl, follow
from tests.system.ledger import rows

pytestmark = pytest.mark.timeout(600)


@pytest.fixture(scope="module")
def system(tmp_path_factory: pytest.TempPathFactory) -> Iterator[LocalSystem]:
    home = Home(tmp_path_factory.mktemp("story"))
    with whole_system(home, servers=servers_of_its_own(home)) as running:
        yield running


@pytest.fixture(scope="module")
def told(system: System) -> Story:
    """Every step checks what must come out of it, and breaks the story when it did not."""
    return play(system)


@pytest.fixture(scope="module")
def second(system: System, told: Story) -> Story:
    """The second story, on what the first has left behind."""
    assert told.player.incident
    return play_story(system, "two")


@pytest.fixture(scope="module")
def looked() -> Counter[str]:
    """What was looked at in the browser so far."""
    return Counter()


@pytest.fixture
def cspr(system: System, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> CliRunner:
    """The command-line program, told where the owner's databases are."""
    file = tmp_path / "databases.json"
    file.write_text(json.dumps({one: system.servers.dsn(one, "owner") for one in SERVICES}))
    monkeypatch.setenv("CSPR_DATABASES", str(file))
    return CliRunner()


@pytest.mark.need("A1", "A2", "A4", "B1", "B3", "B10", "C2", "C6")
@pytest.mark.need("D1", "D6", "D7", "G6", "H3", "H8", "L3", "L6")
def test_an_incident_travels_from_notification_to_publication(told: Story) -> None:
    names = [fact.name for fact in told.player.life()]
    assert names[0] == "notification-submitted"
    assert names.count("decision-recorded") == 2
    assert names.count("letter-issued") == 2
    assert "lcspr-published" in names


@pytest.mark.need("C5", "L5")
def test_another_goes_through_two_rounds_without_a_member_and_past_a_new_bank_holiday(
    second: Story,
) -> None:
    names = [fact.name for fact in second.player.life()]
    rounds = [fact.data["round"] for fact in second.player.life() if fact.name == "case-considered"]
    assert rounds == [1, 2]
    assert names.count("clock-moved") == 1
    assert "rapid-review-cancelled" in [told.name for told in second.other().player.life()]


@pytest.mark.need("L3")
def test_its_whole_life_is_printed_in_order_with_its_clocks(told: Story, cspr: CliRunner) -> None:
    printed = cspr.invoke(app, ["story", told.reference]).output
    place = 0
    for fact in told.player.life():
        if fact.name != "case-state-changed":
            place = printed.index(fact.words, place) + 1
    assert "3 working days late" in printed


@pytest.mark.need("D1", "D2")
def test_the_letter_says_what_it_must_in_the_order_it_must(told: Story) -> None:
    words = letter.words_of(told, 2)
    assert letter.not_in_order(words) == []
    assert letter.what_it_may_not_hold(words) == []


def test_a_letter_in_another_order_or_with_a_name_in_it_is_seen(told: Story) -> None:
    words = letter.words_of(told, 2)
    head, heading, rest = words.partition("The decision is yours 1")
    assert letter.not_in_order(rest + head + heading) != []
    assert letter.not_in_order(words.replace("14 of 60", "13 of 60")) != []
    assert letter.what_it_may_not_hold(f"{words} Peregrine Ottoline") == ["Peregrine Ottoline"]


@pytest.mark.usefixtures("told")
def test_the_figures_made_again_from_kafka_are_those_that_were_live(system: LocalSystem) -> None:
    wait_for("analytics", lambda: asyncio.run(figures.has_all(system)), 60)
    system.stop_service("analytics")
    try:
        live = asyncio.run(figures.folded(system))
        assert all(live.values())
        asyncio.run(figures.throw_away(system))
        assert not any(asyncio.run(figures.folded(system)).values())
        said = figures.rebuild_from_kafka(system)
        assert said.returncode == 0, said.stderr
        again = asyncio.run(figures.folded(system))
    finally:
        system.start_service("analytics")
    assert again == live


@pytest.mark.usefixtures("told")
@pytest.mark.parametrize(
    ("sub", "reached"),
    [
        ("secretary", {"/desk/cases/*/moves/record-decision", "/desk/letters/*", "/desk/tasks"}),
        ("chair", {"/desk/cases", "/desk/cases/*", "/desk/meetings/*"}),
        ("ashmere-council", {"/partner", "/partner/letters/*/letter.pdf"}),
    ],
)
async def test_every_page_opens_and_for_all(
    system: System, looked: Counter[str], sub: str, reached: set[str]
) -> None:
    async with chromium() as browser:
        opened = await crawl(browser, system.url("correspondence"), sub, looked)
    assert reached <= opened.keys()


@pytest.mark.usefixtures("told")
@pytest.mark.parametrize(
    ("sub", "reached"),
    [
        ("member-law", "/desk/cases/*"),
        ("regional-lead", "/desk/regional-groups"),
        ("administrator", "/desk/audit"),
        ("data-protection", "/desk/alerts"),
        ("ashmere-police", "/partner/letters/*"),
        ("ashmere-manager", "/partner/cases/*/moves/record-copy-sent"),
    ],
)
async def test_no_link_leads_its_reader_to_a_refusal(
    system: System, sub: str, reached: str
) -> None:
    assert reached in await follow(system.url("correspondence"), sub)


def test_no_service_holds_anything_back(told: Story, cspr: CliRunner) -> None:
    for service in SERVICES:
        assert "0 held" in cspr.invoke(app, ["parked", "list", service]).output


def test_an_altered_journal_row_is_named(told: Story, system: System, cspr: CliRunner) -> None:
    held = cspr.invoke(app, ["journal", "verify"])
    assert (held.exit_code, held.output.count("the chain holds")) == (0, 4)
    position, before = asyncio.run(_alter(system.servers.dsn("review", "owner"), b"{}"))
    broken = cspr.invoke(app, ["journal", "verify"])
    asyncio.run(_alter(system.servers.dsn("review", "owner"), before, position))
    assert broken.exit_code == 1
    assert f"position {position} " in broken.output
    assert cspr.invoke(app, ["journal", "verify"]).exit_code == 0


async def _alter(dsn: str, data: bytes, position: int | None = None) -> tuple[int, bytes]:
    conn = await asyncpg.connect(dsn)
    row = await conn.fetchrow(
        "select position, data from journal where position = $1 or $1 is null order by 1 limit 1",
        position,
    )
    assert row
    await conn.execute("update journal set data = $2 where position = $1", row["position"], data)
    await conn.close()
    return row["position"], row["data"]


@pytest.mark.need("J3")
def test_the_childs_name_stands_nowhere(told: Story, system: LocalSystem) -> None:
    """Not in a topic, a log, a metric or a row; in notify's store it stands encrypted."""
    statuses = canary.send_where_it_does_not_belong(told.player)
    assert {status // 100 for status in statuses} == {4}
    kept = asyncio.run(rows(system, "notify", "select * from person"))
    assert kept
    assert asyncio.run(sinks.everywhere(system)) == []


def test_the_search_for_the_name_finds_it_where_it_is_planted(system: LocalSystem) -> None:
    async def look() -> list[str]:
        async with canary.planted(system):
            return await sinks.everywhere(system)

    found = " ".join(asyncio.run(look()))
    for place in ("logs/planted.log", ".planted", "review.planted", "analytics.planted"):
        assert place in found
