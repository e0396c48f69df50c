"""What stops a decision: each rule named, with its source. Pure."""

from collections.abc import Callable

from services.review.consideration.commands import Decide
from services.review.consideration.state import Consideration

REG3, REG11 = "SI 2018/789 regulation 3", "SI 2018/789 regulation 11"
GUIDANCE = "Working Together, chapter 5; Panel guidance June 2025"
EXPLAINED = "Panel guidance June 2025: decisions are explained"
QUORUM_RULE = "standing rule of the national body: quorum"


def the_page_is_current(state: Consideration, command: Decide) -> str | None:
    """A page read before another round began decides nothing."""
    if command.version is not None and command.version != state.round:
        return "Another round has begun since this page was read."
    return None


def the_version_is_the_latest(_state: Consideration, command: Decide) -> str | None:
    """A page read before the partners sent again decides nothing; whoever reads both may decide."""
    if command.read_version is not None and command.read_version != command.review_version:
        return "The partners have sent another version since this page was read."
    return None


def the_meeting_is_the_listed_one(state: Consideration, command: Decide) -> str | None:
    """A decision belongs to the meeting the case was listed for."""
    if state.meeting_id != command.meeting_id:
        return "The case is not listed for this meeting."
    return None


def the_meeting_has_been_held(_state: Consideration, command: Decide) -> str | None:
    """Nothing is decided before the meeting."""
    if command.meeting_on is None or command.meeting_on > command.on:
        return "The meeting has not been held yet."
    return None


def without_conflict(state: Consideration, command: Decide) -> dict[str, str]:
    """Who decides: the members present but those recused from the case, each with their sector."""
    return {member: sector for member, sector in command.present if member not in state.recused}


def there_is_a_quorum(state: Consideration, command: Decide) -> str | None:
    """Members present, without those recused, reach the quorum."""
    present = len(without_conflict(state, command))
    if present < command.quorum:
        return f"{present} members were present without conflict; {command.quorum} are needed."
    return None


def reasons_are_given(_state: Consideration, command: Decide) -> str | None:
    """No decision without reasons."""
    return None if command.has_reasons else "A decision needs its reasons."


AGREES_WITH = {
    "agree_lcspr": ("yes",),
    "agree_no_lcspr": ("no",),
    "question_no_lcspr": ("no",),
}
SPEAKS_AGAINST = {"question_lcspr": ("no",), "advise_lcspr": ("yes",)}


def the_outcome_answers_what_the_partners_said(
    _state: Consideration, command: Decide
) -> str | None:
    """To agree, question or advise is about the view that the partners gave."""
    if command.view not in AGREES_WITH.get(command.outcome, (command.view,)):
        return "The partners have not said what this outcome agrees with."
    if command.view in SPEAKS_AGAINST.get(command.outcome, ()):
        return "The partners have said already what this outcome asks them to consider."
    return None


def a_decision_that_was_made_is_not_missing(_state: Consideration, command: Decide) -> str | None:
    """The partners' decision is outstanding only where they have made none."""
    if command.outcome == "decision_missing" and command.view in ("yes", "no"):
        return "The partners have made their decision."
    return None


def asks_go_with_a_request(_state: Consideration, command: Decide) -> str | None:
    """To ask for information is to say which."""
    if command.outcome == "request_information" and not command.asks:
        return "Say what is asked of the partners."
    return None


def each_ask_is_put_to_someone(_state: Consideration, command: Decide) -> str | None:
    """An ask has a number of its own and partners who owe it; else nobody could answer it."""
    numbers = [number for number, _ in command.asks]
    if len(set(numbers)) < len(numbers):
        return "Give each ask a number of its own."
    nobody = [number for number, partners in command.asks if not partners]
    return f"Say of whom ask number {nobody[0]} is asked." if nobody else None


def the_framework_is_answered(_state: Consideration, command: Decide) -> str | None:
    """An outcome that speaks against the partners' view answers its criteria, each with its reason."""
    asked = dict(command.framework.must_answer).get(command.outcome, ())
    answered = {criterion for criterion, _, reasoned in command.criteria if reasoned}
    left = [one for one in asked if one not in answered]
    return "Answer each criterion of regulation 11 with its reason." if left else None


def regulation_3_is_answered(_state: Consideration, command: Decide) -> str | None:
    """A candidate for national review rests on the national criteria."""
    if not command.national_candidate:
        return None
    asked = dict(command.framework.one_met).get("national_candidate", ())
    met = any(c in asked and finding == "met" for c, finding, _ in command.criteria)
    return None if met else "Answer the criteria of regulation 3: at least one is met."


def a_question_about_a_no_cites_evidence(_state: Consideration, command: Decide) -> str | None:
    """To question a decision not to hold an LCSPR is to say which evidence speaks for one."""
    if command.outcome != "question_no_lcspr":
        return None
    return None if any(n for _, n in command.evidence) else "Name the evidence that is relied on."


def advice_rests_on_what_is_there(_state: Consideration, command: Decide) -> str | None:
    """A link leads to a criterion that is answered here, and to evidence that it names.

    That there is no link warns when the letter is approved; a wrong one would tell partners what is not so.
    """
    numbers = [one.number for one in command.advice]
    if len(set(numbers)) < len(numbers):
        return "Give each piece of advice a number of its own."
    answered, evidence = {c for c, _, _ in command.criteria}, dict(command.evidence)
    for one in command.advice:
        if one.criterion is None and one.evidence:
            return f"Advice {one.number} names evidence and no criterion."
        if one.criterion is not None and one.criterion not in answered:
            return f"Advice {one.number} rests on a criterion that is not answered."
        there = range(1, evidence.get(one.criterion or "", 0) + 1)
        if any(n not in there for n in one.evidence):
            return f"Advice {one.number} rests on evidence that its criterion does not name."
    return None


def reasons_agree_with_criteria(_state: Consideration, command: Decide) -> str | None:
    """A coded reason is not given where all that it rests on was found not to be met."""
    found = {criterion: finding for criterion, finding, _ in command.criteria}
    for reason, criteria in command.framework.rests_on:
        findings = [found[one] for one in criteria if one in found]
        against = bool(findings) and all(one == "not_met" for one in findings)
        if reason in command.reason_codes and against:
            return f"The reason “{reason.replace('_', ' ')}” goes against what was found."
    return None


Rule = Callable[[Consideration, Decide], str | None]
CONTENT: tuple[tuple[Rule, str, str, str], ...] = (
    (reasons_are_given, EXPLAINED, "reasons", "no_reasons"),
    (the_outcome_answers_what_the_partners_said, EXPLAINED, "outcome", "not_their_view"),
    (a_decision_that_was_made_is_not_missing, EXPLAINED, "outcome", "not_missing"),
    (asks_go_with_a_request, EXPLAINED, "asks", "no_asks"),
    (each_ask_is_put_to_someone, EXPLAINED, "asks", "asks"),
    (the_framework_is_answered, REG11, "criteria", "regulation_11"),
    (regulation_3_is_answered, REG3, "criteria", "regulation_3"),
    (a_question_about_a_no_cites_evidence, EXPLAINED, "criteria", "no_evidence"),
    (advice_rests_on_what_is_there, EXPLAINED, "advice_items", "wrong_link"),
    (reasons_agree_with_criteria, EXPLAINED, "reason_codes", "against_criteria"),
)
"""What a decision must say; a correction too."""
RULES: tuple[tuple[Rule, str, str, str], ...] = (
    (the_page_is_current, GUIDANCE, "version", "stale"),
    (the_version_is_the_latest, GUIDANCE, "review_version", "stale"),
    (the_meeting_is_the_listed_one, GUIDANCE, "meeting_id", "not_listed"),
    (the_meeting_has_been_held, GUIDANCE, "meeting_id", "not_held"),
    (there_is_a_quorum, QUORUM_RULE, "meeting_id", "inquorate"),
    *CONTENT,
)
