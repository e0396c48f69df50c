"""A letter on a local review, begun, saved for later, worded anew and sent back by programs as on its pages."""

from typing import Any

import pytest

from services.correspondence.web.api import examples
from tests.integration.correspondence.api_examples import said_in
from tests.integration.correspondence.letters_fixtures import office
from tests.integration.correspondence.partners_fixtures import CASE, HERE, House, house
from tests.integration.correspondence.review_letters_fixtures import tell
from tests.support.page import page

__all__ = ["house", "office"]
LETTERS, DELAY = f"{CASE}/local-review-letters", "comments_on_delay"
ONE = f"{LETTERS}/{DELAY}"
SAID = said_in(examples.REVIEW_LETTERS)


async def offered(house: House) -> dict[str, Any]:
    """The one letter that may be begun."""
    await tell(house.office, DELAY)
    [one] = (await house.call("GET", LETTERS, "secretary")).json()
    return {**SAID, "seen": one["seen"]}


@pytest.mark.need("D3")
async def test_it_is_begun_once_worded_anew_sent_back_and_brought_out_by_another(
    house: House,
) -> None:
    early = await house.call("POST", ONE, "secretary", json=SAID)
    assert (early.status_code, early.json()["code"]) == (409, "nothing_told")
    assert (await house.call("GET", LETTERS, "secretary")).json() == []
    said = await offered(house)
    first, again = [await house.call("POST", ONE, "secretary", json=said) for _ in range(2)]
    assert (first.status_code, first.json()) == (201, again.json()), first.text
    other = await house.call("POST", ONE, "secretary", json={**said, "comments": "Others."})
    assert (other.status_code, other.json()["code"]) == (409, "begun")
    [told] = (await house.call("GET", LETTERS, "secretary")).json()
    assert (told["kind"], told["letter_id"]) == (DELAY, first.json()["letter_id"])
    letter = f"/letters/{told['letter_id']}"
    texts = (await house.call("GET", f"{letter}/texts", "secretary")).json()
    anew = {**said_in(examples.TEXTS), "seen": texts["seen"]}
    put = await house.call("PUT", f"{letter}/texts", "secretary", json=anew)
    assert put.status_code == 204, put.text
    stale = await house.call("PUT", f"{letter}/texts", "secretary-2", json=anew)
    assert stale.status_code == 409, "these are not the words that were read"
    lines = (await house.call("GET", letter, "chair")).json()["text"]
    read = " ".join(lines.split())
    assert anew["texts"][0]["text"] in read
    assert "by Monday 6 July 2026: Which actions are done." in read, "it keeps the rest"
    back = said_in(examples.SENT_BACK)
    assert (
        await house.call("POST", f"{letter}/send-back", "secretary", json=back)
    ).status_code == 409, "nobody sends back what they wrote"
    sent = await house.call("POST", f"{letter}/send-back", "chair", json=back)
    assert sent.status_code == 204, sent.text
    assert (await house.call("POST", f"{letter}/prepare", "secretary")).status_code == 204
    seen = {"seen": (await house.call("GET", letter, "chair")).json()["digest"]}
    out = await house.call("POST", f"{letter}/approve", "chair", json=seen)
    assert out.status_code == 204, out.text
    assert len(await house.office.facts("local-review-letter-issued")) == 1
    assert (await house.call("GET", f"{letter}/texts", "secretary")).status_code == 409


@pytest.mark.need("D3")
async def test_what_was_told_since_is_read_first_and_what_is_wrong_is_named(house: House) -> None:
    said = await offered(house)
    await tell(house.office, DELAY, reason="trial")
    stale = await house.call("POST", ONE, "secretary", json=said)
    assert (stale.status_code, stale.json()["code"]) == (409, "stale")
    blank = {**said, "comments": " ", "asks": [{"text": "Which?", "asked_of": []}]}
    wrong = await house.call("POST", ONE, "secretary", json=blank)
    assert [e["pointer"] for e in wrong.json()["errors"]] == ["/comments", "/asks/0/asked_of"]
    assert (await house.call("POST", f"{LETTERS}/none", "secretary", json=said)).status_code == 404
    for who in ("chair", "ashmere-manager", "regional-lead"):
        answer = await house.call("POST", ONE, who, json=said)
        assert (answer.status_code, answer.json()["code"]) == (403, "forbidden")
        assert (await house.call("GET", f"{ONE}/draft", who)).json()["code"] == "forbidden"
    assert await house.office.facts("local-review-letter-drafted") == []
    late = {**SAID["asks"][0], "due_on": "2026-06-01"}
    [one] = (await house.call("GET", LETTERS, "secretary")).json()
    over = {**said, "seen": one["seen"], "asks": [late]}
    refused = await house.call("POST", ONE, "secretary", json=over)
    assert (refused.status_code, refused.json()["field"]) == (409, "asks")


@pytest.mark.need("D3")
async def test_what_is_saved_for_later_stands_on_its_page_and_goes_once_it_is_begun(
    house: House,
) -> None:
    said, draft = await offered(house), said_in(examples.DRAFTS)
    assert (await house.call("GET", f"{ONE}/draft", "secretary")).status_code == 404
    for _time in range(2):
        kept = await house.call("PUT", f"{ONE}/draft", "secretary", json=draft)
        assert kept.status_code == 204, kept.text
    read = (await house.call("GET", f"{ONE}/draft", "secretary")).json()
    assert read == draft
    desk = await house.browser("secretary")
    shown = await page(desk, f"{HERE}/desk{LETTERS.rpartition('/')[0]}/letters/{DELAY}")
    assert draft["comments"] in shown.text
    assert (await house.call("GET", f"{ONE}/draft", "secretary-2")).status_code == 404
    assert (await house.call("POST", ONE, "secretary", json=said)).status_code == 201
    assert (await house.call("GET", f"{ONE}/draft", "secretary")).status_code == 404
    await house.call("PUT", f"{ONE}/draft", "secretary", json=draft)
    for _time in range(2):
        assert (await house.call("DELETE", f"{ONE}/draft", "secretary")).status_code == 204
    assert (await house.call("GET", f"{ONE}/draft", "secretary")).status_code == 404


@pytest.mark.need("D3")
async def test_a_decisions_letter_that_was_worded_anew_says_again_what_was_decided(
    house: House,
) -> None:
    letter = f"/letters/{await house.office.decide()}"
    before = (await house.call("GET", f"{letter}/texts", "secretary")).json()
    said = {"seen": before["seen"], "texts": [{"part": "reasons", "text": "Other reasons."}]}
    nothing = {**said, "texts": [{"part": "comments", "text": "There is no such part."}]}
    wrong = await house.call("PUT", f"{letter}/texts", "secretary", json=nothing)
    assert wrong.json()["errors"][0]["pointer"] == "/texts/0/part"
    for path, way, body in (("texts", "PUT", said), ("redraft", "POST", None)):
        answer = await house.call(way, f"{letter}/{path}", "chair", json=body)
        assert (answer.status_code, answer.json()["code"]) == (403, "forbidden")
    done = await house.call("PUT", f"{letter}/texts", "secretary", json=said)
    assert done.status_code == 204, done.text
    worded = (await house.call("GET", f"{letter}/texts", "secretary")).json()
    assert said["texts"][0] in worded["texts"]
    for _time in range(2):
        again = await house.call("POST", f"{letter}/redraft", "secretary")
        assert again.status_code == 204, again.text
    assert (await house.call("GET", f"{letter}/texts", "secretary")).json() == before
