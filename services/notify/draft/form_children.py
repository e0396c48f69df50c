"""The pages about each child: who the child is, and what is known of the child."""

from collections.abc import Mapping

from contracts.notify import Sex, YesNo
from services.notify.draft.questions import Kind, Page, Question, of_codes

CHILDREN = "The children"
OUTCOMES = (("died", "Died"), ("harmed", "Was seriously harmed"), ("other", "Another outcome"))
Choices = tuple[tuple[str, str], ...]
Lists = Mapping[str, Choices]


def about_children(lists: Lists) -> tuple[Page, ...]:
    """Both pages."""
    return _who(), _known(lists)


def _who() -> Page:
    return Page(
        "who",
        "Who the child is",
        CHILDREN,
        (
            _identity("family_name", "Family name"),
            _identity("given_names", "Given names"),
            Question(
                "not_named_yet",
                "Has the child been named? (optional)",
                "radios",
                "Where a newborn has no name yet, leave the names empty.",
                (("false", "Yes"), ("true", "Not yet")),
            ),
            _identity("date_of_birth", "Date of birth", "date"),
            Question(
                "expected_date_of_birth",
                "Expected date of birth, if the child is not born yet (optional)",
                "date",
                identity=True,
            ),
            _identity("nhs_number", "NHS number", hint="Ten digits."),
            _identity("address", "Address", "text"),
        ),
        "Who the child is stays in this service, encrypted. Those who work on the case see it only when they say"
        " why, and that is written down.",
        of_child=True,
    )


def _identity(name: str, words: str, kind: Kind = "line", hint: str = "") -> Question:
    """Who the child is: often learned later."""
    what = words[0].lower() + words[1:] if words[1].islower() else words
    needed = f"Enter the {what}, or tick Not known yet."
    return Question(name, words, kind, hint, needed=needed, later=True, identity=True)


def _one(name: str, words: str, choices: Choices, needed: str = "") -> Question:
    """Unless it is needed, it is not asked to begin with, or not known where the list has no such code."""
    offered = "not_asked" if "not_asked" in dict(choices) else "not_known"
    usual = "" if needed else offered
    return Question(name, words, "select", choices=choices, needed=needed, usual=usual)


def _several(name: str, words: str, choices: Choices) -> Question:
    return Question(name, words, "boxes", "Choose all that apply.", choices)


def _known(lists: Lists) -> Page:
    yes_no = of_codes(YesNo)
    boxes = {
        "harm_types": "What harm was done?",
        "likely_causes": "What is the likely cause?",
        "known_to_agencies": "To which agencies was the child known?",
    }
    return Page(
        "known",
        "What is known of the child",
        CHILDREN,
        (
            Question(
                "outcome",
                "What happened to the child?",
                "radios",
                choices=OUTCOMES,
                needed="Choose what happened to the child.",
            ),
            Question(
                "sex", "Sex", "radios", choices=of_codes(Sex), needed="Choose the sex as recorded."
            ),
            _one(
                "looked_after", "Was the child looked after?", yes_no, "Say whether looked after."
            ),
            _one(
                "protection_plan",
                "Was there a child protection plan?",
                yes_no,
                "Say whether there was a child protection plan.",
            ),
            *_characteristics(lists),
            *(_several(name, words, lists[name]) for name, words in boxes.items()),
        ),
        "“Not known yet” is an answer, and so is “Not asked”.",
        of_child=True,
    )


def _characteristics(lists: Lists) -> tuple[Question, ...]:
    """What goes together stands together: who has just said that there was a plan says which."""
    return (
        _one(
            "protection_plan_category",
            "Category of the child protection plan",
            lists["protection_plan_category"],
        ),
        _one(
            "protection_plan_before",
            "Was there a child protection plan before?",
            lists["yes_no"],
        ),
        _one("child_in_need", "Was there a child in need plan?", lists["yes_no"]),
        _one("legal_status", "Legal status", lists["legal_status"]),
        _one("placement", "Where did the child live?", lists["placement"]),
        _one("ethnicity", "Ethnicity", lists["ethnicity"]),
        _one("gender_identity", "Gender identity", lists["gender_identity"]),
        _one("education", "Education", lists["education"]),
        _one("special_needs", "Special educational needs", lists["special_needs"]),
        _one("disability", "Was the child disabled?", of_codes(YesNo)),
        _several("disability_types", "Which disabilities?", lists["disability_types"]),
        _one(
            "perpetrator_relationship",
            "Who is thought to have done it?",
            lists["perpetrator_relationship"],
        ),
    )
