"""``cspr sender conformance``: whether what a report of the ladder says was taken here was."""

from collections.abc import Mapping
from pathlib import Path
from typing import Annotated, Any

import typer

from chassis.cli_reach import as_operator
from services.notify.notification import sandbox
from supplier.cspr_supplier import report
from supplier.cspr_supplier.items import Unreadable

KEPT_DAYS = sandbox.KEPT.days


def conformance(
    file: Annotated[Path, typer.Argument(help="conformance.json, as the supplier sent it in")],
) -> None:
    """Check a report of the ladder: that nobody changed it, and that the sandbox took what it says."""
    try:
        told = report.read(file)
    except Unreadable as error:
        typer.echo(str(error), err=True)
        raise typer.Exit(1) from None
    named = references_in(told)
    sender = f"system:{told['client_id']}"
    found = as_operator("notify", lambda conn: sandbox.count_of(conn, sender, named))
    passed = "passed" if told["passed"] else "NOT passed"
    typer.echo(
        f"{told['client_id']}, schema {told['schema']}, made on {told['made_on']}: {passed}."
    )
    typer.echo(f"{found} of the {len(named)} references in it are of what this client sent.")
    if not named or found < len(named):
        typer.echo(f"The sandbox keeps what was sent for {KEPT_DAYS} days.", err=True)
    if not named or found < len(named) or not told["passed"]:
        raise typer.Exit(1)


def references_in(told: Mapping[str, Any]) -> list[str]:
    """Ours, of all rungs, each once."""
    return sorted({str(one) for rung in told["rungs"] for one in rung["references"]})
