"""Who may do what in ``analytics``.

``see_measures``: figures whose small numbers are protected, and released trends; everyone who signs in.
``see_unrounded``: figures as they are; the national body's own people. ``see_detected``, ``release``,
``rebuild``: analysts, because what is detected is nobody's news until one of them has looked at it.
"""

from chassis.access import Policy, everywhere

READER = {"see_measures": everywhere}
STAFF = {**READER, "see_unrounded": everywhere}
READERS = (
    "administrator",
    "analytics_consumer",
    "authority_notifier",
    "case_system",
    "partner_authority",
    "partner_health",
    "partner_police",
    "partnership_manager",
    "partnership_system",
)

POLICY = Policy(
    {
        **dict.fromkeys(READERS, READER),
        "secretary": STAFF,
        "member": STAFF,
        "chair": STAFF,
        "regional_lead": STAFF,
        "analyst": {
            **STAFF,
            "see_detected": everywhere,
            "release": everywhere,
            "rebuild": everywhere,
        },
    }
)
