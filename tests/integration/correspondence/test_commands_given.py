"""Commands on their way to review: who may give them, in whose name, and that none is lost."""

from typing import Any
from urllib.parse import urlsplit
from uuid import UUID, uuid4

import pytest
from uuid_utils.compat import uuid7

from services.correspondence.document import store as documents
from tests.integration.correspondence.letters_fixtures import REFERENCE, office
from tests.integration.correspondence.partners_fixtures import CASE, DELAY, House, house
from tests.support.page import page, submit

__all__ = ["house", "office"]

FORM = f"/partner{CASE}/moves/explain-rapid-review-delay"
DECISION = {"meeting_id": str(UUID(int=1)), "outcome": "other", "reasons": "x"}
REVIEW: dict[str, Any] = {"partnership_view": "no", "positions": []}


async def kept(house: House, *, incident: UUID | None = None, state: str = "clean") -> str:
    """A document's id; of another case when its ``incident`` is given."""
    office = house.office
    at = incident or office.incident
    async with office.db.begin() as tx:
        keys = office.service.keys
        if incident:
            await keys.create(tx.conn, at)
        stored = await documents.add(
            tx, keys, at, b"Rapid review", "Rapid review", "person:ashmere-manager", state
        )
    return str(stored.id)


async def test_nobody_shares_a_document_that_they_do_not_read_by_naming_it(house: House) -> None:
    letter, id_ = await house.office.issue(), await kept(house)
    said = {"text": "See the document.", "document_id": id_}
    answer = await house.reply(letter, "ashmere-police", said)
    assert (answer.status_code, answer.json()["field"]) == (409, "document")
    assert "not one of this case's" in answer.json()["detail"]
    assert await house.office.facts("reply-received") == []
    given = await house.give(
        "submit-rapid-review", "ashmere-council", REVIEW | {"document": {"id": id_}}
    )
    assert (given.status_code, given.json()["field"]) == (409, "document")
    assert await house.commands() == []
    assert (await house.reply(letter, "ashmere-manager", said)).status_code == 201
    assert (await house.reply(letter, "ashmere-police", said)).status_code == 201, (
        "it is shared now"
    )


async def test_before_review_has_told_of_a_case_nobody_may_give_a_command(house: House) -> None:
    await house.office.db.pool.execute("update case_view set state = '{}', stage = 'notified'")
    for who in ("ashmere-police", "ashmere-manager", "secretary"):
        answer = await house.give("record-decision", who, DECISION)
        assert (answer.status_code, answer.json()["code"]) == (409, "being_opened")
        assert "still being opened" in answer.json()["detail"]
    assert await house.commands() == []


async def test_a_role_without_the_move_may_not_give_it(house: House) -> None:
    for name in ("record-decision", "offer-dialogue"):
        answer = await house.give(name, "ashmere-police", DECISION)
        assert answer.json()["code"] == "forbidden"
    assert (await house.give("record-decision", "chair", DECISION)).json()["code"] == "forbidden"
    other = await house.give("explain-rapid-review-delay", "brackenford-manager", DELAY)
    assert other.status_code == 404
    assert await house.commands() == []


async def test_a_field_or_a_code_that_nobody_knows_is_named_and_not_lost(house: House) -> None:
    position = {"partner": "police", "view": "no", "reservations": "A slip of the pen."}
    said = {**REVIEW, "positions": [position], "lateness": "A trial."}
    slip = await house.give("submit-rapid-review", "ashmere-manager", said)
    assert slip.status_code == 422
    assert {one["pointer"] for one in slip.json()["errors"]} == {
        "/lateness",
        "/positions/0/reservations",
    }
    coded = await house.give(
        "explain-rapid-review-delay", "ashmere-manager", {**DELAY, "reason": "court"}
    )
    assert coded.status_code == 422
    [wrong] = coded.json()["errors"]
    assert wrong["pointer"] == "/reason"
    assert wrong["reason"].startswith("Choose one of: ")
    assert await house.commands() == []


async def test_a_command_carries_the_roles_of_its_sender(house: House) -> None:
    await house.give("explain-rapid-review-delay", "ashmere-manager", DELAY)
    await house.give("record-decision", "secretary", DECISION)
    assert [c["roles"] for c in await house.commands()] == ["partnership_manager", "secretary"]


async def test_a_partner_answers_in_its_own_name_whatever_it_sends(house: House) -> None:
    said = {"partner": "police", "numbers": [1]}
    await house.give("answer-information-request", "ashmere-icb", said)
    await house.give("answer-information-request", "ashmere-police", {"numbers": [1]})
    assert [c["partner"] for c in await house.commands()] == ["health", "police"]


async def test_of_a_document_only_the_id_is_taken_from_the_sender(house: House) -> None:
    id_ = await kept(house, state="pending")
    said = {"id": id_, "sha256": "0", "media_type": "x", "scan_state": "clean"}
    answer = await house.give("submit-rapid-review", "ashmere-manager", REVIEW | {"document": said})
    assert answer.status_code == 202, answer.text
    [sent] = await house.commands()
    assert sent["document"]["scan_state"] == "pending"
    assert sent["document"]["media_type"] == "text/plain"


async def test_a_document_of_another_case_or_infected_is_refused(house: House) -> None:
    letter = await house.office.issue()
    infected = await kept(house, state="infected")
    for id_, words in (
        (await kept(house, incident=uuid7()), "not one of this case's"),
        (str(uuid4()), "not one of this case's"),
        (infected, "infected"),
    ):
        body = REVIEW | {"document": {"id": id_}}
        sent = await house.give("submit-rapid-review", "ashmere-manager", body)
        reply = {"text": "See the document.", "document_id": id_}
        replied = await house.reply(letter, "ashmere-manager", reply)
        for answer in (sent, replied):
            assert (answer.status_code, answer.json()["field"]) == (409, "document")
            assert words in answer.json()["detail"]
    assert await house.commands() == []
    assert await house.office.facts("reply-received") == []


@pytest.mark.parametrize("said", ["x", 1, {}, {"id": "x"}, [1]])
async def test_a_document_without_an_id_is_named(house: House, said: Any) -> None:
    answer = await house.give("submit-rapid-review", "ashmere-manager", REVIEW | {"document": said})
    assert answer.status_code == 422
    assert answer.json()["errors"][0]["pointer"] == "/document/id"


async def test_the_same_key_is_one_command_and_with_other_content_it_is_refused(
    house: House,
) -> None:
    key, name = uuid4(), "explain-rapid-review-delay"
    for _ in range(2):
        answer = await house.give(name, "ashmere-manager", DELAY, key)
        assert (answer.status_code, answer.json()["command_id"]) == (202, str(key))
    for who, said in (
        ("ashmere-manager", DELAY | {"explanation": "A witness is ill."}),
        ("ashmere-council", DELAY),
    ):
        again = await house.give(name, who, said, key)
        assert (again.status_code, again.json()["code"]) == (422, "key_reused")
    assert len(await house.commands()) == 1


async def test_before_the_key_of_its_case_came_a_command_waits_and_is_the_same_afterwards(
    house: House,
) -> None:
    key, name, pool = uuid4(), "explain-rapid-review-delay", house.office.db.pool
    away = await pool.fetch("delete from sealing_key returning subject, wrapped")
    early = await house.give(name, "ashmere-manager", DELAY, key)
    assert (early.status_code, await house.commands()) == (503, [])
    async with house.office.db.begin() as tx:
        await house.office.service.keys.keep(tx.conn, dict(tuple(row) for row in away))
    for _ in range(2):
        assert (await house.give(name, "ashmere-manager", DELAY, key)).status_code == 202
    assert len(await house.commands()) == 1


async def test_what_tells_contents_apart_is_gone_with_the_key_of_the_case(house: House) -> None:
    await house.give("explain-rapid-review-delay", "ashmere-manager", DELAY)
    keys, incident = house.office.service.keys, house.office.incident
    async with house.office.db.begin() as tx:
        before = await keys.fingerprint(tx.conn, incident, b"said")
        assert before == await keys.fingerprint(tx.conn, incident, b"said")
        assert before != await keys.fingerprint(tx.conn, incident, b"other")
        await keys.erase(tx.conn, incident)
        assert before != await keys.fingerprint(tx.conn, incident, b"said")


async def test_a_reply_is_kept_once_and_another_text_under_its_key_is_refused(
    house: House,
) -> None:
    letter, key = await house.office.issue(), uuid4()
    said = {"text": "The interview was on 12 May.", "paragraph": 4, "numbers": [1]}
    first = await house.reply(letter, "ashmere-police", said, key)
    assert first.status_code == 201
    assert (await house.reply(letter, "ashmere-police", said, key)).json() == first.json()
    other = await house.reply(letter, "ashmere-police", said | {"text": "It was on 13 May."}, key)
    assert (other.status_code, other.json()["code"]) == (422, "key_reused")
    assert len(await house.office.facts("reply-received")) == 1
    [answer] = await house.commands()
    assert (str(answer["id"]), answer["partner"], answer["roles"]) == (
        first.json()["command_id"],
        "police",
        "partner_police",
    )


async def test_a_form_sent_again_from_the_past_with_other_words_keeps_both(house: House) -> None:
    client = await house.browser("ashmere-manager")
    form = await page(client, FORM)
    day = {"expected_on-day": "20", "expected_on-month": "6", "expected_on-year": "2026"}
    first = {"reason": "trial", "explanation": "A trial is listed.", **day}
    recording = await submit(client, form, first)
    assert recording.h1 == "Being recorded"
    assert (await submit(client, form, first)).h1 == "Being recorded"
    again = await submit(client, form, first | {"explanation": "A witness is ill."}, status=422)
    assert "sent before with other content" in again.text
    assert again.soup.select_one("textarea").get_text() == "A witness is ill."  # type: ignore[union-attr]
    assert urlsplit(again.links["See what became of it"]).path == urlsplit(recording.address).path
    assert len(await house.commands()) == 1
    await submit(client, again, {})
    assert len(await house.commands()) == 2


async def test_a_reply_sent_again_from_the_past_with_other_words_is_kept_to_be_sent(
    house: House,
) -> None:
    letter = await house.office.issue()
    client = await house.browser("ashmere-police")
    form = await page(client, f"/partner/letters/{letter}")
    await submit(client, form, {"text": "It was on 12 May."})
    again = await submit(client, form, {"text": "It was on 13 May."}, status=422)
    assert "sent before with other content" in again.text
    assert "It was on 12 May." in again.text
    assert again.soup.select_one("textarea").get_text() == "It was on 13 May."  # type: ignore[union-attr]
    done = await submit(client, again, {})
    assert "Your reply is sent." in done.text


async def test_a_command_refused_later_lies_in_its_senders_tray(house: House) -> None:
    letter = await house.office.issue()
    said = {"text": "The interview was on 12 May.", "numbers": [1]}
    sent = (await house.reply(letter, "ashmere-police", said)).json()
    client = await house.browser("ashmere-police")
    assert "refused" not in (await page(client, "/partner")).text
    source = "Children Act 2004 s16D"
    await house.answer(
        UUID(sent["command_id"]), "refused", code="x", reason="Nothing is asked.", source=source
    )
    assert "1 of what you sent was refused" in (await page(client, "/partner")).text
    tray = await page(client, "/partner/refused")
    assert f"Mark what you have answered, {REFERENCE}" in tray.text
    assert f"Nothing is asked. ({source})" in tray.text
    colleague = await house.browser("ashmere-council")
    assert "Nothing that you sent" in (await page(colleague, "/partner/refused")).text
    became = await house.call("GET", f"/commands/{sent['command_id']}", "ashmere-police")
    assert (became.status_code, became.json()["detail"]) == (409, "Nothing is asked.")
    after = await submit(client, tray, {})
    assert "Nothing that you sent was refused." in after.text


async def test_a_meetings_refused_command_lies_in_the_tray_of_the_desk(house: House) -> None:
    meeting = uuid7()
    said = {"starts_at": "2026-06-18T10:00:00+01:00", "members": []}
    path = f"/meetings/{meeting}/commands/arrange-meeting"
    sent = (await house.call("POST", path, "secretary", json=said)).json()
    await house.answer(UUID(sent["command_id"]), "refused", code="x", reason="No quorum.")
    tray = await page(await house.browser("secretary"), "/desk/refused")
    assert "Arrange meeting, a meeting" in tray.text
    assert tray.links["Open the page again"] == "/desk/meetings"
