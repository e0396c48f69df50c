"""What a limit or a peer is told, and the work that each of them does for one fact: the same for all."""

import json
import os
from dataclasses import asdict, dataclass
from typing import Self
from uuid import UUID, uuid4

from contracts.notify import IncidentScopedInV1

VARIABLE = "CSPR_BENCH_TASK"
Header = tuple[str, bytes]


@dataclass(frozen=True)
class Follow:
    """One kind of message that follows from a fact: its topic, and a sample of it as ours is."""

    topic: str
    sample: str
    sample_id: str
    sample_reference: str
    headers: tuple[tuple[str, str], ...]

    def value(self, fact: IncidentScopedInV1) -> bytes:
        """The message about one incident: as long as ours."""
        mine = self.sample.replace(self.sample_id, str(fact.incident_id))
        return mine.replace(self.sample_reference, fact.reference).encode()

    def headers_for(self, cause: UUID, key: UUID) -> list[Header]:
        """As many and as long headers as ours."""
        own = {
            "ce_id": str(uuid4()),
            "ce_subject": str(key),
            "ce_partitionkey": str(key),
            "ce_correlationid": str(key),
            "ce_causationid": str(cause),
        }
        return [(name, own.get(name, value).encode()) for name, value in self.headers]


@dataclass(frozen=True)
class Task:
    """Where to read, where to write, and what.

    ``instance``: its name in its group, as ours has one: killed and started again, it goes on at once.
    """

    bootstrap: str
    dsn: str
    group: str = ""
    source: str = ""
    follows: tuple[Follow, ...] = ()
    items: int = 0
    batch_max: int = 500
    port: int = 0
    issuer: str = ""
    instance: str = "1"

    def variables(self) -> dict[str, str]:
        """The environment of the process that is to do it."""
        return {VARIABLE: json.dumps(asdict(self))}

    @classmethod
    def given(cls) -> Self:
        """The task of this process."""
        told = json.loads(os.environ[VARIABLE])
        told["follows"] = tuple(
            Follow(**{**one, "headers": tuple(map(tuple, one["headers"]))})
            for one in told["follows"]
        )
        return cls(**told)


INBOX = "insert into inbox (id) select unnest($1::uuid[]) on conflict do nothing returning id"
STATE = """
insert into state (id, version, data)
select distinct on (id) id, version, data
from unnest($1::uuid[], $2::bigint[], $3::jsonb[]) as new (id, version, data)
order by id, version desc
on conflict (id) do update set version = excluded.version, data = excluded.data
where state.version < excluded.version
"""
OUTBOX = """
insert into outbox (cause, topic, key, data)
select * from unnest($1::uuid[], $2::text[], $3::uuid[], $4::bytea[])
"""
SENT_BEFORE = "select cause, topic, key, data from outbox where cause = any($1) order by position"


@dataclass(frozen=True, slots=True)
class Effect:
    """What one fact changes and what follows from it."""

    cause: UUID
    sequence: int
    fact: IncidentScopedInV1

    @property
    def key(self) -> UUID:
        """The incident."""
        return self.fact.incident_id

    def state(self) -> str:
        """The object's new state, as ours keeps it."""
        area = self.fact.area
        return json.dumps(
            {
                "id": str(self.key),
                "status": "open",
                "reference": self.fact.reference,
                "authority_code": area.authority_code,
                "partnership": area.partnership,
                "region_code": area.region_code,
                "notified_on": self.fact.notified_on.isoformat(),
            }
        )


def effect_of(value: bytes | None, headers: dict[str, bytes]) -> Effect:
    """Validate one record against the contract's schema."""
    fact = IncidentScopedInV1.model_validate_json(value or b"")
    return Effect(UUID(headers["ce_id"].decode()), int(headers["ce_sequence"]), fact)
