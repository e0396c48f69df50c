"""What happens to a notification after it was sent: read, amended, withdrawn, positions, erased."""

from datetime import UTC, datetime
from typing import Any
from uuid import UUID

import pytest
from uuid_utils.compat import uuid7

from chassis.consume import Received
from chassis.tx import Cause
from contracts.notify import EraseIncidentTextV1, ErasureBasis
from services.notify.consumers import build_consumes
from services.notify.notification.identity import IdentityStore
from tests.integration.notify.conftest import IDENTITY_KEY, Notify

RECORDED = "notifying-position-recorded"
TUESDAY = datetime(2026, 4, 14, 9, tzinfo=UTC)


async def change(
    notify: Notify, receipt: Any, what: str, who: str = "ashmere-case-system", **body: Any
) -> Any:
    path = f"/notifications/{receipt['reference']}/{what}"
    return await notify.call("POST", path, who, json=body)


@pytest.mark.need("A7")
async def test_an_amendment_moves_the_clock_and_the_old_version_stays_readable(
    notify: Notify,
) -> None:
    first = await notify.sent()
    notify.at(TUESDAY)
    body = {"aware_on": "2026-03-26", "reason": "The ward called a day before."}
    second = (await change(notify, first, "amendments", **body)).json()
    assert (second["version"], second["aware_on"]) == (2, "2026-03-26")
    assert second["clock"]["due_on"] == "2026-04-02"
    assert second["clock"]["working_days_late"] == 4
    assert (await change(notify, first, "amendments", **body)).json() == second

    [amended] = await notify.facts("notification-amended")
    assert amended["changed"] == ["aware_on"]
    assert amended["partners_clock"]["met_on"] == "2026-04-01"
    assert amended["partners_clock"]["working_days_late"] == 0
    path = f"/notifications/{first['reference']}"
    assert (await notify.call("GET", f"{path}/versions/1")).json() == first
    assert (await notify.call("GET", f"{path}/versions/2")).json() == second
    assert (await notify.call("GET", f"{path}/versions/3")).status_code == 404
    assert (await notify.call("GET", path)).json() == second


@pytest.mark.need("A7")
async def test_a_sender_finds_what_it_sent_by_its_own_reference(notify: Notify) -> None:
    receipt = await notify.sent(sender_reference="ASH-1", positions=[])
    await notify.sent(sender_reference="ASH-2")
    everything = (await notify.call("GET", "/notifications")).json()
    assert [one["sender_reference"] for one in everything] == ["ASH-2", "ASH-1"]
    found = (await notify.call("GET", "/notifications?sender_reference=ASH-1")).json()
    assert found == [receipt]
    assert receipt["awaited"] == [
        "Integrated care board: position on notifying",
        "Police: position on notifying",
        "The partners: rapid review",
    ]


@pytest.mark.need("J2")
async def test_what_is_another_areas_is_not_there(notify: Notify) -> None:
    path = f"/notifications/{(await notify.sent())['reference']}"
    assert (await notify.call("GET", path, "brackenford-data")).status_code == 404
    assert (await notify.call("GET", path, "brackenford-police")).status_code == 404
    assert (await notify.call("GET", path, "ashmere-police")).status_code == 200
    assert (await notify.call("GET", "/notifications", "brackenford-data")).json() == []


@pytest.mark.need("A2")
async def test_a_partner_states_its_own_position_and_may_change_it(notify: Notify) -> None:
    receipt = await notify.sent(positions=[])
    stated = {"partner": "police", "position": "disagreed", "reason": "It may be an accident."}
    now = (await change(notify, receipt, "positions", "ashmere-police", **stated)).json()
    assert [(p["partner"], p["position"], p["stated_on"]) for p in now["positions"]] == [
        ("police", "disagreed", "2026-04-10")
    ]
    review = "The partners: rapid review"
    assert now["awaited"] == ["Integrated care board: position on notifying", review]
    changed = {"partner": "police", "position": "agreed", "stated_on": "2026-04-10"}
    now = (await change(notify, receipt, "positions", "ashmere-police", **changed)).json()
    assert [p["position"] for p in now["positions"]] == ["agreed"]
    told = await notify.facts("notifying-position-recorded")
    assert [one["position"]["position"] for one in told] == ["disagreed", "agreed"]
    assert told[0]["position"]["stated_on"] == "2026-04-10"
    other = await change(notify, receipt, "positions", "ashmere-icb", **changed)
    assert other.json()["code"] == "forbidden"


@pytest.mark.need("A2")
async def test_the_authority_does_not_overwrite_what_the_police_said_themselves(
    notify: Notify,
) -> None:
    receipt = await notify.sent()
    assert {p["stated_by"] for p in receipt["positions"]} == {"authority"}
    own = {"partner": "police", "position": "disagreed", "reason": "It may be an accident."}
    kept = (await change(notify, receipt, "positions", "ashmere-police", **own)).json()
    [police] = [one for one in kept["positions"] if one["partner"] == "police"]
    assert (police["position"], police["stated_by"]) == ("disagreed", "police")
    other = {"partner": "police", "position": "agreed"}
    said = await change(notify, receipt, "positions", **other)
    assert (said.status_code, said.json()["code"]) == (409, "own_word")
    assert "Police: it stated its position itself." in said.json()["detail"]
    wrong = {"reason": "A medical cause was found.", "positions": [other]}
    said = await change(notify, receipt, "withdrawal", **wrong)
    assert (said.json()["code"], said.json()["field"]) == ("own_word", "/positions/0/position")
    path = f"/notifications/{receipt['reference']}"
    assert (await notify.call("GET", path)).json() == kept
    same = {"partner": "police", "position": "disagreed", "reason": "They told us."}
    health = {"partner": "health", "position": "disagreed"}
    now = await change(notify, receipt, "withdrawal", reason="x", positions=[same, health])
    assert police in now.json()["positions"]
    [told] = await notify.facts("notification-withdrawn")
    assert [(p["stated_by"], p["stated_on"], p["reason"]) for p in told["positions"]] == [
        ("police", "2026-04-10", None),
        ("authority", None, None),
    ]
    assert [one["position"]["stated_by"] for one in await notify.facts(RECORDED)] == ["police"]


async def test_a_position_from_before_it_was_kept_who_stated_it_counts_as_the_partners_own(
    notify: Notify,
) -> None:
    receipt = await notify.sent()
    old = [["police", "disagreed", "2026-04-01"], ["health", "not_asked", None]]
    await notify.service.db.pool.execute("update notification set positions = $1", old)
    said = await change(notify, receipt, "positions", partner="police", position="agreed")
    assert "counts as its own word" in said.json()["detail"]
    now = await change(notify, receipt, "positions", partner="health", position="agreed")
    assert [(one["partner"], one["stated_by"]) for one in now.json()["positions"]] == [
        ("police", None),
        ("health", "authority"),
    ]


async def test_a_withdrawal_is_the_authoritys_and_says_why(notify: Notify) -> None:
    receipt = await notify.sent()
    no_reason = await change(notify, receipt, "withdrawal")
    assert no_reason.json()["errors"][0]["pointer"] == "/reason"
    assert (await change(notify, receipt, "withdrawal", "ashmere-police", reason="x")).json()[
        "code"
    ] == "forbidden"
    positions = [{"partner": "police", "position": "agreed"}]
    body = {"reason": "A medical cause was found.", "positions": positions}
    now = (await change(notify, receipt, "withdrawal", **body)).json()
    assert (now["state"], now["awaited"], now["version"]) == ("withdrawn", [], 2)
    [told] = await notify.facts("notification-withdrawn")
    assert (told["positions"][0]["position"], told["version"]) == ("agreed", 2)
    path = f"/notifications/{receipt['reference']}"
    before = await notify.call("GET", f"{path}/versions/1")
    assert before.json() == receipt, "it reads on as it was"
    assert (await notify.call("GET", f"{path}/versions/2")).json() == now
    assert (await change(notify, receipt, "withdrawal", **body)).json() == now
    after = await change(notify, receipt, "amendments", aware_on="2026-03-26", reason="x")
    assert (after.status_code, after.json()["code"]) == (409, "withdrawn")


@pytest.mark.need("J1")
async def test_every_read_is_written_down(notify: Notify) -> None:
    receipt = await notify.sent()
    await notify.call("GET", f"/notifications/{receipt['reference']}", "ashmere-police")
    rows = await notify.service.db.pool.fetch("select actor, roles, object from access_log")
    assert [(r["actor"], r["roles"], r["object"]) for r in rows] == [
        ("person:ashmere-police", ["partner_police"], receipt["reference"])
    ]


def an_erasure(incident: UUID) -> Received[EraseIncidentTextV1]:
    return Received(
        message=EraseIncidentTextV1(incident_id=incident, basis=ErasureBasis.RETENTION),
        cause=Cause(uuid7(), "command", str(incident), "person:administrator"),
        key=incident,
        time=TUESDAY,
        sequence=1,
        id=uuid7(),
        type="uk.cspr.notify.erase-incident-text.v1",
        body=b"",
    )


async def test_erasure_leaves_noise_and_says_so_once(notify: Notify) -> None:
    receipt = await notify.sent()
    incident, service = UUID(receipt["incident_id"]), notify.service
    consumes = build_consumes(service.keys, IdentityStore(IDENTITY_KEY))
    [erase] = consumes.handlers(EraseIncidentTextV1)
    outline = (await notify.facts("notification-submitted"))[0]["outline"]
    async with service.db.read() as conn:
        assert "fractures" in (await service.keys.open(conn, incident, outline) or "")
    unknown = an_erasure(uuid7())
    async with service.db.begin([incident]) as tx:
        await erase(tx, [an_erasure(incident), an_erasure(incident), unknown])
        assert list(tx.refusals) == [unknown.cause.id]
    assert len(await notify.facts("incident-text-erased")) == 1
    async with service.db.read() as conn:
        assert await service.keys.open(conn, incident, outline) is None
        assert await IdentityStore(IDENTITY_KEY).load(conn, incident) == []
        assert await conn.fetchval("select published_at is null from sealing_key_erased")
    late = await change(notify, receipt, "amendments", aware_on="2026-03-26", reason="x")
    assert late.status_code == 404
