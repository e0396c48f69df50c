"""What stands of the partners' positions on a notification's page, and who may say something of them still."""

from datetime import date

from chassis.web.words import day
from contracts.codes import Notifying, Partner
from contracts.http_notify import Receipt
from services.notify.access import Speaking
from services.notify.notification import store
from services.notify.notification.commands import RecordPosition
from services.notify.notification.moves import why_not
from services.notify.notification.queries import Found
from services.notify.policy import rules
from services.notify.web import words_of

TO_STATE = {
    (False, True): "Say whether you agree that this is notified",
    (False, False): "Change your position on notifying",
    (True, True): "Record what the partners say",
    (True, False): "Correct what the partners said",
}
"""Whether it is what others told, and whether something is not known yet."""


def positions(receipt: Receipt) -> list[tuple[str, str, str, str]]:
    """Each partner: its position in words, on which day it was stated, and by whom."""
    stated = {one.partner: one for one in receipt.positions}
    return [
        (
            one.label,
            words_of.POSITIONS[stated[one].position if one in stated else Notifying.NOT_ASKED],
            day(stated[one].stated_on) if one in stated else "",
            words_of.stated_by_words(stated[one]) if one in stated else "",
        )
        for one in Partner
    ]


def said(receipt: Receipt, partner: Partner) -> str | None:
    """Of what stands in the receipt alone: an address is no proof that something was recorded."""
    stated = {one.partner: one.position for one in receipt.positions}
    if partner not in stated:
        return None
    return f"The position is recorded. {partner.label}: {words_of.POSITIONS[stated[partner]]}."


def to_state(receipt: Receipt, speaking: Speaking) -> str | None:
    """What a reader may still say of the partners' positions; None: nothing of anyone."""
    stated = [one for one in receipt.positions if one.position is not Notifying.NOT_ASKED]
    others_words = {one.partner for one in stated if one.stated_by is not Partner.AUTHORITY}
    still = set(speaking.of) - (others_words - set(speaking.own))
    if not still:
        return None
    known = {
        one.partner
        for one in stated
        if speaking.reports or one.stated_by in (None, one.partner)  # what is told is no own word
    }
    return TO_STATE[speaking.reports, bool(still - known)]


def may_say(found: Found, today: date) -> bool:
    """Whether a partner may state its position still."""
    most = rules.limits(today).children_max
    return why_not(store.state_of(vars(found)), RecordPosition, most) is None
