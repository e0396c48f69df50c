"""The clocks of a local review: its six months, the copies before publication, the year that it stays available."""

from collections.abc import Iterator

from contracts.codes import Clock
from services.review.lcspr.state import Lcspr
from services.review.policy import rules

NOT_PUBLISHED = ("discontinued", "superseded_by_national", "not_published_justified")


def of_local_review(local: Lcspr) -> Iterator[Clock]:
    """Those that run, and those that were met."""
    if local.initiated_on and local.status not in ("discontinued", "superseded_by_national"):
        yield rules.clock("L1", local.initiated_on, local.completed_on)
    yield from _copies(local)
    yield from _availability(local)


def _copies(local: Lcspr) -> Iterator[Clock]:
    """Counted back from the day of publication that is known, or meant; told of a report no more once it is out.

    A report that went out without its copies is a breach, which is a fact of its own.
    """
    publication = local.published_on or local.planned_on or local.forecast_on
    if publication is None or local.status in NOT_PUBLISHED:
        return
    if local.is_running or local.last_copy_on:
        yield rules.clock("L2", publication, local.last_copy_on)


def _availability(local: Lcspr) -> Iterator[Clock]:
    """Met by time alone; one that was taken down early is a breach, and runs no more."""
    until = local.available_until
    if local.published_on is None or until is None:
        return
    if local.taken_down_on and local.taken_down_on < until:
        return
    ended = local.status == "unpublishable_allowed"
    yield rules.clock("L4", local.published_on, until if ended else None)
