"""How often a theme was recorded in each region, now and before: shares that give no small number away. Pure."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from contracts.analytics import RegionalShare
from services.analytics.policy.rules import Regional


@dataclass(frozen=True)
class Region:
    """The decided reviews of a region, and those of them with the theme; ``before``: in the months before."""

    region_code: str
    region_name: str
    reviews: int
    of_reviews: int
    reviews_before: int
    of_reviews_before: int


def shares(found: Sequence[Region], rule: Regional, hidden_up_to: int) -> tuple[RegionalShare, ...]:
    """The share of each region that has enough reviews; how many there were is not told.

    Of few reviews a rounded share tells how many had the theme: where these, or those without it,
    are ``hidden_up_to`` or fewer but some, nothing is told.
    """
    return tuple(_shares(found, rule, hidden_up_to))


def _shares(found: Sequence[Region], rule: Regional, hidden_up_to: int) -> Iterator[RegionalShare]:
    for one in found:
        now = _percent(one.reviews, one.of_reviews, rule, hidden_up_to)
        if now is not None:
            before = _percent(one.reviews_before, one.of_reviews_before, rule, hidden_up_to)
            yield RegionalShare(
                region_code=one.region_code,
                region_name=one.region_name,
                percent=now,
                percent_before=before,
            )


def _percent(reviews: int, of_reviews: int, rule: Regional, hidden_up_to: int) -> int | None:
    """To the nearest of the rule, halves up; None where there are too few, of all or of either kind."""
    few = any(0 < one <= hidden_up_to for one in (reviews, of_reviews - reviews))
    if few or of_reviews < rule.reviews_min:
        return None
    return (
        (200 * reviews + rule.rounded_to * of_reviews)
        // (2 * rule.rounded_to * of_reviews)
        * rule.rounded_to
    )
