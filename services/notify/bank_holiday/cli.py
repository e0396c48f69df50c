"""``cspr calendar``: what was proclaimed of bank holidays since their list was published."""

from datetime import date, datetime
from typing import Annotated

import typer

from chassis import ops
from chassis.cli_reach import clock, dsns, operator, run
from chassis.db import Database
from chassis.errors import Refused
from contracts.calendar import BankHolidayProclaimedV1
from services.notify.bank_holiday.handlers import proclaim

calendar = typer.Typer(no_args_is_help=True, help="The calendar of working days.")
DAYS = ["%Y-%m-%d"]


@calendar.callback()
def _several() -> None:
    """Keep ``proclaim`` a command of its own, though it is the only one."""


@calendar.command("proclaim")
def proclaim_day(
    day: Annotated[datetime, typer.Argument(formats=DAYS, help="the day, as in 2026-06-15")],
    title: Annotated[str, typer.Argument(help="what it is called")],
    *,
    working: Annotated[
        bool, typer.Option("--working", help="it is a bank holiday no more")
    ] = False,
    on: Annotated[
        datetime | None,
        typer.Option(formats=DAYS, help="the day of the proclamation; today if not said"),
    ] = None,
) -> None:
    """Proclaim a bank holiday: clocks that run move by it and say so; met ones stay."""
    said_on = on.date() if on else None
    try:
        fact = run(_proclaim(day.date(), title, holiday=not working, on=said_on))
    except Refused as refused:
        typer.echo(f"{refused.field}: {refused.reason} ({refused.source})", err=True)
        raise typer.Exit(1) from None
    if fact is None:
        typer.echo("The calendar says so already.")
    else:
        typer.echo(
            f"{fact.day:%a %d %b %Y} is {'a bank holiday' if fact.holiday else 'a working day'}."
        )


async def _proclaim(
    day: date, title: str, *, holiday: bool, on: date | None
) -> BankHolidayProclaimedV1 | None:
    db = Database(dsns()["notify"], clock(), name="cspr", size=1)
    async with db.opened(), db.begin() as tx:
        await ops.note(tx.conn, operator(), "calendar proclaim", f"{day} {holiday}")
        when = on or tx.today
        return await proclaim(tx, day, title, holiday=holiday, on=when, actor=operator())
