"""What makes later counting possible: of one child, and of one incident. Codes of dated lists alone.

Each list keeps "not asked", "refused" and "not known yet" apart (``GET /v1/code-lists``).
"""

from contracts.envelope import Case, Document, Token

NOT_ASKED: tuple[Token, ...] = ("not_asked",)


class Characteristics(Document):
    """What else is known of one child."""

    gender_identity: Case[Token] = "not_asked"
    disability_types: Case[tuple[Token, ...]] = NOT_ASKED
    special_needs: Case[Token] = "not_asked"
    education: Case[Token] = "not_asked"
    legal_status: Case[Token] = "not_asked"
    child_in_need: Case[Token] = "not_asked"
    protection_plan_before: Case[Token] = "not_asked"
    protection_plan_category: Case[Token] = "not_asked"
    known_to_agencies: Case[tuple[Token, ...]] = NOT_ASKED
    harm_types: Case[tuple[Token, ...]] = NOT_ASKED
    likely_causes: Case[tuple[Token, ...]] = NOT_ASKED
    perpetrator_relationship: Case[Token] = "not_asked"


class Circumstances(Document):
    """What else is known of the incident; ``country`` only when it happened outside England."""

    location_kind: Case[Token] = "not_asked"
    country: Case[Token | None] = None
    media_interest: Case[Token] = "not_asked"
    police_investigation: Case[Token] = "not_asked"
    criminal_status: Case[Token] = "not_asked"
    parallel_processes: Case[tuple[Token, ...]] = NOT_ASKED
