"""``cspr log``: the log of who looked at what, against its seals."""

import json
from collections import defaultdict
from collections.abc import Iterable
from typing import Annotated

import typer

from chassis.cli_reach import dsns, run
from chassis.seal_log import SEALED, verify_log

log = typer.Typer(no_args_is_help=True, help="The log of who looked at what.")
Told = Annotated[
    typer.FileText | None,
    typer.Option(help="what the services logged, as JSON lines; - reads them as they come"),
]


@log.callback()
def _one_of_several() -> None:
    """Its commands have names, though there is one."""


@log.command("verify")
def verify(told: Told = None) -> None:
    """Check every row of every service's log against its seals, and the seals against what was logged of them."""
    broken, known = 0, told_seals(told or ())
    for service, dsn in dsns().items():
        found = run(verify_log(dsn, known[service]))
        held = "the seals hold" if not found.broken else "BROKEN"
        typer.echo(f"{service:15} {found.rows} rows, {held}; {found.unsealed} not sealed yet")
        typer.echo(f"{'':15} seal {found.number} {found.hash}; {len(known[service])} were told")
        for one in found.broken:
            typer.echo(f"{'':15} {one}")
        broken += len(found.broken)
    raise typer.Exit(1 if broken else 0)


def told_seals(lines: Iterable[str]) -> dict[str, set[tuple[int, str]]]:
    """Number and hash of each seal that the services' log lines tell of, by service; other lines are passed over."""
    found: dict[str, set[tuple[int, str]]] = defaultdict(set)
    for line in lines:
        if SEALED in line:
            one = json.loads(line[line.index("{") :])
            found[one["service"]].add((one["seal"], one["hash"]))
    return found
