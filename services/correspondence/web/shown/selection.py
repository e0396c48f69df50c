"""Entries of the public log in words."""

from collections.abc import Sequence
from dataclasses import dataclass
from uuid import UUID

from contracts.review.selection import SelectionLoggedV1
from services.correspondence.web.shown.words import day


@dataclass(frozen=True)
class EntryShown:
    """One entry: the topic, what came of it, by which criteria, how often it was found."""

    id: UUID
    topic: str
    outcome: str
    reasons: str
    criteria: Sequence[str]
    prevalence: str
    logged_on: str


def shown(entry: SelectionLoggedV1) -> EntryShown:
    """An entry in words."""
    return EntryShown(
        id=entry.selection_id,
        topic=entry.topic.label,
        outcome=entry.outcome.label,
        reasons="; ".join(one.label for one in entry.reason_codes),
        criteria=[f"{one.criterion.label}: {one.finding.label.lower()}" for one in entry.criteria],
        prevalence=_prevalence(entry),
        logged_on=day(entry.logged_on),
    )


def _prevalence(entry: SelectionLoggedV1) -> str:
    found = entry.prevalence
    if found is None:
        return "No figures are released yet"
    return (
        f"{found.reviews} of {found.of_reviews} reviews, {found.partnerships} of"
        f" {found.of_partnerships} partnerships, as of {day(found.as_of)}"
        f" (data set {found.data_set_version})"
    )
