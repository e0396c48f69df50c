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
    known, unread = told_seals(told or ())
    broken = unread
    if unread:
        typer.echo(f"{unread} lines that tell of a seal can not be read")
    for service, dsn in dsns().items():
        found = run(verify_log(dsn, known[service]))
        held = "the seals hold" if not found.broken else "BROKEN"
        typer.echo(f"{service:15} {found.rows} rows, {held}; {found.unsealed} not sealed yet")
        typer.echo(f"{'':15} seal {found.number} {found.hash}; {len(known[service])} were told")
        for one in found.broken:
            typer.echo(f"{'':15} {one}")
        broken += len(found.broken)
    raise typer.Exit(1 if broken else 0)


def told_seals(lines: Iterable[str]) -> tuple[dict[str, set[tuple[int, str]]], int]:
    """Number and hash of each seal that the services' log lines tell of, by service; and how many are torn.

    Lines that tell of something else are passed over.
    """
    found: dict[str, set[tuple[int, str]]] = defaultdict(set)
    unread = 0
    for line in lines:
        if SEALED not in line:
            continue
        try:
            one = json.loads(line[line.index("{") :])
            found[one["service"]].add((one["seal"], one["hash"]))
        except (ValueError, KeyError):
            unread += 1
    return found, unread
