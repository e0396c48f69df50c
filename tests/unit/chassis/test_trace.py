"""A trace that comes in goes out again with what follows."""

from fastapi import FastAPI
from fastapi.testclient import TestClient

from chassis.trace import SHAPE, TraceContext, accepted, current

SENT = "00-0af7651916cd43dd8448eb211c80319c-b7ad6b7169203331-01"


def test_a_trace_that_was_sent_is_kept() -> None:
    assert accepted(SENT) == SENT


def test_what_is_no_trace_is_replaced() -> None:
    for bad in (None, "", "hello", SENT + "\r\nx: y", SENT.replace("0af", "00-")):
        assert SHAPE.fullmatch(accepted(bad))
    assert accepted("00-" + "0" * 32 + "-" + "1" * 16 + "-01")[3:35] != "0" * 32


def test_a_request_carries_its_trace_to_whoever_asks() -> None:
    app = FastAPI()
    app.add_middleware(TraceContext)

    @app.get("/")
    async def tell() -> str | None:
        return current.get()

    client = TestClient(app)
    assert client.get("/", headers={"traceparent": SENT}).json() == SENT
    one, two = client.get("/").json(), client.get("/").json()
    assert SHAPE.fullmatch(one)
    assert one != two
    assert current.get() is None
