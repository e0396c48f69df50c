"""Who may make which move, by hand: what is the partners' is theirs, what is the Panel's is its own."""

import pytest

from contracts.catalogue import entry_of
from services.review.moves.table import MOVES, ROLES

PARTNERSHIP = {"partnership_manager", "partnership_system", "partner_authority"}
PARTNERS = PARTNERSHIP | {"partner_health", "partner_police"}
SECRETARIAT, MEMBERS, CHAIR = {"secretary"}, {"member", "chair"}, {"chair"}
REGION = SECRETARIAT | {"regional_lead"}
WHO = {
    "scope-rapid-review": PARTNERSHIP,
    "record-review-meeting": PARTNERSHIP,
    "record-review-draft": PARTNERSHIP,
    "sign-off-rapid-review": PARTNERS,
    "state-position": PARTNERS,
    "explain-rapid-review-delay": PARTNERSHIP,
    "submit-rapid-review": PARTNERSHIP,
    "send-rapid-review-document": PARTNERSHIP,
    "confirm-rapid-review": PARTNERSHIP,
    "ask-agency-returns": PARTNERSHIP,
    "give-agency-return": PARTNERS,
    "record-learning-point": PARTNERSHIP,
    "record-local-action": PARTNERSHIP,
    "follow-up-local-action": PARTNERSHIP,
    "assess-rapid-review": SECRETARIAT,
    "return-rapid-review": SECRETARIAT,
    "triage-case": SECRETARIAT,
    "allocate-readers": SECRETARIAT,
    "comment-as-reader": SECRETARIAT | MEMBERS,
    "declare-conflict": MEMBERS,
    "recuse-member": SECRETARIAT,
    "list-for-meeting": SECRETARIAT,
    "record-decision": SECRETARIAT,
    "record-dissent": SECRETARIAT | MEMBERS,
    "correct-decision": SECRETARIAT,
    "curate-case": SECRETARIAT,
    "answer-information-request": PARTNERS,
    "ask-advice": PARTNERS,
    "give-advice": SECRETARIAT,
    "rely-on-advice": PARTNERS,
    "offer-dialogue": SECRETARIAT,
    "move-dialogue": SECRETARIAT,
    "call-off-dialogue": SECRETARIAT,
    "record-dialogue": SECRETARIAT,
    "answer-advice": PARTNERSHIP,
    "record-advice-effect": SECRETARIAT | PARTNERSHIP,
    "record-partners-decision": PARTNERSHIP,
    "propose-lcspr": PARTNERSHIP,
    "appoint-reviewer": PARTNERSHIP,
    "set-lcspr-scope": PARTNERSHIP,
    "start-lcspr": PARTNERSHIP,
    "record-monitoring": PARTNERSHIP,
    "record-lcspr-forecast": PARTNERSHIP,
    "explain-lcspr-delay": PARTNERSHIP,
    "record-lcspr-proceedings": PARTNERSHIP,
    "record-lcspr-draft": PARTNERSHIP,
    "ask-lcspr-rework": PARTNERSHIP,
    "approve-lcspr": PARTNERSHIP,
    "assemble-lcspr-bundle": PARTNERSHIP,
    "record-copy-sent": PARTNERSHIP,
    "plan-publication": PARTNERSHIP,
    "record-publication": PARTNERSHIP,
    "record-improvements-publication": PARTNERSHIP,
    "justify-non-publication": PARTNERSHIP,
    "record-non-publication": PARTNERSHIP,
    "discontinue-lcspr": PARTNERSHIP,
    "supersede-lcspr": SECRETARIAT,
    "record-take-down": PARTNERSHIP,
    "ask-lcspr-advice": PARTNERSHIP,
    "give-lcspr-advice": SECRETARIAT,
    "comment-on-lcspr": SECRETARIAT,
    "add-ledger-action": PARTNERSHIP,
    "record-action-evidence": PARTNERSHIP,
    "record-action-result": PARTNERSHIP,
    "close-ledger-action": PARTNERSHIP,
    "arrange-meeting": SECRETARIAT,
    "record-attendance": SECRETARIAT,
    "agree-minutes": CHAIR,
    "register-members": SECRETARIAT,
    "correct-member": SECRETARIAT,
    "end-member-term": SECRETARIAT,
    "record-preparation": SECRETARIAT,
    "record-practice": SECRETARIAT,
    "declare-interest": SECRETARIAT | MEMBERS,
    "form-regional-group": SECRETARIAT,
    "arrange-regional-meeting": REGION,
    "record-regional-meeting": REGION,
    "offer-support": REGION,
    "record-uptake": REGION | PARTNERS,
    "log-selection": SECRETARIAT,
}


def name_of(command: type) -> str:
    return entry_of(command).type.split(".")[-2]


def test_each_move_is_made_by_whom_it_belongs_to() -> None:
    assert {name_of(command): set(roles) for command, roles in ROLES.items()} == WHO


@pytest.mark.need("B10")
def test_the_panel_has_no_move_of_the_partners_and_none_that_settles_a_difference() -> None:
    shared = {name for name, who in WHO.items() if who & PARTNERS and who - PARTNERS}
    what_is_seen, what_was_said_on_the_telephone = "record-advice-effect", "record-uptake"
    assert shared == {what_is_seen, what_was_said_on_the_telephone}
    told = {name_of(rule.command) for rule in MOVES}
    assert not {name for name in told if "resolve" in name or "settle" in name or "mediate" in name}
