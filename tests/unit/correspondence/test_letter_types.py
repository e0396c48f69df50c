"""Every kind of letter in its three forms: the same words, the same order, nothing left out."""

import re
from dataclasses import fields, replace
from datetime import date
from pathlib import Path
from typing import Any

import html5lib
import pytest

from contracts.codes import Criterion, Finding, Outcome, Partner, View
from contracts.correspondence import LetterKind
from services.correspondence.letter_types import (
    BY_CODE,
    LETTER_TYPES,
    LOCAL_BY_CODE,
    OF_DECISIONS,
    ON_LOCAL_REVIEWS,
)
from services.correspondence.letter_types.data import (
    Advised,
    AdvisedBefore,
    Answered,
    Asked,
    Corrected,
    Replaced,
    Stated,
)
from services.correspondence.letter_types.kind import LetterType
from services.correspondence.letter_types.local_data import AskedBy
from services.correspondence.letter_types.local_kind import LocalLetterType
from services.correspondence.letter_types.local_sample import a_local_sample
from services.correspondence.letter_types.sample import a_sample
from services.correspondence.policy.lines import first_lines, first_texts
from services.correspondence.render.content import Letter, words
from services.correspondence.render.html import html
from services.correspondence.render.text import text

APPROVED = Path(__file__).parent / "approved"
every_type = pytest.mark.parametrize("kind", LETTER_TYPES, ids=lambda kind: kind.code)
of_decisions = pytest.mark.parametrize("kind", OF_DECISIONS, ids=lambda kind: kind.code)
on_reviews = pytest.mark.parametrize("kind", ON_LOCAL_REVIEWS, ids=lambda kind: kind.code)
AnyType = LetterType | LocalLetterType


def shown_as(kind: AnyType, **changes: Any) -> Letter:
    """The sample of a kind, changed."""
    data: Any = replace(kind.sample, **changes)
    render: Any = kind.render
    letter: Letter = render(data)
    return letter


def plain(found: str) -> str:
    return " ".join(found.split())


def read_aloud(fragment: str) -> str:
    tree = html5lib.parseFragment(fragment, namespaceHTMLElements=False)
    return plain(" ".join(tree.itertext()))


def in_order(lines: list[str], shown: str) -> None:
    place = 0
    for line in lines:
        found = shown.find(plain(line), place)
        assert found >= 0, f"{line!r} does not come after {shown[max(0, place - 80) : place]!r}"
        place = found


HEADINGS = [
    "What the Panel is and cannot do",
    "What we think",
    "Strengths",
    "Your view and ours",
    "Why",
    "Feedback on decision, analysis and learning",
    "The three partners' positions",
    "What we ask and by when",
    "Our advice",
    "The decision is yours",
    "Local context",
]
MAY_BE_ABSENT = ("What we ask and by when", "Our advice", "Local context")
OF_A_RAPID_REVIEW = (
    "Feedback on decision, analysis and learning",
    "The three partners' positions",
    "Local context",
)


def headings_of(kind: AnyType) -> list[str]:
    """Those of every letter; a letter on a local review leaves out what only a rapid review has."""
    left_out = OF_A_RAPID_REVIEW if isinstance(kind, LocalLetterType) else ()
    return [one for one in HEADINGS if one not in left_out]


@pytest.mark.need("D2")
@every_type
def test_every_letter_has_the_same_headings_in_the_same_order(kind: AnyType) -> None:
    full = shown_as(kind)
    assert [section.heading for section in full.sections] == headings_of(kind)
    shown = text(full)
    assert [line for line in shown.splitlines() if line in HEADINGS] == headings_of(kind)


@pytest.mark.need("D2")
@every_type
def test_what_has_nothing_to_say_is_left_out_and_moves_nothing(kind: AnyType) -> None:
    names = ("asks", "advice_items", "lines_of_enquiry", "context", "library")
    own = {field.name for field in fields(kind.sample)}
    nothing: dict[str, Any] = {name: () for name in names if name in own}
    headings = [section.heading for section in shown_as(kind, advice=None, **nothing).sections]
    assert headings == [one for one in headings_of(kind) if one not in MAY_BE_ABSENT]


@every_type
def test_every_letter_names_the_version_it_was_made_by(kind: AnyType) -> None:
    made = " ".join(shown_as(kind).small_print)
    assert "Letter template: letters-" in made
    assert ("Guidance: " in made) is isinstance(kind, LetterType)


def test_every_outcome_of_the_contract_has_a_letter() -> None:
    assert set(BY_CODE) == {*(str(outcome) for outcome in Outcome), "correction"}
    assert {*BY_CODE, *LOCAL_BY_CODE} == {str(kind) for kind in LetterKind}
    assert len(BY_CODE) + len(LOCAL_BY_CODE) == len(LETTER_TYPES)


@on_reviews
def test_a_letter_on_a_local_review_says_what_was_told_and_thanks_where_no_strength_is_named(
    kind: LocalLetterType,
) -> None:
    said = words(shown_as(kind, strengths=None))
    told = {f"{name}: {what}" for name, what in kind.sample.told}
    assert {*told, first_texts()["thanks-local-review"]} <= set(said)


def test_what_is_asked_of_a_local_review_has_its_day_and_says_nothing_where_there_is_none() -> None:
    said = words(shown_as(LOCAL_BY_CODE["comments_on_report"]))
    assert (
        "Request 1, to all three partners, by Monday 11 January 2027:"
        " Which of the actions are done."
    ) in said
    assert (
        "Request 2, to the integrated care board: Who reads the report in maternity care." in said
    )


@pytest.mark.need("D11")
@every_type
def test_the_words_of_a_letter_are_those_that_were_approved(kind: AnyType) -> None:
    path = APPROVED / f"{kind.code}.txt"
    shown = text(shown_as(kind))
    received = path.with_suffix(".received.txt")
    approved = path.read_text() if path.exists() else ""
    if shown != approved:
        received.write_text(shown)
    assert shown == approved, f"look at {received.name}; when it is right, rename it"
    received.unlink(missing_ok=True)


WITHDRAWN = (
    "The Panel withdrew this letter on Monday 8 June 2026. It holds no longer.",
    "Why: two paragraphs of another draft stood in it.",
)


@pytest.mark.need("D14", "K3")
@every_type
@pytest.mark.parametrize("mark", [(), WITHDRAWN], ids=["as sent", "withdrawn"])
def test_html_and_text_hold_the_same_words_in_the_same_order(
    kind: AnyType, mark: tuple[str, ...]
) -> None:
    letter = replace(shown_as(kind), withdrawn=mark)
    assert words(letter)[1 : 1 + len(mark)] == list(mark), "before anything else of the letter"
    in_order(words(letter), read_aloud(html(letter)))
    marks = re.compile(r"^(=+|-+)$", re.MULTILINE)
    in_order(words(letter), plain(marks.sub("", text(letter))))


CHANGES: dict[str, Any] = {
    "reference": "CSPR-2026-00089-Y",
    "partnership": "Brackenford Safeguarding Children Partnership",
    "recipients": ("Brackenford Council",),
    "on": date(2026, 6, 9),
    "partnership_view": View.DEFER,
    "positions": (Stated(Partner.POLICE, View.NO, withheld=False),),
    "criteria": (Answered(Criterion.REG3_LEGISLATION, Finding.NOT_MET, None, ()),),
    "review_version": 3,
    "asks": (Asked(2, (Partner.HEALTH,), "A paediatric opinion."),),
    "lines_of_enquiry": ("Neglect",),
    "advice_items": (Advised(2, "Look again."),),
    "reason_codes": ("Another reason",),
    "reply_due": date(2026, 6, 23),
    "context": (),
    "library": (),
    "advised_before": (
        AdvisedBefore(date(2026, 6, 5), "Process", ("The Panel's guidance 2025-06",)),
    ),
    "replaced": Replaced(date(2026, 6, 7), date(2026, 6, 8), "Why."),
    "corrected": Corrected(date(2026, 6, 7), ("the themes",), "Why.", "We think", "A view"),
    "lines": {**first_texts(), "who-we-are": "The Panel advises."},
    "made_up": False,
}


@pytest.mark.need("D11")
@pytest.mark.parametrize("code", first_lines())
def test_a_standard_line_says_in_letters_what_the_library_has(code: str) -> None:
    silent: dict[str, Any] = dict.fromkeys(("strengths", "decision_making", "analysis", "learning"))
    lines = {**first_texts(), code: "Said in other words."}
    of_decision = shown_as(BY_CODE["request_information"], **silent, lines=lines)
    on_review = shown_as(LOCAL_BY_CODE["comments_on_report"], strengths=None, lines=lines)
    said = " ".join((*words(of_decision), *words(on_review)))
    assert "Said in other words." in said
    assert first_texts()[code] not in said


LOCAL_CHANGES: dict[str, Any] = {
    **CHANGES,
    "told": (("told", "otherwise"),),
    "asks": (AskedBy(1, (Partner.POLICE,), "Look again.", None),),
}


@on_reviews
@pytest.mark.parametrize("name", [field.name for field in fields(a_local_sample())])
def test_every_field_of_what_a_local_review_is_written_from_is_used(
    kind: LocalLetterType, name: str
) -> None:
    change = {name: LOCAL_CHANGES.get(name, "Other words.")}
    assert words(shown_as(kind, **change)) != words(shown_as(kind))


@of_decisions
@pytest.mark.parametrize("name", [field.name for field in fields(a_sample())])
def test_every_field_of_the_data_is_used(kind: LetterType, name: str) -> None:
    flags = {"national_candidate": not kind.sample.national_candidate}
    change = {**CHANGES, **flags}.get(name, "Other words.")
    changed = replace(kind.sample, **{name: change})
    assert words(kind.render(changed)) != words(kind.render(kind.sample))


@pytest.mark.need("C13")
@every_type
def test_no_letter_instructs_or_requires(kind: AnyType) -> None:
    said = " ".join(words(shown_as(kind)))
    assert re.search(r"instruct|requir", said, re.IGNORECASE) is None


@pytest.mark.need("I7")
@every_type
def test_every_letter_begins_with_what_the_panel_is_and_cannot_do(kind: AnyType) -> None:
    first = shown_as(kind).sections[0]
    assert first.heading == "What the Panel is and cannot do"
    assert "cannot mediate" in first.blocks[0].text  # type: ignore[union-attr]


STEP_14 = [
    "The Panel is an independent statutory body",
    "It cannot mediate between safeguarding partners",
    "The Panel advises you to hold an LCSPR",
    "The chronology is clear",
    "The partnership (version 2 of the rapid review) No LCSPR",
    "The Panel Advises an LCSPR",
    "The learning about male carers and about handover was not adequately explored.",
    "The learning was not adequately explored",
    "Regulation 11: improvements to safeguarding Met",
    "Version 2 of the rapid review, section 3",
    "Regulation 11: recurrent themes Met",
    "Regulation 11: agencies working together Met",
    "Version 2 of the rapid review, section 5",
    "Regulation 11: considered nationally Unclear Not known until it has been screened.",
    "Regulation 3: recurrent themes Met",
    "Version 2 of the rapid review, section 4",
    "On your decision:",
    "On your analysis:",
    "On your learning:",
    "The three partners' positions",
    "The Panel does not weigh them.",
    "Local authority No LCSPR",
    "Integrated care board Hold an LCSPR",
    "Police No LCSPR",
    "We advise a proportionate local review",
    "This rests on regulation 11: recurrent themes (version 2 of the rapid review, section 4).",
    "Unseen male carer",
    "Handover between services",
    "The decision on an LCSPR is yours to make, whatever our view.",
    "Please tell us your decision by Monday 22 June 2026.",
    "unseen male carer",
    "14 of 60 reviews (23.3%) and in 11 of 40 partnerships, as of Thursday 4 June 2026",
    "data set 2026-06-04.1",
    "In your region, West Midlands, it was recorded in about 25% of the reviews of the 18 months until then",
    "and in about 20% of those of the 18 months before.",
    "in 1 of your 3 other reviews decided in the last 18 months and in 0 of 2 decided in the",
    "not a performance measure",
    "The Panel's library has, on these themes: Seeing men in a child's life",
    "Guidance: Panel guidance June 2025. Learning framework: 2026. Letter template: letters-1.",
]


@pytest.mark.need("D1", "C2", "C7", "D9")
def test_the_advice_letter_has_every_part_in_the_order_of_the_story() -> None:
    positions = (
        Stated(Partner.AUTHORITY, View.NO, withheld=False),
        Stated(Partner.HEALTH, View.YES, withheld=False),
        Stated(Partner.POLICE, View.NO, withheld=False),
    )
    letter = BY_CODE["advise_lcspr"].render(a_sample(positions=positions, asks=()))
    shown = " ".join(line for line in words(letter))
    in_order(STEP_14, shown)
    in_order(STEP_14, read_aloud(html(letter)))
    assert re.search(r"\d{4}-\d\d-\d\d(?!\.\d)", shown) is None, "dates are in words"


@every_type
def test_paragraphs_are_numbered_through(kind: AnyType) -> None:
    shown = html(shown_as(kind))
    numbers = [int(n) for n in re.findall(r'id="paragraph-(\d+)"', shown)]
    assert numbers == list(range(1, len(numbers) + 1))
    assert len(numbers) >= 8


def test_what_a_person_typed_is_shown_and_never_read_as_markup() -> None:
    typed = '<script>x</script> & *bold* #set page("a0")\nsecond line'
    letter = BY_CODE["advise_lcspr"].render(a_sample(reasons=typed))
    assert "<script>" not in html(letter)
    assert plain(typed) in read_aloud(html(letter))
    assert '<script>x</script> & *bold* #set page("a0")\n' in text(letter)


def test_a_position_that_is_withheld_is_not_given_away_and_a_missing_one_is_named() -> None:
    said = a_sample(positions=(Stated(Partner.POLICE, View.DEFER, withheld=True),))
    [positions] = [
        section
        for section in BY_CODE["request_information"].render(said).sections
        if section.heading == "The three partners' positions"
    ]
    assert positions.blocks[1].rows == (  # type: ignore[union-attr]
        ("Local authority", "Not stated"),
        ("Integrated care board", "Not stated"),
        ("Police", "Withheld"),
    )


@every_type
def test_a_day_for_a_decision_stands_where_one_is_awaited(kind: AnyType) -> None:
    said = " ".join(words(shown_as(kind, asks=())))
    assert ("Please tell us your decision by" in said) is kind.awaits_decision


def test_where_the_panel_has_no_view_yet_its_feedback_may_come_later() -> None:
    silent = a_sample(decision_making=None, analysis=None, learning=None)
    later = "The Panel gives its feedback once it has heard from you."
    assert later in words(BY_CODE["request_information"].render(silent))
    assert later not in words(BY_CODE["request_information"].render(a_sample()))
    assert later not in words(BY_CODE["advise_lcspr"].render(silent))
