"""A notification comes in over HTTPS: receipt, idempotency, problems."""

import asyncio
from datetime import UTC, datetime

import pytest

from tests.integration.notify.conftest import Notify
from tests.support.notifications import CANARY, NHS_NUMBER, a_child, a_notification, to_be_told


@pytest.mark.need("A1", "A2")
async def test_a_late_notification_is_received_and_scoped_in(notify: Notify) -> None:
    answer = await notify.send()
    receipt = answer.json()
    assert answer.status_code == 201
    assert answer.headers["location"] == f"/v1/notifications/{receipt['reference']}"
    assert receipt["reference"].startswith("CSPR-2026-00001-")
    assert (receipt["state"], receipt["late"]) == ("in_scope", True)
    assert receipt["clock"]["due_on"] == "2026-04-07"
    assert receipt["clock"]["working_days_late"] == 3
    assert receipt["partners_clock"]["working_days_late"] == 0
    assert receipt["awaited"] == ["The partners: rapid review"]
    assert receipt["completeness_percent"] == 100
    assert receipt["what_happens_next"].endswith(
        "by Friday 1 May 2026, 15 working days after Friday 10 April 2026."
    )

    facts = await notify.facts()
    assert [fact["name"] for fact in facts] == [
        "notification-submitted",
        "notification-accepted",
        "incident-scoped-in",
    ]
    submitted, scoped = facts[0], facts[-1]
    assert [(p["partner"], p["position"], p["stated_on"]) for p in submitted["positions"]] == [
        ("health", "agreed", "2026-03-31"),
        ("police", "disagreed", "2026-04-01"),
    ]
    assert submitted["partners_clock"]["met_on"] == receipt["partners_clock"]["met_on"]
    assert submitted["area"]["region_name"] == "West Midlands"
    assert submitted["children"][0]["age_band"] == "under_1"
    assert (scoped["notified_on"], scoped["aware_on"]) == ("2026-04-10", "2026-03-27")


async def test_the_same_key_and_body_give_the_same_receipt_once(notify: Notify) -> None:
    answers = await asyncio.gather(*(notify.send(key="key-00001") for _ in range(4)))
    assert {answer.status_code for answer in answers} == {201}
    assert len({answer.text for answer in answers}) == 1
    assert len(await notify.facts("notification-submitted")) == 1


async def test_the_same_key_with_another_body_is_refused(notify: Notify) -> None:
    await notify.send(key="key-00001")
    again = await notify.send(a_notification(outline="Something else."), key="key-00001")
    assert (again.status_code, again.json()["code"]) == (409, "key_reused")
    assert len(await notify.facts("notification-submitted")) == 1


async def test_a_refused_notification_leaves_its_key_free_and_nothing_behind(
    notify: Notify,
) -> None:
    wrong = await notify.send(a_notification(aware_on="2026-05-01"), key="key-00001")
    assert (wrong.status_code, wrong.headers["content-type"]) == (422, "application/problem+json")
    assert wrong.json()["errors"][0]["pointer"] == "/aware_on"
    assert (await notify.send(key="key-00001")).json()["reference"].startswith("CSPR-2026-00001-")
    pool = notify.service.db.pool
    assert await pool.fetchval("select count(*) from person") == 1
    assert await pool.fetchval("select count(*) from sealing_key") == 1


async def test_every_wrong_field_is_named_and_nothing_sent_is_repeated(notify: Notify) -> None:
    children = [a_child(nhs_number="9990001234", ethnicity="?", sex="?")]
    answer = await notify.send(a_notification(children=children, occurred_on="yesterday"))
    assert {error["pointer"] for error in answer.json()["errors"]} == {
        "/children/0/nhs_number",
        "/children/0/ethnicity",
        "/children/0/sex",
        "/occurred_on",
    }
    assert CANARY not in answer.text


async def test_a_key_is_needed(notify: Notify) -> None:
    answer = await notify.call("POST", "/notifications", json=a_notification())
    assert answer.status_code == 422
    assert answer.json()["errors"][0]["pointer"] == "/Idempotency-Key"


async def test_without_a_token_nothing_is_received(notify: Notify) -> None:
    answer = await notify.http.post("/v1/notifications", json=a_notification())
    assert (answer.status_code, answer.json()["code"]) == (401, "not-signed-in")


async def test_an_authority_notifies_in_its_own_name_only(notify: Notify) -> None:
    other = await notify.send(a_notification(authority_code="991"))
    assert (other.json()["code"], other.json()["field"]) == ("forbidden", "/authority_code")
    supplier = await notify.send(a_notification(authority_code="991"), who="background")
    assert supplier.status_code == 201
    secretary = await notify.send(who="secretary")
    assert secretary.json()["code"] == "forbidden"


@pytest.mark.need("A3")
async def test_other_areas_are_recorded_and_to_be_told(notify: Notify) -> None:
    areas = [{"role": "placing", "authority_code": "991"}]
    receipt = await notify.sent(other_areas=areas)
    [submitted] = await notify.facts("notification-submitted")
    assert submitted["other_areas"][0]["area"]["partnership"] == "brackenford"
    assert to_be_told(receipt) == ["dfe", "ofsted", "authority:991"]


async def test_an_area_that_is_not_registered_is_named(notify: Notify) -> None:
    areas = [{"role": "residence", "authority_code": "999"}]
    answer = await notify.send(a_notification(other_areas=areas))
    assert answer.status_code == 422
    assert answer.json()["errors"][0]["pointer"] == "/other_areas/0/authority_code"


async def test_a_death_without_abuse_of_a_looked_after_child_is_notified_only(
    notify: Notify,
) -> None:
    changed = {"kind_of_incident": "looked_after_death", "abuse_neglect": "not_known_or_suspected"}
    assert (await notify.sent(**changed))["state"] == "notify_only"
    assert len(await notify.facts("incident-scoped-notify-only")) == 1
    refused = await notify.send(a_notification(abuse_neglect="not_known_or_suspected"))
    assert (refused.status_code, refused.json()["code"]) == (409, "not_notifiable")


@pytest.mark.parametrize(
    ("born", "state"), [("2003-10-20", "notify_only"), ("2009-10-20", "in_scope")]
)
async def test_no_rapid_review_opens_for_an_adult_who_has_left_care(
    notify: Notify, born: str, state: str
) -> None:
    left_care = {
        "kind_of_incident": "care_leaver_death",
        "children": [a_child(date_of_birth=born, outcome="died")],
    }
    assert (await notify.sent(**left_care))["state"] == state
    assert len(await notify.facts("incident-scoped-in")) == (state == "in_scope")


async def test_notified_on_a_sunday_after_the_day_it_was_due_is_late(notify: Notify) -> None:
    notify.at(datetime(2026, 4, 26, 10, tzinfo=UTC))
    days = {"occurred_on": "2026-04-16", "aware_on": "2026-04-17", "partners_told_on": "2026-04-17"}
    receipt = await notify.sent(**days, positions=[])
    assert (receipt["clock"]["due_on"], receipt["late"]) == ("2026-04-24", True)


@pytest.mark.need("A4")
async def test_the_pre_check_answers_and_stores_nothing(notify: Notify) -> None:
    notify.at(datetime(2026, 3, 27, 10, tzinfo=UTC))
    body = {"abuse_neglect": "suspected", "kind_of_incident": "serious_harm"}
    answer = (await notify.call("POST", "/pre-checks", "ashmere-data", json=body)).json()
    assert answer["answer"] == "notifiable"
    assert answer["source"].startswith("Children Act 2004 s16C(1)")
    assert answer["framework_version"] == "framework-2026"
    assert await notify.facts() == []
    assert await notify.service.db.pool.fetchval("select count(*) from access_log") == 0


@pytest.mark.need("J3")
async def test_no_identity_and_no_plain_text_leaves(notify: Notify) -> None:
    receipt = await notify.sent()
    path = f"/notifications/{receipt['reference']}"
    change = {"aware_on": "2026-03-26", "reason": f"The ward saw {CANARY} a day before."}
    await notify.call("POST", f"{path}/amendments", json=change)
    pool = notify.service.db.pool
    tables = ("journal", "notification", "notification_version", "idempotency", "person")
    kept = [
        row["found"]
        for table in tables
        for row in await pool.fetch(f"select t::text as found from {table} t")
    ]
    everything = "\n".join(kept)
    assert receipt["reference"] in everything
    assert receipt["reference"].encode().hex() in everything  # bytes are shown in hexadecimal
    for secret in (CANARY, "Ottoline", NHS_NUMBER, "2025-10-20", "Sorrel", "accident", "fractures"):
        assert secret not in everything
        assert secret.encode().hex() not in everything
