"""The figures of a digest as anyone may see them. Pure."""

from chassis.small_numbers import hidden
from services.correspondence.digest.domain import Figures

ENDINGS = {"published", "improvements_only", "not_published"}
EFFECTS = {"actions_improved", "without_improvement"}
"""What was measured is told too: whoever subtracts one of these from it has the other."""

NAMED = {"published", "improvements_only"}
"""How many these are together is seen from the list of what was published: of one hidden the other is, too."""


def protected(figures: Figures, limit: int) -> dict[str, int | None]:
    """Each number by its name; None: it is small, or would give a small one away."""
    cells = {
        "begun": figures.begun,
        "published": figures.published,
        "improvements_only": figures.improvements_only,
        "not_published": figures.not_published,
        "actions_measured": figures.actions_measured,
        "actions_improved": figures.actions_improved,
        "without_improvement": figures.actions_measured - figures.actions_improved,
    }
    effects = {name: cells[name] for name in EFFECTS}
    endings = {name: cells[name] for name in ENDINGS}
    secret = hidden(effects, [lambda _: "measured"], limit)
    secret |= hidden(endings, [lambda _: "ended"], limit)
    if secret & NAMED:
        secret |= NAMED
    return {
        name: None if name in secret or 0 < number <= limit else number
        for name, number in cells.items()
    }
