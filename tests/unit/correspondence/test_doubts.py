"""What is doubtful in a letter, and where it stands."""

from dataclasses import asdict, replace
from typing import Any

import pytest

from contracts.codes import Criterion, Finding
from services.correspondence.directory import Addressee
from services.correspondence.letter.doubts import Doubt, doubts, doubts_on_review
from services.correspondence.letter_types import BY_CODE, OF_DECISIONS, ON_LOCAL_REVIEWS
from services.correspondence.letter_types.data import Advised, Answered, LetterData
from services.correspondence.letter_types.kind import LetterType
from services.correspondence.letter_types.local_kind import LocalLetterType
from services.correspondence.letter_types.sample import a_sample
from services.correspondence.render.content import Letter
from services.correspondence.render.typeset import replaced, tree_of

TO = [
    Addressee(f"ashmere-{part}", part, f"Ashmere {part}", f"{part}@ashmere.example")
    for part in ("authority", "health", "police")
]
ADVICE = BY_CODE["advise_lcspr"]


def found(
    data: LetterData, kind: LetterType = ADVICE, to: list[Addressee] | None = None
) -> list[Doubt]:
    return list(doubts(kind.render(data), data, kind, TO if to is None else to))


def found_on_review(kind: LocalLetterType, **said: Any) -> list[tuple[str, str]]:
    data = replace(kind.sample, **said)
    return [(one.code, one.place) for one in doubts_on_review(kind.render(data), data, kind, TO)]


@pytest.mark.parametrize("kind", ON_LOCAL_REVIEWS, ids=lambda kind: kind.code)
def test_in_a_letter_on_a_local_review_an_ask_without_a_day_is_doubtful_and_nothing_else(
    kind: LocalLetterType,
) -> None:
    assert found_on_review(kind) == [("missing", "What we ask and by when, request 2")]
    told_to = found_on_review(kind, asks=(), comments="You must publish it.")
    assert told_to == [("tone", "Why, paragraph 4")]


def test_a_letter_on_a_report_without_strengths_is_doubtful() -> None:
    lacking = {
        kind.code: found_on_review(kind, asks=(), strengths=None) for kind in ON_LOCAL_REVIEWS
    }
    assert lacking == {
        "comments_on_delay": [],
        "comments_on_non_publication": [],
        "comments_on_report": [("missing", "Strengths")],
    }


@pytest.mark.parametrize("kind", OF_DECISIONS, ids=lambda kind: kind.code)
def test_the_standard_lines_raise_no_doubt(kind: LetterType) -> None:
    assert found(kind.sample, kind) == []


@pytest.mark.need("C13")
@pytest.mark.parametrize(
    "sentence",
    [
        "We require a review.",
        "The Panel therefore requires a review.",
        "We instruct the board.",
        "You are required to hold a review.",
        "The partners\nare formally\ninstructed to answer.",
        "You must hold a review.",
        "The police must answer.",
    ],
)
def test_the_panel_telling_partners_what_to_do_is_doubtful(sentence: str) -> None:
    [doubt] = found(a_sample(reasons=f"All is well. {sentence}"))
    assert (doubt.code, doubt.place) == ("tone", "Why, paragraph 4")


@pytest.mark.parametrize(
    "sentence",
    [
        "The infant required surgery.",
        "Her instructions to the ward were clear.",
        "The police must have known.",
        "Home visits are required by the board's own procedure.",
        "We advise a review. It is yours to decide.",
    ],
)
def test_what_happened_is_told_without_a_doubt(sentence: str) -> None:
    assert found(a_sample(reasons=sentence)) == []


@pytest.mark.parametrize(
    "sentence",
    ["Dr Example examined him.", "NHS number 999 000 0000.", "The child, born on 1 May, was ill."],
)
def test_a_person_or_a_number_that_tells_who_it_is_is_doubtful(sentence: str) -> None:
    answer = Answered(Criterion.REG3_RECURRENT, Finding.MET, sentence, ("section 4",))
    [doubt] = found(a_sample(criteria=(answer,)))
    assert (doubt.code, doubt.place) == ("identity", "Why, Regulation 3: recurrent themes")


@pytest.mark.parametrize(
    ("code", "change", "words"),
    [
        ("advise_lcspr", {"strengths": None}, "No strength is named."),
        ("agree_no_lcspr", {"analysis": None}, "Nothing is said on their analysis."),
        ("agree_lcspr", {"learning": None}, "Nothing is said on their learning."),
        ("question_lcspr", {"criteria": ()}, "No criterion is answered."),
        (
            "advise_lcspr",
            {"advice": None, "advice_items": ()},
            "A review is advised, and no advice is given on it.",
        ),
        ("request_information", {"asks": ()}, "Information is asked for, and none is named."),
    ],
)
def test_a_part_that_its_kind_needs_is_missed(
    code: str, change: dict[str, object], words: str
) -> None:
    kind = BY_CODE[code]
    [doubt] = found(replace(kind.sample, **change), kind)  # type: ignore[arg-type]
    assert (doubt.code, doubt.words) == ("missing", words)


def test_a_finding_without_its_evidence_is_doubtful_unless_it_is_open() -> None:
    bare = [
        Answered(Criterion.REG11_RECURRENT, Finding.MET, "A reason.", ()),
        Answered(Criterion.REG11_NATIONAL, Finding.UNCLEAR, None, ()),
    ]
    [doubt] = found(a_sample(criteria=tuple(bare)))
    assert doubt.place == "Why, Regulation 11: recurrent themes"


def test_a_partner_who_can_not_be_reached_is_named() -> None:
    without = [TO[0], replace(TO[2], mailbox=None)]
    assert [one.words for one in found(a_sample(), to=without)] == [
        "No address is known for the integrated care board.",
        "No address is known for the police.",
    ]


@pytest.mark.need("C7")
@pytest.mark.parametrize(
    ("advised", "words"),
    [
        (Advised(2, "Look again."), "It is tied to no criterion."),
        (
            Advised(2, "Look again.", Criterion.REG11_AGENCIES),
            "It is tied to no piece of evidence.",
        ),
    ],
)
def test_advice_whose_basis_is_not_said_warns_who_approves_it(advised: Advised, words: str) -> None:
    [doubt] = found(a_sample(advice_items=(*a_sample().advice_items, advised)))
    assert (doubt.code, doubt.place, doubt.words) == ("unlinked", "Our advice, advice 2", words)


@pytest.mark.need("C13")
@pytest.mark.parametrize(
    "sentence",
    [
        "The social worker Made Up saw him.",
        "Made Up, the health visitor, wrote it down.",
        "Made Up (social worker) rang.",
        "Sister Upnorth was there.",
    ],
)
def test_a_practitioner_who_is_named_is_doubtful(sentence: str) -> None:
    [doubt, *_] = found(a_sample(reasons=sentence))
    assert doubt.code == "identity"


@pytest.mark.parametrize(
    "sentence",
    [
        "The social worker saw him twice.",
        "Working Together, the guidance for social workers, says so.",
        "The Integrated Care Board, the health visitor and the school met.",
        "Rapid Review, a paediatrician's opinion and the chronology agree.",
        "A consultant wrote to Ashmere Council.",
    ],
)
def test_a_role_or_a_body_is_told_of_without_a_doubt(sentence: str) -> None:
    assert found(a_sample(reasons=sentence)) == []


@pytest.mark.parametrize(
    ("typed", "lost"),
    [
        ("Heard \uf0b7 late, and \u738b.", ["\uf0b7", "\u738b"]),
        ("“Zoë’s” café – £5, €6 … • Łódź", []),
        ("".join(chr(n) for n in range(0xA1, 0x180)), []),
    ],
)
def test_the_approver_reads_which_sign_the_pdf_will_not_have(typed: str, lost: list[str]) -> None:
    """What is usual is checked against the fonts too: no sign of it is replaced."""
    data = replace(ADVICE.sample, reasons=typed)
    said = [(one.code, one.words) for one in found(data) if one.code == "not_shown"]
    told = [("not_shown", f"It says “{sign}”: in the PDF “\ufffd” stands for it.") for sign in lost]
    assert sorted(said) == sorted(told)
    assert set(replaced_in(ADVICE.render(data))) == set(lost)


def replaced_in(letter: Letter) -> tuple[str, ...]:
    tree = asdict(letter) | {"sections": [tree_of(one) for one in letter.sections]}
    return replaced("letter.typ", "letter", tree, ["ua-1", "a-2a"])[1]
