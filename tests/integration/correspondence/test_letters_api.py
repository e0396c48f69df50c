"""A letter is approved by a program as it is on its page: the words that were read, and no others."""

from typing import Any
from uuid import uuid4

import pytest

from contracts.correspondence import LetterIssuedV1
from tests.integration.correspondence.letters_fixtures import office
from tests.integration.correspondence.partners_fixtures import CASE, HERE, House, house
from tests.integration.correspondence.test_withdrawn_letters import withdraw
from tests.support.page import page, submit

__all__ = ["house", "office"]


async def test_nobody_approves_words_that_they_have_not_read(house: House) -> None:
    letter = await house.office.decide()
    path = f"/letters/{letter}"
    await house.call("POST", f"{path}/prepare", "secretary")
    for body in (None, {}, {"seen": ""}, {"override": "It was read in the meeting."}):
        blind = await house.call("POST", f"{path}/approve", "secretary-2", json=body)
        assert blind.status_code == 409, blind.text
        assert (blind.json()["code"], blind.json()["field"]) == ("unread", "seen")
    read = await house.call("GET", path, "secretary-2")
    assert "The learning was not adequately explored." in read.json()["text"]
    seen = {"seen": read.json()["digest"]}
    done = await house.call("POST", f"{path}/approve", "secretary-2", json=seen)
    assert done.status_code == 204, done.text
    issued = (await house.call("GET", path, "secretary-2")).json()
    said: dict[str, Any] = {**read.json(), "status": "issued"}
    assert issued == said, "what went out is what was read"


async def test_a_letter_that_is_not_out_is_read_by_the_staff_alone(house: House) -> None:
    letter = await house.office.decide()
    for who in ("ashmere-manager", "ashmere-partnership-system"):
        answer = await house.call("GET", f"/letters/{letter}", who)
        assert answer.json()["code"] == "forbidden", answer.text
    assert (await house.call("GET", f"/letters/{letter}", "secretary")).status_code == 200


@pytest.mark.need("D3", "D7")
async def test_a_case_system_has_the_decision_as_data_and_the_whole_conversation_without_a_letter(
    house: House,
) -> None:
    letter, who = await house.office.issue(), "ashmere-partnership-system"
    await house.decided()
    await house.office.deliverer.give(
        LetterIssuedV1.model_validate((await house.office.facts("letter-issued"))[0]),
        house.office.incident,
    )
    [decision] = (await house.call("GET", f"{CASE}/decisions", who)).json()
    assert decision["outcome"] == "advise_lcspr"
    assert decision["criteria"][0]["finding"] == "met"
    sent = await house.reply(letter, who, {"text": "Which audit is meant?", "paragraph": 4})
    waits = (await house.call("GET", f"/letters/{letter}/thread", who)).json()
    assert waits["awaits"] == "panel"
    assert waits["replies"][0]["answer_due_on"] == "2026-06-22"
    desk = await house.browser("secretary")
    shown = await page(desk, f"{HERE}/desk/views/{sent.json()['reply_id']}")
    typed = {"effect": "confirmed", "way": "thread", "words": "That of last spring."}
    await submit(desk, shown, typed, action="/answer")
    for reader in (who, "ashmere-police", "ashmere-icb", "secretary"):
        thread = (await house.call("GET", f"/letters/{letter}/thread", reader)).json()
        assert (thread["awaits"], thread["replies"][0]["status"]) == ("closed", "answered")
        assert thread["replies"][0]["answer"]["text"] == "That of last spring."
    other = await house.call("GET", f"/letters/{letter}/thread", "brackenford-council")
    assert other.status_code == 404
    draft = await house.office.decide()
    assert (await house.call("GET", f"/letters/{draft}/thread", who)).status_code == 404


async def test_the_thread_of_a_letter_that_was_withdrawn_is_read_as_on_its_page(
    house: House,
) -> None:
    office, who = house.office, "ashmere-partnership-system"
    letter = await office.issue()
    await withdraw(office, letter)
    read = await house.call("GET", f"/letters/{letter}/thread", who)
    assert (read.status_code, read.json()["awaits"]) == (200, "empty")


async def test_feedback_that_is_sent_again_with_its_key_is_told_once(house: House) -> None:
    office, who = house.office, "ashmere-partnership-system"
    letter = await office.issue()
    said = {"clear": "partly", "words": "Which audit is meant?"}
    for key, told in ((uuid4(), 1), (uuid4(), 2)):
        for _time in range(2):
            headers = {"Idempotency-Key": str(key)}
            path = f"/letters/{letter}/feedback"
            done = await house.call("POST", path, who, json=said, headers=headers)
            assert done.status_code == 204, done.text
            assert len(await office.facts("letter-feedback-given")) == told
