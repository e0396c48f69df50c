"""Brings the four databases up to date as their owners, before the services start.

A service holds no owner's password: what it can not alter, nobody who takes it over can.
"""

import asyncio
import os
import sys
from collections.abc import Mapping

from chassis.migrate import migrate
from contracts.topics import SERVICES


async def migrate_all(owners: Mapping[str, str]) -> dict[str, list[str]]:
    """Apply what is missing, given each service's database address as its owner; the names applied."""
    done = [migrate(dsn, service, f"{service}_service") for service, dsn in owners.items()]
    return dict(zip(owners, await asyncio.gather(*done), strict=True))


def main() -> int:
    """Take the addresses from ``NOTIFY_OWNER_DSN`` and so on; those that are set."""
    told = {service: os.environ.get(f"{service.upper()}_OWNER_DSN") for service in SERVICES}
    owners = {service: dsn for service, dsn in told.items() if dsn}
    if not owners:
        print("Name at least one database: NOTIFY_OWNER_DSN=postgresql://…", file=sys.stderr)
        return 2
    for service, applied in asyncio.run(migrate_all(owners)).items():
        print(f"{service}: {len(applied)} migrations applied {' '.join(applied)}".strip())
    return 0


if __name__ == "__main__":
    sys.exit(main())
