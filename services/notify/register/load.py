"""The register as the reference data has it, and two made-up areas for stories and tests."""

import csv
import re
from dataclasses import dataclass
from datetime import date
from functools import cache
from importlib import resources

WEST_MIDLANDS = ("E12000005", "West Midlands")
SINCE = date(2023, 4, 1)


@dataclass(frozen=True)
class Authority:
    """A local authority with children's services functions."""

    code: str
    gss_code: str
    name: str
    region_code: str
    region_name: str
    children_0_17: int | None
    police_force: str
    icb_code: str
    icb_name: str
    made_up: bool = False

    @property
    def slug(self) -> str:
        """Its partnership's name in addresses; one an authority, for want of a table."""
        return re.sub(r"[^a-z0-9]+", "-", self.name.lower()).strip("-")


def _made_up(code: str, name: str) -> Authority:
    gss = f"E99000{code}"
    force, board = f"{name} Police", f"{name} Integrated Care Board"
    return Authority(
        code, gss, name, *WEST_MIDLANDS, None, force, f"E99{code}", board, made_up=True
    )


@cache
def authorities() -> tuple[Authority, ...]:
    """153 real authorities and the two made-up ones."""
    file = resources.files(__package__) / "data" / "local_authorities_england.csv"
    with file.open() as lines:
        real = [
            Authority(
                code=row["dfe_la_code"],
                gss_code=row["gss_code"],
                name=row["name"],
                region_code=row["region_code"],
                region_name=row["region_name"],
                children_0_17=int(row["children_0_17_mid_2024"]),
                police_force=row["police_force_area"],
                icb_code=row["icb_code"],
                icb_name=row["icb_name"],
            )
            for row in csv.DictReader(lines)
        ]
    return (*real, _made_up("990", "Ashmere"), _made_up("991", "Brackenford"))
