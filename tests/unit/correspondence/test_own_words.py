"""Why a partner's words are not there is said as it is."""

import pytest

from services.correspondence.web.shown.rapid import own_words
from services.correspondence.web.shown.timeline import ERASED

STATED = {"partner": "police", "view": "defer", "withheld": True, "reservation": "a.b.c.d.e"}


@pytest.mark.parametrize(
    ("said", "text", "shown"),
    [
        (STATED, "An arrest is planned.", "An arrest is planned."),
        (STATED, None, ERASED),
        ({**STATED, "reservation": None}, None, "Not given"),
        ({"partner": "police", "withheld": True, "view": None}, None, "Withheld"),
    ],
)
def test_what_is_withheld_erased_or_never_said_is_not_the_same(
    said: dict[str, str], text: str | None, shown: str
) -> None:
    assert own_words(said, text) == shown
