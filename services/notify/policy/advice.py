"""What advice on the threshold may rely on, read from ``advice.toml``."""

import tomllib
from functools import cache
from importlib import resources


@cache
def paragraphs() -> tuple[str, ...]:
    """The paragraphs, in the order in which they are offered."""
    data = tomllib.loads((resources.files(__package__) / "advice.toml").read_text())
    return tuple(data["paragraphs"])
