"""What ``correspondence`` publishes of the standard lines of letters: which version holds, whose, until when."""

from datetime import date

from contracts.envelope import Fact, Open, OpenCode, Token, Words


class LineOwner(OpenCode):
    """The office that answers for a standard line."""

    SECRETARIAT = "secretariat", "Secretariat"
    CHAIR = "chair", "Chair of the Panel"
    LEGAL = "legal", "Legal advisers"
    ANALYSTS = "analysts", "Analysts"
    OTHER = "other", "Another office"


class StandardLineApprovedV1(Fact):
    """Another wording of a standard line is in force; its words stay here, ``sha256`` proves which they were."""

    line: Open[Token]
    version: Open[int]
    sha256: Open[Token]
    owner: Open[LineOwner]
    approved_by: Open[Words]
    approved_on: Open[date]
    review_on: Open[date]
    expires_on: Open[date]


FACTS: tuple[type[Fact], ...] = (StandardLineApprovedV1,)
