"""What ``notify`` announces of one child in several incidents: opaque ids, and on what ground."""

from datetime import date
from uuid import UUID

from contracts.envelope import Case, Fact, OpenCode, Token


class LinkBasis(OpenCode):
    """On what ground two children are taken to be one."""

    NUMBER_AND_BIRTH = "nhs_number_and_birth", "Equal NHS number and date of birth"
    DECIDED = "decided", "A person of the national body compared them and decided so"
    OTHER = "other", "Another ground"


class UnlinkBasis(OpenCode):
    """On what ground two children are no longer taken to be one."""

    DECIDED = "decided", "A person of the national body compared them and decided so"
    CORRECTED = "corrected", "What made them equal was corrected"
    ERASED = "erased", "The identity of one of them was erased"
    OTHER = "other", "Another ground"


class PersonsLinkedV1(Fact):
    """A child of this incident is taken to be a child of another; told under each incident's key.

    Each keeps the opaque id under which its own incident told of it.
    """

    incident_id: Case[UUID]
    reference: Case[Token]
    person_id: Case[UUID]
    other_incident_id: Case[UUID]
    other_reference: Case[Token]
    other_person_id: Case[UUID]
    linked_on: Case[date]
    basis: Case[LinkBasis]


class PersonsUnlinkedV1(Fact):
    """A child of this incident is no longer taken to be that child of another."""

    incident_id: Case[UUID]
    reference: Case[Token]
    person_id: Case[UUID]
    other_incident_id: Case[UUID]
    other_reference: Case[Token]
    other_person_id: Case[UUID]
    unlinked_on: Case[date]
    basis: Case[UnlinkBasis]
