"""What is typed about a webinar."""

from collections.abc import Iterator
from datetime import UTC, date, datetime, time
from typing import Annotated, Any

from pydantic import AfterValidator, Field

from chassis.clock import LONDON
from chassis.web.forms import Filled, Form, day_fields
from contracts.codes import Theme
from contracts.review.lcspr import WebAddress
from contracts.webinar import AttendeeKind
from services.correspondence.use_cases.webinars import audiences
from services.correspondence.web.moves.kind import choices_of
from services.correspondence.webinar.domain import Details, Webinar

MINUTES_MAX, CAME_MAX = 480, 100_000


def _known(audience: str) -> str:
    if audience not in dict(audiences()):
        message = "is no kind of reader"
        raise ValueError(message)
    return audience


class Proposal(Form):
    """What the calendar is to say."""

    title: Annotated[str, Field(max_length=200)] = Field(
        json_schema_extra={"error": "Enter the title"}
    )
    on: date = Field(json_schema_extra={"error": "Enter the day"})
    at: time = Field(json_schema_extra={"error": "Enter the time in England, as in 14:00"})
    minutes: int = Field(
        ge=15, le=MINUTES_MAX, json_schema_extra={"error": "Enter 15 to 480 minutes"}
    )
    address: WebAddress = Field(json_schema_extra={"error": "Enter where to join, on the web"})
    themes: list[Theme] = []
    audiences: list[Annotated[str, AfterValidator(_known)]] = []
    recording: WebAddress | None = Field(
        None, json_schema_extra={"error": "Enter the address of the recording on the web"}
    )
    read: int = 0

    @property
    def starts_at(self) -> datetime:
        """The day and the time in England as one moment."""
        return datetime.combine(self.on, self.at, LONDON).astimezone(UTC)

    def wrong(self) -> Iterator[tuple[str, str]]:
        """In the night in which the clocks go forward an hour does not exist."""
        if self.starts_at.astimezone(LONDON).time() != self.at:
            yield "at", "On this day the clocks go forward: this time does not exist"

    def details(self) -> Details:
        """The same, as it is kept."""
        return Details(
            title=self.title,
            themes=tuple(dict.fromkeys(one.value for one in self.themes)),
            audiences=tuple(dict.fromkeys(self.audiences)),
            starts_at=self.starts_at,
            minutes=self.minutes,
            address=self.address,
            recording=self.recording,
        )


class Approval(Form):
    """Which proposal was read."""

    read: int


Number = Annotated[int, Field(ge=0, le=CAME_MAX)]
NUMBER: dict[str, Any] = {"error": "Enter how many came, in figures"}


class Came(Form):
    """How many came, by whom they came for."""

    authority: Number = Field(0, json_schema_extra=NUMBER)
    health: Number = Field(0, json_schema_extra=NUMBER)
    police: Number = Field(0, json_schema_extra=NUMBER)
    education: Number = Field(0, json_schema_extra=NUMBER)
    reviewers: Number = Field(0, json_schema_extra=NUMBER)
    other: Number = Field(0, json_schema_extra=NUMBER)


KINDS = choices_of(AttendeeKind)
THEMES = choices_of(Theme, Theme.OTHER.value)


def came_in(form: Came) -> tuple[tuple[str, int], ...]:
    """The numbers, those of nobody left out."""
    return tuple((who, number) for who, number in form.model_dump().items() if number)


def start(webinar: Webinar) -> Filled[Any]:
    """The form as it stands: what waits, else what is public; and who came."""
    details = webinar.waits or webinar.details
    came = {who: str(number) for who, number in webinar.attended}
    if details is None:
        return Filled(came)
    begins = details.starts_at.astimezone(LONDON)
    return Filled(
        {
            **came,
            "title": details.title,
            **day_fields("on", begins.date()),
            "at": f"{begins:%H:%M}",
            "minutes": str(details.minutes),
            "address": details.address,
            "themes": list(details.themes),
            "audiences": list(details.audiences),
            "recording": details.recording or "",
        }
    )
