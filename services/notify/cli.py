"""What ``cspr`` can do with ``notify`` alone."""

import typer

from services.notify.bank_holiday.cli import calendar
from services.notify.conformance import conformance
from services.notify.register.cli import register
from services.notify.sender.cli import sender
from services.notify.webhook.cli import webhook
from supplier.cspr_supplier.cli import main as supplier_main

AS_THEY_ARE = {
    "allow_extra_args": True,
    "ignore_unknown_options": True,
    "help_option_names": [],
}
"""The kit reads its own words."""


def add_to(app: typer.Typer) -> None:
    """Add them to the one command."""
    app.add_typer(calendar, name="calendar")
    app.add_typer(register, name="register")
    sender.command()(conformance)
    app.add_typer(sender, name="sender")
    app.add_typer(webhook, name="webhook")
    app.command(context_settings=AS_THEY_ARE)(supplier)


def supplier(context: typer.Context) -> None:
    """The suppliers' kit: check, make up and send files of notifications."""
    raise typer.Exit(supplier_main(context.args, "cspr supplier"))
