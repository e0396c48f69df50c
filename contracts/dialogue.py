"""What ``correspondence`` announces of dialogue: views that partners raise, the Panel's answers, contacts, chasers.

What was said stays where it was said, sealed: the facts tell who, when and what became of it.
"""

from datetime import date
from uuid import UUID

from contracts.codes import Clock, Partner
from contracts.envelope import Case, Fact, OpenCode, Token


class ViewSource(OpenCode):
    """Where a partner raised a view."""

    REPLY = "reply", "Reply in a thread"
    ASK_ANSWER = "ask_answer", "Answer to a request for information"
    POSITION = "position", "Disagreement or reservation in a rapid review"
    OTHER = "other", "Another way"


class ViewEffect(OpenCode):
    """How a view counted when the Panel considered it."""

    CHANGED = "changed", "It changed what the Panel thinks"
    ADDED = "added", "It added to what the Panel knew"
    CONFIRMED = "confirmed", "It confirmed what the Panel thinks"
    UNCHANGED = "unchanged", "It was weighed and did not change what the Panel thinks"
    FOR_OTHERS = "for_others", "It is for another body, which was told"
    OTHER = "other", "It counted in another way"


class AnswerWay(OpenCode):
    """How the Panel answered a view."""

    THREAD = "thread", "In the thread"
    LETTER = "letter", "In a letter"
    MEETING = "meeting", "At a meeting"
    CALL = "call", "In a call"
    OTHER = "other", "In another way"


class NoAnswerReason(OpenCode):
    """Why a reply needs no answer."""

    THANKS = "thanks", "It thanks the Panel, or acknowledges a letter"
    REPEATED = "repeated", "It repeats what was answered already"
    TO_OTHERS = "to_others", "It speaks to the other partners"
    TAKEN_BACK = "taken_back", "The partner took it back"
    RESTATED = "restated", "The partner put another view in its place"
    OTHER = "other", "Another reason"


class Channel(OpenCode):
    """How people were in contact."""

    CALL = "call", "Telephone call"
    TEAMS = "teams", "Microsoft Teams"
    MEETING = "meeting", "Meeting"
    EMAIL = "email", "E-mail"
    LETTER = "letter", "Letter"
    OTHER = "other", "Another way"


class ChaseReason(OpenCode):
    """What a partner is reminded of."""

    THREAD_REPLY = "thread_reply", "A reply that the Panel asked for in a thread"
    LETTER_ASK = "letter_ask", "What a letter on a local review asks"
    OTHER = "other", "Something else"


class ViewRaisedV1(Fact):
    """A partner raised a view; ``clock``: how long the Panel has to answer one that came in a thread."""

    incident_id: Case[UUID]
    reference: Case[Token]
    view_id: Case[UUID]
    source: Case[ViewSource]
    partner: Case[Partner]
    raised_on: Case[date]
    thread_id: Case[UUID | None] = None
    clock: Case[Clock | None] = None


class ViewConsideredV1(Fact):
    """The Panel considered a view, and says how it counted."""

    incident_id: Case[UUID]
    reference: Case[Token]
    view_id: Case[UUID]
    source: Case[ViewSource]
    partner: Case[Partner]
    considered_on: Case[date]
    effect: Case[ViewEffect]


class ViewAnsweredV1(Fact):
    """The Panel answered a view; ``clock`` is met. ``reply_by``: it asked something back."""

    incident_id: Case[UUID]
    reference: Case[Token]
    view_id: Case[UUID]
    source: Case[ViewSource]
    partner: Case[Partner]
    answered_on: Case[date]
    way: Case[AnswerWay]
    thread_id: Case[UUID | None] = None
    reply_by: Case[date | None] = None
    clock: Case[Clock | None] = None


class ViewClosedV1(Fact):
    """The Panel says that a view needs no answer, and why; ``clock`` is met."""

    incident_id: Case[UUID]
    reference: Case[Token]
    view_id: Case[UUID]
    source: Case[ViewSource]
    partner: Case[Partner]
    closed_on: Case[date]
    reason: Case[NoAnswerReason]
    thread_id: Case[UUID | None] = None
    clock: Case[Clock | None] = None


class ViewOverdueV1(Fact):
    """The Panel did not answer in its own time; a person has a task."""

    incident_id: Case[UUID]
    reference: Case[Token]
    view_id: Case[UUID]
    source: Case[ViewSource]
    partner: Case[Partner]
    told_on: Case[date]
    clock: Case[Clock]


class PartnerChasedV1(Fact):
    """A partner was reminded of what the Panel awaits; ``times``: how often by now."""

    incident_id: Case[UUID]
    reference: Case[Token]
    about: Case[ChaseReason]
    subject_id: Case[UUID]
    partner: Case[Partner]
    due_on: Case[date]
    chased_on: Case[date]
    times: Case[int]


class ContactLoggedV1(Fact):
    """Someone of the Panel was in contact with partners about a case; the note stays where it was written."""

    incident_id: Case[UUID]
    reference: Case[Token]
    contact_id: Case[UUID]
    channel: Case[Channel]
    contact_on: Case[date]
    partners: Case[tuple[Partner, ...]]
    organisations: Case[tuple[Token, ...]]
    actions: Case[int] = 0


class ContactActionDoneV1(Fact):
    """What was agreed at a contact or a meeting is done."""

    incident_id: Case[UUID]
    reference: Case[Token]
    contact_id: Case[UUID]
    number: Case[int]
    due_on: Case[date | None] = None
    done_on: Case[date]


FACTS: tuple[type[Fact], ...] = (
    ViewRaisedV1,
    ViewConsideredV1,
    ViewAnsweredV1,
    ViewClosedV1,
    ViewOverdueV1,
    PartnerChasedV1,
    ContactLoggedV1,
    ContactActionDoneV1,
)
