"""One contract for every post: the fake's promises are those of GOV.UK Notify behind its client."""

import asyncio
import dataclasses
import json
from collections.abc import AsyncIterator, Awaitable, Callable
from dataclasses import dataclass, field
from typing import Any
from uuid import UUID

import httpx
import pytest
from fastapi import FastAPI, Request, Response

from deploy.local.notify_stand_in import build
from services.correspondence.post import (
    KINDS,
    FakePost,
    GovukNotifyPost,
    Message,
    Post,
    Receipt,
    Rejected,
    Retry,
    receipt_of,
)
from tests.support.patient import ANSWER_S_MAX
from tests.support.serve import serving

KEY = "made-up-00000000-0000-4000-8000-000000000001-00000000-0000-4000-8000-000000000002"
TEMPLATES = {kind: UUID(int=number) for number, kind in enumerate(KINDS, 1)}

ADDRESS, TEMPLATE, TEAM_ONLY = (
    json.dumps({"errors": [{"error": error, "message": words}], "status_code": 400})
    for error, words in (
        ("ValidationError", "email_address Not a valid email address"),
        ("ValidationError", "template_id is not a valid UUID"),
        ("BadRequestError", "Can't send to this recipient using a team-only API key"),
    )
)


@dataclass
class Faults:
    """What the provider does wrong next, and what it was asked."""

    status: int | None = None
    body: str = "{}"
    after_taking: bool = False
    refused: set[str] = field(default_factory=set)
    bodies: list[dict[str, Any]] = field(default_factory=list)


def stand_in(faults: Faults) -> FastAPI:
    """The local stand-in with faults in front of it."""
    app = build()

    @app.middleware("http")
    async def fail(
        request: Request, call_next: Callable[[Request], Awaitable[Response]]
    ) -> Response:
        sending = request.method == "POST" and request.url.path == "/v2/notifications/email"
        if sending:
            faults.bodies.append(json.loads(await request.body()))
            if faults.bodies[-1]["email_address"] in faults.refused:
                return Response(ADDRESS, 400)
        if faults.status and not faults.after_taking:
            return Response(faults.body, faults.status)
        answer = await call_next(request)
        return Response("{}", faults.status) if faults.status and sending else answer

    return app


@dataclass
class Trial:
    """A post under test, and how to trouble it."""

    post: Post
    trouble: Callable[[], None]
    mend: Callable[[], None]
    refuse: Callable[[str], None]
    bounce: Callable[[str], Awaitable[None]]
    sent: Callable[[], Awaitable[int]]


@pytest.fixture(params=["fake", "govuk_notify"])
async def trial(request: pytest.FixtureRequest) -> AsyncIterator[Trial]:
    if request.param == "fake":
        yield a_fake()
        return
    faults = Faults()
    async with (
        serving(stand_in(faults)) as url,
        httpx.AsyncClient(base_url=url, timeout=ANSWER_S_MAX) as http,
    ):

        async def bounce(address: str) -> None:
            await http.post("/switches/bounce", json={"address": address})

        async def sent() -> int:
            return int((await http.get("/live")).json()["sent"])

        yield Trial(
            GovukNotifyPost(KEY, url, TEMPLATES),
            lambda: setattr(faults, "status", 500),
            lambda: setattr(faults, "status", None),
            faults.refused.add,
            bounce,
            sent,
        )


def a_fake() -> Trial:
    fake = FakePost()

    async def bounce(address: str) -> None:
        fake.bouncing.add(address)

    async def sent() -> int:
        return len(fake.sent)

    return Trial(
        fake,
        lambda: setattr(fake, "down", True),
        lambda: setattr(fake, "down", False),
        fake.refused.add,
        bounce,
        sent,
    )


def a_message(reference: str = "letter-1-police-1", to: str = "a@ashmere.example") -> Message:
    return Message("letter", to, reference, "CSPR-2026-00088-X", "http://desk.test/partner")


async def test_a_message_is_delivered(trial: Trial) -> None:
    id_ = await trial.post.send(a_message())
    assert await trial.post.fate(id_) == Receipt("delivered")


async def test_the_same_reference_is_one_message(trial: Trial) -> None:
    first = await trial.post.send(a_message())
    assert await trial.post.send(a_message()) == first
    assert await trial.post.send(a_message("letter-1-police-2")) != first
    assert await trial.sent() == 2


async def test_a_bounce_is_a_failure_with_its_reason(trial: Trial) -> None:
    await trial.bounce("a@ashmere.example")
    id_ = await trial.post.send(a_message())
    assert await trial.post.fate(id_) == Receipt("failed", "the address does not exist")


async def test_trouble_that_may_pass_is_tried_again(trial: Trial) -> None:
    id_ = await trial.post.send(a_message())
    trial.trouble()
    with pytest.raises(Retry):
        await trial.post.send(a_message("letter-2-police-1"))
    with pytest.raises(Retry):
        await trial.post.fate(id_)
    trial.mend()
    assert await trial.post.send(a_message("letter-2-police-1"))
    assert await trial.sent() == 2


async def test_what_the_provider_will_never_take_is_rejected_with_words(trial: Trial) -> None:
    trial.refuse("nonsense")
    with pytest.raises(Rejected, match="the provider refused the address"):
        await trial.post.send(a_message(to="nonsense"))
    assert await trial.sent() == 0


async def test_an_id_that_the_provider_does_not_know_is_rejected(trial: Trial) -> None:
    with pytest.raises(Rejected):
        await trial.post.fate("00000000-0000-4000-8000-00000000000f")


@pytest.mark.parametrize(
    ("status", "outcome"),
    [
        (400, Rejected),
        (403, Rejected),
        (404, Rejected),
        (413, Rejected),
        (408, Retry),
        (429, Retry),
        (500, Retry),
        (502, Retry),
        (503, Retry),
    ],
)
async def test_a_status_says_whether_it_is_worth_trying_again(
    status: int, outcome: type[Exception]
) -> None:
    async with serving(stand_in(Faults(status=status))) as url:
        with pytest.raises(outcome):
            await GovukNotifyPost(KEY, url, TEMPLATES).send(a_message())


@pytest.mark.parametrize("body", [TEMPLATE, TEAM_ONLY, "{}", "no JSON"])
async def test_a_refusal_of_something_else_is_not_one_of_the_address(body: str) -> None:
    async with serving(stand_in(Faults(status=400, body=body))) as url:
        with pytest.raises(Rejected, match="the provider answered 400"):
            await GovukNotifyPost(KEY, url, TEMPLATES).send(a_message())


async def test_a_message_whose_acknowledgement_was_lost_is_found_and_not_sent_again() -> None:
    faults = Faults(status=502, after_taking=True)
    async with serving(stand_in(faults)) as url:
        post = GovukNotifyPost(KEY, url, TEMPLATES)
        with pytest.raises(Retry):
            await post.send(a_message())
        faults.status = None
        assert await post.fate(await post.send(a_message())) == Receipt("delivered")
    assert len(faults.bodies) == 1


async def test_nobody_there_and_no_answer_in_time_are_tried_again() -> None:
    with pytest.raises(Retry):
        await GovukNotifyPost(KEY, "http://127.0.0.1:1", TEMPLATES).send(a_message())
    slow, enough = FastAPI(), asyncio.Event()

    @slow.get("/v2/notifications")
    async def late() -> None:
        await enough.wait()

    async with serving(slow) as url:
        with pytest.raises(Retry):
            await GovukNotifyPost(KEY, url, TEMPLATES, timeout_s=0.05).send(a_message())
        enough.set()


@pytest.mark.need("J4")
async def test_a_message_says_that_something_waits_and_never_what() -> None:
    faults = Faults()
    async with serving(stand_in(faults)) as url:
        await GovukNotifyPost(KEY, url, TEMPLATES).send(a_message())
    [body] = faults.bodies
    assert body["personalisation"] == {
        "reference": "CSPR-2026-00088-X",
        "link": "http://desk.test/partner",
    }
    assert set(body) == {"email_address", "template_id", "personalisation", "reference"}
    assert body["template_id"] == str(TEMPLATES["letter"])


@pytest.mark.need("D12")
async def test_news_carries_what_ends_it_with_one_click_in_its_words_and_in_its_head() -> None:
    faults, leave = Faults(), "https://news.test/subscriptions/1/end"
    async with serving(stand_in(faults)) as url:
        message = dataclasses.replace(a_message(), kind="news", leave=leave)
        await GovukNotifyPost(KEY, url, TEMPLATES).send(message)
    [body] = faults.bodies
    assert body["personalisation"]["leave"] == leave
    assert body["one_click_unsubscribe_url"] == leave


@pytest.mark.parametrize(
    ("status", "receipt"),
    [
        ("created", Receipt("sending")),
        ("sending", Receipt("sending")),
        ("pending", Receipt("sending")),
        ("a-status-of-tomorrow", Receipt("sending")),
        ("delivered", Receipt("delivered")),
        ("permanent-failure", Receipt("failed", "the address does not exist")),
        ("temporary-failure", Receipt("failed", "the mailbox did not take it")),
        ("technical-failure", Receipt("failed", "the provider had a fault")),
    ],
)
def test_every_status_of_the_provider_has_its_meaning(status: str, receipt: Receipt) -> None:
    assert receipt_of(status) == receipt
