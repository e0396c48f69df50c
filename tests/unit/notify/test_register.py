"""The register in time, as values: what a change does, what it may not do, and what holds on every day."""

from dataclasses import replace
from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from contracts.register import AuthorityRegisteredV1, PartnershipRegisteredV1
from services.notify.register.change_file import COLUMNS, read
from services.notify.register.differences import differences
from services.notify.register.domain import (
    A_DAY,
    Begin,
    Change,
    End,
    Fault,
    Kind,
    Register,
    applied,
    standing,
    version_on,
)
from services.notify.register.integrity import problems
from services.notify.register.load import authorities, register_of, shipped
from services.notify.register.wire import facts_on, id_of

START, A_YEAR_ON, LATER = date(2018, 6, 29), date(2019, 6, 29), date(2026, 5, 1)
FIRST: list[Change] = [
    Begin("region", "E12000005", START, {"name": "West Midlands", "gss_code": "E12000005"}),
    Begin("police_force", "E23000001", START, {"name": "Force", "gss_code": "E23000001"}),
    Begin("board", "QAA", START, {"name": "Board A", "gss_code": "E54000001"}),
    Begin("board", "QBB", START, {"name": "Board B", "gss_code": "E54000002"}),
    *(
        Begin(
            "authority",
            code,
            START,
            {
                "name": f"Place {code}",
                "gss_code": f"E06000{code}",
                "region": "E12000005",
                "police_force": "E23000001",
                "boards": ("QAA",),
            },
        )
        for code in ("801", "802")
    ),
    Begin("partnership", "one", START, {"name": "One", "authorities": ("801", "802")}),
]


def small() -> Register:
    register, faults = applied({}, FIRST, problems)
    assert not faults
    return register


def after(*changes: Change) -> Register:
    register, faults = applied(small(), changes, problems)
    assert not faults, faults
    return register


def wrong(*changes: Change) -> list[str]:
    _, faults = applied(small(), changes, problems)
    assert faults
    return [f"{one.row} {one.field}: {one.reason}" for one in faults]


@pytest.mark.need("A3")
def test_a_partnership_may_have_several_authorities_and_later_lose_one() -> None:
    register = after(
        Begin("partnership", "one", LATER, {"authorities": ("801",)}),
        Begin("partnership", "two", LATER, {"name": "Two", "authorities": ("802",)}),
    )
    before, now = (version_on(register, "partnership", "one", d) for d in (LATER - A_DAY, LATER))
    assert before and now
    assert (before.authorities, before.valid_to) == (("801", "802"), LATER - A_DAY)
    assert (now.authorities, now.name, now.valid_to) == (("801",), "One", None)


@pytest.mark.parametrize(
    ("changes", "reason"),
    [
        (
            [Begin("partnership", "two", LATER, {"name": "Two", "authorities": ("802",)})],
            "0 authorities: On 1 May 2026 802 is in one already.",
        ),
        (
            [Begin("partnership", "one", LATER, {"authorities": ("801",)})],
            "-1 code: On 1 May 2026 Place 802 is in no partnership.",
        ),
        (
            [End("board", "QAA", date(2026, 4, 30), ("QBB",))],
            "-1 boards: On 1 May 2026 authority 801 names board QAA, which is not there.",
        ),
        (
            [End("board", "QBB", date(2026, 4, 30), ("QCC",))],
            "0 successors: On 1 May 2026 there is no board QCC.",
        ),
        ([End("board", "QZZ", LATER)], "0 code: There is no such entry to end."),
        (
            [End("board", "QBB", date(2018, 1, 1))],
            "0 on: Its version began later, on 29 June 2018.",
        ),
        (
            [Begin("board", "QBB", date(2017, 1, 1), {"name": "B"})],
            "0 on: A later version began on 29 June 2018; history is not rewritten.",
        ),
        (
            [Begin("board", "QBB", START, {"name": "Other"})],
            "0 on: A version of that day is there and says otherwise; begin from a later day.",
        ),
        ([Begin("board", "QCC", LATER, {"name": "C"})], "0 gss_code: A new entry needs this."),
        (
            [End("board", "QBB", LATER), Begin("board", "QBB", date(2027, 1, 1), {"name": "B"})],
            "1 code: It ended on 1 May 2026; a code is not used a second time.",
        ),
        (
            [End("board", "QBB", LATER), End("board", "QBB", date(2027, 1, 1))],
            "1 on: It has an end already: 1 May 2026.",
        ),
    ],
)
def test_what_can_not_be_is_refused_with_field_and_reason(
    changes: list[Change], reason: str
) -> None:
    assert reason in wrong(*changes)


def test_what_is_planned_for_later_keeps_what_it_names() -> None:
    """Else on that day nothing of the register could be told any more."""
    named = {"name": "East", "gss_code": "E12000006"}
    planned = after(
        Begin("region", "E12000006", LATER, named),
        Begin("authority", "801", date(2027, 4, 1), {"region": "E12000006"}),
    )
    _, [fault] = applied(planned, [End("region", "E12000006", date(2026, 12, 31))], problems)
    assert (
        fault.reason == "On 1 April 2027 authority 801 names region E12000006, which is not there."
    )
    later, faults = applied(planned, [End("board", "QBB", date(2026, 12, 31))], problems)
    assert not faults
    assert facts_on(later, date(2027, 4, 1))


def test_a_change_that_is_made_already_changes_nothing() -> None:
    once = after(End("board", "QBB", LATER, ("QAA",)))
    twice, faults = applied(once, [*FIRST, End("board", "QBB", LATER, ("QAA",))], problems)
    assert not faults
    assert twice == once
    assert differences(once, twice) == []


def test_what_becomes_different_is_said_in_words() -> None:
    register = after(
        Begin("board", "QCC", LATER, {"name": "Board C", "gss_code": "E54000003"}),
        End("board", "QAA", LATER - A_DAY, ("QCC",)),
        Begin("authority", "801", LATER, {"boards": ("QCC", "QBB")}),
        Begin("authority", "802", LATER, {"boards": ("QCC",)}),
    )
    found = [(one.code, one.on, one.words) for one in differences(small(), register)]
    assert found == [
        ("QAA", LATER - A_DAY, "ends with this day; succeeded by QCC"),
        ("801", LATER, "boards: QAA becomes QCC, QBB"),
        ("802", LATER, "boards: QAA becomes QCC"),
        ("QCC", LATER, "begins"),
    ]


def test_facts_tell_the_day_and_no_day_after_it() -> None:
    register = after(
        Begin("board", "QBB", LATER, {"name": "Board of the North"}),
        Begin("authority", "801", LATER, {"name": "New Place", "boards": ("QBB",)}),
    )
    for day, name, board in (
        (LATER - A_DAY, "Place 801", "Board A"),
        (LATER, "New Place", "Board A"),
    ):
        facts = facts_on(register, day)
        authority = facts[id_of(("authority", "801"))]
        assert isinstance(authority, AuthorityRegisteredV1)
        assert (authority.name, authority.valid_to) == (name, None)
        partnership = facts[id_of(("partnership", "one"))]
        assert isinstance(partnership, PartnershipRegisteredV1)
        told = [(one.code, one.name) for one in partnership.organisations]
        health = [("one-icb", "Board A")]
        if day == LATER:
            health = [("one-icb-QBB", "Board of the North"), ("one-icb", board)]
        councils = [("one-council", name), ("one-council-802", "Place 802")]
        assert told == [*councils, *health, ("one-police", "Force")]


def boards_of_one(register: Register, day: date) -> dict[str, str]:
    fact = facts_on(register, day)[id_of(("partnership", "one"))]
    assert isinstance(fact, PartnershipRegisteredV1)
    return {one.code: one.name for one in fact.organisations if one.partner == "health"}


def two_boards(*changes: Change) -> Register:
    return after(Begin("authority", "802", A_YEAR_ON, {"boards": ("QBB",)}), *changes)


def test_a_board_that_takes_another_in_keeps_its_code_and_the_others_is_used_no_more() -> None:
    merged = two_boards(
        End("board", "QAA", LATER - A_DAY, ("QBB",)),
        Begin("authority", "801", LATER, {"boards": ("QBB",)}),
    )
    before = {"one-icb": "Board A", "one-icb-QBB": "Board B"}
    assert boards_of_one(merged, LATER - A_DAY) == before
    assert boards_of_one(merged, LATER) == {"one-icb-QBB": "Board B"}


def test_who_comes_after_a_board_takes_over_its_code_beside_another() -> None:
    new = {"name": "Board C", "gss_code": "E54000003"}
    merged = two_boards(
        Begin("board", "QCC", LATER, new),
        End("board", "QAA", LATER - A_DAY, ("QCC",)),
        Begin("authority", "801", LATER, {"boards": ("QCC",)}),
    )
    assert boards_of_one(merged, LATER) == {"one-icb": "Board C", "one-icb-QBB": "Board B"}


def test_a_board_that_comes_first_takes_no_code_of_another() -> None:
    swapped = two_boards(
        Begin("authority", "801", LATER, {"boards": ("QBB",)}),
        Begin("authority", "802", LATER, {"boards": ("QAA",)}),
    )
    assert boards_of_one(swapped, LATER) == {"one-icb-QBB": "Board B", "one-icb": "Board A"}


@given(st.dates(date(2018, 6, 29), date(2027, 12, 31)))
def test_the_shipped_register_is_whole_on_every_day(day: date) -> None:
    register = register_of(shipped())
    assert problems(register, [day]) == []
    assert len(standing(register, "region", day)) == 9
    assert len(standing(register, "authority", day)) - 2 in (151, 152, 153)
    assert len(facts_on(register, day)) >= 360


@pytest.mark.need("A3")
@pytest.mark.parametrize(
    ("kind", "code", "last", "successors"),
    [
        ("authority", "909", date(2023, 3, 31), ("942", "943")),
        ("authority", "928", date(2021, 3, 31), ("940", "941")),
        ("authority", "836", date(2019, 3, 31), ("839",)),
        ("board", "QNQ", date(2026, 3, 31), ("S0E4D", "S9B9J", "QRL")),
        ("partnership", "cumbria", date(2023, 3, 31), ("cumberland", "westmorland-and-furness")),
    ],
)
def test_what_ended_names_its_last_day_and_who_came_after(
    kind: Kind, code: str, last: date, successors: tuple[str, ...]
) -> None:
    ended = register_of(shipped())[kind, code][-1]
    assert (ended.valid_to, ended.successors) == (last, successors)


@pytest.mark.parametrize(
    ("code", "before", "after_", "day"),
    [
        ("815", "E10000023", "E06000065", date(2023, 4, 1)),
        ("933", "E10000027", "E06000066", date(2023, 4, 1)),
        ("825", "E10000002", "E06000060", date(2020, 4, 1)),
        ("370", "E08000016", "E08000038", date(2025, 4, 1)),
    ],
)
def test_a_dfe_code_may_outlive_an_ons_code(code: str, before: str, after_: str, day: date) -> None:
    register = register_of(shipped())
    found = [version_on(register, "authority", code, d) for d in (day - timedelta(days=1), day)]
    assert [one.gss_code for one in found if one] == [before, after_]


def test_no_authority_names_a_board_that_ended() -> None:
    register = register_of(shipped())
    boards = {one.code for one in standing(register, "board", date(2026, 4, 1))}
    assert len(boards - {"X990", "X991"}) == 36
    surrey = version_on(register, "authority", "936", date(2026, 4, 1))
    assert surrey
    assert surrey.boards == ("S9B9J",)


def test_the_authorities_of_the_national_figures_stand_in_order() -> None:
    found = authorities()
    assert len(found) == 155
    assert [one.slug for one in found if one.made_up] == ["ashmere", "brackenford"]
    assert {one.slug for one in found} >= {"dorset", "westmorland-and-furness"}


def test_csv_and_json_say_the_same() -> None:
    csv = (
        "\ufeffaction,kind,code,on,name,authorities,children_0_17,made_up\r\n"
        'begin,partnership,two,2026-05-01," Two, and more ",801 802,,yes\r\n\r\n'
        "begin,authority,801,2026-05-01,,,1200,\r\n"
    )
    json = (
        '[{"action":"begin","kind":"partnership","code":"two","on":"2026-05-01","name":"Two, and more",'
        '"authorities":["801","802"],"made_up":true},{"action":"begin","kind":"authority",'
        '"code":"801","on":"2026-05-01","children_0_17":1200,"name":null}]'
    )
    assert read(csv.encode()) == read(json.encode())
    changes, faults = read(json.encode())
    assert not faults
    assert changes == [
        Begin(
            "partnership",
            "two",
            LATER,
            {"name": "Two, and more", "authorities": ("801", "802"), "made_up": True},
        ),
        Begin("authority", "801", LATER, {"children_0_17": 1200}),
    ]


@pytest.mark.parametrize(
    ("cell", "value"),
    [
        ("action", "start"),
        ("kind", "council"),
        ("code", "9O9"),
        ("on", "2026-02-30"),
        ("on", "20260501"),
        ("on", "9999-12-31"),
        ("name", "x" * 201),
        ("name", "two\x00lines"),
        ("gss_code", "E0600006"),
        ("children_0_17", "-1"),
        ("made_up", "perhaps"),
        ("mailbox_police", "nobody"),
        ("successors", "942"),
    ],
)
def test_a_wrong_cell_is_named(cell: str, value: str) -> None:
    row = {"action": "begin", "kind": "authority", "code": "909", "on": "2026-05-01", cell: value}
    quoted = [f'"{row.get(name, "")}"' for name in COLUMNS]
    raw = f"{','.join(COLUMNS)}\n{','.join(quoted)}\n".encode()
    changes, faults = read(raw)
    assert not changes
    assert [(one.row, one.field) for one in faults] == [(0, cell)]


def test_a_row_is_counted_with_the_blank_lines_before_it() -> None:
    head, good = "action,kind,code,on", "end,board,QBB,2026-05-01"
    _, [unread] = read(f"{head}\n\n{good}\n,,,\nstart,board,QAA,2026-05-01\n".encode())
    assert (unread.row, unread.field) == (3, "action")
    changes, faults = read(f"{head}\n\n{good}\n\nend,board,QZZ,2026-05-01\n".encode())
    assert not faults
    _, [undone] = applied(small(), changes, problems)
    assert (undone.row, undone.reason) == (3, "There is no such entry to end.")


@pytest.mark.parametrize(
    "raw",
    [
        b"",
        b"[",
        b"[1]",
        b"action\n\n",
        b"\xff",
        b"a,a\n1,2\n",
        b"action\nbegin,board\n",
        b"[]",
        b'{"a": 1}',
    ],
)
def test_what_is_no_file_of_changes_is_one_fault(raw: bytes) -> None:
    changes, faults = read(raw)
    assert not changes
    assert [one.row for one in faults] == [-1]


def test_an_end_says_only_who_comes_after() -> None:
    raw = b"action,kind,code,on,name\nend,board,QAA,2026-05-01,Board\n"
    assert read(raw)[1] == [Fault(0, "name", "An end does not say this.")]


def test_an_entry_of_the_past_is_as_it_was() -> None:
    """Ending something says nothing else about it."""
    before = small()["board", "QBB"][0]
    assert after(End("board", "QBB", LATER))["board", "QBB"] == (replace(before, valid_to=LATER),)


def test_an_end_has_its_source_beside_that_of_what_ended() -> None:
    begun = Begin("board", "QCC", START, {"name": "C", "gss_code": "E54000003", "source": "a list"})
    ended = after(begun, End("board", "QCC", LATER, source="an order"))["board", "QCC"]
    assert [one.source for one in ended] == ["a list; its end: an order"]
