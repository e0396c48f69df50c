"""Answers that do not seem to go together: somebody should look at them again. They stop nothing. Pure."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any

from services.notify.notification.checks import day_in, listed
from services.notify.policy import rules

NONE, YES, NO = frozenset({"none"}), frozenset({"yes"}), frozenset({"no"})
DEATHS = frozenset({"child_death", "looked_after_death", "care_leaver_death"})
AFTER_A_DEATH = frozenset({"child_death_review", "inquest"})


@dataclass(frozen=True)
class Doubt:
    """Where to look again, as a JSON Pointer, and why; ``child``: at which, counted from one, if at any."""

    pointer: str
    reason: str
    child: int = 0

    @property
    def words(self) -> str:
        """The whole of it."""
        return f"Child {self.child}: {self.reason}" if self.child else self.reason


@dataclass(frozen=True)
class Pair:
    """One field answered by any of ``said`` does not go with another answered by any of ``against``."""

    field: str
    said: frozenset[str]
    other: str
    against: frozenset[str]
    words: str

    def is_in(self, given: Mapping[str, Any]) -> bool:
        """Whether both stand in what was given."""
        said = not self.said.isdisjoint(_codes(given.get(self.field)))
        return said and not self.against.isdisjoint(_codes(given.get(self.other)))


OF_A_CHILD = (
    Pair(
        "disability",
        YES,
        "disability_types",
        NONE,
        "disabled, and the type of disability says “No disability”.",
    ),
    Pair(
        "protection_plan",
        YES,
        "protection_plan_category",
        NONE,
        "there was a child protection plan, and its category says “No plan”.",
    ),
    Pair(
        "protection_plan",
        NO,
        "protection_plan_category",
        frozenset({"neglect", "emotional_abuse", "physical_abuse", "sexual_abuse", "multiple"}),
        "there was no child protection plan, and its category is given.",
    ),
    Pair(
        "looked_after",
        YES,
        "legal_status",
        NONE,
        "looked after, and the legal status says “No order, and not accommodated”.",
    ),
    Pair(
        "looked_after",
        NO,
        "legal_status",
        frozenset({"section_20", "interim_care_order", "care_order"}),
        "not looked after, and the legal status is one of a looked-after child"
        " (Children Act 1989, section 22).",
    ),
    Pair(
        "protection_plan",
        YES,
        "known_to_agencies",
        NONE,
        "there was a child protection plan, and no agency knew the child.",
    ),
    Pair(
        "looked_after",
        YES,
        "known_to_agencies",
        NONE,
        "looked after, and no agency knew the child.",
    ),
    Pair(
        "child_in_need",
        YES,
        "known_to_agencies",
        NONE,
        "there was a child in need plan, and no agency knew the child.",
    ),
    Pair(
        "outcome",
        frozenset({"harmed"}),
        "likely_causes",
        frozenset(
            {"fatal_physical_abuse", "overt_filicide", "covert_filicide", "sudden_unexpected_death"}
        ),
        "seriously harmed, and the likely cause is one of a death.",
    ),
    Pair(
        "perpetrator_relationship",
        frozenset({"nobody"}),
        "likely_causes",
        frozenset(
            {
                *("maltreatment_in_family", "fatal_physical_abuse", "overt_filicide"),
                *("covert_filicide", "severe_persistent_cruelty", "extra_familial"),
            }
        ),
        "nobody is thought to have done it, and the likely cause says that somebody did.",
    ),
)
OF_AN_INCIDENT = (
    Pair(
        "police_investigation",
        NO,
        "criminal_status",
        frozenset({"arrest", "released_under_investigation", "charged", "trial"}),
        "There is no police investigation, and there are criminal proceedings.",
    ),
)
IN_TIME = "There are days left to notify in time, and lateness is explained."
NOBODY_DIED = "This is about a death, and no child is said to have died."
SOMEBODY_DIED = "This is about serious harm, and one child is said to have died."
NOT_LOOKED_AFTER = "This is about the death of a looked-after child, and no child was looked after."
NO_INQUEST = "An inquest or a child death review looks into it, and no child died."
NAMED = "not named yet, and a name is given."
OWN_AREA = "This other area is the authority that notifies."
SAME_AREA = "This other area is given twice for the same reason."


def look_again(given: Mapping[str, Any], on: date) -> tuple[Doubt, ...]:
    """What does not seem to go together in a notification as it stands on a day, right or wrong in itself."""
    return (
        *_of_the_incident(given, on),
        *_of_deaths(given),
        *_of_children(given),
        *_of_areas(given),
    )


def _of_the_incident(given: Mapping[str, Any], on: date) -> Iterator[Doubt]:
    for pair in OF_AN_INCIDENT:
        if pair.is_in(given):
            yield Doubt(f"/{pair.other}", pair.words)
    explained = next((n for n in ("lateness_reason", "lateness_explanation") if given.get(n)), None)
    aware = day_in(given.get("aware_on"))
    if explained and aware and aware <= on and not rules.clock("N1", aware, on).late:
        yield Doubt(f"/{explained}", IN_TIME)


def _of_deaths(given: Mapping[str, Any]) -> Iterator[Doubt]:
    """What kind of incident it is, and what came of it for the children, once that is said of each."""
    children, kind = [one for _, one in listed(given, "children")], given.get("kind_of_incident")
    outcomes = {one.get("outcome") for one in children}
    if not children or None in outcomes or "other" in outcomes:
        return
    if kind in DEATHS and "died" not in outcomes:
        yield Doubt("/kind_of_incident", NOBODY_DIED)
    if kind == "serious_harm" and "died" in outcomes:
        yield Doubt("/kind_of_incident", SOMEBODY_DIED)
    if kind == "looked_after_death" and {one.get("looked_after") for one in children} == NO:
        yield Doubt("/kind_of_incident", NOT_LOOKED_AFTER)
    if "died" not in outcomes and _codes(given.get("parallel_processes")) & AFTER_A_DEATH:
        yield Doubt("/parallel_processes", NO_INQUEST)


def _of_children(given: Mapping[str, Any]) -> Iterator[Doubt]:
    for number, child in listed(given, "children"):
        for pair in OF_A_CHILD:
            if pair.is_in(child):
                at = f"/children/{number}/{pair.other}"
                yield Doubt(at, pair.words, number + 1)
        name = next((one for one in ("family_name", "given_names") if child.get(one)), None)
        if name and child.get("not_named_yet") is True:
            yield Doubt(f"/children/{number}/{name}", NAMED, number + 1)


def _of_areas(given: Mapping[str, Any]) -> Iterator[Doubt]:
    seen: set[tuple[str, str]] = set()
    for number, one in listed(given, "other_areas"):
        code, role = (str(one.get(name) or "") for name in ("authority_code", "role"))
        at = f"/other_areas/{number}/authority_code"
        if code and code == given.get("authority_code"):
            yield Doubt(at, OWN_AREA)
        elif code and (code, role) in seen:
            yield Doubt(at, SAME_AREA)
        seen.add((code, role))


def _codes(value: object) -> frozenset[str]:
    found = value if isinstance(value, list) else [value]
    return frozenset(one for one in found if isinstance(one, str))
