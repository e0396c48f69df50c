"""A stand-in with the HTTP shape of GOV.UK Notify, whose receipts fail as they are told to (``notify_provider``)."""

import argparse
import asyncio
import time
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager, suppress
from typing import Annotated, Any

import httpx2
import uvicorn
from fastapi import Body, FastAPI, HTTPException

from deploy.local.notify_provider import Faults, Provider

CALL_PACE_S = 0.2
TIMEOUT_S = 5


def build(faults: Faults | None = None) -> FastAPI:
    """The stand-in; ``/switches/bounce`` and ``/switches/receipts`` say what goes wrong from now on."""
    provider = Provider(faults=faults or Faults())
    app = FastAPI(docs_url=None, redoc_url=None, openapi_url=None, lifespan=_calling(provider))

    @app.post("/v2/notifications/email", status_code=201)
    async def send(message: Annotated[dict[str, Any], Body()]) -> dict[str, Any]:
        made = provider.take(message, time.monotonic())
        return {"id": made.id, "reference": message.get("reference"), "content": {}, "uri": ""}

    @app.get("/v2/notifications")
    async def search(reference: str | None = None) -> dict[str, Any]:
        return {"notifications": provider.search(reference, time.monotonic()), "links": {}}

    @app.get("/v2/notifications/{id_}")
    async def one(id_: str) -> dict[str, Any]:
        if (found := provider.ask(id_, time.monotonic())) is None:
            raise HTTPException(404)
        return found

    @app.post("/switches/bounce")
    async def bounce(address: Annotated[str, Body(embed=True)]) -> dict[str, int]:
        provider.bouncing.add(address)
        return {"bouncing": len(provider.bouncing)}

    @app.post("/switches/receipts")
    async def switch(said: Faults) -> Faults:
        provider.faults = said
        return said

    @app.post("/switches/call")
    async def call() -> dict[str, int]:
        return {"called": await call_in(provider)}

    @app.get("/live")
    async def live() -> dict[str, int]:
        return {"sent": len(provider.taken)}

    return app


async def call_in(provider: Provider) -> int:
    """Call in the receipts that are due, where there is an address; how many."""
    faults = provider.faults
    if faults.call_url is None:
        return 0
    due = provider.calls(time.monotonic())
    headers = {"Authorization": f"Bearer {faults.call_token}"}
    async with httpx2.AsyncClient(timeout=TIMEOUT_S) as http:
        for receipt in due:
            with suppress(httpx2.HTTPError):  # as lost as any other: its sender may ask
                await http.post(faults.call_url, json=receipt, headers=headers)
    return len(due)


def _calling(provider: Provider) -> Any:
    @asynccontextmanager
    async def lifespan(_app: FastAPI) -> AsyncIterator[None]:
        task = asyncio.create_task(_for_ever(provider))
        yield
        task.cancel()

    return lifespan


async def _for_ever(provider: Provider) -> None:
    while True:
        await call_in(provider)
        await asyncio.sleep(CALL_PACE_S)


if __name__ == "__main__":
    words = argparse.ArgumentParser(description="GOV.UK Notify's stand-in.")
    words.add_argument("--port", type=int, required=True)
    words.add_argument("--host", default="127.0.0.1")
    words.add_argument("--receipts", default="{}", help="What goes wrong with them, as JSON.")
    given = words.parse_args()
    app = build(Faults.model_validate_json(given.receipts))
    uvicorn.run(app, host=given.host, port=given.port, log_level="warning")
