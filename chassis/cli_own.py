"""Commands that a service brings with it: ``add_to`` in its ``cli.py``, whatever they are about."""

from importlib import import_module
from importlib.util import find_spec

import typer

from contracts.topics import SERVICES


def add_own_commands(app: typer.Typer) -> None:
    """Add those of the services that are installed here."""
    for service in SERVICES:
        if find_spec(f"services.{service}") and find_spec(f"services.{service}.cli"):
            import_module(f"services.{service}.cli").add_to(app)
