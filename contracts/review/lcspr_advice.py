"""What is asked and said about the conduct of an LCSPR, and what the Panel thinks of its report."""

from datetime import date
from uuid import UUID

from contracts.envelope import Case, Code, Command, Fact, Sealed, Token


class Milestone(Code):
    """The part of a review that a question, advice or a resource is about."""

    DECISION = "decision", "Deciding whether to hold a review"
    SCOPE = "scope", "Scope and method"
    REVIEWER = "reviewer", "Choosing a reviewer"
    CONDUCT = "conduct", "Conducting the review"
    FAMILY = "family", "Children, family and practitioners taking part"
    REPORT = "report", "Draft and report"
    PUBLICATION = "publication", "Publication"
    ACTION = "action", "Action and its effect"


class CommentOn(Code):
    """What a comment is about."""

    DRAFT = "draft", "A draft"
    REPORT = "report", "The report"
    NON_PUBLICATION = "non_publication", "The reasons not to publish"


class Commenter(Code):
    """Who comments; what the Secretary of State says, the Panel's staff record."""

    NATIONAL_BODY = "national_body", "The Panel"
    SECRETARY_OF_STATE = "secretary_of_state", "The Secretary of State"


class AskLcsprAdviceV1(Command):
    """Ask the Panel for advice on conducting the review."""

    incident_id: Case[UUID]
    about: Case[Milestone]
    question: Sealed


class LcsprAdviceAskedV1(Fact):
    """The partnership asked for advice."""

    incident_id: Case[UUID]
    lcspr_id: Case[UUID]
    reference: Case[Token]
    advice_id: Case[UUID]
    about: Case[Milestone]
    asked_on: Case[date]
    question: Sealed


class GiveLcsprAdviceV1(Command):
    """Give advice, asked for or not; ``answers``: the question that it answers, ``letter_id``: the letter that says it."""

    incident_id: Case[UUID]
    about: Case[Milestone]
    answers: Case[UUID | None] = None
    advice: Sealed
    resources: Case[tuple[UUID, ...]] = ()
    letter_id: Case[UUID | None] = None


class LcsprAdviceGivenV1(Fact):
    """The Panel gave advice, perhaps in a letter; whether it is taken is the partnership's to decide."""

    incident_id: Case[UUID]
    lcspr_id: Case[UUID]
    reference: Case[Token]
    advice_id: Case[UUID]
    about: Case[Milestone]
    answers: Case[UUID | None] = None
    given_on: Case[date]
    advice: Sealed
    resources: Case[tuple[UUID, ...]] = ()
    letter_id: Case[UUID | None] = None


class CommentOnLcsprV1(Command):
    """Comment on a draft, on the report, or on the reasons not to publish it; ``letter_id``: the letter that says it."""

    incident_id: Case[UUID]
    on: Case[CommentOn]
    by: Case[Commenter] = Commenter.NATIONAL_BODY
    commented_on: Case[date]
    strengths: Sealed | None = None
    comment: Sealed
    letter_id: Case[UUID | None] = None


class LcsprCommentedOnV1(Fact):
    """The Panel, perhaps in a letter, or the Secretary of State commented."""

    incident_id: Case[UUID]
    lcspr_id: Case[UUID]
    reference: Case[Token]
    on: Case[CommentOn]
    by: Case[Commenter]
    commented_on: Case[date]
    strengths: Sealed | None = None
    comment: Sealed
    letter_id: Case[UUID | None] = None
