"""``cspr register``: change the register of authorities by a file; each change is written down."""

from pathlib import Path
from typing import Annotated

import typer

from chassis import ops
from chassis.cli_reach import dsns, operator, run
from chassis.clock import RealClock
from chassis.db import Database
from chassis.web.problems import Invalid
from services.notify.register.handlers import Planned, apply, plan, told

register = typer.Typer(no_args_is_help=True, help="The register of authorities, with its history.")


@register.callback()
def _several() -> None:
    """Keep ``apply`` a command of its own, though it is the only one."""


@register.command("apply")
def apply_file(
    file: Annotated[Path, typer.Argument(exists=True, dir_okay=False, help="CSV or JSON")],
    *,
    dry_run: Annotated[
        bool, typer.Option(help="say what would change, and change nothing")
    ] = False,
) -> None:
    """Apply a file of changes: all of it or, when a row is wrong, nothing."""
    try:
        planned = run(_apply(file.name, file.read_bytes(), dry_run=dry_run))
    except Invalid as wrong:
        for error in wrong.errors:
            typer.echo(error["reason"], err=True)
        raise typer.Exit(1) from None
    for one in planned.differences:
        typer.echo(f"{one.on}  {one.kind:13} {one.code:12} {one.name}: {one.words}")
    if not planned.differences:
        typer.echo("The register says all of this already.")
    elif dry_run:
        typer.echo("Nothing was changed.")
    else:
        typer.echo("The register is changed; notify announces each change on its day.")


async def _apply(name: str, raw: bytes, *, dry_run: bool) -> Planned:
    db = Database(dsns()["notify"], RealClock(), name="cspr", size=1)
    async with db.opened(), db.begin() as tx:
        if dry_run:
            planned = await plan(tx.conn, raw)
            if planned.faults:
                raise Invalid([told(one) for one in planned.faults])
            return planned
        await ops.note(tx.conn, operator(), "register apply", name)
        return await apply(tx, name, raw, operator())
