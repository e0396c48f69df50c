"""One incident notified twice: proposed by likeness, decided by a person, both references kept."""

from datetime import UTC, datetime, timedelta
from typing import Any

import pytest

from services.notify.notification.duplicates import Duplicates
from services.notify.notification.handlers import Notifications
from services.notify.notification.identity import IdentityStore
from services.notify.register.queries import areas_of
from tests.integration.notify.conftest import IDENTITY_KEY, Notify
from tests.support.notifications import CANARY, a_child, a_notification
from tests.support.page import page, submit

WHY = "Both tell of the same infant."
MONDAY = datetime(2026, 4, 13, 9, tzinfo=UTC)


async def proposals(notify: Notify) -> list[Any]:
    return await notify.service.db.pool.fetch("select * from duplicate_proposal")


async def proposed(notify: Notify) -> Any:
    """The one proposal, once the service has compared."""
    people = IdentityStore(IDENTITY_KEY)
    duplicates = Duplicates(Notifications(notify.service, people, areas_of))
    assert await duplicates.propose() > 0
    assert await duplicates.propose() == 0
    [one] = await proposals(notify)
    return one


async def from_both(notify: Notify, **first_more: Any) -> tuple[Any, Any]:
    """The same incident from two authorities, three days apart."""
    first = await notify.sent(**first_more)
    notify.at(MONDAY)
    body = a_notification(authority_code="991", occurred_on="2026-03-29", aware_on="2026-03-30")
    second = (await notify.send(body, who="brackenford-data")).json()
    return first, second


async def test_the_same_incident_from_two_authorities_is_proposed_to_a_person(
    notify: Notify,
) -> None:
    first, second = await from_both(notify)
    one = await proposed(notify)
    assert one["because"] == [
        "a child of the same NHS number, or of the same family name and date of birth",
        "a child of the same sex and age",
        "3 days apart",
    ]
    assert [str(one[at]) for at in ("first_id", "second_id")] == [
        first["incident_id"],
        second["incident_id"],
    ]
    path = f"/notifications/{first['reference']}/possible-duplicates"
    [told] = (await notify.call("GET", path)).json()["possible"]
    assert (told["reference"], told["authority_name"], told["outcome"]) == (
        None,
        "Brackenford",
        None,
    )
    both = await notify.facts("notification-submitted")
    assert len(both) == 2, "nothing was merged"
    assert await notify.facts("notification-marked-duplicate") == []


async def test_the_office_decides_and_the_earliest_dates_count(notify: Notify) -> None:
    first, second = await from_both(notify)
    one = await proposed(notify)
    async with await notify.browser_of("secretary") as browser:
        listed = await page(browser, "/duplicates")
        words = f"{first['reference']} and {second['reference']}"
        assert listed.links[words] == f"/duplicates/{one['id']}"
        shown = await page(browser, listed.links[words])
        assert "Brackenford" in shown.text
        assert CANARY not in shown.text
        empty = await submit(browser, shown, {"outcome": "", "reason": ""}, status=422)
        assert set(empty.errors) == {"outcome", "reason"}
        done = await submit(browser, empty, {"outcome": "second", "reason": WHY})
        assert "Nothing waits." in done.text
    path = f"/notifications/{second['reference']}"
    survivor = (await notify.call("GET", path, "brackenford-data")).json()
    gone = (await notify.call("GET", f"/notifications/{first['reference']}")).json()
    assert (gone["state"], gone["duplicate_of"]) == ("duplicate", second["reference"])
    assert second["reference"] in gone["what_happens_next"]
    assert survivor["duplicates"] == [first["reference"]]
    assert (survivor["notified_on"], survivor["occurred_on"], survivor["aware_on"]) == (
        "2026-04-10",
        "2026-03-26",
        "2026-03-27",
    )
    [marked] = await notify.facts("notification-marked-duplicate")
    [absorbed] = await notify.facts("duplicate-absorbed")
    assert marked["survivor_reference"] == second["reference"]
    assert (absorbed["duplicate_reference"], absorbed["clock"]["due_on"]) == (
        first["reference"],
        "2026-04-07",
    )
    assert (await proposals(notify))[0]["outcome"] == "marked"
    assert WHY not in str([dict(row) for row in await proposals(notify)])


async def test_what_was_brought_into_scope_keeps_its_time_whatever_it_stands_for(
    notify: Notify,
) -> None:
    only = {
        "kind_of_incident": "looked_after_death",
        "abuse_neglect": "not_known_or_suspected",
        "children": [a_child(looked_after="yes", outcome="died")],
    }
    first, second = await notify.sent(**only), await notify.sent(**only, sender_reference="ASH-2")
    notify.at(MONDAY)
    path = f"/notifications/{first['reference']}"
    amend = {"abuse_neglect": "suspected", "reason": "Learned later."}
    await notify.call("POST", f"{path}/amendments", json=amend)
    notify.at(MONDAY + timedelta(days=1))
    third = await notify.sent(sender_reference="ASH-3")
    for gone in (second, third):
        body = {"duplicate_of": first["reference"], "reason": WHY}
        gone_path = f"/notifications/{gone['reference']}/duplicate"
        assert (await notify.call("POST", gone_path, json=body)).status_code == 200
        now = (await notify.call("GET", path)).json()
        assert "Monday 13 April 2026" in now["what_happens_next"]
    told = await notify.facts("duplicate-absorbed")
    assert [(one["notified_on"], one["review_from"]) for one in told] == [
        ("2026-04-10", "2026-04-13")
    ] * 2


async def test_two_incidents_stay_two_and_are_not_proposed_again(notify: Notify) -> None:
    first, _ = await from_both(notify)
    one = await proposed(notify)
    async with await notify.browser_of("secretary") as browser:
        shown = await page(browser, f"/duplicates/{one['id']}")
        await submit(browser, shown, {"outcome": "different", "reason": "Two infants of one name."})
    amend = {"outline": "Another outline.", "reason": "Learned later."}
    await notify.call("POST", f"/notifications/{first['reference']}/amendments", json=amend)
    assert (await proposed(notify))["outcome"] == "different"
    rows = await notify.service.db.pool.fetch("select action, object from access_log")
    assert ("compared", first["reference"]) in {(r["action"], r["object"]) for r in rows}


async def test_what_one_person_decided_another_does_not_decide_again(notify: Notify) -> None:
    first, second = await from_both(notify)
    path = f"/duplicates/{(await proposed(notify))['id']}"
    async with await notify.browser_of("secretary") as browser:
        old = await page(browser, path)
        await submit(browser, old, {"outcome": "different", "reason": WHY})
        for outcome in ("first", "different"):
            told = await submit(browser, old, {"outcome": outcome, "reason": WHY}, status=409)
            assert "Decided already: they are two incidents." in told.text
            assert "Wren Halloway said so on 13 April 2026." in told.text
        assert "Record the decision" not in (await page(browser, path)).text
    for sent, who in ((first, "ashmere-case-system"), (second, "brackenford-data")):
        now = await notify.call("GET", f"/notifications/{sent['reference']}", who)
        assert now.json()["state"] == "in_scope"
    assert await notify.facts("notification-marked-duplicate") == []
    [one] = await proposals(notify)
    assert one["outcome"] == "different"


async def test_what_the_office_found_to_be_two_no_sender_marks_as_one(notify: Notify) -> None:
    first, second = await notify.sent(), await notify.sent(sender_reference="ASH-2")
    async with await notify.browser_of("secretary") as browser:
        shown = await page(browser, f"/duplicates/{(await proposed(notify))['id']}")
        await submit(browser, shown, {"outcome": "different", "reason": WHY})
    for gone, kept in ((first, second), (second, first)):
        path = f"/notifications/{gone['reference']}/duplicate"
        body = {"duplicate_of": kept["reference"], "reason": WHY}
        refused = await notify.call("POST", path, json=body)
        assert (refused.status_code, refused.json()["code"]) == (409, "found_different")
        assert "two incidents" in refused.json()["detail"]
    assert await notify.facts("notification-marked-duplicate") == []
    marked = await notify.call("POST", path, "secretary", json=body)
    assert marked.json()["state"] == "duplicate", "who decided may find otherwise"


async def test_another_partnerships_day_of_telling_is_not_the_survivors(notify: Notify) -> None:
    first, second = await from_both(notify, partners_told_on=None)
    async with await notify.browser_of("secretary") as browser:
        shown = await page(browser, f"/duplicates/{(await proposed(notify))['id']}")
        await submit(browser, shown, {"outcome": "first", "reason": WHY})
    assert second["partners_told_on"] == "2026-04-01"
    survivor = (await notify.call("GET", f"/notifications/{first['reference']}")).json()
    assert (survivor["partners_told_on"], survivor["partners_clock"]) == (None, None)
    [absorbed] = await notify.facts("duplicate-absorbed")
    assert absorbed["partners_clock"] is None


async def test_which_of_two_goes_on_is_said_once_it_is_decided(notify: Notify) -> None:
    _, second = await from_both(notify)
    path = f"/duplicates/{(await proposed(notify))['id']}"
    async with await notify.browser_of("secretary") as browser:
        old = await page(browser, path)
        await submit(browser, old, {"outcome": "second", "reason": WHY})
        told = await submit(browser, old, {"outcome": "first", "reason": WHY}, status=409)
    assert f"they are one incident, and {second['reference']} goes on" in told.text


async def test_a_sender_marks_its_own_and_nobody_elses(notify: Notify) -> None:
    first, second = await notify.sent(), await notify.sent(sender_reference="ASH-2")
    path = f"/notifications/{second['reference']}/duplicate"
    body = {"duplicate_of": first["reference"], "reason": WHY}
    now = (await notify.call("POST", path, json=body)).json()
    assert (now["state"], now["duplicate_of"]) == ("duplicate", first["reference"])
    assert (await notify.call("POST", path, json=body)).json() == now
    itself = {"duplicate_of": first["reference"], "reason": WHY}
    own = await notify.call("POST", f"/notifications/{first['reference']}/duplicate", json=itself)
    assert (own.status_code, own.json()["code"]) == (409, "same")
    third = (await notify.send(a_notification(authority_code="991"), who="brackenford-data")).json()
    across = {"duplicate_of": third["reference"], "reason": WHY}
    assert (await notify.call("POST", f"/notifications/{first['reference']}/duplicate", json=across)).status_code == 404  # fmt: skip
    back = await notify.call(
        "POST",
        f"/notifications/{first['reference']}/duplicate",
        json={"duplicate_of": second["reference"], "reason": WHY},
    )
    assert back.json()["code"] == "survivor_ended"


async def test_what_a_duplicate_told_is_missing_no_more(notify: Notify) -> None:
    survivor = await notify.sent(partners_told_on=None)
    duplicate = await notify.sent(sender_reference="ASH-2")
    untold = "when the partners were told"
    assert untold in survivor["missing"]
    body = {"duplicate_of": survivor["reference"], "reason": WHY}
    await notify.call("POST", f"/notifications/{duplicate['reference']}/duplicate", json=body)
    now = (await notify.call("GET", f"/notifications/{survivor['reference']}")).json()
    assert now["partners_told_on"] == duplicate["partners_told_on"]
    assert now["missing"] == [one for one in survivor["missing"] if one != untold]
    assert now["completeness_percent"] > survivor["completeness_percent"]


async def test_children_alike_in_another_place_are_not_asked_about(notify: Notify) -> None:
    await notify.sent()
    other = a_notification(
        authority_code="991", children=[a_child(family_name="Other", nhs_number=None)]
    )
    await notify.send(other, who="brackenford-data")
    here = a_notification(children=[a_child(family_name="Third", nhs_number=None)])
    await notify.send(here)
    one = await proposed(notify)
    assert "the same authority is concerned" in one["because"]


async def test_pairs_that_count_no_more_hide_no_other(notify: Notify) -> None:
    await notify.service.db.pool.execute(
        """
        with gone as (
            insert into notification (id, reference, status, version, sender, authority_code,
                partnership, content, notified_at, notified_on, occurred_on, aware_on)
            select gen_random_uuid(), 'R' || n, 'withdrawn', 1, 's', '990', 'p', '{}',
                now(), current_date, current_date, current_date
            from generate_series(1, 21) n
            returning id
        )
        insert into duplicate_proposal (id, first_id, second_id, because, proposed_at)
        select gen_random_uuid(), one.id, two.id, '{}', '2020-01-01'
        from gone one join gone two on one.id < two.id
        """
    )
    first, second = await from_both(notify)
    duplicates = Duplicates(Notifications(notify.service, IdentityStore(IDENTITY_KEY), areas_of))
    assert await duplicates.propose() > 0
    async with await notify.browser_of("secretary") as browser:
        listed = await page(browser, "/duplicates")
    assert f"{first['reference']} and {second['reference']}" in listed.links


@pytest.mark.need("J2")
async def test_a_family_name_alone_tells_no_child(notify: Notify) -> None:
    await notify.sent()
    girl = a_child(given_names="Ada", date_of_birth="2009-05-01", nhs_number=None, sex="female")
    body = a_notification(authority_code="991", children=[girl])
    assert (await notify.send(body, who="brackenford-data")).status_code == 201
    duplicates = Duplicates(Notifications(notify.service, IdentityStore(IDENTITY_KEY), areas_of))
    assert await duplicates.propose() == 2
    assert await proposals(notify) == []


@pytest.mark.parametrize("who", ["chair", "ashmere-council", "administrator"])
async def test_the_pages_are_the_offices(notify: Notify, who: str) -> None:
    async with await notify.browser_of(who) as browser:
        answer = await browser.get("/duplicates", headers={"accept": "text/html"})
        assert "Your role may not do this." in answer.text
