"""What became of a link, as facts of the contract: one under the key of each incident."""

from collections.abc import Iterator, Mapping
from datetime import date
from typing import Any, assert_never
from uuid import UUID

from contracts.envelope import Fact
from contracts.notify_persons import LinkBasis, PersonsLinkedV1, PersonsUnlinkedV1, UnlinkBasis
from services.notify.person import domain


def facts_of(
    link: domain.Link, event: domain.Event, references: Mapping[UUID, str], on: date
) -> Iterator[Fact]:
    """A fact for each of the two incidents; nothing of what is only proposed."""
    for own, other in ((0, 1), (1, 0)):
        ids: dict[str, Any] = {
            "incident_id": link.incidents[own],
            "reference": references[link.incidents[own]],
            "person_id": link.persons[own],
            "other_incident_id": link.incidents[other],
            "other_reference": references[link.incidents[other]],
            "other_person_id": link.persons[other],
        }
        match event:
            case domain.Linked():
                basis = LinkBasis.DECIDED if event.by_person else LinkBasis.NUMBER_AND_BIRTH
                yield PersonsLinkedV1(**ids, linked_on=on, basis=basis)
            case domain.Unlinked():
                yield PersonsUnlinkedV1(**ids, unlinked_on=on, basis=UnlinkBasis(event.because))
            case domain.Proposed() | domain.Confirmed() | domain.SetApart() | domain.Dropped():
                return
            case _:
                assert_never(event)
