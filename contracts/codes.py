"""Code lists that more than one service speaks, with the words people read."""

from datetime import date
from typing import Annotated
from uuid import UUID

from pydantic import StringConstraints

from contracts.envelope import Case, Code, Document, Open, OpenCode, Sealed, Token, Words


class Partner(Code):
    """The three safeguarding partners (Children Act 2004 s16E)."""

    AUTHORITY = "authority", "Local authority"
    HEALTH = "health", "Integrated care board"
    POLICE = "police", "Police"


class Notifying(Code):
    """A partner's position on whether an incident should be notified."""

    AGREED = "agreed", "Agreed"
    DISAGREED = "disagreed", "Disagreed"
    NOT_ASKED = "not_asked", "Not asked"


class View(Code):
    """A view on holding an LCSPR, of one partner or of the partnership."""

    YES = "yes", "Hold an LCSPR"
    NO = "no", "No LCSPR"
    DEFER = "defer", "Deferred"
    NONE_REACHED = "none_reached", "None reached"


class Finding(Code):
    """The answer to one criterion."""

    MET = "met", "Met"
    NOT_MET = "not_met", "Not met"
    UNCLEAR = "unclear", "Unclear"


class Criterion(Code):
    """The criteria of SI 2018/789: regulation 3 (national), regulation 11 (local)."""

    REG3_IMPROVEMENTS = "reg3_improvements", "Regulation 3: improvements needed"
    REG3_LEGISLATION = "reg3_legislation", "Regulation 3: change in law or guidance"
    REG3_RECURRENT = "reg3_recurrent_themes", "Regulation 3: recurrent themes"
    REG11_IMPROVEMENTS = "reg11_improvements", "Regulation 11: improvements to safeguarding"
    REG11_RECURRENT = "reg11_recurrent_themes", "Regulation 11: recurrent themes"
    REG11_AGENCIES = "reg11_agencies", "Regulation 11: agencies working together"
    REG11_NATIONAL = "reg11_national_considered", "Regulation 11: considered nationally"


class Outcome(OpenCode):
    """What the national body decided in one round."""

    AGREE_LCSPR = "agree_lcspr", "Agrees that an LCSPR should be held"
    AGREE_NO_LCSPR = "agree_no_lcspr", "Agrees that the rapid review is enough"
    QUESTION_LCSPR = "question_lcspr", "Questions the decision to hold an LCSPR"
    QUESTION_NO_LCSPR = "question_no_lcspr", "Questions the decision not to hold an LCSPR"
    ADVISE_LCSPR = "advise_lcspr", "Advises an LCSPR"
    DECISION_MISSING = "decision_missing", "The partners' decision is outstanding"
    REQUEST_INFO = "request_information", "Asks for more information"
    OTHER = "other", "Another outcome"


class Theme(OpenCode):
    """The theme vocabulary, version 1."""

    UNSEEN_MALE_CARER = "unseen_male_carer", "Unseen male carer"
    HANDOVER = "handover_between_services", "Handover between services"
    PROFESSIONAL_CURIOSITY = "professional_curiosity", "Professional curiosity"
    WHOLE_FAMILY = "whole_family", "Whole-family approach"
    RACE_ETHNICITY_CULTURE = "race_ethnicity_culture", "Race, ethnicity and culture"
    VULNERABLE_BABIES = "vulnerable_babies", "Vulnerability of babies"
    DOMESTIC_ABUSE = "domestic_abuse", "Domestic abuse"
    NEGLECT = "neglect", "Neglect"
    PARENT_MENTAL_HEALTH = "parent_mental_health", "Parental mental health"
    EXTRA_FAMILIAL_HARM = "extra_familial_harm", "Extra-familial harm"
    OTHER = "other", "Another theme"


class DelayReason(OpenCode):
    """Why a clock is, or will be, missed. Nothing published stops a clock."""

    AGENCY_RETURN_MISSING = "agency_return_missing", "An agency's return is missing"
    MEDICAL_EVIDENCE = "medical_evidence", "Medical evidence is late"
    POLICE_RESTRICTION = "police_restriction", "Police restriction"
    CRIMINAL_INVESTIGATION = "criminal_investigation", "Criminal investigation"
    TRIAL = "trial", "Trial"
    INQUEST = "inquest", "Inquest"
    CROSS_BORDER = "cross_border", "More than one area"
    COMPLEXITY = "complexity", "Complexity"
    HOLIDAY = "holiday", "Holiday"
    OTHER = "other", "Another reason"


class Clock(Document):
    """One statutory or service clock, as the policy in force computed it."""

    code: Open[Token]
    title: Open[Words]
    started_on: Case[date]
    due_on: Case[date]
    met_on: Case[date | None] = None
    working_days_late: Case[int | None] = None
    basis: Open[Words]
    policy_version: Open[Words]

    @property
    def late(self) -> bool:
        """Whether it was met after it was due: on a day of rest too, when no working day lies between."""
        return self.met_on is not None and self.met_on > self.due_on


class NotifyingPosition(Document):
    """One partner's dated position on notifying.

    ``stated_by``: the partner itself, or the authority that reported it; null: it was not kept then.
    """

    partner: Case[Partner]
    position: Case[Notifying]
    stated_on: Case[date | None] = None
    reason: Sealed | None = None
    stated_by: Case[Partner | None] = None


class ReviewPosition(Document):
    """One partner's position on an LCSPR; ``withheld`` keeps it from the other partners."""

    partner: Case[Partner]
    view: Case[View]
    withheld: Case[bool] = False
    reservation: Sealed | None = None


class DocumentRef(Document):
    """A document kept by ``correspondence``: others hold only this; a file's name may name a child."""

    id: Case[UUID]
    sha256: Case[Annotated[str, StringConstraints(pattern=r"^[0-9a-f]{64}$")]]
    media_type: Case[Annotated[str, StringConstraints(pattern=r"^[a-z]+/[a-z0-9.+-]{1,100}$")]]
    scan_state: Open[Token]
