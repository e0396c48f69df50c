"""What the log of looks says where it has an id, what an address asked for, or a day of a machine."""

import pytest

from services.correspondence.web.desk.looks import words_of

ID = "0199d1aa-0000-7000-8000-000000000001"
ABOUT = {ID: "a document of CSPR-2026-00001-A", "ashmere-police": "Ashmere Police"}


@pytest.mark.parametrize(
    ("action", "object_", "words"),
    [
        ("see_case", "CSPR-2026-00001-A", "CSPR-2026-00001-A"),
        ("opened a document", ID, "a document of CSPR-2026-00001-A"),
        ("opened a document", ID.replace("1", "2"), "a document that is here no longer"),
        ("saw contact", ID.replace("1", "2"), "a contact"),
        ("saw people", "ashmere-police", "Ashmere Police"),
        ("saw person", f"ashmere-police/{ID}", "a person of Ashmere Police"),
        ("saw people", "", "all"),
        ("saw worklist", "words=&stage=&region=&theme=", "all"),
        ("saw worklist", "words=two_words&late=yes", "words two_words, late yes"),
        ("saw worklist", "region=E12000005", "region West Midlands"),
        ("saw worklist", "theme=unseen_male_carer", "theme unseen male carer"),
        ("saw clocks", "due before 2026-06-30", "due before 30 June 2026"),
        ("read the audit", "day 2026-99-99", "day 2026-99-99"),
    ],
)
def test_a_look_is_told_in_words(action: str, object_: str, words: str) -> None:
    assert words_of(action, object_, ABOUT) == words
