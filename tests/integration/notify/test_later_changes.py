"""What was sent is corrected in any part, added to, and given to another authority; every state stays readable."""

from datetime import UTC, datetime
from typing import Any
from uuid import UUID

import pytest

from contracts.notify import EraseIncidentTextV1
from services.notify.consumers import build_consumes
from services.notify.notification.identity import IdentityStore
from tests.integration.notify.conftest import IDENTITY_KEY, Notify
from tests.integration.notify.test_changes import an_erasure
from tests.support.notifications import CANARY, a_child, to_be_told
from tests.support.page import page, submit

TUESDAY = datetime(2026, 4, 14, 9, tzinfo=UTC)
REASON = {"reason": "It was learned later."}
SYSTEM = "ashmere-case-system"
SECOND = {
    "family_name": "Thistlewood",
    "given_names": "Juniper",
    "date_of_birth": "2018-02-01",
    "nhs_number": "9990001308",
}


async def put(notify: Notify, receipt: Any, what: str, who: str = SYSTEM, **body: Any) -> Any:
    path = f"/notifications/{receipt['reference']}/{what}"
    return await notify.call("PUT", path, who, json=REASON | body)


async def post(notify: Notify, receipt: Any, what: str, who: str = SYSTEM, **body: Any) -> Any:
    path = f"/notifications/{receipt['reference']}/{what}"
    return await notify.call("POST", path, who, json=REASON | body)


async def read(notify: Notify, receipt: Any, version: int = 0, who: str = SYSTEM) -> Any:
    more = f"/versions/{version}" if version else ""
    return await notify.call("GET", f"/notifications/{receipt['reference']}{more}", who)


async def children(notify: Notify, receipt: Any) -> list[Any]:
    async with notify.service.db.read() as conn:
        return await IdentityStore(IDENTITY_KEY).load(conn, UUID(receipt["incident_id"]))


@pytest.mark.need("A1", "A7")
async def test_every_part_may_be_corrected_at_once_and_what_was_sent_stays(notify: Notify) -> None:
    first = await notify.sent()
    body = {
        "kind_of_incident": "child_death",
        "abuse_neglect": "known",
        "outline": "The infant has died.",
        "other_areas": [{"role": "residence", "authority_code": "991"}],
        "children": [{"number": 1, "outcome": "died", "placement": "hospital"}],
        "lateness_reason": "complexity",
    }
    second = (await post(notify, first, "amendments", **body)).json()
    assert second["version"] == 2
    assert second["children"] == first["children"], "a person's id stays"
    assert (await post(notify, first, "amendments", **body)).json() == second, "a repeat is quiet"
    [told] = await notify.facts("notification-amended")
    assert told["changed"] == [
        "kind_of_incident",
        "abuse_neglect",
        "other_areas",
        "lateness_reason",
        "outline",
        "children",
    ]
    assert (told["kind_of_incident"], told["abuse_neglect"]) == ("child_death", "known")
    assert told["children"][0]["outcome"] == "died"
    assert told["lateness_explanation"] is None
    async with notify.service.db.read() as conn:
        incident = UUID(first["incident_id"])
        assert await notify.service.keys.open(conn, incident, told["outline"]) == body["outline"]
    assert to_be_told(second) == ["dfe", "ofsted", "authority:991"]
    assert (await read(notify, first, 1)).json() == first
    assert (await read(notify, first)).json() == second


async def test_a_correction_of_one_part_leaves_the_other_words_as_they_were(notify: Notify) -> None:
    first = await notify.sent(further_children="Two cousins were there.")
    before = await notify.facts("notification-submitted")
    await post(notify, first, "amendments", lateness_explanation="The ward called late.")
    [told] = await notify.facts("notification-amended")
    assert (told["changed"], told["outline"]) == (["lateness_explanation"], None)
    await post(notify, first, "amendments", further_children="Three cousins were there.")
    words = (await notify.facts("notification-amended"))[1]["outline"]
    async with notify.service.db.read() as conn:
        opened = [
            await notify.service.keys.open(conn, UUID(first["incident_id"]), sealed) or ""
            for sealed in (before[0]["outline"], words)
        ]
    assert opened[1] == opened[0].replace("Two", "Three")


@pytest.mark.parametrize(
    ("body", "pointer"),
    [
        ({"children": [{"number": 1, "placement": "a tent"}]}, "/children/0/placement"),
        ({"children": [{"number": 3, "outcome": "died"}]}, "/children/0/number"),
        ({"children": [{"number": 2, "sex": "x"}]}, "/children/0/sex"),
        ({"other_areas": [{"role": "placing", "authority_code": "899"}]}, "/other_areas/0/authority_code"),
        ({"occurred_on": "2025-10-01", "aware_on": "2026-03-27"}, "/occurred_on"),
        ({"occurred_on": "2026-05-01"}, "/occurred_on"),
        ({"occurred_on": "2026-04-02", "aware_on": "2026-04-02"}, "/occurred_on"),
        ({"occurred_on": "2026-04-01", "aware_on": "2026-04-01"}, "/occurred_on"),
        ({"partners_told_on": "2025-04-10"}, "/partners_told_on"),
        ({"kind_of_incident": "mishap"}, "/kind_of_incident"),
        ({"outline": ""}, "/outline"),
    ],
)  # fmt: skip
async def test_a_wrong_correction_names_the_field_and_changes_nothing(
    notify: Notify, body: dict[str, Any], pointer: str
) -> None:
    first = await notify.sent(children=[a_child(), a_child(**SECOND)])
    answer = await post(notify, first, "amendments", **body)
    assert answer.status_code == 422, answer.text
    assert pointer in [one["pointer"] for one in answer.json()["errors"]], answer.text
    assert (await read(notify, first)).json() == first


async def test_a_new_date_of_the_incident_moves_the_ages(notify: Notify) -> None:
    first = await notify.sent(children=[a_child(date_of_birth="2025-03-25")])
    [told] = await notify.facts("notification-submitted")
    assert told["children"][0]["age_band"] == "1_to_5"
    await post(notify, first, "amendments", occurred_on="2026-03-20")
    [told] = await notify.facts("notification-amended")
    assert told["changed"] == ["occurred_on", "children"]
    assert told["children"][0]["age_band"] == "under_1"


async def test_two_children_that_were_swapped_are_put_right_and_their_ids_stay(
    notify: Notify,
) -> None:
    one = a_child(sex="female", outcome="died")
    other = a_child(**SECOND, sex="male")
    names = ("family_name", "given_names", "date_of_birth", "nhs_number", "address")
    first = await notify.sent(
        children=[one | {n: other[n] for n in names}, other | {n: one[n] for n in names}]
    )
    for number, child in ((1, one), (2, other)):
        said = {name: child[name] for name in names}
        answer = await put(notify, first, f"children/{number}/identity", **said)
        assert answer.status_code == 200, answer.text
    now = answer.json()
    assert now["children"] == first["children"]
    parted = await put(notify, first, "children/2/identity", nhs_number="999-000 1308")
    assert parted.json() == now
    known = await children(notify, first)
    assert [child.family_name for child in known] == [CANARY, "Thistlewood"]
    assert [str(child.id) for child in known] == [c["person_id"] for c in first["children"]]
    told = await notify.facts("identity-completed")
    assert [(one["number"], one["child"]["sex"]) for one in told] == [(1, "female"), (2, "male")]
    before = await notify.service.db.pool.fetch("select version, number from person_before")
    assert [(row["version"], row["number"]) for row in before] == [(1, 1), (2, 2)]


@pytest.mark.need("A1")
async def test_a_name_that_was_learned_later_is_told_nowhere(notify: Notify) -> None:
    nobody = {"family_name": None, "given_names": None, "nhs_number": None, "date_of_birth": None}
    first = await notify.sent(children=[a_child(**nobody, address=None)])
    assert "child 1: family name" in first["missing"]
    said = {"family_name": CANARY, "date_of_birth": "2025-10-20"}
    now = (await put(notify, first, "children/1/identity", **said)).json()
    assert (now["version"], "child 1: family name" in now["missing"]) == (2, False)
    assert (await put(notify, first, "children/1/identity", **said)).json() == now
    [told] = await notify.facts("identity-completed")
    assert told["child"]["age_band"] == "under_1"
    assert CANARY.casefold() not in str(await notify.facts()).casefold()
    stored = await notify.service.db.pool.fetch("select p::text as row from person_before p")
    kept = await notify.service.db.pool.fetch("select n::text as row from notification n")
    assert all(CANARY not in row["row"] for row in (*stored, *kept))
    none = await put(notify, first, "children/2/identity", **said)
    assert (none.status_code, none.json()["code"]) == (409, "unknown_child")
    wrong = await put(notify, first, "children/1/identity", nhs_number="9990001236")
    assert wrong.json()["errors"][0]["pointer"] == "/nhs_number"


@pytest.mark.need("A1")
async def test_that_a_child_has_no_name_yet_is_not_forgotten(notify: Notify) -> None:
    nameless = a_child(family_name=None, given_names=None, not_named_yet=True)
    first = await notify.sent(children=[nameless])
    assert "child 1: family name" not in first["missing"]
    now = (await post(notify, first, "amendments", outline="Other words.")).json()
    whole = ("completeness_percent", "missing")
    assert [now[name] for name in whole] == [first[name] for name in whole]
    twin = nameless | {"nhs_number": None}
    second = (await put(notify, first, "children/2", child=twin)).json()
    assert (await put(notify, first, "children/2", child=twin)).json() == second
    await put(notify, first, "children/2/identity", family_name="Thistlewood")
    await put(notify, first, "children/1/identity", address="Elsewhere")
    assert [one.not_named_yet for one in await children(notify, first)] == [True, False]
    assert "not_named_yet" not in str(await notify.facts())


@pytest.mark.need("A1")
async def test_a_child_is_added_once_however_often_it_is_sent(notify: Notify) -> None:
    first = await notify.sent()
    child = a_child(**SECOND)
    now = (await put(notify, first, "children/2", child=child)).json()
    assert [one["number"] for one in now["children"]] == [1, 2]
    assert (await put(notify, first, "children/2", child=child)).json() == now
    assert [c.family_name for c in await children(notify, first)] == [CANARY, "Thistlewood"]
    [told] = await notify.facts("child-added")
    assert (told["number"], told["version"], told["child"]["age_band"]) == (2, 2, "6_to_10")
    taken = await put(notify, first, "children/2", child=a_child())
    assert (taken.status_code, taken.json()["code"]) == (409, "number_taken")
    beyond = await put(notify, first, "children/9", child=a_child())
    assert beyond.json()["code"] == "number"
    wrong = await put(
        notify,
        first,
        "children/3",
        child=a_child(placement="a tent", given_names="Else", nhs_number=None),
    )
    assert wrong.json()["errors"][0]["pointer"] == "/child/placement"
    for number in (3, 4, 5):
        other = a_child(given_names=f"Twin {number}", nhs_number=None)
        assert (await put(notify, first, f"children/{number}", child=other)).status_code == 200


async def test_new_information_brings_it_into_scope_and_the_time_begins_then(
    notify: Notify,
) -> None:
    child = a_child(looked_after="yes", outcome="died")
    first = await notify.sent(
        kind_of_incident="looked_after_death",
        abuse_neglect="not_known_or_suspected",
        children=[child],
    )
    assert first["state"] == "notify_only"
    notify.at(TUESDAY)
    now = (await post(notify, first, "amendments", abuse_neglect="suspected")).json()
    assert now["state"] == "in_scope"
    assert "Tuesday 14 April 2026" in now["what_happens_next"]
    [told] = await notify.facts("incident-scoped-in")
    assert (told["notified_on"], told["review_from"]) == ("2026-04-10", "2026-04-14")
    back = await post(notify, first, "amendments", abuse_neglect="not_known_or_suspected")
    assert (back.status_code, back.json()["code"]) == (409, "withdraw_instead")
    assert "Working Together" in back.json()["source"]


@pytest.mark.need("A3", "J2")
async def test_a_wrong_authority_gives_it_away_and_reads_on_what_it_had(notify: Notify) -> None:
    first = await notify.sent()
    unknown = await post(notify, first, "reassignment", authority_code="899")
    assert unknown.json()["errors"][0]["pointer"] == "/authority_code"
    now = (await post(notify, first, "reassignment", authority_code="991")).json()
    assert (now["version"], now["clock"]) == (2, first["clock"]), "the clocks stay"
    assert now["positions"] == []
    [told] = await notify.facts("notification-reassigned")
    assert [told[at]["partnership"] for at in ("from_area", "to_area")] == [
        "ashmere",
        "brackenford",
    ]
    assert (await read(notify, first, who="brackenford-data")).json() == now
    assert (await read(notify, first, 1, who="brackenford-data")).json() == first
    assert (await read(notify, first)).json() == first, "as it was read last"
    assert (await read(notify, first, 1, who="ashmere-police")).json() == first
    assert (await read(notify, first, 2)).status_code == 404
    assert (await post(notify, first, "amendments", outline="x")).status_code == 404
    after = await post(notify, first, "amendments", "brackenford-data", outline="Ours now.")
    assert after.json()["version"] == 3
    back = await post(notify, first, "reassignment", "secretary", authority_code="990")
    assert back.json()["version"] == 4
    assert (await read(notify, first, 3)).status_code == 200


@pytest.mark.need("A3")
async def test_who_had_it_reads_the_positions_and_questions_that_it_had_read(
    notify: Notify,
) -> None:
    first = await notify.sent(positions=[])
    path = f"/notifications/{first['reference']}"
    stated = {"partner": "police", "position": "agreed"}
    await notify.call("POST", f"{path}/positions", "ashmere-police", json=stated)
    asked = {"question": "Does it meet the threshold?"}
    assert (await notify.call("POST", f"{path}/threshold-questions", json=asked)).is_success
    last = (await read(notify, first)).json()
    assert (len(last["positions"]), len(last["threshold"]), last["version"]) == (1, 1, 1)
    await post(notify, first, "reassignment", authority_code="991")
    assert (await read(notify, first)).json() == last
    await notify.call("POST", f"{path}/threshold-questions", "brackenford-data", json=asked)
    assert (await read(notify, first)).json() == last


@pytest.mark.need("A7")
async def test_the_caller_reads_which_moves_are_open_and_why_others_are_not(notify: Notify) -> None:
    first = await notify.sent()
    path = f"/notifications/{first['reference']}/moves"
    told = (await notify.call("GET", path)).json()
    assert all(one["open"] for one in told["moves"])
    assert {one["move"] for one in told["moves"]} == {
        *("amend", "add_child", "complete_identity", "state_position", "withdraw"),
        *("reassign", "mark_duplicate", "ask_threshold"),
    }
    police = (await notify.call("GET", path, "ashmere-police")).json()
    assert [one["move"] for one in police["moves"]] == ["state_position"]
    await post(notify, first, "withdrawal")
    told = (await notify.call("GET", path)).json()
    assert {(one["open"], one["reason"]) for one in told["moves"]} == {
        (False, "The notification is withdrawn.")
    }
    assert all(one["source"] for one in told["moves"])


@pytest.mark.need("J2")
@pytest.mark.parametrize(
    ("method", "what"),
    [
        ("POST", "amendments"),
        ("PUT", "children/2"),
        ("PUT", "children/1/identity"),
        ("POST", "reassignment"),
        ("POST", "duplicate"),
        ("POST", "threshold-questions"),
    ],
)
async def test_each_move_is_the_authoritys_own(notify: Notify, method: str, what: str) -> None:
    first = await notify.sent()
    bodies: dict[str, Any] = {
        "children/2": {"child": a_child()},
        "children/1/identity": {"address": "Elsewhere"},
        "reassignment": {"authority_code": "991"},
        "duplicate": {"duplicate_of": first["reference"]},
    }
    body = {"question": "Does it?"} if "threshold" in what else REASON | bodies.get(what, {})
    path = f"/notifications/{first['reference']}/{what}"
    elsewhere = await notify.call(method, path, "brackenford-data", json=body)
    assert elsewhere.status_code == 404, "nothing is told outside one's area"
    partner = await notify.call(method, path, "ashmere-police", json=body)
    assert (partner.status_code, partner.json()["code"]) == (403, "forbidden")
    assert (await read(notify, first)).json() == first


async def test_what_was_erased_is_not_corrected_any_more(notify: Notify) -> None:
    first = await notify.sent()
    incident = UUID(first["incident_id"])
    await put(notify, first, "children/1/identity", address="Elsewhere")
    async with notify.service.db.begin([incident]) as tx:
        await IdentityStore(IDENTITY_KEY).erase(tx.conn, incident)
        await notify.service.keys.erase(tx.conn, incident, publish=True)
    for answer in (
        await post(notify, first, "amendments", outline="New words."),
        await put(notify, first, "children/2", child=a_child()),
    ):
        assert answer.status_code == 404
        assert "erased" in answer.json()["detail"]


@pytest.mark.need("J1")
async def test_who_a_child_was_thought_to_be_is_shown_with_a_purpose_and_goes_with_an_erasure(
    notify: Notify,
) -> None:
    first = await notify.sent()
    await put(notify, first, "children/1/identity", family_name="Thistlewood")
    path = f"/identity/{first['reference']}/former"
    async with await notify.browser_of("secretary") as browser:
        asked = await page(browser, path)
        assert CANARY not in asked.text
        shown = await submit(browser, asked, {"purpose": "The police ask under the first name."})
        assert CANARY in shown.text
        assert "until version 1" in shown.text
        rows = await notify.service.db.pool.fetch("select action from access_log")
        assert "saw former identity" in [row["action"] for row in rows]
        incident = UUID(first["incident_id"])
        consumes = build_consumes(notify.service.keys, IdentityStore(IDENTITY_KEY))
        [erase] = consumes.handlers(EraseIncidentTextV1)
        async with notify.service.db.begin([incident]) as tx:
            await erase(tx, [an_erasure(incident)])
        gone = await submit(browser, asked, {"purpose": "The police ask under the first name."})
        assert CANARY not in gone.text
    async with await notify.browser_of("ashmere-council") as browser:
        answer = await browser.get(path, headers={"accept": "text/html"})
        assert "Your role may not do this." in answer.text
