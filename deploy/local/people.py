"""Made-up people and machines of the demonstration: no one here exists."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any

from chassis.access import SANDBOX
from services.correspondence.policy.members import MADE_UP, members


@dataclass(frozen=True)
class Person:
    """Someone who can sign in."""

    sub: str
    name: str
    title: str
    roles: tuple[str, ...]
    organisation: str
    organisation_kind: str
    partnerships: tuple[str, ...] = ()
    regions: tuple[str, ...] = ()
    authorities: tuple[str, ...] = ()

    def claims(self) -> dict[str, Any]:
        """What the provider says of them."""
        return {
            "sub": self.sub,
            "name": self.name,
            "roles": list(self.roles),
            "organisation": self.organisation,
            "organisation_kind": self.organisation_kind,
            "partnerships": list(self.partnerships),
            "regions": list(self.regions),
            "authorities": list(self.authorities),
        }


def _staff(sub: str, name: str, title: str, *roles: str, regions: tuple[str, ...] = ()) -> Person:
    return Person(sub, name, title, roles, "national_body", "national_body", regions=regions)


def _partner(slug: str, part: str, name: str, title: str, *roles: str) -> Person:
    kind = {"council": "authority", "icb": "icb", "police": "police"}[part]
    return Person(f"{slug}-{part}", name, title, roles, f"{slug}-{part}", kind, (slug,))


def _area(slug: str, place: str, code: str, names: tuple[str, ...]) -> tuple[Person, ...]:
    council, icb, police, manager, data = names
    notifier = Person(
        f"{slug}-data",
        data,
        f"Data manager, {place}",
        ("authority_notifier",),
        code,
        "authority",
        (slug,),
        authorities=(code,),
    )
    partner = f"{slug}-manager"
    return (
        _partner(slug, "council", council, f"Children's services, {place}", "partner_authority"),
        _partner(slug, "icb", icb, f"Integrated care board, {place}", "partner_health"),
        _partner(slug, "police", police, f"Police, {place}", "partner_police"),
        Person(
            partner,
            manager,
            f"Partnership manager, {place}",
            ("partnership_manager",),
            f"{slug}-council",
            "authority",
            (slug,),
        ),
        notifier,
    )


PEOPLE: tuple[Person, ...] = (
    _staff("secretary", "Wren Halloway", "Panel secretary", "secretary"),
    _staff("secretary-2", "Idris Penfold", "Panel secretary, approver", "secretary"),
    _staff("chair", "Marguerite Stone", "Panel chair", "chair", "member"),
    _staff("member-health", "Tobias Fenwick", "Panel member, health", "member"),
    _staff("member-police", "Anneke Brandt", "Panel member, police", "member"),
    _staff("member-education", "Solomon Adeyinka", "Panel member, education", "member"),
    _staff("member-social", "Catrin Bowyer", "Panel member, social care", "member"),
    _staff("member-law", "Rafiq Osei", "Panel member, law", "member"),
    _staff("member-voluntary", "Linnea Marsh", "Panel member, voluntary sector", "member"),
    _staff(
        "regional-lead",
        "Harriet Quill",
        "Regional lead, West Midlands",
        "regional_lead",
        regions=("E12000005",),
    ),
    _staff("analyst", "Piers Lockwood", "Analyst", "analyst"),
    _staff("administrator", "Odile Farrant", "Administrator", "administrator"),
    _staff("data-protection", "Bettina Crewe", "Data-protection lead", "data_protection_lead"),
    *_area(
        "ashmere",
        "Ashmere",
        "990",
        ("Joan Tindall", "Dr Leopold Vance", "Supt Mina Castell", "Felix Arden", "Sunita Rowe"),
    ),
    Person(
        "ashmere-duty",
        "Beatrix Lowe",
        "Duty manager, Ashmere",
        ("authority_notifier",),
        "990",
        "authority",
        ("ashmere",),
        authorities=("990",),
    ),
    *_area(
        "brackenford",
        "Brackenford",
        "991",
        ("Edwin Sharpe", "Dr Nuala Keane", "Supt Owen Baddeley", "Greta Lisle", "Hamid Orrin"),
    ),
)


def all_present(on: date) -> list[dict[str, Any]]:
    """Every member of the national body who serves on a day, at its meeting."""
    return [
        {"member_id": member.id, "sector": member.sector, "present": True}
        for member in members(MADE_UP)
        if member.since <= on
    ]


ALL_PRESENT = all_present(date.max)
"""Every member that the register has."""
MACHINES: Mapping[str, Mapping[str, Any]] = {
    "ashmere-case-system": {
        "roles": ["case_system"],
        "organisation": "990",
        "organisation_kind": "authority",
        "authorities": ["990"],
        "partnerships": ["ashmere"],
    },
    "ashmere-partnership-system": {
        "roles": ["partnership_system"],
        "organisation": "ashmere-council",
        "organisation_kind": "authority",
        "partnerships": ["ashmere"],
    },
    "ashmere-sandbox": {
        "roles": [SANDBOX],
        "organisation": "990",
        "organisation_kind": "authority",
        "authorities": ["990"],
        "partnerships": ["ashmere"],
    },
    "telling-system": {
        "roles": ["telling_system"],
        "organisation": "national_body",
        "organisation_kind": "national_body",
    },
    "background": {
        "roles": ["case_system", "background"],
        "organisation": "background",
        "organisation_kind": "national",
        "authorities": ["*"],
    },
}
BY_SUB: Mapping[str, Person] = {person.sub: person for person in PEOPLE}
