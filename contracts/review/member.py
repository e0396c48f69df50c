"""The register of members of the national body: who serves, for which sector, how prepared, tied to whom."""

from datetime import date
from typing import Annotated
from uuid import UUID

from pydantic import StringConstraints

from contracts.envelope import Command, Document, Fact, Open, OpenCode, Token

MEMBER_REGISTER = UUID("0197b1c2-7a00-7000-8000-00000000c0de")
"""The one register's id, and the key of all that is told of it."""
MemberName = Annotated[
    str, StringConstraints(strip_whitespace=True, pattern=r"^[^0-9,;:!?<>@/]{2,80}$")
]
"""The name of a public appointee, which the national body publishes."""


class Preparation(OpenCode):
    """What prepares a member for the work, and keeps them in touch with it."""

    INDUCTION = "induction", "Induction"
    SHADOWING = "shadowing", "Shadowing a partnership"
    OBSERVED = "observed", "Observed a meeting of the Panel"
    TRAINING = "training", "Training"
    OTHER = "other", "Another preparation"


class MemberEntry(Document):
    """One member; ``practised_until``: the last day of practice in the sector, none while it lasts."""

    member_id: Open[Token]
    name: Open[MemberName]
    sector: Open[Token]
    serves_from: Open[date]
    serves_until: Open[date | None] = None
    practised_until: Open[date | None] = None
    inducted_on: Open[date | None] = None
    shadowed_on: Open[date | None] = None


class RegisterMembersV1(Command):
    """Enter members; who is known already stays as the register has them."""

    members: Open[tuple[MemberEntry, ...]]


class MemberRegisteredV1(Fact):
    """A member is in the register."""

    register_id: Open[UUID]
    member: Open[MemberEntry]


class CorrectMemberV1(Command):
    """Put right what the register says of a member."""

    member_id: Open[Token]
    name: Open[MemberName]
    sector: Open[Token]
    serves_from: Open[date]


class MemberCorrectedV1(Fact):
    """What the register says of a member was put right."""

    register_id: Open[UUID]
    member: Open[MemberEntry]


class EndMemberTermV1(Command):
    """Say the last day of a member's term."""

    member_id: Open[Token]
    last_day: Open[date]


class MemberTermEndedV1(Fact):
    """A member's term ends on a day."""

    register_id: Open[UUID]
    member_id: Open[Token]
    last_day: Open[date]


class RecordPreparationV1(Command):
    """Record that a member was prepared: induction, shadowing, and what keeps them in touch."""

    member_id: Open[Token]
    preparation: Open[Preparation]
    done_on: Open[date]


class PreparationRecordedV1(Fact):
    """A member was prepared."""

    register_id: Open[UUID]
    member_id: Open[Token]
    preparation: Open[Preparation]
    done_on: Open[date]


class RecordPracticeV1(Command):
    """Record until when a member practised in the sector; none: they still do."""

    member_id: Open[Token]
    practised_until: Open[date | None] = None


class PracticeRecordedV1(Fact):
    """Until when a member practised."""

    register_id: Open[UUID]
    member_id: Open[Token]
    practised_until: Open[date | None] = None


class DeclareInterestV1(Command):
    """Declare that a member is, or was, tied to a partnership: they take no part in its cases until a day."""

    member_id: Open[Token]
    partnership: Open[Token]
    until: Open[date | None] = None


class InterestDeclaredV1(Fact):
    """A member is tied to a partnership and takes no part in its cases."""

    register_id: Open[UUID]
    member_id: Open[Token]
    partnership: Open[Token]
    until: Open[date | None] = None
