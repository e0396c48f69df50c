"""What is typed to find cases, as a question to the index."""

import pytest

from services.correspondence.case.sought import question


@pytest.mark.parametrize(
    ("words", "theme", "asked"),
    [
        ("", "", None),
        ("  ", "", None),
        ("Ash", "", "('ash':*)"),
        ("West Ash", "", "('west':*) & ('ash':*)"),
        ("CSPR-2026-00088", "", "('cspr':*) & ('2026':*) & ('00088':*)"),
        ("neglect", "", "('neglect':* | 'theme/neglect')"),
        ("", "neglect", "'theme/neglect'"),
        ("ash", "neglect", "('ash':*) & 'theme/neglect'"),
        ("'; -- & | !", "", "'/'"),
        ("D'Quill", "", "('d':* | 'theme/domestic_abuse') & ('quill':*)"),
    ],
)
def test_words_begin_those_of_a_case_and_a_theme_is_its_own(
    words: str, theme: str, asked: str | None
) -> None:
    assert question(words, theme) == asked
