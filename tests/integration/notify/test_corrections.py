"""Whatever may be sent may be corrected, as much of it as was taken."""

from dataclasses import replace
from typing import Any

import pytest

from services.notify.policy import rules
from tests.integration.notify.conftest import Notify
from tests.integration.notify.test_later_changes import post, put
from tests.support.notifications import a_child


@pytest.mark.need("A6", "A7")
async def test_whatever_is_asked_of_an_incident_or_a_child_may_be_corrected(notify: Notify) -> None:
    first = await notify.sent(location_kind="public_place", media_interest="yes")
    [sent] = await notify.facts("notification-submitted")
    body: dict[str, Any] = {
        "location_kind": "other_home",
        "criminal_status": "charged",
        "outside_england": {"country": "GB-SCT", "normally_resident": True},
        "children": [{"number": 1, "legal_status": "care_order", "harm_types": ["neglect"]}],
    }
    answer = await post(notify, first, "amendments", **body)
    assert answer.status_code == 200, answer.text
    assert (await post(notify, first, "amendments", **body)).json() == answer.json()
    [told] = await notify.facts("notification-amended")
    assert told["changed"] == ["children", "circumstances"]
    assert told["circumstances"] == sent["circumstances"] | {
        "location_kind": "other_home",
        "criminal_status": "charged",
        "country": "GB-SCT",
    }
    asked = told["children"][0]["characteristics"]
    assert (asked["legal_status"], asked["harm_types"]) == ("care_order", ["neglect"])
    wrong = {"media_interest": "loud", "children": [{"number": 1, "education": "a tent"}]}
    errors = (await post(notify, first, "amendments", **wrong)).json()["errors"]
    assert {one["pointer"] for one in errors} == {"/media_interest", "/children/0/education"}
    await post(notify, first, "amendments", outline="Other words.")
    told = (await notify.facts("notification-amended"))[-1]
    assert (told["changed"], told["circumstances"]) == (["outline"], None)


async def test_how_many_children_there_may_be_is_policy_and_what_was_taken_is_corrected(
    notify: Notify, monkeypatch: pytest.MonkeyPatch
) -> None:
    in_force = rules.limits()
    more = replace(in_force, children_max=30)
    monkeypatch.setattr(rules, "limits", lambda _on=None: more)
    first = await notify.sent(children=[a_child(nhs_number=None)] * 25)
    monkeypatch.setattr(rules, "limits", lambda _on=None: in_force)
    each = [{"number": number, "placement": "hospital"} for number in range(1, 26)]
    answer = await post(notify, first, "amendments", children=each)
    assert (answer.status_code, len(answer.json()["children"])) == (200, 25), answer.text
    one_more = await put(notify, first, "children/26", child=a_child(nhs_number=None))
    assert (one_more.status_code, one_more.json()["code"]) == (409, "too_many")
    moves = (await notify.call("GET", f"/notifications/{first['reference']}/moves")).json()["moves"]
    assert [one["reason"] for one in moves if not one["open"]] == [
        "At most 20 children are told apart; tell of more in the outline."
    ]
    monkeypatch.setattr(rules, "limits", lambda _on=None: more)
    taken = await put(
        notify, first, "children/26", child=a_child(given_names="Else", nhs_number=None)
    )
    assert taken.status_code == 200, taken.text
