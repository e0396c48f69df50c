"""What a reader must know of a file of figures, as the W3C's CSV on the Web metadata. Pure."""

from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from chassis.clock import london_date
from services.analytics.measures.kind import Measure
from services.analytics.policy.rules import Disclosure
from services.analytics.queries import DataSet
from services.analytics.releases.tidy import COLUMNS, SYMBOLS

WARNING = (
    "This is not a performance measure. Neither high nor low numbers alone say how well an area works:"
    " larger and more deprived areas report more, and not all incidents are notified."
)
MADE_UP = "Made-up data: no child, family or case counted here exists."
UNROUNDED = (
    "Small numbers are not protected in this view: it is for the Panel's own people, and must not be"
    " passed on."
)
LIVE = "The figures are live: later facts correct earlier ones, and the version changes with each fact."


@dataclass(frozen=True)
class Release:
    """One measure as one reader gets it: from which facts, and whether small numbers are protected."""

    measure: Measure
    data: DataSet
    made_up: bool
    rule: Disclosure | None

    @property
    def version(self) -> str:
        """The same version, the same figures: the last day and the number of the facts read."""
        day = self.read_on.isoformat() if self.read_on else "none"
        return f"{day}.{self.data.facts}" + (".made-up" if self.made_up else "")

    @property
    def read_on(self) -> date | None:
        """The last day of the facts read."""
        return london_date(self.data.read_until) if self.data.read_until else None

    @property
    def file_name(self) -> str:
        """Says what is in it wherever it turns up later."""
        view = "" if self.rule else "_unrounded"
        return f"{self.measure.name}{view}_{self.version}.csv"

    @property
    def notes(self) -> list[str]:
        """What must be read with the figures."""
        said = [self.measure.explained, WARNING, LIVE]
        said += [self._protection()] if self.rule else [UNROUNDED]
        if self.data.held:
            said.append(f"{self.data.held} messages wait for a person; the figures may lack them.")
        return [*said, MADE_UP] if self.made_up else said

    def _protection(self) -> str:
        assert self.rule, "only a protected view has a rule"
        months = "months"
        if self.measure.parts_by_year:
            months = "years, as are all parts of a year that has not ended,"
        return (
            f"Small numbers are protected ({self.rule.version}): 1 to {self.rule.suppress_up_to} are"
            f" hidden in the parts of England's {months} and in authorities' years, with what would"
            f" give them away; regions are rounded to the nearest {self.rule.region_rounded_to}."
        )

    def document(self) -> dict[str, Any]:
        """Title, version, notes and columns: complete without this program."""
        until: datetime | None = self.data.read_until
        return {
            "@context": "http://www.w3.org/ns/csvw",
            "url": self.file_name,
            "dc:title": self.measure.title,
            "dc:description": self.measure.explained,
            "dc:publisher": "The Panel",
            "dc:identifier": self.measure.name,
            "dc:modified": until.isoformat() if until else None,
            "schema:version": self.version,
            "notes": self.notes,
            "cspr:unit": self.measure.unit,
            "cspr:parts": {"total": "All", **self.measure.parts},
            "cspr:disclosure": self.rule.version if self.rule else "none",
            "tableSchema": {
                "columns": [
                    {"name": name, "titles": name, "dc:description": said, "datatype": "string"}
                    for name, said in COLUMNS.items()
                ]
            },
            "cspr:symbols": dict(SYMBOLS),
        }
