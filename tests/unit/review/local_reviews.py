"""A local review at each of its stations, each reached by the commands that lead there."""

from datetime import date
from typing import Any
from uuid import UUID

from services.review.lcspr import advice, commands, domain
from services.review.lcspr import course_moves as course
from services.review.lcspr import ending_moves as ending
from services.review.lcspr.state import RECIPIENTS, Lcspr

CASE = UUID(int=1)
TODAY = date(2026, 12, 9)
EARLIER = date(2026, 7, 8)
UNTIL = date(2027, 12, 18)
YES = commands.RecordDecision(
    on=EARLIER, decided_on=EARLIER, decision="yes", reviewed=True, answers=None, said=None
)
PROPOSE = course.Propose(TODAY, EARLIER, reviewed=True, said=None)
SCOPE = course.SetScope(TODAY, EARLIER, (None, None), ("neglect",), None)
APPOINT = commands.Appoint(TODAY, EARLIER, "Ottilie Brandreth", independent=True)
START = course.Start(TODAY, EARLIER)
DRAFT = course.ReceiveDraft(TODAY, date(2026, 11, 2), None)
REWORK = course.AskRework(TODAY, date(2026, 11, 9), None)
APPROVE = course.Approve(TODAY, date(2026, 11, 30), ("authority", "health"), None)
COPIES = tuple(commands.SendCopy(TODAY, one, date(2026, 12, 8)) for one in RECIPIENTS)
PUBLISH = commands.Publish(TODAY, TODAY, early=False, address=None, available_until=UNTIL)
IMPROVEMENTS = ending.PublishImprovements(
    TODAY, TODAY, early=False, allowed_from=TODAY, available_until=UNTIL, said=None
)
TOLD = (("national_body", date(2026, 12, 1)), ("secretary_of_state", date(2026, 12, 2)))
JUSTIFY = ending.Justify(TODAY, TOLD, date(2026, 12, 16), None)
COMMENT = advice.Comment(
    UUID(int=7), TODAY, "non_publication", "national_body", date(2026, 12, 7), None
)
NOT_PUBLISH = ending.NotPublish(TODAY, TODAY, None)
DISCONTINUE = ending.Discontinue(TODAY, TODAY, (), None)
SUPERSEDE = ending.Supersede(TODAY, TODAY, None)
TAKE_DOWN = ending.TakeDown(date(2028, 1, 3), date(2028, 1, 3), None)
PASS_A_YEAR = ending.EndAvailability(UNTIL)
FORECAST = course.Forecast(TODAY, date(2027, 1, 20), late=True)
NOTE = course.NoteProceedings("trial", date(2026, 11, 16), None, ("interviews",), None)
ASSEMBLE = ending.Assemble(TODAY, TODAY, None)
DELAY = commands.ExplainDelay(
    TODAY,
    date(2027, 1, 20),
    (TODAY, TODAY),
    None,
    ("national_body", "secretary_of_state"),
    late=True,
)
MONITOR = commands.Monitor(TODAY, EARLIER, None)
PLAN = commands.Plan(TODAY, date(2026, 12, 18), date(2026, 12, 9), date(2026, 12, 18))
ASK = advice.Ask(UUID(int=5), TODAY, None)
GIVE = advice.Give(UUID(int=6), TODAY, None, None)


def after(*given: Any, state: Lcspr | None = None) -> Lcspr:
    """The review after some commands, each of which is carried out."""
    now = state or Lcspr(CASE)
    for command in given:
        events = domain.decide(now, command)
        assert events, f"{command} changed nothing"
        for event in events:
            now = domain.evolve(now, event)
    return now


STATIONS: dict[str, Lcspr] = {
    "none": after(),
    "proposed": after(PROPOSE),
    "initiated": after(YES),
    "reviewer_appointed": after(YES, APPOINT),
    "in_progress": after(YES, APPOINT, SCOPE, START),
    "draft_received": after(YES, APPOINT, START, DRAFT),
    "rework": after(YES, APPOINT, START, DRAFT, REWORK),
    "approved": after(YES, APPOINT, START, DRAFT, APPROVE),
    "pre_publication_sent": after(YES, APPOINT, START, DRAFT, APPROVE, *COPIES),
    "published": after(YES, APPOINT, START, DRAFT, APPROVE, *COPIES, PUBLISH),
    "unpublishable_allowed": after(YES, DRAFT, APPROVE, *COPIES, PUBLISH, PASS_A_YEAR),
    "improvements_only_published": after(YES, *COPIES, IMPROVEMENTS),
    "not_published_justified": after(YES, JUSTIFY, COMMENT, NOT_PUBLISH),
    "discontinued": after(YES, DISCONTINUE),
    "superseded_by_national": after(YES, SUPERSEDE),
}
"""Every state of the review, and a way to it."""
EVERY = (
    *(YES, PROPOSE, SCOPE, APPOINT, START, DRAFT, REWORK, APPROVE, COPIES[0], PUBLISH),
    *(IMPROVEMENTS, JUSTIFY, COMMENT, NOT_PUBLISH, DISCONTINUE, SUPERSEDE, TAKE_DOWN),
    *(FORECAST, NOTE, ASSEMBLE, DELAY, MONITOR, PLAN, ASK, GIVE),
)
"""One command of each kind that people give."""
