"""What ours announces for one fact, made by ours: what limits and peers send is as long."""

from datetime import date
from functools import cache

from bench.material import cases, row_of
from bench.task import Follow
from chassis.cloudevents import write_headers
from contracts.catalogue import entry_of
from contracts.envelope import Fact
from services.review.case_state import compose
from services.review.consideration.state import Consideration
from services.review.dialogue.domain import Dialogue
from services.review.lcspr.state import Lcspr
from services.review.rapid_review import commands, domain, events, wire
from services.review.request.domain import Request
from services.review.stores import CaseFile
from services.review.whole import Whole


@cache
def follow_ups() -> tuple[tuple[Follow, str], ...]:
    """The rapid review opened, and the state of its case; each with its topic's name."""
    (incident,) = cases(1)
    area = ("990", "Ashmere", "ashmere", "E12000005")
    file = CaseFile(incident, "CSPR-2026-00088-X", *area, date(2026, 6, 8), 1)
    opened = commands.Open(file.reference, area[0], area[2], area[3], file.notified_on)
    review = domain.evolve(domain.RapidReview(incident), events.Opened(opened))
    whole = Whole(
        review, Consideration(incident), Request(incident), Lcspr(incident), Dialogue(incident)
    )
    told: tuple[Fact, ...] = (
        wire._fact(review, events.Opened(opened)),  # noqa: SLF001 - what ours says, as ours says it
        compose(file, whole),
    )
    made = []
    for fact in told:
        entry = entry_of(fact)
        headers = write_headers(entry, row_of(incident, 1))
        pairs = tuple((name, value.decode()) for name, value in headers)
        sample = fact.model_dump_json()
        follow = Follow(entry.topic.name, sample, str(incident), file.reference, pairs)
        made.append((follow, entry.topic.name))
    return tuple(made)
