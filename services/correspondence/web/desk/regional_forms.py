"""The forms of a regional group's page, and how each becomes the fields of its command."""

from collections.abc import Mapping
from datetime import date
from typing import Any, assert_never
from uuid import UUID

from pydantic import Field

from chassis.web.forms import Form
from contracts.review.regional_group import Support, Uptake
from services.correspondence.read_models.regional_groups import Group
from services.correspondence.use_cases.asking import GROUP_COMMANDS


class FormGroup(Form):
    """Who belongs to it."""

    lead: str = Field(json_schema_extra={"error": "Choose who leads it"})
    partnerships: list[str] = Field(json_schema_extra={"error": "Choose who belongs to it"})


class Arrange(Form):
    """A meeting; ``moved``: one that is set already and gets another day or agenda."""

    moved: UUID | None = None
    meets_on: date = Field(json_schema_extra={"error": "Enter the day of the meeting"})
    trends: list[UUID] = []


class Hold(Form):
    """Who came; nobody may have."""

    meeting_id: UUID = Field(json_schema_extra={"error": "Choose the meeting"})
    attended: list[str] = []


class Offer(Form):
    """Support for one partnership."""

    partnership: str = Field(json_schema_extra={"error": "Choose the partnership"})
    support: Support = Field(json_schema_extra={"error": "Choose what is offered"})
    trend_id: UUID | None = None


class Take(Form):
    """What became of an offer."""

    offer_id: UUID = Field(json_schema_extra={"error": "Choose the offer"})
    uptake: Uptake = Field(json_schema_extra={"error": "Choose what became of it"})


GroupForm = FormGroup | Arrange | Hold | Offer | Take
FORMS: Mapping[str, type[Form]] = dict(
    zip(GROUP_COMMANDS, (FormGroup, Arrange, Hold, Offer, Take), strict=True)
)


def said_of(form: GroupForm, group: Group, new_id: UUID) -> dict[str, Any]:
    """The command's fields; what is new gets ``new_id``."""
    said = form.model_dump(mode="json", exclude_none=True)
    match form:
        case FormGroup():
            return {**said, "region_code": group.region_code}
        case Arrange():
            said.pop("moved", None)
            return {**said, "meeting_id": str(form.moved or new_id)}
        case Offer():
            return {**said, "offer_id": str(new_id)}
        case Hold() | Take():
            return said
        case _:
            assert_never(form)
