"""Who may do what in ``correspondence``, and where."""

from dataclasses import dataclass
from typing import Any

from chassis.access import Policy, Scope, everywhere, known_as, own_partnership, own_region
from chassis.errors import Refused
from chassis.identity import Actor
from contracts.codes import Partner
from contracts.dialogue import ViewSource
from services.correspondence.read_models.cases import CaseView

READS = ("call_api", "see_desk", "see_case", "see_documents")
DOES = (
    "act",
    "prepare_letter",
    "approve_letter",
    "do_task",
    "arrange_meeting",
    "keep_members",
    "declare_interest",
    "log_selection",
    "form_group",
    "lead_group",
    "answer_offer",
    "proclaim_holiday",
    "word_line",
    "approve_line",
    "keep_people",
    "answer_view",
    "log_contact",
    "upload",
    "restrict_case",
    "review_glass",
)
PUBLISHES = ("keep_library", "prepare_digest", "approve_digest", "keep_webinars", "approve_webinar")
CHAIRS = (
    *("approve_letter", "approve_digest", "approve_webinar", "agree_minutes"),
    *("word_line", "approve_line", "answer_view", "log_contact", "upload"),
    *("restrict_case", "review_glass"),
)
STAFF = dict.fromkeys((*READS, *DOES, *PUBLISHES), everywhere)
MEMBER = dict.fromkeys((*READS, "act", "declare_interest"), everywhere)
REGIONAL = dict.fromkeys((*READS, "lead_group", "answer_offer", "log_contact"), own_region)
PARTNER = {
    "call_api": everywhere,
    "see_partner_pages": own_partnership,
    "see_case": own_partnership,
    "see_documents": own_partnership,
    "act": own_partnership,
    "reply": own_partnership,
    "upload": own_partnership,
    "state_capacity": own_partnership,
    "answer_offer": own_partnership,
    "keep_people": own_partnership,
}

POLICY = Policy(
    {
        "secretary": STAFF,
        "chair": {**MEMBER, **dict.fromkeys(CHAIRS, everywhere)},
        "member": MEMBER,
        "regional_lead": REGIONAL,
        "background": {"call_api": everywhere},
        # lists and the calendar: no case, letter or document
        "administrator": dict.fromkeys(("see_desk", "proclaim_holiday", "see_audit"), everywhere),
        # the Caldicott guardian's: who looked, and why a restricted case was opened; no case itself
        "data_protection_lead": dict.fromkeys(("see_audit", "review_glass"), everywhere),
        "partnership_manager": PARTNER,
        "partnership_system": PARTNER,
        "partner_authority": PARTNER,
        "partner_health": PARTNER,
        "partner_police": PARTNER,
    }
)


SPEAKS_FOR = {
    "partner_authority": Partner.AUTHORITY,
    "partnership_manager": Partner.AUTHORITY,
    "partnership_system": Partner.AUTHORITY,
    "partner_health": Partner.HEALTH,
    "partner_police": Partner.POLICE,
}


def partner_of(actor: Actor) -> Partner:
    """The partner an actor speaks for; raises Refused when they speak for none."""
    for role, partner in SPEAKS_FOR.items():
        if role in actor.roles:
            return partner
    raise Refused("Only a safeguarding partner may do this.", code="forbidden")


def member_of(actor: Actor) -> str:
    """The member of the national body that a person is: the subject of their sign-in."""
    return actor.id.partition(":")[2]


def scope_of(case: CaseView) -> Scope:
    """Where a case belongs."""
    open_to = None if case.open_to is None else frozenset(case.open_to)
    return Scope(partnership=case.partnership, region=case.region_code, open_to=open_to)


@dataclass(frozen=True)
class Listing:
    """Which cases a list holds: of these partnerships, of these regions; None: of all.

    ``who``: the names of whom a restricted case must name, to be more than a reference; None: of nobody.
    """

    partnerships: list[str] | None = None
    regions: list[str] | None = None
    who: list[str] | None = None


def listing_of(actor: Actor) -> Listing:
    """The cases that pages and API list for an actor."""
    if POLICY.may(actor, "see_desk"):
        return Listing(regions=regions_of(actor), who=known_as(actor))
    return Listing(partnerships=sorted(actor.partnerships))


def regions_of(actor: Actor) -> list[str] | None:
    """The regions whose cases the desk lists for an actor; None for all."""
    return None if POLICY.may(actor, "see_desk", Scope()) else sorted(actor.regions)


VIEWS = ("view-answered", "view-closed", "view-overdue")
"""Partners read what became of what came in a thread, which all of them read."""

PARTNERS_SEE = frozenset(
    {
        "notification-submitted",
        "notification-accepted",
        "notification-amended",
        "notification-withdrawn",
        "notifying-position-recorded",
        "child-added",
        "identity-completed",
        "notification-reassigned",
        "notification-marked-duplicate",
        "duplicate-absorbed",
        "threshold-asked",
        "threshold-answered",
        "incident-scoped-in",
        "incident-scoped-notify-only",
        "clock-moved",
        "rapid-review-opened",
        "rapid-review-delay-explained",
        "rapid-review-submitted",
        "rapid-review-resubmitted",
        "rapid-review-cancelled",
        "rapid-review-scoped",
        "review-meeting-held",
        "rapid-review-drafted",
        "rapid-review-signed-off",
        "partner-position-stated",
        "rapid-review-confirmed",
        "rapid-review-returned",
        "agency-return-asked",
        "agency-return-chased",
        "agency-return-given",
        "learning-point-recorded",
        "local-action-recorded",
        "local-action-followed-up",
        "information-request-opened",
        "information-request-answered",
        "partners-reminded",
        *("letter-ask-put", "letter-ask-answered", "letter-ask-taken-back"),
        "partner-chased",
        "partners-final-decision-recorded",
        "decision-advice-given",
        "advice-answered",
        "advice-effect-recorded",
        "dialogue-offered",
        "dialogue-moved",
        "dialogue-called-off",
        "meeting-held",
        "lcspr-initiated",
        "lcspr-reviewer-appointed",
        "lcspr-monitored",
        "lcspr-delay-explained",
        "lcspr-copy-sent",
        "lcspr-publication-planned",
        "lcspr-published",
        "advice-asked",
        "advice-given",
        "advice-relied-on",
        "lcspr-proposed",
        "lcspr-scope-set",
        "lcspr-started",
        "lcspr-draft-received",
        "lcspr-rework-asked",
        "lcspr-approved",
        "lcspr-forecast-recorded",
        "lcspr-proceedings-recorded",
        "lcspr-advice-asked",
        "lcspr-advice-given",
        "lcspr-commented-on",
        "lcspr-bundle-assembled",
        "lcspr-improvements-published",
        "lcspr-non-publication-justified",
        "lcspr-not-published",
        "lcspr-discontinued",
        "lcspr-superseded",
        "lcspr-taken-down",
        "lcspr-availability-ended",
        *("lcspr-breach-recorded", "lcspr-breach-taken-back"),
        "ledger-action-added",
        "action-evidence-recorded",
        "action-result-recorded",
        "ledger-action-closed",
        "letter-issued",
        "letter-withdrawn",
        *("local-review-letter-issued", "local-review-letter-withdrawn"),
        "letter-acknowledged",
        "invitation-sent",
        "invitation-withdrawn",
        "reply-received",
        *VIEWS,
    }
)
"""The facts that partners read; what the Panel says of a decision, they read in its letter."""


def partners_see(name: str, fact: dict[str, Any]) -> bool:
    """Whether partners read this fact.

    The correction of a decision only once they were told of that decision; of views, what came in threads.
    """
    if name in VIEWS:
        return ViewSource(fact["source"]) is not ViewSource.POSITION
    corrected = name == "decision-corrected" and bool(fact.get("after_letter"))
    return corrected or name in PARTNERS_SEE


def without_withheld(fact: dict[str, Any], own: str) -> dict[str, Any]:
    """A fact as one partner may read it: what the others withhold is gone, text and all."""
    stated = fact.get("positions")
    if not stated:
        return fact
    kept = [
        {"partner": one["partner"], "withheld": True, "view": None}
        if one.get("withheld") and one["partner"] != own
        else one
        for one in stated
    ]
    return {**fact, "positions": kept}
