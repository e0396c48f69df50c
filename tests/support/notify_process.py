"""``notify`` in a process of its own, which a test may kill: ``python -m tests.support.notify_process PORT``."""

import asyncio
import sys

import uvicorn

from services.notify.app import build
from services.notify.settings import NotifySettings


async def serve(port: int) -> None:
    """Serve with the settings of the environment, without a broker."""
    app = build(NotifySettings())
    await app.state.service.db.open()
    config = uvicorn.Config(app, host="127.0.0.1", port=port, lifespan="off", log_level="warning")
    await uvicorn.Server(config).serve()


if __name__ == "__main__":
    asyncio.run(serve(int(sys.argv[1])))
