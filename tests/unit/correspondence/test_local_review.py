"""What a letter on a local review says of the fact that it answers."""

import pytest

from services.correspondence.letter.local_review import follows_from, told_by

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


@pytest.mark.parametrize(
    ("name", "day"),
    [
        ("lcspr-delay-explained", "3 August 2026"),
        ("lcspr-non-publication-justified", "2 November 2026"),
    ],
)
def test_a_day_that_a_rule_makes_is_for_the_writer_and_not_put_in_the_partners_mouth(
    name: str, day: str
) -> None:
    told = [{"recipient": "national_body", "told_on": "2026-07-01"}]
    rows = told_by(name, {**FACTS[name], "told": told})
    [(_, words)] = follows_from(name, FACTS[name])
    assert day in words
    assert not any(day in said for _, said in rows)
