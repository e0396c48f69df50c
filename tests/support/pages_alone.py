"""``notify``'s pages as a process of their own, to be killed: its settings come from the environment."""

import asyncio
import os

from services.notify.app import build
from services.notify.settings import NotifySettings
from tests.support.serve import serving


async def main() -> None:
    """Serve until somebody ends it."""
    app = build(NotifySettings())
    await app.state.service.db.open()
    async with serving(app, int(os.environ["PORT"])):
        await asyncio.Event().wait()


if __name__ == "__main__":
    asyncio.run(main())
