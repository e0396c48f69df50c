"""The vocabulary of themes in force on a day, and the themes that the Panel's checklist asks about."""

from datetime import date

from services.review.policy.data import in_force


def vocabulary(on: date) -> str:
    """The version of the vocabulary; facts pin it."""
    return str(in_force("themes", on)["version"])


def terms(on: date) -> tuple[str, ...]:
    """The codes of the vocabulary."""
    return tuple(in_force("themes", on)["terms"])


def checklist(on: date) -> tuple[str, ...]:
    """What the Panel asks of itself about every rapid review; nothing is asked of the partnership's format."""
    return tuple(in_force("themes", on)["checklist"])
