"""The case reference and its check letter."""

from hypothesis import assume, given
from hypothesis import strategies as st

from services.notify.notification.reference import is_reference, reference_of

YEARS, NUMBERS = st.integers(2018, 2099), st.integers(1, 99_999)


def test_it_can_be_spoken_and_typed() -> None:
    reference = reference_of(2026, 123)
    assert reference.startswith("CSPR-2026-00123-")
    assert is_reference(f" {reference.lower()} ")
    assert not is_reference("CSPR-2026-00123")
    assert not is_reference("")
    assert not is_reference("CSPR--00123-X")
    assert not is_reference("CSPR-\u0662026-00123-X")


@given(YEARS, NUMBERS, st.integers(0, 8), st.integers(1, 9))
def test_one_wrong_digit_is_seen(year: int, number: int, place: int, shift: int) -> None:
    digits = [*f"{year:04}{number:05}"]
    digits[place] = str((int(digits[place]) + shift) % 10)
    assert not is_reference(typed(digits, reference_of(year, number)[-1]))


@given(YEARS, NUMBERS, st.integers(0, 7))
def test_two_neighbours_swapped_are_seen(year: int, number: int, place: int) -> None:
    digits = [*f"{year:04}{number:05}"]
    assume(digits[place] != digits[place + 1])
    digits[place], digits[place + 1] = digits[place + 1], digits[place]
    assert not is_reference(typed(digits, reference_of(year, number)[-1]))


def typed(digits: list[str], letter: str) -> str:
    text = "".join(digits)
    return f"CSPR-{text[:4]}-{text[4:]}-{letter}"
