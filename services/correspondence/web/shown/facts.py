"""What happened, in a heading and a sentence or two: one line a kind of fact."""

from collections.abc import Callable, Mapping

from chassis.web.words import many
from contracts.codes import Notifying
from contracts.letter_course import Clarity
from contracts.notify import ErasureBasis
from contracts.notify_persons import UnlinkBasis
from contracts.restriction import Ground
from services.correspondence.web.shown import lcspr_sentences, panel_facts
from services.correspondence.web.shown import sentences as say
from services.correspondence.web.shown.dialogue_facts import DIALOGUE_KINDS
from services.correspondence.web.shown.rapid_facts import RAPID_KINDS
from services.correspondence.web.shown.sentences import Fact
from services.correspondence.web.shown.sentences_decision import AFTER_DECISION
from services.correspondence.web.shown.words import (
    body,
    day,
    label,
    lower,
    moment,
    partners,
    upper,
)

Says = Callable[[Fact], str]
BY = {"email": "", "portal": ", to be read here", "post": ", by post"}


def title_of(name: str) -> str:
    """The heading of a kind of fact."""
    known = KINDS.get(name)
    return known[0] if known else name.replace("-", " ").capitalize()


def sentence_of(name: str, fact: Fact) -> str:
    """What it says in its coded fields; free text is shown beside it."""
    known = KINDS.get(name)
    return known[1](fact) if known else ""


KINDS: Mapping[str, tuple[str, Says]] = {
    "notification-submitted": ("Incident notified", say.submitted),
    "notification-accepted": (
        "Notification accepted",
        lambda f: f"It is {f['completeness_percent']}% complete.",
    ),
    "notification-shared": (
        "Notification sent on",
        lambda f: f"To {body(f['recipient'])} on {day(f['shared_on'])}.",
    ),
    "withdrawal-shared": (
        "Withdrawal told",
        lambda f: f"To {body(f['recipient'])} on {day(f['shared_on'])}.",
    ),
    "sharing-corrected": ("A record of telling a body was corrected", say.sharing_corrected),
    "incident-scoped-in": ("A rapid review is needed", say.scoped_in),
    "incident-scoped-notify-only": ("No rapid review is needed", lambda f: f"{f['basis']}."),
    "notification-amended": ("Notification corrected", say.amended),
    "child-added": ("Child added", lambda f: f"Child {f['number']}: {say.child_of(f)}."),
    "identity-completed": (
        "Who a child is was completed",
        lambda f: (
            f"Child {f['number']}: {say.child_of(f)}. The notification service alone holds it."
        ),
    ),
    "notification-reassigned": ("Given to another authority", say.reassigned),
    "notification-marked-duplicate": (
        "Duplicate",
        lambda f: f"The same incident goes on as {f['survivor_reference']}.",
    ),
    "duplicate-absorbed": ("Stands for a duplicate", say.absorbed),
    "threshold-asked": ("Asked about the threshold", lambda f: f"On {day(f['asked_on'])}."),
    "threshold-answered": (
        "Advice on the threshold",
        lambda f: f"On {day(f['answered_on'])}, relying on {f['paragraph']}.",
    ),
    "notification-withdrawn": (
        "Notification withdrawn",
        lambda f: f"On {day(f['withdrawn_on'])}.{say.positions_of(f, Notifying, 'position')}",
    ),
    "notifying-position-recorded": (
        "Position on notifying",
        lambda f: say.positions_of({"positions": [f["position"]]}, Notifying, "position").strip(),
    ),
    "persons-linked": (
        "Child known from another incident",
        lambda f: f"This child appears in another incident: {f['other_reference']}.",
    ),
    "persons-unlinked": (
        "Not that child after all",
        lambda f: (
            f"A child of this incident is no longer taken to be one of {f['other_reference']}:"
            f" {lower(label(UnlinkBasis, f['basis']))}."
        ),
    ),
    "incident-text-erased": ("Text erased", lambda f: f"{label(ErasureBasis, f['basis'])}."),
    "rapid-review-opened": ("Rapid review opened", lambda f: say.clock_of(f).strip()),
    "rapid-review-delay-explained": (
        "Rapid review: delay explained",
        lambda f: say.delay(f, "expected_on"),
    ),
    "rapid-review-submitted": ("Rapid review received", say.version),
    "rapid-review-resubmitted": ("Rapid review received again", say.version),
    **RAPID_KINDS,
    "rapid-review-cancelled": ("Rapid review cancelled", lambda f: f"{f['basis']}."),
    "rapid-review-text-erased": ("Text erased by the review service", say.nothing),
    "clock-moved": ("Due date moved", say.clock_moved),
    "case-listed": (
        "Listed for a meeting",
        lambda f: f"The Panel considers it on {day(f['meeting_on'])}, round {f['round']}.",
    ),
    "member-recused": ("Member recused", lambda f: f"{f['member_id']}, round {f['round']}."),
    "decision-recorded": ("The Panel decided", say.decided),
    "information-request-opened": (
        "Information asked for",
        lambda f: f"{many(len(f['asks']), 'ask')}; due {day(f['clock']['due_on'])}.",
    ),
    "information-request-answered": ("Information received", say.answered),
    "partners-final-decision-recorded": ("The partners decided", say.partners_decided),
    "dialogue-offered": (
        "Meeting with the partners offered",
        lambda f: f"{moment(f['starts_at'])}, {f['minutes']} minutes.",
    ),
    "dialogue-moved": (
        "Meeting with the partners moved",
        lambda f: f"Now {moment(f['starts_at'])}, {f['minutes']} minutes.",
    ),
    "dialogue-called-off": ("Meeting with the partners called off", say.nothing),
    "meeting-held": (
        "Meeting with the partners held",
        lambda f: (
            f"On {day(f['held_on'])}; {partners(f['attended'])} came."
            f" Agreed: {many(len(f['actions']), 'action')}."
        ),
    ),
    "lcspr-initiated": ("LCSPR begun", lambda f: say.clock_of(f).strip()),
    "lcspr-reviewer-appointed": (
        "LCSPR: reviewer appointed",
        lambda f: (
            f"{f['reviewer']}, {'independent' if f['independent'] else 'not independent'},"
            f" on {day(f['appointed_on'])}."
        ),
    ),
    "lcspr-monitored": (
        "LCSPR: time and quality looked at",
        lambda f: (
            f"{'On time' if f['on_time'] else 'Not on time'}."
            f" The next look is due {day(f['next_on'])}."
        ),
    ),
    "lcspr-delay-explained": (
        "LCSPR: delay explained",
        say.lcspr_delay,
    ),
    "lcspr-copy-sent": (
        "LCSPR: copy sent",
        lambda f: (
            f"To {body(f['recipient'])} on {day(f['sent_on'])}."
            + (
                f" It may be published from {day(f['earliest_publication'])}."
                if f.get("earliest_publication")
                else ""
            )
        ),
    ),
    "lcspr-publication-planned": (
        "LCSPR: publication planned",
        lambda f: f"For {day(f['publish_on'])}.",
    ),
    "lcspr-published": ("LCSPR published", say.published),
    "letter-drafted": ("Letter drafted", say.letter),
    "letter-reworded": ("Letter worded anew", say.reworded),
    "letter-approved": ("Letter approved", say.approved),
    "letter-issued": ("Letter sent", say.issued),
    "letter-withdrawn": ("Letter withdrawn", say.letter_withdrawn),
    "local-review-letter-drafted": ("Letter drafted", say.letter),
    "local-review-letter-discarded": (
        "Draft put away",
        lambda f: f"{say.letter(f)} It never goes out.",
    ),
    "local-review-letter-issued": ("Letter sent", say.issued),
    "local-review-letter-withdrawn": ("Letter withdrawn", say.letter_withdrawn),
    "letter-acknowledged": (
        "Letter read",
        lambda f: f"By {partners([f['partner']])}, on {day(f['acknowledged_on'])}.",
    ),
    "letter-feedback-given": (
        "Said whether a letter was clear",
        lambda f: f"{upper(partners([f['partner']]))}: {lower(label(Clarity, f['clear']))}.",
    ),
    "letter-delivered": (
        "Letter delivered",
        lambda f: (
            f"To {partners([f['partner']])} on {day(f['delivered_on'])}{BY[f.get('channel', 'email')]}."
        ),
    ),
    "letter-delivery-failed": (
        "Letter not delivered",
        lambda f: f"{upper(partners([f['partner']]))}: {f['reason']}. Someone has a task.",
    ),
    "reply-received": (
        "Reply received",
        lambda f: (
            f"From {partners([f['partner']])}"
            + (f", to paragraph {f['paragraph']}." if f.get("paragraph") else ".")
        ),
    ),
    "invitation-sent": (
        "Invitation sent",
        lambda f: f"To {partners(f['recipients'])}, for {moment(f['starts_at'])}.",
    ),
    "invitation-withdrawn": (
        "Invitation withdrawn",
        lambda f: f"To {partners(f['recipients'])}.",
    ),
    "case-restricted": (
        "Restricted",
        lambda f: f"{label(Ground, f['ground'])}. To be reviewed on {day(f['review_on'])}.",
    ),
    "restriction-lifted": ("Restriction lifted", say.nothing),
    "glass-broken": (
        "Opened without being named",
        lambda f: f"Open to {f['broken_by'].partition(':')[2]} until {moment(f['until'])}.",
    ),
    "glass-reviewed": ("The reason for opening it was looked at", say.nothing),
    **lcspr_sentences.KINDS,
    "correspondence-text-erased": ("Text erased by this service", say.nothing),
    **panel_facts.KINDS,
    **DIALOGUE_KINDS,
    **AFTER_DECISION,
}
