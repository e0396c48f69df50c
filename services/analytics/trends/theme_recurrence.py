"""When a theme recurs across decided reviews. Pure."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from contracts.codes import Theme
from services.analytics.policy.rules import Recurrence


@dataclass(frozen=True)
class Figures:
    """n of N reviews, of how many partnerships."""

    theme: str
    reviews: int
    of_reviews: int
    partnerships: int
    of_partnerships: int

    @property
    def percent(self) -> float:
        """Share of reviews, one decimal."""
        return round(100 * self.reviews / self.of_reviews, 1)


def recurring(
    found: Sequence[Figures], rule: Recurrence, known: Mapping[str, int]
) -> list[Figures]:
    """Themes over the rule whose partnerships have grown beyond those already ``known``.

    What is coded "other" has nothing in common but the want of a code: it can not recur.
    """
    return [
        figures
        for figures in found
        if figures.theme != Theme.OTHER.value
        and _over(figures, rule)
        and figures.partnerships > known.get(figures.theme, 0)
    ]


def _over(figures: Figures, rule: Recurrence) -> bool:
    return (
        figures.of_reviews >= rule.reviews_min
        and figures.reviews / figures.of_reviews > rule.reviews_share_over
        and figures.partnerships / figures.of_partnerships > rule.partnerships_share_over
    )
