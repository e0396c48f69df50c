"""Who may do what in ``notify``, and where."""

from dataclasses import dataclass

from chassis.access import (
    SANDBOX,
    Policy,
    Reach,
    Scope,
    everywhere,
    own_authority,
    own_partnership,
    own_region,
)
from chassis.errors import Refused
from chassis.identity import Actor
from contracts.codes import Partner

POSITIONS = {partner: f"state_position_of_{partner}" for partner in Partner}
SPEAKING = {partner: f"speak_for_{partner}" for partner in Partner}
SENDER = {
    "pre_check": everywhere,
    "notify": own_authority,
    "read": own_authority,
    "list_own": own_authority,
    "amend": own_authority,
    "withdraw": own_authority,
    "state_position": own_authority,
    "see_completeness": own_authority,
    "add_child": own_authority,
    "complete_identity": own_authority,
    "reassign": own_authority,
    "mark_duplicate": own_authority,
    "ask_threshold": own_authority,
    "read_changes": own_authority,
    "see_clocks": own_authority,
    **dict.fromkeys(POSITIONS.values(), own_authority),
}
TRIES_OUT = {
    "pre_check": everywhere,
    **dict.fromkeys(("notify", "read", "list_own", "read_changes", "see_clocks"), own_authority),
}
"""In the sandbox: what was sent there, by whoever sent it, and the rules. No other service grants anything."""
NOTIFIER = {**SENDER, "draft": everywhere, "read_as_sent": own_authority}
"""A person of an authority: what a case system may, and the form. What stands in a draft, its holders alone see while they belong there."""
STAFF = dict.fromkeys(
    (
        *("pre_check", "read", "see_identity", "export_identity", "match_children"),
        *("see_completeness", "see_register", "answer_threshold", "read_as_sent"),
        "see_clocks",
    ),
    everywhere,
)
OFFICE = {
    **STAFF,
    **dict.fromkeys(
        (
            *("mark_duplicate", "decide_duplicates", "reassign", "read_changes"),
            "record_send",
        ),
        everywhere,
    ),
}
"""A wrong authority, and two notifications of one incident, span authorities: the office may mend both.

It tells the department, Ofsted and other areas, and records it.
"""
TELLER = dict.fromkeys(("read", "record_send"), everywhere)
"""A program of the national body that tells them in its place. Nobody else's has this role."""
KEEPER = dict.fromkeys(
    ("read", "see_completeness", "see_register", "change_register", "see_audit"), everywhere
)
"""Who keeps the register."""


def _partner(*speaks_for: Partner) -> dict[str, Reach]:
    """A partner reads what its partnership has, and states the positions it speaks for."""
    return {
        "pre_check": everywhere,
        "draft": everywhere,
        "read": own_partnership,
        "list_own": own_partnership,
        "see_clocks": own_partnership,
        "state_position": own_partnership,
        **{POSITIONS[partner]: own_partnership for partner in speaks_for},
        **{SPEAKING[partner]: own_partnership for partner in speaks_for},
    }


POLICY = Policy(
    {
        "case_system": {**SENDER, "own_webhook": everywhere},
        SANDBOX: TRIES_OUT,
        "authority_notifier": NOTIFIER,
        "partnership_manager": _partner(*Partner),
        "partner_authority": _partner(Partner.AUTHORITY),
        "partner_health": _partner(Partner.HEALTH),
        "partner_police": _partner(Partner.POLICE),
        "secretary": OFFICE,
        "telling_system": TELLER,
        "chair": STAFF,
        "regional_lead": {"see_clocks": own_region},
        "administrator": KEEPER,
        "data_protection_lead": {"see_audit": everywhere},
    }
)


def stated_by(actor: Actor, partner: Partner, scope: Scope) -> Partner:
    """The partner itself, where the actor speaks for it; else the authority, which reports what it was told."""
    return partner if POLICY.may(actor, SPEAKING[partner], scope) else Partner.AUTHORITY


@dataclass(frozen=True)
class Speaking:
    """The partners ``of`` which an actor states positions, and its ``own`` among them: those it speaks for."""

    of: tuple[Partner, ...]
    own: tuple[Partner, ...]

    @property
    def reports(self) -> bool:
        """Whether it states what others told it."""
        return self.of != self.own


def speaking_of(actor: Actor, scope: Scope) -> Speaking:
    """Whose positions an actor may state: an authority's person its own, and what the others told it."""
    of = tuple(one for one in Partner if POLICY.may(actor, POSITIONS[one], scope))
    return Speaking(of, tuple(one for one in of if stated_by(actor, one, scope) is one))


def may_speak_for(actor: Actor, authority_code: str) -> None:
    """Raises Refused when the actor may not notify in this authority's name."""
    if not POLICY.may(actor, "notify", Scope(authority=authority_code)):
        raise Refused(
            "You may notify only in the name of your own authority.",
            source="Children Act 2004 s16C(1)",
            field="/authority_code",
            code="forbidden",
        )
