"""The limit of a receipt: the same FastAPI route, the same token and the same body, and one insert."""

from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from typing import Annotated
from uuid import uuid4

import asyncpg
import uvicorn
from fastapi import FastAPI, Header, Request
from fastapi.responses import JSONResponse

from bench.task import Task
from chassis.identity import Provider
from contracts.http_notify import NotificationBody

INSERT = "insert into state (id, version, data) values ($1, 1, $2)"


def build(task: Task) -> FastAPI:
    """The application."""
    provider = Provider(task.issuer, "cspr-notify")

    @asynccontextmanager
    async def lifespan(app: FastAPI) -> AsyncIterator[None]:
        app.state.pool = await asyncpg.create_pool(task.dsn, min_size=1, max_size=8)
        yield
        await app.state.pool.close()

    app = FastAPI(lifespan=lifespan, docs_url=None, redoc_url=None)

    @app.post("/v1/notifications", status_code=201)
    async def notify(request: Request, authorization: Annotated[str, Header()]) -> JSONResponse:
        claims = await provider.verify(authorization.partition(" ")[2])
        body = NotificationBody.model_validate_json(await request.body())
        reference = str(uuid4())
        await request.app.state.pool.execute(INSERT, uuid4(), body.model_dump_json())
        return JSONResponse({"reference": reference, "sender": claims["sub"]}, status_code=201)

    return app


if __name__ == "__main__":
    given = Task.given()
    uvicorn.run(
        build(given), host="127.0.0.1", port=given.port, access_log=False, log_level="warning"
    )
