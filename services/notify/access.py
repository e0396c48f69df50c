"""Who may do what in ``notify``, and where."""

from chassis.access import Policy, everywhere, own_authority, own_partnership

SENDER = {
    "notify": own_authority,
    "read": own_authority,
    "amend": own_authority,
    "withdraw": own_authority,
    "state_position": own_authority,
}
PARTNER = {"read": own_partnership, "state_position": own_partnership}
STAFF = {"read": everywhere, "see_identity": everywhere}

POLICY = Policy(
    {
        "case_system": SENDER,
        "authority_notifier": SENDER,
        "partnership_manager": PARTNER,
        "partner_authority": PARTNER,
        "partner_health": PARTNER,
        "partner_police": PARTNER,
        "panel_secretary": STAFF,
        "panel_chair": STAFF,
        "administrator": {"read": everywhere, "erase": everywhere},
    }
)
