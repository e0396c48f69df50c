"""Sending: nothing is given up while someone may answer, and nothing is sent twice that has an outcome."""

from collections.abc import Callable, Iterator, Mapping, Sequence
from datetime import date
from pathlib import Path
from typing import Any

import pytest

from supplier.cspr_supplier.client import Account, Service, Standing
from supplier.cspr_supplier.fake import notifications
from supplier.cspr_supplier.going import progress
from supplier.cspr_supplier.items import Item, Numbered
from supplier.cspr_supplier.net import Away, Http, Stopped
from supplier.cspr_supplier.sending import LEFT_SANDBOX, TRIES_MAX, Sending
from supplier.cspr_supplier.state import OtherState, State

TODAY = date(2026, 4, 10)
ACCOUNT = Account("https://notify.test", "client", "secret")
AWAY = {"title": "Try again shortly", "status": 503, "detail": "Away."}


def taken(number: int, body: Mapping[str, Any]) -> dict[str, Any]:
    own = body["sender_reference"]
    return {
        "item": number,
        "receipt": {"reference": f"CSPR-0000-{own[-5:]}-A", "state": "in_scope"},
        "warnings": ["Look again.", "Not given: the day."],
    }


class FakeService(Service):
    """Answers each batch by the next of its ``ways``, and the rest as it should."""

    def __init__(self, *ways: Callable[[Sequence[Any]], Iterator[dict[str, Any]]]) -> None:
        super().__init__(ACCOUNT, Http())
        self.ways, self.sent = list(ways), list[str]()
        self.in_sandbox = True

    def standing(self) -> Standing:
        return Standing("client", ["990"], self.in_sandbox, 100)

    def send(self, bodies: Sequence[Mapping[str, Any]]) -> Iterator[dict[str, Any]]:
        self.sent += [one["sender_reference"] for one in bodies]
        yield from (self.ways.pop(0) if self.ways else well)(bodies)


def well(bodies: Sequence[Any]) -> Iterator[dict[str, Any]]:
    for number, body in enumerate(bodies):
        yield taken(number, body)


def real(bodies: Sequence[Any]) -> Iterator[dict[str, Any]]:
    for one in well(bodies):
        receipt = one["receipt"]
        yield {**one, "receipt": {**receipt, "reference": "CSPR-2026-00001-A"}}


def breaks_off(bodies: Sequence[Any]) -> Iterator[dict[str, Any]]:
    yield taken(0, bodies[0])
    raise Away("The answer broke off.")


def ends_early(bodies: Sequence[Any]) -> Iterator[dict[str, Any]]:
    yield taken(0, bodies[0])


def one_is_away(bodies: Sequence[Any]) -> Iterator[dict[str, Any]]:
    yield {"item": 0, "problem": AWAY}
    yield taken(1, bodies[1])


def batch_is_away(bodies: Sequence[Any]) -> Iterator[dict[str, Any]]:
    yield taken(0, bodies[0])
    yield {"item": len(bodies), "problem": AWAY}


def away(_bodies: Sequence[Any]) -> Iterator[dict[str, Any]]:
    raise Away("No answer.", 7)
    yield {}


def says_nothing(_bodies: Sequence[Any]) -> Iterator[dict[str, Any]]:
    yield from ()


def made(count: int) -> list[Item]:
    bodies = notifications(count, "990", TODAY, 1)
    return [Item(body, Numbered(n)) for n, body in enumerate(bodies, start=1)]


def sending(service: Service, path: Path, **more: Any) -> Sending:
    state = State.begun(path / "state", b"file", ACCOUNT.url, ACCOUNT.client_id)
    return Sending(service, state, False, TODAY, **{"sleep": lambda _s: None, **more})


@pytest.mark.parametrize("way", [breaks_off, ends_early, one_is_away, batch_is_away, away])
def test_what_has_no_outcome_is_sent_again_and_the_rest_is_not(
    tmp_path: Path, way: Callable[[Sequence[Any]], Iterator[dict[str, Any]]]
) -> None:
    service = FakeService(way)
    one = sending(service, tmp_path)
    one.run(made(3))
    assert [outcome.is_in for outcome in one.state.outcomes.values()] == [True] * 3
    again = service.sent[3:]
    assert len(again) == (3 if way is away else 2)


def test_after_some_tries_without_any_answer_it_stops_and_can_go_on_later(tmp_path: Path) -> None:
    waited: list[float] = []
    service = FakeService(breaks_off, *[away] * TRIES_MAX)
    one = sending(service, tmp_path, sleep=waited.append)
    with pytest.raises(Away):
        one.run(made(4))
    assert waited == [1.0, *[7] * (TRIES_MAX - 1)]
    found = State.found(one.state.path, b"file", ACCOUNT.url, ACCOUNT.client_id)
    assert list(found.outcomes) == [0]
    Sending(service, found, False, TODAY).run(made(4))
    assert len(found.outcomes) == 4
    assert service.sent.count("FAKE-20260410-0001-00001") == 1


def test_who_answers_without_a_word_is_not_asked_for_ever(tmp_path: Path) -> None:
    service = FakeService(*[says_nothing] * (TRIES_MAX + 1))
    with pytest.raises(Away, match="broke off"):
        sending(service, tmp_path).run(made(2))
    assert len(service.sent) == 2 * TRIES_MAX


def test_a_state_of_another_file_or_place_is_not_gone_on_with(tmp_path: Path) -> None:
    path = tmp_path / "state"
    State.begun(path, b"file", "https://a.test", "client")
    for content, url, client, words in (
        (b"other", "https://a.test", "client", "has changed"),
        (b"file", "https://b.test", "client", "begun at https://a.test, and the address is now"),
        (b"file", "https://a.test", "other", "begun as client, and the client is now other"),
    ):
        with pytest.raises(OtherState, match=words):
            State.found(path, content, url, client)


def test_the_state_says_nothing_of_a_child(tmp_path: Path) -> None:
    one = sending(FakeService(), tmp_path)
    items = made(5)
    one.run(items)
    kept = one.state.path.read_text(encoding="utf-8")
    for item in items:
        for child in item.body["children"]:
            assert child["family_name"] not in kept
            assert child["nhs_number"] not in kept


def test_what_can_not_be_right_is_not_sent(tmp_path: Path) -> None:
    service = FakeService()
    one = sending(service, tmp_path)
    good, bad = made(2)
    one.run([good, Item({**bad.body, "aware_on": "2027-01-01"}, Numbered(2))])
    assert service.sent == [good.body["sender_reference"]]
    [wrong] = one.state.outcomes[1].wrong
    assert (wrong.row, wrong.heading) == (2, "aware_on")


def test_a_real_reference_in_the_sandbox_stops_at_once(tmp_path: Path) -> None:
    service = FakeService(real)
    one = sending(service, tmp_path)
    with pytest.raises(Stopped, match=LEFT_SANDBOX[:40]):
        one.run(made(60))
    assert len(service.sent) == 50


@pytest.mark.parametrize(
    "url", ["http://notify.test/v1", "ftp://notify.test", "file:///etc/passwd"]
)
def test_nothing_is_sent_but_by_https(url: str) -> None:
    with pytest.raises(Stopped, match="not an https address"), Http().ask("GET", url, {}):
        pass


@pytest.mark.parametrize(("many", "lines"), [(7, 1), (50, 1), (240, 5), (10_000, 10)])
def test_progress_takes_a_few_lines_however_many_there_are(
    capsys: pytest.CaptureFixture[str], many: int, lines: int
) -> None:
    for done in range(1, many + 1):
        progress(done, many)
    told = capsys.readouterr().out.splitlines()
    assert (len(told), told[-1]) == (lines, f"{many:,} of {many:,}")
