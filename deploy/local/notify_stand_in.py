"""A stand-in with the HTTP shape of GOV.UK Notify: it keeps what was sent and delivers or bounces it."""

import argparse
from typing import Annotated, Any
from uuid import uuid4

import uvicorn
from fastapi import Body, FastAPI, HTTPException


def build() -> FastAPI:
    """The stand-in; ``/switches/bounce`` names an address whose messages bounce from now on."""
    app = FastAPI(docs_url=None, redoc_url=None, openapi_url=None)
    sent: dict[str, dict[str, Any]] = {}
    bouncing: set[str] = set()

    @app.post("/v2/notifications/email", status_code=201)
    async def send(message: Annotated[dict[str, Any], Body()]) -> dict[str, Any]:
        bounces = message["email_address"] in bouncing
        status = "permanent-failure" if bounces else "delivered"
        made = {**message, "id": str(uuid4()), "status": status}
        sent[made["id"]] = made
        return {"id": made["id"], "reference": message.get("reference"), "content": {}, "uri": ""}

    @app.get("/v2/notifications")
    async def search(reference: str | None = None) -> dict[str, Any]:
        found = [m for m in sent.values() if reference in (None, m.get("reference"))]
        return {"notifications": found, "links": {}}

    @app.get("/v2/notifications/{id_}")
    async def one(id_: str) -> dict[str, Any]:
        if id_ not in sent:
            raise HTTPException(404)
        return sent[id_]

    @app.post("/switches/bounce")
    async def bounce(address: Annotated[str, Body(embed=True)]) -> dict[str, int]:
        bouncing.add(address)
        return {"bouncing": len(bouncing)}

    @app.get("/live")
    async def live() -> dict[str, int]:
        return {"sent": len(sent)}

    return app


if __name__ == "__main__":
    words = argparse.ArgumentParser(description="GOV.UK Notify's stand-in.")
    words.add_argument("--port", type=int, required=True)
    words.add_argument("--host", default="127.0.0.1")
    given = words.parse_args()
    uvicorn.run(build(), host=given.host, port=given.port, log_level="warning")
