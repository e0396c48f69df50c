"""What a reader of ``/trends`` asks for, from the address; what nobody knows is named."""

from collections.abc import Mapping, Sequence
from typing import Annotated, Literal

from pydantic import AfterValidator, ConfigDict, ValidationError

from chassis.web.form_errors import FieldError, errors_of
from chassis.web.forms import Filled, Form, nested
from services.analytics.measures import MEASURES
from services.analytics.measures.kind import Measure
from services.analytics.queries import Area
from services.analytics.web.table import Asked

BY_NAME: Mapping[str, Measure] = {measure.name: measure for measure in MEASURES}


def _known(name: str) -> str:
    if name not in BY_NAME:
        message = "Choose one of the measures."
        raise ValueError(message)
    return name


class FilterForm(Form):
    """The address of a page says all of it, so that it can be kept and sent."""

    model_config = ConfigDict(extra="ignore")

    measure: Annotated[str, AfterValidator(_known)] = MEASURES[0].name
    by: Literal["month", "quarter", "year", "region", "authority"] = "month"
    region: str = ""
    authority: str = ""
    protected: bool = False

    @property
    def asked(self) -> Asked:
        """How the table is laid out."""
        return Asked(self.by, self.region, self.authority)


def read_filters(query: Mapping[str, str], areas: Sequence[Area]) -> Filled[FilterForm]:
    """The filters of an address; where one is wrong there is no model, but an error for its field."""
    values = {name: query.get(name, "") for name in FilterForm.model_fields}
    try:
        found = FilterForm.model_validate(nested(values))
    except ValidationError as error:
        return Filled(values, errors_of(error, FilterForm, values))
    if wrong := _unknown(found, areas):
        return Filled(values, wrong)
    return Filled({**found.model_dump(), "protected": "true" if found.protected else ""}, (), found)


def _unknown(found: FilterForm, areas: Sequence[Area]) -> tuple[FieldError, ...]:
    wrong = []
    if found.region and found.region not in {area.region_code for area in areas}:
        wrong.append(FieldError("region", "Choose one of the regions."))
    area = next((one for one in areas if one.authority_code == found.authority), None)
    if found.authority and area is None:
        wrong.append(FieldError("authority", "Choose one of the authorities."))
    elif area and found.region and area.region_code != found.region:
        wrong.append(FieldError("authority", f"{area.authority_name} is in {area.region_name}."))
    return tuple(wrong)
