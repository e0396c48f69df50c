"""A decision is corrected: what was recorded stays on record, and what it says now obeys the same rules. Pure."""

from dataclasses import replace

from chassis.errors import Refused
from services.review.consideration.commands import Correct
from services.review.consideration.decision_rules import CONTENT, EXPLAINED, GUIDANCE
from services.review.consideration.events import Corrected
from services.review.consideration.state import Consideration

OUTCOME_STANDS = (
    "rule of the national body: what the partners were told is changed by another round"
)


def correct(state: Consideration, command: Correct) -> tuple[Corrected, ...]:
    """The correction; raises Refused where the decision is another one, or would break a rule."""
    if state.status == "stopped":
        raise Refused("The notification was withdrawn.", GUIDANCE, code="is_stopped")
    if state.made is None or state.made.decision_id != command.decision_id:
        reason = "This is not the latest decision of the case."
        raise Refused(reason, EXPLAINED, "decision_id", "not_latest")
    if not command.parts:
        raise Refused("Say what is corrected.", EXPLAINED, code="nothing_corrected")
    made = replace(state.made, **command.changes)
    if made.outcome != state.made.outcome and state.letter_is_out:
        reason = "The partners have been told of this outcome."
        raise Refused(reason, OUTCOME_STANDS, "outcome", "letter_is_out")
    for rule, source, field, code in CONTENT:
        if reason_against := rule(state, made):
            raise Refused(reason_against, source, field, code)
    number = state.corrections + 1
    return (Corrected(command, made, number, state.letter_is_out),)
