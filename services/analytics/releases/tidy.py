"""A measure as the tidy rows that national statistics use: one number a row, geography spelt out."""

import csv
from collections import defaultdict
from collections.abc import Sequence
from io import StringIO

from services.analytics.policy.rules import Disclosure
from services.analytics.queries import Line

COLUMNS = (
    "time_period",
    "time_identifier",
    "geographic_level",
    "country_code",
    "country_name",
    "region_code",
    "region_name",
    "old_la_code",
    "new_la_code",
    "la_name",
    "breakdown",
    "number",
)
ENGLAND = ("E92000001", "England")
Row = dict[str, str]


def tidy(lines: Sequence[Line], rule: Disclosure | None) -> list[Row]:
    """National, regional and authority rows by month; ``rule`` protects small numbers, None shows all."""
    national: dict[tuple[str, str], int] = defaultdict(int)
    regional: dict[tuple[str, str, str, str], int] = defaultdict(int)
    for one in lines:
        month = f"{one.month:%Y-%m}"
        national[month, one.breakdown] += one.value
        regional[month, one.region_code, one.region_name, one.breakdown] += one.value
    rows = [_row(m, "National", b, str(v)) for (m, b), v in sorted(national.items())]
    for (month, code, name, breakdown), value in sorted(regional.items()):
        shown = _rounded(value, rule)
        rows.append(_row(month, "Regional", breakdown, shown, region=(code, name)))
    return rows + [_authority_row(one, rule) for one in lines]


def _authority_row(one: Line, rule: Disclosure | None) -> Row:
    hidden = rule is not None and one.value <= rule.suppress_up_to
    return _row(
        f"{one.month:%Y-%m}",
        "Local authority",
        one.breakdown,
        "c" if hidden else str(one.value),
        region=(one.region_code, one.region_name),
        authority=(one.authority_code, one.authority_name),
    )


def _rounded(value: int, rule: Disclosure | None) -> str:
    if rule is None:
        return str(value)
    nearest = round(value / rule.region_rounded_to) * rule.region_rounded_to
    return "low" if value and not nearest else str(nearest)


def _row(
    month: str,
    level: str,
    breakdown: str,
    number: str,
    region: tuple[str, str] = ("", ""),
    authority: tuple[str, str] = ("", ""),
) -> Row:
    cells = (month, "Month", level, *ENGLAND, *region, authority[0], "", authority[1])
    return dict(zip(COLUMNS, (*cells, breakdown, number), strict=True))


def as_csv(rows: Sequence[Row]) -> str:
    """RFC 4180, UTF-8."""
    out = StringIO()
    writer = csv.DictWriter(out, COLUMNS)
    writer.writeheader()
    writer.writerows(rows)
    return out.getvalue()
