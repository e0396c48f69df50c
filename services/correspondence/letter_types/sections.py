"""The sections that letters are made of, each a function of the letter's data."""

from collections.abc import Mapping

from contracts.codes import Partner, View
from services.correspondence.letter_types.data import Advised, LetterData, Replaced, day
from services.correspondence.render.content import Block, Bullets, Paragraph, Rows, Section


def who_we_are(lines: Mapping[str, str]) -> Section:
    """What the national body is, and what it can not do."""
    return Section("What the Panel is and cannot do", (Paragraph(lines["who-we-are"]),))


CANDIDATE = ", and treats this incident as a candidate for a national review"


def what_we_think(data: LetterData, outcome: str) -> Section:
    """The outcome in one sentence."""
    also = CANDIDATE if data.national_candidate else ""
    return Section(
        "What we think",
        (*replaced(data.replaced), *_corrected(data), Paragraph(f"{outcome}{also}.")),
    )


def replaced(found: Replaced | None) -> tuple[Paragraph, ...]:
    """Which letter this one replaces and why; nothing in a letter that replaces none."""
    if found is None:
        return ()
    return (
        Paragraph(
            f"This letter replaces ours of {day(found.on)}, which we withdrew on"
            f" {day(found.withdrawn_on)}. Any day by which you were asked to answer stands."
        ),
        Paragraph(f"Why we withdrew it: {found.why}"),
    )


def _corrected(data: LetterData) -> tuple[Paragraph, ...]:
    """Which letter is corrected, in what and why; nothing in a letter that corrects none."""
    found = data.corrected
    if found is None:
        return ()
    return (
        Paragraph(
            f"This letter corrects ours of {day(found.on)}. It says otherwise:"
            f" {', '.join(found.parts)}. All else stands, and so does any day by which you were asked"
            " to answer."
        ),
        Paragraph(f"Why it is corrected: {found.why}"),
    )


def strengths(data: LetterData) -> Section:
    """What was done well comes first."""
    return Section("Strengths", (Paragraph(data.strengths or data.lines["thanks"]),))


VIEWS = {View.NONE_REACHED: "No decision reached", View.DEFER: "Decision deferred"}


def views_side_by_side(data: LetterData, view: str) -> Section:
    """The partners' view beside the national body's."""
    return Section(
        "Your view and ours",
        (
            Rows(
                "Views on a local review",
                ("Whose view", "View"),
                (
                    (
                        f"The partnership (version {data.review_version} of the rapid review)",
                        _in_words(data.partnership_view),
                    ),
                    ("The Panel", view),
                ),
            ),
        ),
    )


def _in_words(view: View) -> str:
    return VIEWS.get(view, view.label)


def why(data: LetterData) -> Section:
    """The reasons, criterion by criterion, each with its evidence."""
    rows = tuple(
        (
            answer.criterion.label,
            answer.finding.label,
            answer.reason or "No reason is given",
            _evidence(answer.evidence, data.review_version),
        )
        for answer in data.criteria
    )
    blocks: list[Block] = [Paragraph(data.reasons)]
    if data.reason_codes:
        blocks.append(Bullets(data.reason_codes))
    if rows:
        header = ("Criterion", "Finding", "Reason", "Evidence")
        blocks.append(Rows("The criteria of SI 2018/789, as the Panel sees them", header, rows))
    return Section("Why", tuple(blocks))


def _evidence(sections: tuple[str, ...], version: int) -> str:
    if not sections:
        return "None named"
    return f"Version {version} of the rapid review, {', '.join(sections)}"


def feedback(data: LetterData, *, later: bool) -> Section:
    """Feedback on decision, analysis and learning; where there is none yet, it may come ``later``."""
    parts = (
        ("On your decision", data.decision_making),
        ("On your analysis", data.analysis),
        ("On your learning", data.learning),
    )
    said = tuple(
        Paragraph(f"{name}: {text or 'the Panel has nothing to add.'}") for name, text in parts
    )
    if later and not any(text for _, text in parts):
        said = (Paragraph(data.lines["feedback-later"]),)
    return Section("Feedback on decision, analysis and learning", said)


def positions(data: LetterData) -> Section:
    """The three partners' positions, unjudged."""
    stated = {
        one.partner: "Withheld" if one.withheld else _in_words(one.view) for one in data.positions
    }
    rows = tuple((partner.label, stated.get(partner, "Not stated")) for partner in Partner)
    return Section(
        "The three partners' positions",
        (
            Paragraph(data.lines["positions"]),
            Rows("Positions on a local review", ("Partner", "Position"), rows),
        ),
    )


def asks(data: LetterData) -> tuple[Section, ...]:
    """What is asked, of whom, by when; left out where nothing is."""
    if not data.asks:
        return ()
    due = f" Please reply by {day(data.reply_due)}." if data.reply_due else ""
    return (
        Section(
            "What we ask and by when",
            (
                Paragraph(f"{data.lines['asks']}{due}"),
                *(
                    Paragraph(f"Request {one.number}, to {names(one.asked_of)}: {one.text}")
                    for one in data.asks
                ),
            ),
        ),
    )


def names(partners: tuple[Partner, ...]) -> str:
    """The partners as a letter names them."""
    if set(partners) == set(Partner):
        return "all three partners"
    return " and ".join(f"the {partner.label.lower()}" for partner in partners)


def advice(data: LetterData) -> tuple[Section, ...]:
    """What is advised, with lines of enquiry; left out where nothing is."""
    blocks: list[Block] = [Paragraph(data.advice)] if data.advice else []
    blocks += [
        Paragraph(f"Advice {one.number}: {one.text}{_basis(one, data.review_version)}")
        for one in data.advice_items
    ]
    if data.lines_of_enquiry:
        blocks += [Paragraph("Lines of enquiry that may help:"), Bullets(data.lines_of_enquiry)]
    return (Section("Our advice", tuple(blocks)),) if blocks else ()


def advised_before(data: LetterData) -> tuple[str, ...]:
    """The advice that was given before, a line each, with the versions of what it rests on."""
    return tuple(
        f"Advice of {day(one.on)} ({one.topic.lower()}) rests on: {'; '.join(one.guidance)}."
        for one in data.advised_before
        if one.guidance
    )


def _basis(one: Advised, version: int) -> str:
    """What a piece of advice rests on; nothing where nothing was said."""
    if one.criterion is None:
        return ""
    named = ", ".join(one.evidence)
    where = f" (version {version} of the rapid review, {named})" if named else ""
    return f" This rests on {one.criterion.label[:1].lower()}{one.criterion.label[1:]}{where}."


def yours_to_decide(data: LetterData, *, awaited: bool) -> Section:
    """The decision is the partners' own; the day only where it is awaited."""
    due = (
        f" Please tell us your decision by {day(data.reply_due)}."
        if awaited and data.reply_due
        else ""
    )
    return Section(
        "The decision is yours",
        (Paragraph(f"{data.lines['yours-to-decide']}{due}"),),
    )
