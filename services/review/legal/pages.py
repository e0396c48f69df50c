"""The tables as pages for people: a diagram of where moves lead, and each move with who may make it and why."""

from collections.abc import Iterator, Mapping, Sequence
from itertools import groupby

from contracts.catalogue import entry_of
from contracts.envelope import Command
from services.review.legal.table import Row, Table
from services.review.legal.tables import OF_A_CASE, OF_NO_CASE, TABLES
from services.review.moves.panel import MEMBERS
from services.review.moves.table import ANSWERS_OFFERS, REGION
from services.review.whole import EVERY_PARTNER, PARTNERSHIP, STAFF

ROLES: Mapping[str, str] = {
    "secretary": "the Panel's secretariat",
    "chair": "the Panel's chair",
    "member": "a member of the Panel",
    "regional_lead": "the Panel's lead for the region",
    "partnership_manager": "the manager of the partnership",
    "partnership_system": "the partnership's own case system",
    "partner_authority": "the local authority",
    "partner_health": "the integrated care board",
    "partner_police": "the police",
}
WHO: Mapping[tuple[str, ...], str] = {
    STAFF: "the secretariat",
    PARTNERSHIP: "the partnership",
    EVERY_PARTNER: "each partner",
    (*STAFF, *PARTNERSHIP): "the secretariat or the partnership",
    MEMBERS: "a Panel member",
    (*MEMBERS, *STAFF): "a Panel member or the secretariat",
    (*STAFF, *MEMBERS): "a Panel member or the secretariat",
    ("chair",): "the Panel's chair",
    REGION: "the secretariat or the regional lead",
    ANSWERS_OFFERS: "the partnership to which it was made, the secretariat or the regional lead",
}
MADE = "<!-- Written from services/review/legal by `make contracts`; mend the tables there, never this page. -->"
ROWS = (
    "No.",
    "Move",
    "Who may make it",
    "From → to",
    "What it needs, or follows from",
    "The rule's source",
)
FEW = 4
"""Fewer arrows than this are drawn one by one."""
PICTURE = """\
Each arrow has the number of its move in the list below, where its rule's source stands. Moves that leave it where it
stands are in the list only. "Any station" stands for several, each of which leads there; what follows of itself has nobody's name beside it."""
FRONT = """\
One table for each kind of object: where it can stand, which moves may be made there and by whom, where each leads,
and which rule says so. `review` is held against these tables by its tests: every move is tried at every station and in
every role. What is refused names its rule and the rule's source.

A move that is not listed for a station is refused there, or changes nothing where it would only repeat what is so
already. Where several stand beside each other (returns, actions, questions), a table follows the first of them. No
move settles a difference between partners: each position is kept."""


def pages() -> dict[str, str]:
    """Every page by its name."""
    return {"README.md": _front(), **{f"{one.name}.md": page(one) for one in TABLES}}


def page(table: Table) -> str:
    """One table."""
    parts = [
        f"# {table.title}\n\n{MADE}\n\n{table.about}",
        "```mermaid\n" + "\n".join(diagram(table)) + "\n```",
        PICTURE,
        "## The moves\n\n" + _grid(ROWS, list(_listed(table))),
    ]
    if table.rules:
        parts.append("## What a move is held against\n\n" + _rules(table))
    return "\n\n".join((*parts, "[All tables](README.md)\n"))


def _rules(table: Table) -> str:
    return _grid(("The rule", "Its source"), table.rules)


def _grid(head: Sequence[str], rows: Sequence[Sequence[str]]) -> str:
    lines = [head, ["---"] * len(head), *rows]
    return "\n".join(f"| {' | '.join(cells)} |" for cells in lines)


def _name_of(command: type[Command]) -> str:
    """As systems name it: the type without owner and version."""
    return entry_of(command).type.split(".")[-2]


def who(row: Row) -> str:
    """Who makes it, in few words."""
    return WHO[row.roles] if row.command else "nobody: it follows"


def _listed(table: Table) -> Iterator[tuple[str, ...]]:
    for number, row in enumerate(table.rows, 1):
        yield str(number), *_cells(table, row)


def _cells(table: Table, row: Row) -> tuple[str, ...]:
    name = f"<br>`{_name_of(row.command)}`" if row.command else ""
    return (
        f"{row.says}{name}",
        who(row),
        "<br>".join(_ways(table, row)),
        row.when or row.comes_of or "nothing else",
        "<br>".join(row.sources),
    )


def _ways(table: Table, row: Row) -> Iterator[str]:
    by_end = sorted(row.leads, key=lambda one: _ends(row, one))
    for ends, grouped in groupby(by_end, key=lambda one: _ends(row, one)):
        begins = set(grouped)
        here = [one for one in table.stations if one in begins]
        there = " or ".join(table.stations[one] for one in ends)
        yield f"{_named(table, here)} → {there or 'stays'}"


def _ends(row: Row, station: str) -> tuple[str, ...]:
    """Where it leads from a station; nowhere, where it only stays."""
    ends = row.leads[station]
    return () if ends == (station,) else ends


def _named(table: Table, stations: Sequence[str]) -> str:
    groups, left = _grouped(table, stations)
    words = (table.stations[one] for one in stations if one in left)
    return "; ".join((*(table.groups[n].words for n in groups), *words))


def _grouped(
    table: Table, stations: Sequence[str], but: str = ""
) -> tuple[list[int], frozenset[str]]:
    """The groups, by their number, that stand for some of the stations, and the stations that are left."""
    left, found = frozenset(stations), []
    for n, group in sorted(enumerate(table.groups), key=lambda one: -len(one[1].stations)):
        whole = frozenset(group.stations) - {but}
        if whole <= left and len(whole) >= FEW:
            found.append(n)
            left -= whole
    return found, left


def diagram(table: Table) -> Iterator[str]:
    """The table as a Mermaid state diagram; a group stands for all its stations where they lead to one."""
    arrows = _arrows(table)
    yield "stateDiagram-v2"
    yield "    direction TB"
    for code, words in table.stations.items():
        if code in table.named:
            yield f'    state "{words}" as s_{code}'
    for n, group in enumerate(table.groups):
        if any(begin == f"g{n}" for begin, _ in arrows):
            yield f'    state "{group.words}" as g{n}'
    for (begin, end), says in arrows.items():
        yield f"    {begin} --> {end}: {' / '.join(says)}"


def _arrows(table: Table) -> dict[tuple[str, str], list[str]]:
    """What is said on the way from each station, or group of them, to each other one."""
    found: dict[tuple[str, str], list[str]] = {}
    for number, row in enumerate(table.rows, 1):
        by = f" ({who(row)})" if row.command else ""
        for way in _drawn(table, row):
            found.setdefault(way, []).append(f"{number}. {row.says}{by}")
    return found


def _drawn(table: Table, row: Row) -> Iterator[tuple[str, str]]:
    for end in table.stations:
        begins = [one for one, ends in row.leads.items() if end in ends and one != end]
        groups, left = _grouped(table, begins, but=end)
        left |= {one for one in begins if (one, end) in table.ordinary}
        yield from ((f"g{n}", f"s_{end}") for n in groups)
        yield from ((f"s_{one}", f"s_{end}") for one in begins if one in left)


def _front() -> str:
    listed = [
        "\n".join(f"- [{one.title}]({one.name}.md)" for one in tables)
        for tables in (OF_A_CASE, OF_NO_CASE)
    ]
    return (
        "\n\n".join(
            (
                f"# Which move is legal when, and who may make it\n\n{MADE}",
                FRONT,
                f"## Of a case\n\n{listed[0]}",
                f"## Of the Panel's own work\n\n{listed[1]}",
                "## Who is who\n\n"
                + _grid(
                    ("In the tables", "Roles"), [(who_, _roles(of)) for of, who_ in _by_words()]
                ),
            )
        )
        + "\n"
    )


def _by_words() -> Iterator[tuple[tuple[str, ...], str]]:
    seen = set()
    for roles, words in WHO.items():
        if words not in seen:
            seen.add(words)
            yield roles, words


def _roles(roles: Sequence[str]) -> str:
    return ", ".join(ROLES[one] for one in roles)
