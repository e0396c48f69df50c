"""Who may ask ``review`` what is due: staff everywhere, a region's lead there, a partner at home."""

from chassis.access import Policy, everywhere, own_partnership, own_region

EVERYWHERE = {"see_clocks": everywhere}
AT_HOME = {"see_clocks": own_partnership}

POLICY = Policy(
    {
        **dict.fromkeys(("secretary", "chair", "member"), EVERYWHERE),
        "regional_lead": {"see_clocks": own_region},
        **dict.fromkeys(
            (
                "partnership_manager",
                "partnership_system",
                "partner_authority",
                "partner_health",
                "partner_police",
            ),
            AT_HOME,
        ),
    }
)
