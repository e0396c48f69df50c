"""What is sent: facts of made-up incidents, as the journal of ``notify`` or ``review`` would publish them."""

import json
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path
from typing import Any
from uuid import UUID, uuid4

from chassis.cloudevents import write_headers
from contracts.catalogue import entry_of
from contracts.envelope import Message

CONTRACTS = Path(__file__).resolve().parents[1] / "contracts"
REFERENCE = "CSPR-2026-00088-X"


@dataclass(frozen=True, slots=True)
class Made:
    """One record to be produced."""

    topic: str
    key: bytes
    value: bytes
    headers: list[tuple[str, bytes]]


def cases(number: int) -> list[UUID]:
    """Fresh ids of incidents."""
    return [uuid4() for _ in range(number)]


def reference(incident: UUID) -> str:
    """A reference that no other incident has."""
    return f"CSPR-{str(incident)[:13]}"


def body(model: type[Message]) -> str:
    """The data of the published sample of a type."""
    folder = CONTRACTS / entry_of(model).folder / "samples" / "v1.0"
    sample = json.loads(min(folder.glob("*.json")).read_text())
    return model.model_validate(sample["data"]).model_dump_json()


def facts(model: type[Message], incidents: list[UUID], sequence: int = 1) -> Iterator[Made]:
    """A fact of one type for each incident, its ids in place of the sample's."""
    entry, text = entry_of(model), body(model)
    sample = json.loads(text)
    for incident in incidents:
        data = text.replace(sample["incident_id"], str(incident))
        if "reference" in sample:
            data = data.replace(sample["reference"], reference(incident))
        headers = write_headers(entry, row_of(incident, sequence))
        yield Made(entry.topic.name, str(incident).encode(), data.encode(), headers)


def row_of(incident: UUID, sequence: int) -> Mapping[str, Any]:
    """The envelope of a fact, as a journal row has it."""
    return {
        "id": uuid4(),
        "kind": "fact",
        "object": incident,
        "key": incident,
        "time": datetime.now(UTC),
        "sequence": sequence,
        "correlation": str(incident),
        "causation": incident,
        "traceparent": None,
        "actor": "system:bench",
    }


def body_of_notification() -> bytes:
    """A whole notification as a case system sends it; nobody in it is real."""
    child = {
        "family_name": "Quillfeather",
        "given_names": "Peregrine Ottoline",
        "date_of_birth": "2025-10-20",
        "nhs_number": "9990001235",
        "address": "4 Sorrel Yard, Ashmere",
        "sex": "male",
        "ethnicity": "WBRI",
        "disability": "no",
        "placement": "birth_parents",
        "looked_after": "no",
        "protection_plan": "no",
        "outcome": "harmed",
    }
    content = {
        "authority_code": "990",
        "sender_reference": "ASH-CS-4471",
        "occurred_on": "2026-03-26",
        "aware_on": "2026-03-27",
        "partners_told_on": "2026-04-01",
        "kind_of_incident": "serious_harm",
        "abuse_neglect": "suspected",
        "children": [child],
        "positions": [{"partner": "health", "position": "agreed", "stated_on": "2026-03-31"}],
        "lateness_reason": "medical_evidence",
        "lateness_explanation": "The skeletal survey was reported on 9 April.",
        "outline": "An infant of five months was found to have healing fractures.",
    }
    return json.dumps(content).encode()
