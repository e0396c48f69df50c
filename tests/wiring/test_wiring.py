"""Every type of the catalogue is made by someone, and finds the handlers of whoever takes it."""

import ast
from collections import defaultdict
from collections.abc import AsyncIterator, Sequence
from contextlib import AsyncExitStack
from dataclasses import dataclass
from typing import Any

import pytest
from faststream.kafka import TestKafkaBroker
from uuid_utils.compat import uuid7

from chassis.dispatch import Received
from chassis.service import Service
from chassis.tx import Tx
from contracts.catalogue import ANSWERS, CATALOGUE, Entry, by_model
from contracts.codes import Outcome
from contracts.envelope import Answer, Command, Fact, Message
from contracts.tools.samples import data_of
from contracts.topics import SERVICES, TOPICS
from deploy.local.processes import ROOT
from deploy.unconnected import all_services, service
from services.correspondence.letter_types import BY_CODE
from services.review.consideration.correction_wire import AWAITS_REPLY
from tests.conftest import Infra, MakeDatabase
from tests.integration.chassis.polls import a_record

TAKEN = [
    (reader, entry)
    for entry in CATALOGUE
    for reader in entry.topic.readers
    if issubclass(entry.model, Command)
]


@dataclass
class Linked:
    """The four services with their brokers in memory; what reached which service's handlers."""

    services: dict[str, Service]
    handled: dict[str, list[type[Message]]]

    async def publish(self, entry: Entry) -> None:
        """What its writer would send, to each service that reads its topic."""
        message = entry.model.model_validate(data_of(entry))
        record = a_record(message, uuid7(), 1)
        for name in entry.topic.readers:
            await self.services[name].broker.publish(
                record.value,
                entry.topic.name,
                key=record.key,
                headers={k: v.decode() for k, v in record.headers},
            )


@pytest.fixture
async def linked(infra: Infra, new_database: MakeDatabase) -> AsyncIterator[Linked]:
    handled: dict[str, list[type[Message]]] = defaultdict(list)
    async with AsyncExitStack() as stack:
        services = {}
        for name in SERVICES:
            dsn = infra.dsn(f"{name}_service", await new_database(name))
            made = services[name] = service(name, database_dsn=dsn)
            await made.db.open()
            stack.push_async_callback(made.db.close)
            _note_instead(made, handled[name])
            await stack.enter_async_context(TestKafkaBroker(made.broker))
        yield Linked(services, handled)


def _note_instead(made: Service, handled: list[type[Message]]) -> None:
    """Each registered handler is replaced by one that notes its type: the wiring alone is looked at."""
    consumes = made.consumers[0]._consumes
    for model, handlers in consumes._handlers.items():

        async def note(
            _tx: Tx, received: Sequence[Received[Any]], model: type[Message] = model
        ) -> None:
            handled.extend([model] * len(received))

        consumes._handlers[model] = [note] * len(handlers)


@pytest.mark.need("L4")
async def test_every_type_finds_the_handlers_of_those_who_take_it(linked: Linked) -> None:
    for entry in CATALOGUE:
        await linked.publish(entry)
    for name, made in linked.services.items():
        wanted = made.consumers[0]._consumes._handlers
        assert set(linked.handled[name]) == set(wanted), name
        assert all(by_model()[model].topic.readers.count(name) == 1 for model in wanted)
        assert await made.db.pool.fetch("select type, code, reason from parked") == []


@pytest.mark.parametrize(("owner", "entry"), TAKEN, ids=[entry.type for _, entry in TAKEN])
def test_every_command_is_taken_by_its_owner(owner: str, entry: Entry) -> None:
    assert service(owner).consumers[0]._consumes.takes(entry.type)


def test_every_topic_that_is_read_carries_something_its_reader_handles() -> None:
    for name, made in all_services().items():
        consumes = made.consumers[0]._consumes
        for topic in TOPICS:
            if name in topic.readers:
                types = [entry.type for entry in CATALOGUE if entry.topic == topic]
                assert any(consumes.takes(one) for one in types), (name, topic.name)


def test_who_may_ask_hears_every_answer() -> None:
    consumes = service("correspondence").consumers[0]._consumes
    assert all(consumes.handlers(answer) for answer in ANSWERS.values())


@pytest.mark.parametrize("entry", CATALOGUE, ids=[entry.type for entry in CATALOGUE])
def test_every_fact_is_made_by_its_owner(entry: Entry) -> None:
    if not issubclass(entry.model, Fact):
        assert issubclass(entry.model, Answer | Command)
        return
    assert entry.model.__name__ in made_in("chassis") | made_in(f"services/{entry.topic.owner}")


def made_in(folder: str) -> set[str]:
    """The names that are called in a folder's code, or handed on to be called."""
    found: set[str] = set()
    for file in (ROOT / folder).rglob("*.py"):
        for node in ast.walk(ast.parse(file.read_text())):
            if isinstance(node, ast.Call) and ast.unparse(node.func) != "consumes":
                said = [node.func, *node.args, *(k.value for k in node.keywords)]
                found |= {one.id for one in said if isinstance(one, ast.Name)}
                found |= {one.attr for one in said if isinstance(one, ast.Attribute)}
    return found


@pytest.mark.parametrize("outcome", list(Outcome))
def test_the_letter_asks_for_the_decision_whose_time_review_counts(outcome: Outcome) -> None:
    assert BY_CODE[outcome].awaits_decision is (outcome in AWAITS_REPLY)
