"""Who said what a position is."""

from datetime import date

import pytest

from contracts.codes import Notifying, NotifyingPosition, Partner
from services.notify.web.words_of import stated_by_words


@pytest.mark.parametrize(
    ("position", "by", "told"),
    [
        (Notifying.AGREED, Partner.POLICE, "Itself"),
        (Notifying.DISAGREED, Partner.AUTHORITY, "Reported by the authority"),
        (Notifying.DISAGREED, None, "Not kept"),
        (Notifying.NOT_ASKED, Partner.AUTHORITY, ""),
    ],
)
def test_who_said_it_stands_beside_a_position(
    position: Notifying, by: Partner | None, told: str
) -> None:
    one = NotifyingPosition(
        partner=Partner.POLICE, position=position, stated_on=date(2026, 4, 9), stated_by=by
    )
    assert stated_by_words(one) == told
