"""One child as sent, told apart: an identity that stays here, and codes that others may know."""

from collections.abc import Sequence
from datetime import date
from uuid import UUID

from uuid_utils.compat import uuid7

from chassis.dated import NEWEST
from chassis.web.problems import Invalid
from contracts.http_notify import ChildBody
from contracts.notify import AgeBand, ChildFacts
from services.notify.notification.coded import characteristics_of
from services.notify.notification.identity import Identity
from services.notify.policy import rules

BANDS = (
    (1, AgeBand.UNDER_1),
    (6, AgeBand.FROM_1_TO_5),
    (11, AgeBand.FROM_6_TO_10),
    (16, AgeBand.FROM_11_TO_15),
    (18, AgeBand.FROM_16_TO_17),
    (25, AgeBand.FROM_18_TO_24),
)


def identity_of(number: int, child: ChildBody) -> Identity:
    """Who the child is, under a new opaque id."""
    born, expected = child.date_of_birth, child.expected_date_of_birth
    return Identity(
        id=uuid7(),
        number=number,
        family_name=child.family_name,
        given_names=child.given_names,
        date_of_birth=born.isoformat() if born else None,
        expected_date_of_birth=expected.isoformat() if expected else None,
        nhs_number=child.nhs_number,
        address=child.address,
        not_named_yet=child.not_named_yet,
    )


def not_told_before(people: Sequence[Identity], child: ChildBody) -> None:
    """Refuse a child that is among those who were notified: its NHS number, or its names and day of birth.

    Raises Invalid, which points to the field by which it is known.
    """
    born = child.date_of_birth.isoformat() if child.date_of_birth else None
    names = (child.family_name, child.given_names, born)
    for one in people:
        same = (one.family_name, one.given_names, one.date_of_birth) == names and all(names)
        if same or (child.nhs_number and child.nhs_number == one.nhs_number):
            reason = f"This child was notified as child {one.number}; a correction of it is no other child."
            field = "/child/family_name" if same else "/child/nhs_number"
            raise Invalid([{"pointer": field, "reason": reason}])


def facts_of(person: UUID, child: ChildBody, occurred_on: date) -> ChildFacts:
    """What leaves this service of a child."""
    return ChildFacts(
        person_id=person,
        age_band=age_band(child.date_of_birth, child.expected_date_of_birth, occurred_on),
        sex=child.sex,
        ethnicity=child.ethnicity,
        disability=child.disability,
        placement=child.placement,
        looked_after=child.looked_after,
        protection_plan=child.protection_plan,
        outcome=child.outcome,
        characteristics=characteristics_of(child),
    )


def years_old(born: date, on: date) -> int:
    """Age in whole years."""
    return on.year - born.year - ((on.month, on.day) < (born.month, born.day))


def may_be_a_child(child: ChildBody, on: date, ruled_on: date = NEWEST) -> bool:
    """Whether someone was under 18 on the day; an age that is not known may be a child's."""
    born = child.date_of_birth
    return born is None or years_old(born, on) < rules.ages(ruled_on).child_under


def age_band(born: date | None, expected: date | None, on: date) -> AgeBand:
    """The published band of an age in whole years on the day of the incident."""
    if born is None:
        return AgeBand.UNBORN if expected else AgeBand.NOT_KNOWN
    years = years_old(born, on)
    return next((band for limit, band in BANDS if years < limit), AgeBand.NOT_KNOWN)
