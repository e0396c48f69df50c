"""What was sent through the form: kept with its questions, so that it reads as it was sent."""

from dataclasses import dataclass
from datetime import datetime
from typing import Any
from uuid import UUID


@dataclass(frozen=True)
class SentForm:
    """What was sent through the form: its questions as they were asked, the answers sealed."""

    incident_id: UUID
    draft_id: UUID
    reference: str
    form_version: str
    questions: list[dict[str, Any]]
    answers: str
    sent_by_name: str
    sent_at: datetime
