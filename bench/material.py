"""What is sent: facts of made-up incidents, as the journal of ``notify`` or ``review`` would publish them."""

import json
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import UTC, date, datetime, timedelta
from pathlib import Path
from typing import Any
from uuid import UUID, uuid4

from chassis.cloudevents import write_headers
from contracts.catalogue import entry_of
from contracts.envelope import Message
from supplier.cspr_supplier.fake import nhs_number

CONTRACTS = Path(__file__).resolve().parents[1] / "contracts"
REFERENCE = "CSPR-2026-00088-X"
OCCURRED, DAYS = date(2026, 3, 26), 2500
SYLLABLES = ("quil", "fea", "ther", "pe", "re", "grine", "ot", "to", "line", "sor", "rel", "mere")


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


def body_of_notification(number: int, sender_reference: str = "ASH-CS-4471") -> bytes:
    """A whole notification as a case system sends it; nobody in it is real.

    ``number``: each tells of another child and another day within seven years, as those of a whole country
    would: the same child in every one would have each compared with all of them.
    """
    occurred = OCCURRED - timedelta(days=number % DAYS)
    child = {
        "family_name": made_up_name(number * 7919),
        "given_names": made_up_name(number * 104729 + 1),
        "date_of_birth": str(occurred - timedelta(days=30 + number % 6000)),
        "nhs_number": nhs_number(2 * number),  # of two neighbours one has a check digit
        "address": f"{number % 90 + 1} Sorrel Yard, Ashmere",
        "sex": "male" if number % 2 else "female",
        "ethnicity": "WBRI",
        "disability": "no",
        "placement": "birth_parents",
        "looked_after": "no",
        "protection_plan": "no",
        "outcome": "harmed",
    }
    stated = str(occurred + timedelta(days=5))
    content = {
        "authority_code": "990",
        "sender_reference": sender_reference,
        "occurred_on": str(occurred),
        "aware_on": str(occurred + timedelta(days=1)),
        "partners_told_on": str(occurred + timedelta(days=6)),
        "kind_of_incident": "serious_harm",
        "abuse_neglect": "suspected",
        "children": [child],
        "positions": [{"partner": "health", "position": "agreed", "stated_on": stated}],
        "lateness_reason": "medical_evidence",
        "lateness_explanation": "The skeletal survey was reported on 9 April.",
        "outline": "An infant of five months was found to have healing fractures.",
    }
    return json.dumps(content).encode()


def made_up_name(number: int) -> str:
    """A name of three syllables that nobody has."""
    parts = (SYLLABLES[number // len(SYLLABLES) ** place % len(SYLLABLES)] for place in range(3))
    return "".join(parts).title()
