"""When two children may be one: a wrong match is worse than a missed one."""

from dataclasses import replace

import pytest
from uuid_utils.compat import uuid7

from services.notify.person.likeness import COMMON_MAX, Child, Ground, alike, compared

ONE, OTHER = uuid7(), uuid7()


def a_child(incident: object = ONE, **known: bytes) -> Child:
    usual = {"family_name": b"f", "given_names": b"g", "date_of_birth": b"b", "nhs_number": b"n"}
    return Child(uuid7(), incident, **{**usual, **known})  # type: ignore[arg-type]


@pytest.mark.parametrize(
    ("other", "ground"),
    [
        ({}, Ground.NUMBER_AND_BIRTH),
        ({"family_name": b"x", "given_names": b"x"}, Ground.NUMBER_AND_BIRTH),
        ({"date_of_birth": None}, Ground.NUMBER),
        ({"date_of_birth": b"x"}, Ground.NUMBER_OTHER_BIRTH),
        ({"nhs_number": b"x"}, None),
        ({"nhs_number": None}, Ground.WHOLE_NAME_AND_BIRTH),
        ({"nhs_number": None, "given_names": b"x"}, Ground.NAME_AND_BIRTH),
        ({"nhs_number": None, "given_names": None}, Ground.NAME_AND_BIRTH),
        ({"nhs_number": None, "date_of_birth": b"x"}, None),
        ({"nhs_number": None, "date_of_birth": None}, None),
        ({"nhs_number": None, "family_name": None}, None),
    ],
)
def test_what_two_children_have_in_common(other: dict[str, bytes], ground: Ground | None) -> None:
    one, two = a_child(), a_child(OTHER, **other)
    assert alike(one, two) == alike(two, one) == ground


def test_children_of_one_incident_were_told_apart_by_its_sender() -> None:
    assert alike(a_child(), a_child()) is None


def test_what_is_known_of_neither_makes_nobody_alike() -> None:
    nothing = dict.fromkeys(("family_name", "given_names", "date_of_birth", "nhs_number"))
    assert alike(a_child(ONE, **nothing), a_child(OTHER, **nothing)) is None  # type: ignore[arg-type]


def test_a_number_that_one_notification_gives_twice_is_nobodys_proof() -> None:
    twins, later = [a_child(), a_child(given_names=b"x")], a_child(OTHER)
    found = list(compared({later.id}, [later, *twins]))
    assert [ground for *_, ground in found] == [Ground.NUMBER_OF_SEVERAL] * 2
    assert [(one.id, other.id) for one, other, _ in found] == [(t.id, later.id) for t in twins]


def test_only_who_is_new_is_compared_or_who_was_alike_before() -> None:
    known = sorted((a_child(uuid7()) for _ in range(3)), key=lambda child: child.id)
    assert list(compared(set(), known)) == []
    assert len(list(compared({known[0].id}, known))) == 2
    other = a_child(OTHER, family_name=b"x", nhs_number=b"x")
    before = (min(known[0].id, other.id), max(known[0].id, other.id))
    [(*_, ground)] = compared({other.id}, [known[0], other], [before])
    assert ground is None
    assert list(compared({other.id}, [known[0]], [before])) == []


def test_what_many_give_for_a_child_is_a_placeholder() -> None:
    enough = [a_child(uuid7()) for _ in range(COMMON_MAX)]
    new = {enough[0].id}
    assert {ground for *_, ground in compared(new, enough)} == {Ground.NUMBER_AND_BIRTH}
    too_many = [*enough, a_child(uuid7())]
    assert list(compared(new, too_many)) == []
    own_name = [replace(child, family_name=bytes([n])) for n, child in enumerate(too_many)]
    twin = a_child(uuid7(), family_name=b"\x00", nhs_number=None)
    assert [ground for *_, ground in compared(new, [*own_name, twin])] == [
        Ground.WHOLE_NAME_AND_BIRTH
    ]


def test_twins_of_three_incidents_are_not_many() -> None:
    incidents = [uuid7() for _ in range(3)]
    twins = [
        a_child(incident, nhs_number=None, given_names=given)  # type: ignore[arg-type]
        for incident in incidents
        for given in (b"g", b"h")
    ]
    grounds = [ground for *_, ground in compared({twins[0].id}, twins)]
    assert grounds.count(Ground.WHOLE_NAME_AND_BIRTH) == 2


def test_one_incident_more_unlinks_nobody_who_was_linked() -> None:
    children = sorted((a_child(uuid7()) for _ in range(COMMON_MAX + 1)), key=lambda one: one.id)
    one, other = children[:2]
    pair = (one.id, other.id)
    [(*_, ground)] = compared({one.id}, children, [pair], linked={pair})
    assert ground is Ground.NUMBER_AND_BIRTH
    [(*_, ground)] = compared({one.id}, children, [pair])
    assert ground is None
    corrected = replace(one, nhs_number=b"x")
    [(*_, ground)] = compared({one.id}, [corrected, *children[1:]], [pair], linked={pair})
    assert ground is None
