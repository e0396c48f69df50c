"""What case systems may add to a notification so that it can be counted. Which codes there are is policy."""

import re
from typing import Annotated

from pydantic import AfterValidator, BaseModel, Field, StringConstraints

from contracts.characteristics import NOT_ASKED
from contracts.envelope import Body
from contracts.http_words import Said

COUNTRY_CHARS_MAX = 6
COUNTRY = re.compile(r"[A-Z]{2}|GB-(SCT|WLS|NIR)")


def _each_once(given: tuple[str, ...]) -> tuple[str, ...]:
    if len(set(given)) != len(given):
        raise ValueError("Each answer may be given once")
    return given


def _outside_england(country: str) -> str:
    if country == "GB" or not COUNTRY.fullmatch(country):
        raise ValueError(
            "Give a country by its two letters (ISO 3166), as in FR; for Scotland give GB-SCT,"
            " for Wales GB-WLS, for Northern Ireland GB-NIR"
        )
    return country


Listed = Annotated[str, StringConstraints(max_length=60)]
"""One code of a list."""
Several = Annotated[
    tuple[Listed, ...], Field(min_length=1, max_length=20), AfterValidator(_each_once)
]
"""One or more codes of a list; an answer that nothing is known stands alone."""
Country = Annotated[
    str, AfterValidator(_outside_england), Field(json_schema_extra={"maxLength": COUNTRY_CHARS_MAX})
]
"""A longer word, such as the country's name, is told what to give in its place."""


class CharacteristicsAsked(BaseModel):
    """What else is known of one child."""

    gender_identity: Listed = "not_asked"
    disability_types: Several = NOT_ASKED
    special_needs: Listed = "not_asked"
    education: Listed = "not_asked"
    legal_status: Listed = "not_asked"
    child_in_need: Listed = "not_asked"
    protection_plan_before: Listed = "not_asked"
    protection_plan_category: Listed = "not_asked"
    known_to_agencies: Several = NOT_ASKED
    harm_types: Several = NOT_ASKED
    likely_causes: Several = NOT_ASKED
    perpetrator_relationship: Listed = "not_asked"


class OutsideEnglandBody(Body):
    """The incident happened outside England (Children Act 2004 s16C(1)(b))."""

    country: Country
    normally_resident: Said


class CircumstancesAsked(BaseModel):
    """What else is known of the incident."""

    location_kind: Listed = "not_asked"
    outside_england: OutsideEnglandBody | None = None
    media_interest: Listed = "not_asked"
    police_investigation: Listed = "not_asked"
    criminal_status: Listed = "not_asked"
    parallel_processes: Several = NOT_ASKED


class CharacteristicsCorrected(BaseModel):
    """What else is known of one child, corrected; what is left out stays as it was."""

    gender_identity: Listed | None = None
    disability_types: Several | None = None
    special_needs: Listed | None = None
    education: Listed | None = None
    legal_status: Listed | None = None
    child_in_need: Listed | None = None
    protection_plan_before: Listed | None = None
    protection_plan_category: Listed | None = None
    known_to_agencies: Several | None = None
    harm_types: Several | None = None
    likely_causes: Several | None = None
    perpetrator_relationship: Listed | None = None


class CircumstancesCorrected(BaseModel):
    """What else is known of the incident, corrected; what is left out stays as it was."""

    location_kind: Listed | None = None
    outside_england: OutsideEnglandBody | None = None
    media_interest: Listed | None = None
    police_investigation: Listed | None = None
    criminal_status: Listed | None = None
    parallel_processes: Several | None = None
