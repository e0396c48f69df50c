"""Advice of the national body to a partnership about one case: asked, given, relied on."""

from datetime import date
from uuid import UUID

from contracts.codes import Partner
from contracts.envelope import Case, Code, Command, Document, Fact, Open, Sealed, Token


class AdviceTopic(Code):
    """What the advice is about."""

    THRESHOLD = "threshold", "Whether the criteria are met"
    PROCESS = "process", "How to conduct the rapid review"
    FORMAT = "format", "The format of what is sent"


class GuidanceRef(Document):
    """Published guidance that advice rests on: which, in which version, where in it."""

    document: Open[Token]
    version: Open[Token]
    paragraph: Open[Token | None] = None


class AskAdviceV1(Command):
    """A partner asks the national body for advice."""

    incident_id: Case[UUID]
    partner: Case[Partner]
    topic: Case[AdviceTopic]
    question: Sealed


class AdviceAskedV1(Fact):
    """A partner asked for advice."""

    incident_id: Case[UUID]
    reference: Case[Token]
    advice_id: Case[UUID]
    number: Case[int]
    partner: Case[Partner]
    topic: Case[AdviceTopic]
    asked_on: Case[date]
    question: Sealed


class GiveAdviceV1(Command):
    """Give advice: to a question, or unasked; it binds nobody."""

    incident_id: Case[UUID]
    advice_id: Case[UUID | None] = None
    topic: Case[AdviceTopic]
    advice: Sealed
    guidance: Case[tuple[GuidanceRef, ...]] = ()


class AdviceGivenV1(Fact):
    """Advice was given; ``asked_by`` is none where nobody had asked."""

    incident_id: Case[UUID]
    reference: Case[Token]
    advice_id: Case[UUID]
    number: Case[int]
    asked_by: Case[Partner | None] = None
    topic: Case[AdviceTopic]
    given_on: Case[date]
    advice: Sealed
    guidance: Case[tuple[GuidanceRef, ...]] = ()


class RelyOnAdviceV1(Command):
    """A partner says that it relied on advice, and for what."""

    incident_id: Case[UUID]
    partner: Case[Partner]
    advice_id: Case[UUID]
    relied_for: Sealed | None = None


class AdviceReliedOnV1(Fact):
    """A partner relied on advice."""

    incident_id: Case[UUID]
    reference: Case[Token]
    advice_id: Case[UUID]
    number: Case[int]
    partner: Case[Partner]
    relied_on: Case[date]
    relied_for: Sealed | None = None
