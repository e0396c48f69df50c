"""The examples of the interface, as they stand in its document."""

from collections.abc import Mapping
from typing import Any


def said_in(examples: Mapping[str, Any]) -> dict[str, Any]:
    """The first of a route's examples."""
    return dict(next(iter(examples.values()))["value"])
