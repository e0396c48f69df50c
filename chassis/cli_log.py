"""``cspr log``: the log of who looked at what, against its seals."""

import typer

from chassis.cli_reach import dsns, run
from chassis.seal_log import verify_log

log = typer.Typer(no_args_is_help=True, help="The log of who looked at what.")


@log.callback()
def _one_of_several() -> None:
    """Its commands have names, though there is one."""


@log.command("verify")
def verify() -> None:
    """Check every row of every service's log against its seals; keep the last seal elsewhere."""
    broken = 0
    for service, dsn in dsns().items():
        found = run(verify_log(dsn))
        held = "the seals hold" if not found.broken else "BROKEN"
        typer.echo(f"{service:15} {found.rows} rows, {held}; {found.unsealed} not sealed yet")
        typer.echo(f"{'':15} seal {found.number} {found.hash}")
        for one in found.broken:
            typer.echo(f"{'':15} {one}")
        broken += len(found.broken)
    raise typer.Exit(1 if broken else 0)
