"""Made-up notifications: nobody in them exists, and their NHS numbers are of the range for tests."""

import random
from collections.abc import Mapping, Sequence
from datetime import date, timedelta
from typing import Any

from .made_up import PREFIX

FAMILY = (
    *("Quillfeather", "Marrowby", "Thistlewood", "Oakenshaw", "Penhallow", "Ravensbourne"),
    *("Featherstone-Okoro", "Łukaszewska", "Ní Bhriain", "D'Arcy-Mbeki", "Åkesson", "Zięba"),
)
GIVEN = (
    *("Peregrine", "Ottoline", "Zoë", "Amara", "Kofi", "Siân", "Tomasz", "Renée", "Ifeoma", "Bryn"),
    *("Leocadia", "Caspian", "Máire", "Jun", "Solveig", "Idris"),
)
STREETS = ("Sorrel Yard", "Larkspur Row", "Tanner's Steps", "Old Ferry Lane", "Hawthorn Rise")
PLACES = ("Ashmere", "Brackwater", "Coldhollow", "Dunmarsh")
OUTLINES = (
    "A baby was found with healing fractures when seen at hospital for a fever.",
    "A child was found harmed at home; the emergency service had been called by a neighbour.",
    "A young person was seriously hurt by others outside the home; two schools knew of the threats.",
    "A child was left without care for some days; health visitors had not been let in.",
)
ETHNICITIES = ("WBRI", "WOTH", "MWBC", "AIND", "APKN", "BCRB", "BAFR", "OOTH", "not_known")
PLACEMENTS = ("birth_parents", "extended_family", "foster", "not_known")
NHS_TEST_RANGE = 999_000_000
LOOKS_BACK_DAYS = 20


def notifications(
    count: int, authority: str, today: date, seed: int, mark: str = ""
) -> list[dict[str, Any]]:
    """So many made-up notifications; the same seed makes the same. ``mark``: in their references."""
    chance = random.Random(seed)  # noqa: S311 - nothing secret
    run = f"{PREFIX}{today:%Y%m%d}-{seed:04}{mark}"
    return [
        _notification(f"{run}-{number:05}", authority, today, chance)
        for number in range(1, count + 1)
    ]


def _notification(
    reference: str, authority: str, today: date, chance: random.Random
) -> dict[str, Any]:
    aware = today - timedelta(days=chance.randrange(4))
    occurred = aware - timedelta(days=chance.randrange(LOOKS_BACK_DAYS))
    family = chance.choice(FAMILY)
    kind = chance.choice(("serious_harm", "serious_harm", "child_death"))
    outcomes = _outcomes(kind, chance.choice((1, 1, 1, 2, 3)), chance)
    children = [_child(family, occurred, outcome, chance) for outcome in outcomes]
    return {
        "authority_code": authority,
        "sender_reference": reference,
        "occurred_on": occurred.isoformat(),
        "aware_on": aware.isoformat(),
        "kind_of_incident": kind,
        "abuse_neglect": chance.choice(("known", "suspected")),
        "outline": chance.choice(OUTLINES),
        "partners_told_on": today.isoformat(),
        "positions": _positions(today, chance),
        "children": children,
    }


def _positions(today: date, chance: random.Random) -> list[dict[str, str]]:
    said = [(one, chance.choice(("agreed", "not_asked"))) for one in ("health", "police")]
    return [
        {"partner": partner, "position": position, "stated_on": today.isoformat()}
        for partner, position in said
    ]


def _outcomes(kind: str, many: int, chance: random.Random) -> list[str]:
    """What came of it for each child: of a death one at least has died, of serious harm none."""
    if kind == "serious_harm":
        return ["harmed"] * many
    return ["died", *(chance.choice(("harmed", "died")) for _ in range(many - 1))]


def _child(family: str, occurred: date, outcome: str, chance: random.Random) -> dict[str, Any]:
    born = occurred - timedelta(days=chance.randrange(30, 17 * 365))
    return {
        "family_name": family,
        "given_names": " ".join(chance.sample(GIVEN, 2)),
        "date_of_birth": born.isoformat(),
        "nhs_number": nhs_number(chance.randrange(1_000_000)),
        "address": f"{chance.randrange(1, 99)} {chance.choice(STREETS)}, {chance.choice(PLACES)}",
        "sex": chance.choice(("male", "female")),
        "ethnicity": chance.choice(ETHNICITIES),
        "disability": chance.choice(("yes", "no", "not_known")),
        "placement": chance.choice(PLACEMENTS),
        "looked_after": chance.choice(("yes", "no")),
        "protection_plan": chance.choice(("yes", "no")),
        "outcome": outcome,
    }


def nhs_number(number: int) -> str:
    """The first NHS number of the test range, from this one on, that has a check digit."""
    while True:
        nine = str(NHS_TEST_RANGE + number % 1_000_000)
        check = 11 - sum(int(d) * w for d, w in zip(nine, range(10, 1, -1), strict=True)) % 11
        if check != 10:
            return nine + str(check % 11)
        number += 1


def rows_of(notifications_: Sequence[Mapping[str, Any]]) -> list[dict[str, Any]]:
    """The same as rows of the template, one a child."""
    return [row for one in notifications_ for row in _rows(one)]


def _rows(body: Mapping[str, Any]) -> list[dict[str, Any]]:
    shared = {name: value for name, value in body.items() if not isinstance(value, list)}
    for said in body["positions"]:
        shared[f"{said['partner']}_position"] = said["position"]
        shared[f"{said['partner']}_stated_on"] = said["stated_on"]
    first, *others = ({f"child_{n}": v for n, v in one.items()} for one in body["children"])
    again = {name: shared[name] for name in ("authority_code", "sender_reference")}
    return [{**shared, **first}, *({**again, **one} for one in others)]
