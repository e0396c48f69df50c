"""What a person may open here."""

from collections.abc import Sequence

from chassis.identity import Actor
from chassis.web.pages import Link
from services.notify.access import POLICY
from services.notify.web import identity

PAGES = (
    ("answer_threshold", Link("Questions on the threshold", "/thresholds")),
    ("mark_duplicate_on_pages", Link("Possible duplicates", "/duplicates")),
)


def navigation(actor: Actor) -> Sequence[Link]:
    """The pages of this service."""
    more = tuple(link for permission, link in PAGES if POLICY.may(actor, permission))
    return (*identity.navigation(actor), *more)
