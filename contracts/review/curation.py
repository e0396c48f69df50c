"""Facts and commands that keep the shelf of earlier cases: which of them help with a later one."""

from datetime import date
from uuid import UUID

from contracts.envelope import Case, Code, Command, Fact, Sealed, Token


class ExampleUse(Code):
    """How a decided case stands among those shown beside a later one; staff alone see any of them."""

    PLAIN = "plain", "Shown where it is alike"
    KEPT = "kept", "Kept as a good example"
    SET_ASIDE = "set_aside", "Not shown"


class CurateCaseV1(Command):
    """Keep a decided case as an example, set it aside, or take either back; and say why."""

    incident_id: Case[UUID]
    use: Case[ExampleUse]
    why: Sealed


class CaseCuratedV1(Fact):
    """A decided case stands otherwise among the earlier ones now."""

    incident_id: Case[UUID]
    reference: Case[Token]
    use: Case[ExampleUse]
    curated_on: Case[date]
    why: Sealed
