"""What a person may open here."""

from collections.abc import Sequence

from chassis.identity import Actor
from chassis.web.menu import Link
from services.notify.access import POLICY

PLACES = (
    ("draft", Link("Your drafts", "/drafts")),
    ("list_own", Link("My notifications", "/notifications")),
    ("draft", Link("Before notifying", "/before-notifying")),
    ("notify", Link("Send a file", "/files")),
    ("see_identity", Link("Find a child", "/identity")),
    ("match_children", Link("Children in several incidents", "/matches")),
    ("answer_threshold", Link("Questions on the threshold", "/thresholds")),
    ("decide_duplicates", Link("Possible duplicates", "/duplicates")),
    ("record_send", Link("Still to be told", "/sends")),
    ("see_completeness", Link("Completeness", "/completeness")),
    ("see_register", Link("Register", "/register")),
    ("see_audit", Link("Who looked at what", "/audit")),
)


def navigation(actor: Actor) -> Sequence[Link]:
    """What this person may open here."""
    return tuple(link for permission, link in PLACES if POLICY.may(actor, permission))
