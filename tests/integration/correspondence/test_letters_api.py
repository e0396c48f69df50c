"""A letter is approved by a program as it is on its page: the words that were read, and no others."""

from typing import Any

from tests.integration.correspondence.letters_fixtures import office
from tests.integration.correspondence.partners_fixtures import House, house

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
