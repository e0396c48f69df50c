"""What a letter on a local review says of the fact that it answers."""

import pytest

from services.correspondence.letter.local_review import told_by

FACTS = {
    "lcspr-delay-explained": {
        "reason": "trial",
        "forecast_on": "2026-11-02",
        "clock": {"due_on": "2026-08-03"},
    },
    "lcspr-non-publication-justified": {"comments_until": "2026-11-02"},
}


@pytest.mark.parametrize("name", FACTS)
def test_of_what_the_panel_was_not_told_no_letter_is_begun(name: str) -> None:
    told = {"recipient": "secretary_of_state", "told_on": "2026-07-01"}
    assert told_by(name, {**FACTS[name], "told": [told]}) == ()
    told["recipient"] = "national_body"
    assert any(
        "1 July 2026" in words for _, words in told_by(name, {**FACTS[name], "told": [told]})
    )
