"""The four services as ``app.py`` puts them together, on four real databases; what is between them is this page.

Every row of a journal is handed on as its relay would write it, to the consumers of each service that reads the
topic, a topic at a time as Kafka would, in the order of the journal: polls, inboxes, handlers and SQL are the services' own. Kafka alone is left
out: that it loses and doubles nothing is shown elsewhere, and a year would take it minutes.
"""

from collections import defaultdict
from collections.abc import AsyncIterator
from contextlib import AsyncExitStack, asynccontextmanager
from dataclasses import dataclass, field
from datetime import date, datetime, time
from pathlib import Path
from typing import Any

import asyncpg

from chassis.clock import LONDON, set_clock
from chassis.cloudevents import write_headers
from chassis.consume import Consumer
from chassis.service import Service
from contracts.catalogue import by_type
from contracts.topics import SERVICES, TOPICS
from deploy.unconnected import service
from services.notify.register.handlers import load_register
from tests.conftest import Infra, MakeDatabase
from tests.support.records import Deliverer, Sent

ROLES = "partnership_manager partner_health secretary chair"
NOON = time(12)


@dataclass
class Country:
    """The services, who gives them commands, and how far each journal has been handed on."""

    services: dict[str, Service]
    clock_file: Path
    commands: Deliverer
    marks: dict[str, int] = field(default_factory=lambda: dict.fromkeys(SERVICES, 0))
    offset: int = 0

    def on(self, day: date) -> None:
        """It is noon of a day, for all."""
        at = datetime.combine(day, NOON, LONDON)
        set_clock(self.clock_file, at)
        self.commands.sent_at = at

    async def hand_on(self) -> None:
        """Everything that any service has said reaches its readers, and what they say to it, theirs."""
        while any([await self._from(name) for name in SERVICES]):
            pass

    async def _from(self, name: str) -> int:
        rows = await self.services[name].db.pool.fetch(
            "select * from journal where position > $1 order by position", self.marks[name]
        )
        by_topic = defaultdict(list)
        for row in rows:
            by_topic[row["topic"]].append(self._record(name, row))
        for topic, records in by_topic.items():
            for reader in READERS.get(topic, ()):
                await self._consumer(reader, topic).take(records)
        if rows:
            self.marks[name] = rows[-1]["position"]
        return len(rows)

    def _record(self, name: str, row: asyncpg.Record) -> Sent:
        self.offset += 1
        columns = {**row, "service": name}
        headers = write_headers(by_type()[row["type"]], columns)
        key = str(row["key"]).encode()
        return Sent(row["topic"], 0, self.offset, key, row["data"], headers)

    def _consumer(self, name: str, topic: str) -> Consumer:
        found: list[Any] = self.services[name].consumers
        return next(one for one in found if one.topic.name == topic)


READERS = {topic.name: topic.readers for topic in TOPICS}


@asynccontextmanager
async def a_country(
    infra: Infra, new_database: MakeDatabase, clock_file: Path, first: date
) -> AsyncIterator[Country]:
    """The services on their first day, the register told to all."""
    async with AsyncExitStack() as stack:
        services = {}
        for name in SERVICES:
            dsn = infra.dsn(f"{name}_service", await new_database(name))
            made = services[name] = service(name, database_dsn=dsn, clock_file=clock_file)
            await made.db.open()
            stack.push_async_callback(made.db.close)
        review = services["review"]
        commands = Deliverer(review.consumers[0]._consumes, review.db, roles=ROLES)
        country = Country(services, clock_file, commands)
        country.on(first)
        await load_register(services["notify"].db)
        await country.hand_on()
        yield country
