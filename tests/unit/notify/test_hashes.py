"""By what a person is found again: forms of a name are one, and no hash tells of another's value."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from services.notify.notification.hashes import Hashes, SearchKeys, Sought
from supplier.cspr_supplier.folding import fold

KEYS = SearchKeys(b"i" * 32)


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("QUILLFEATHER", "quillfeather"),
        ("  Quill   feather ", "Quill feather"),
        ("O'Brien", "O\u2019Brien"),
        ("O'Brien", "OBrien"),
        ("Smith-Jones", "Smith Jones"),
        ("Smith\u2010Jones", "smithjones"),
        ("Zo\u00eb", "Zoe\u0308"),
        ("Zo\u00eb", "Zoe"),
        ("\u0141ukasz", "Lukasz"),
        ("S\u00f8rensen", "Sorensen"),
        ("Stra\u00dfe", "STRASSE"),
        ("Mc\u200dGhie", "McGhie"),
        ("\uff31uill", "Quill"),
    ],
)
def test_forms_of_a_name_are_one(one: str, other: str) -> None:
    assert fold(one) == fold(other)
    assert KEYS.hashes(Sought(family_name=one)) == KEYS.hashes(Sought(family_name=other))


@pytest.mark.parametrize(
    ("one", "other"),
    [("Quill", "Quills"), ("Ann", "Anne"), ("\u0915\u093f", "\u0915\u0940"), ("Li", "Lee")],
)
def test_other_names_stay_other(one: str, other: str) -> None:
    assert KEYS.hashes(Sought(family_name=one)) != KEYS.hashes(Sought(family_name=other))


def test_equal_values_of_two_fields_do_not_look_equal() -> None:
    made = KEYS.hashes(Sought("Paris", "Paris", "2025-10-20", "9990001235"))
    known = {made.family_name, made.given_names, made.date_of_birth, made.nhs_number}
    assert len({*known, made.name_and_birth}) == 5
    assert made != SearchKeys(b"j" * 32).hashes(
        Sought("Paris", "Paris", "2025-10-20", "9990001235")
    )


def test_what_is_not_known_has_no_hash() -> None:
    assert KEYS.hashes(Sought()) == Hashes()
    assert KEYS.hashes(Sought(family_name=" -' ")) == Hashes()
    assert KEYS.hashes(Sought(family_name="Quill")).name_and_birth is None
    assert KEYS.hashes(Sought(date_of_birth="2025-10-20")).name_and_birth is None


@given(st.text(st.characters(max_codepoint=127)))
def test_plain_letters_are_folded_as_they_are_beside_an_accent(words: str) -> None:
    assert fold(words + "é") == fold(words) + "e"
