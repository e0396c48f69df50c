"""A partnership beside its peers, as a page and for systems."""

from collections.abc import Sequence
from dataclasses import asdict, dataclass
from typing import Annotated, Any

from fastapi import APIRouter, Depends, Request
from fastapi.responses import Response

from chassis.calendar import add_months
from chassis.clock import london_date
from chassis.errors import NotFound
from chassis.identity import Actor
from chassis.service import Service
from chassis.web.guard import needs
from chassis.web.pages import render
from services.analytics import queries
from services.analytics.access import POLICY
from services.analytics.benchmark import queries as found
from services.analytics.benchmark.compare import (
    HIDDEN,
    INDICATORS,
    NOTHING,
    Compared,
    Place,
    compare,
)
from services.analytics.policy import benchmark
from services.analytics.releases.metadata import MADE_UP, WARNING
from services.analytics.web.reader import Reader as PersonOrSystem

Reader = Annotated[Actor, Depends(needs(POLICY, "see_measures"))]
SYMBOLS = {
    HIDDEN: "hidden, because it would be of too few cases or too few partnerships",
    NOTHING: "there was none",
}
ABOUT = (
    "Shares in whole percent, of what was recorded in the last {months} months. Peers are the partnerships of"
    " the same region, this one among them; of these only the middle and the quarters are shown, to the nearest"
    " {rounded} percent, and only where enough of them have enough cases."
)


@dataclass(frozen=True)
class BenchmarkView:
    """The page of one partnership."""

    place: Place
    rows: Sequence[Compared]
    about: str
    version: str
    notes: Sequence[str]
    symbols = tuple(SYMBOLS.items())


@dataclass(frozen=True)
class PlacesView:
    """The partnerships that a reader may set beside their peers."""

    places: Sequence[Place]


def build_benchmark(service: Service) -> APIRouter:
    """``/benchmark`` and ``/v1/benchmark/{partnership}``."""
    routes = APIRouter()

    @routes.get("/benchmark", include_in_schema=False)
    async def listed(request: Request, reader: Reader) -> Response:
        today = london_date(service.clock.now())
        async with service.db.read() as conn:
            view = PlacesView(await found.places(conn, today, _own(reader)))
        return render(request, "benchmarks.html", view)

    @routes.get("/benchmark/{partnership}", include_in_schema=False)
    async def one(request: Request, partnership: str, reader: Reader) -> Response:
        return render(request, "benchmark.html", await _view(service, reader, partnership))

    @routes.get("/v1/benchmark/{partnership}", tags=["measures"])
    async def read_benchmark(partnership: str, reader: PersonOrSystem) -> dict[str, Any]:
        """One's own partnership beside its peers; the Panel's people read any."""
        view = await _view(service, reader, partnership)
        return {
            "partnership": view.place.partnership,
            "region_code": view.place.region_code,
            "data_set_version": view.version,
            "rule_version": benchmark.in_force().version,
            "notes": [view.about, *view.notes],
            "symbols": SYMBOLS,
            "indicators": [asdict(row) for row in view.rows],
        }

    return routes


def _own(reader: Actor) -> list[str] | None:
    """The partnerships of a reader; None for one who may read any."""
    return None if POLICY.may(reader, "see_unrounded") else sorted(reader.partnerships)


async def _view(service: Service, reader: Actor, partnership: str) -> BenchmarkView:
    own, rule = _own(reader), benchmark.in_force()
    today = london_date(service.clock.now())
    async with service.db.read() as conn:
        await queries.at_one_moment(conn)
        data = await queries.data_set(conn)
        read_on = london_date(data.read_until) if data.read_until else today
        since = add_months(read_on, -rule.window_months).replace(day=1)
        places = await found.places(conn, today)
        counts = await found.counts(conn, list({one.measure for one in INDICATORS}), since)
    place = next((one for one in places if one.partnership == partnership), None)
    if place is None or (own is not None and partnership not in own):
        raise NotFound("There is no such partnership that you may see.")
    rows = compare(place, places, lambda *at: counts.get(at, {}), rule)
    as_of = read_on.isoformat() if data.read_until else "none"
    made_up = (MADE_UP,) if service.settings.made_up_data else ()
    about = ABOUT.format(months=rule.window_months, rounded=rule.rounded_to)
    version = f"{as_of}.{data.facts}" + (".made-up" if made_up else "")
    return BenchmarkView(place, rows, about, version, (WARNING, *made_up))
