"""What happened on the way to a rapid review, in a heading and a sentence: one line a kind of fact."""

from collections.abc import Callable, Mapping

from chassis.web.words import many
from contracts.codes import Theme, View
from contracts.review.agency_return import Agency, ReturnOutcome
from contracts.review.learning import ActionStanding
from contracts.review.reading import Considered, Judgement, Missing, QualityMarker
from services.correspondence.web.shown import sentences as say
from services.correspondence.web.shown.sentences import Fact
from services.correspondence.web.shown.words import (
    day,
    days,
    label,
    listed,
    lower,
    partners,
    upper,
)


def met(fact: Fact) -> str:
    """A meeting of the agencies."""
    came = listed([lower(label(Agency, one)) for one in fact["attended"]])
    return f"On {day(fact['held_on'])}." + (f" There were: {came}." if came else "")


def signed(fact: Fact) -> str:
    """Whose signature, and whose is awaited."""
    left = fact["awaited"]
    more = f" Awaited: {partners(left)}." if left else " All three partners have signed."
    return f"{upper(partners([fact['partner']]))} signed draft {fact['draft']}.{more}"


def stated(fact: Fact) -> str:
    """A partner's own position."""
    return f"On {day(fact['stated_on'])}.{say.positions_of(fact, View, 'view')}"


def confirmed(fact: Fact) -> str:
    """The core of a version."""
    view = lower(label(View, fact["partnership_view"]))
    warned = fact.get("warnings", ())
    more = f" It came with warnings: {'; '.join(warned)}." if warned else ""
    said = f"Version {fact['version']}. The partnership's view: {view}."
    return said + say.positions_of(fact, View, "view") + more


def returned(fact: Fact) -> str:
    """What came of asking an agency."""
    outcome = lower(label(ReturnOutcome, fact["outcome"]))
    return f"{label(Agency, fact['agency'])}: {outcome}.{say.clock_of(fact)}"


def chased(fact: Fact) -> str:
    """How often it was asked for again."""
    times = "once" if fact["chased"] == 1 else f"{fact['chased']} times"
    due = day(fact["clock"]["due_on"])
    return f"{label(Agency, fact['agency'])}: due {due}, asked for again {times}."


def followed_up(fact: Fact) -> str:
    """How far an action has come."""
    late = fact["days_late"]
    behind = f", {many(late, 'day')} after its date" if late else ""
    return f"{label(ActionStanding, fact['standing'])} on {day(fact['on'])}{behind}."


def assessed(fact: Fact) -> str:
    """The checklist and the markers of one version."""
    themes = [
        f"{label(Theme, one['theme'])}: {lower(label(Considered, one['answer']))}"
        for one in fact["themes"]
    ]
    markers = [
        f"{label(QualityMarker, one['marker'])}: {lower(label(Judgement, one['judgement']))}"
        for one in fact["markers"]
    ]
    said = f"Version {fact['version']}. {'; '.join([*themes, *markers])}."
    return f"{said} The rapid review took {days(fact['working_days_taken'])}."


def sent_back(fact: Fact) -> str:
    """What is missing."""
    missing = listed([lower(label(Missing, one)) for one in fact["missing"]])
    return f"Version {fact['version']}. Missing: {missing}."


RAPID_KINDS: Mapping[str, tuple[str, Callable[[Fact], str]]] = {
    "rapid-review-scoped": (
        "Rapid review scoped",
        lambda f: f"It looks at {day(f['looks_from'])} to {day(f['looks_to'])}.",
    ),
    "review-meeting-held": ("Rapid review meeting held", met),
    "rapid-review-drafted": (
        "Draft up for signature",
        lambda f: f"Draft {f['draft']}, of {day(f['drafted_on'])}.",
    ),
    "rapid-review-signed-off": ("Draft signed", signed),
    "partner-position-stated": ("Position stated", stated),
    "rapid-review-confirmed": ("What the rapid review says was confirmed", confirmed),
    "agency-return-asked": (
        "Return asked of an agency",
        lambda f: f"{label(Agency, f['agency'])}.{say.clock_of(f)}",
    ),
    "agency-return-given": ("Return of an agency", returned),
    "agency-return-chased": ("Return asked for again", chased),
    "learning-point-recorded": (
        "Something was learned",
        lambda f: (
            f"{label(Theme, f['theme'])}."
            + (f" Due {day(f['due_on'])}." if f.get("due_on") else "")
        ),
    ),
    "local-action-recorded": (
        "Local action",
        lambda f: f"About {lower(label(Theme, f['theme']))}, due {day(f['due_on'])}.",
    ),
    "local-action-followed-up": ("Local action followed up", followed_up),
    "rapid-review-assessed": ("The Panel read the rapid review", assessed),
    "rapid-review-returned": ("Sent back as incomplete", sent_back),
}
