"""Who may do what in ``analytics``."""

from chassis.access import Policy, everywhere

STAFF = {"see_unrounded": everywhere, "see_detected": everywhere}

POLICY = Policy(
    {
        "analyst": {**STAFF, "release": everywhere, "rebuild": everywhere},
        "panel_secretary": STAFF,
        "panel_member": STAFF,
        "panel_chair": STAFF,
        "regional_lead": STAFF,
    }
)
