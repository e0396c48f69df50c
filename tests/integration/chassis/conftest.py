"""A running service of the chassis alone: its database, its topics, its clock."""

import base64
from collections.abc import AsyncIterator, Awaitable, Callable
from contextlib import AsyncExitStack

import pytest

from chassis.consume import Consumes
from chassis.intake import Door
from chassis.relay import MoreSources
from chassis.service import Service
from chassis.settings import ServiceSettings
from tests.conftest import Infra, MakeDatabase

WRAPPING_KEY = base64.urlsafe_b64encode(b"k" * 32).decode()
RunService = Callable[..., Awaitable[Service]]


def settings_for(
    infra: Infra, service: str, database: str, suffix: str, **more: object
) -> ServiceSettings:
    """Settings of a service under test."""
    given: dict[str, object] = {
        "service": service,
        "database_dsn": infra.dsn(f"{service}_service", database),
        "kafka_bootstrap": infra.bootstrap,
        "topic_suffix": suffix,
        "wrapping_key": WRAPPING_KEY,
        "issuer": "http://issuer.test",
        "client_id": service,
        "client_secret": "secret",
        "audience": f"cspr-{service}",
        "public_url": "http://service.test",
    }
    return ServiceSettings(**{**given, **more})


@pytest.fixture
async def run_service(
    infra: Infra, new_database: MakeDatabase, topic_suffix: str
) -> AsyncIterator[RunService]:
    """Start a service with a registry of its own; it ends with the test."""
    async with AsyncExitStack() as stack:

        async def run(
            service: str,
            consumes: Consumes,
            *,
            publish_first: MoreSources | None = None,
            door: Door | None = None,
            **more: object,
        ) -> Service:
            database = await new_database(service)
            made = Service(settings_for(infra, service, database, topic_suffix, **more))
            app = made.build(consumes, publish_first=publish_first, door=door)
            await stack.enter_async_context(app.router.lifespan_context(app))
            return made

        yield run
