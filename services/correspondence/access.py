"""Who may do what in ``correspondence``, and where."""

from chassis.access import Policy, everywhere, own_partnership, own_region

READS = ("see_desk", "see_case", "see_documents")
STAFF = {
    name: everywhere for name in (*READS, "act", "prepare_letter", "approve_letter", "do_task")
}
MEMBER = {name: everywhere for name in READS}
REGIONAL = {name: own_region for name in READS}
PARTNER = {
    "see_partner_pages": own_partnership,
    "see_case": own_partnership,
    "see_documents": own_partnership,
    "act": own_partnership,
    "reply": own_partnership,
    "upload": own_partnership,
}

POLICY = Policy(
    {
        "panel_secretary": STAFF,
        "panel_chair": {**MEMBER, "approve_letter": everywhere},
        "panel_member": MEMBER,
        "regional_lead": REGIONAL,
        "administrator": {"see_desk": everywhere, "see_case": everywhere},
        "partnership_manager": PARTNER,
        "partnership_system": PARTNER,
        "partner_authority": PARTNER,
        "partner_health": PARTNER,
        "partner_police": PARTNER,
    }
)
