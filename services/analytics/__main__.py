"""``python -m services.analytics``: what an operator does to the figures, with the service's settings."""

import asyncio

import typer

from chassis.garbage import look_rarely
from chassis.log import set_up_logging
from chassis.service import Service
from services.analytics.rebuild import rebuild, rebuild_from_kafka
from services.analytics.settings import AnalyticsSettings

app = typer.Typer(no_args_is_help=True, help="Make the figures anew; they must come out the same.")


@app.command("rebuild")
def from_kept_facts() -> None:
    """Empty the measures and fold the kept facts again; the service may run."""

    async def work() -> int:
        async with Service(AnalyticsSettings()).db.opened() as db:
            return await rebuild(db)

    typer.echo(f"{asyncio.run(work())} facts folded again.")


@app.command("rebuild-from-kafka")
def from_kafka() -> None:
    """Fill an empty database from the topics; stop the service first."""
    read = asyncio.run(rebuild_from_kafka(AnalyticsSettings()))
    typer.echo(f"{read} records read from Kafka.")


if __name__ == "__main__":
    set_up_logging("analytics")
    look_rarely()
    app()
