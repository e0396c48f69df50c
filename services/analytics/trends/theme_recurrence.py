"""When a theme recurs across decided reviews. Pure."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from services.analytics.policy.rules import Recurrence


@dataclass(frozen=True)
class Decided:
    """One decided review in the window: its partnership and its themes."""

    partnership: str
    themes: tuple[str, ...]


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
    decided: Sequence[Decided], rule: Recurrence, known: Mapping[str, int]
) -> list[Figures]:
    """Themes over the rule whose partnerships have grown beyond those already ``known``."""
    found = [_figures(theme, decided) for theme in _themes(decided)]
    return [
        figures
        for figures in found
        if _over(figures, rule) and figures.partnerships > known.get(figures.theme, 0)
    ]


def _themes(decided: Sequence[Decided]) -> list[str]:
    return sorted({theme for one in decided for theme in one.themes})


def _figures(theme: str, decided: Sequence[Decided]) -> Figures:
    with_theme = [one for one in decided if theme in one.themes]
    return Figures(
        theme=theme,
        reviews=len(with_theme),
        of_reviews=len(decided),
        partnerships=len({one.partnership for one in with_theme}),
        of_partnerships=len({one.partnership for one in decided}),
    )


def _over(figures: Figures, rule: Recurrence) -> bool:
    return (
        figures.of_reviews >= rule.reviews_min
        and figures.reviews / figures.of_reviews > rule.reviews_share_over
        and figures.partnerships / figures.of_partnerships > rule.partnerships_share_over
    )
