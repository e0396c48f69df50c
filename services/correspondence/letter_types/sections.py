"""The sections that letters are made of, each a function of the letter's data."""

from contracts.codes import Outcome, Partner
from services.correspondence.letter_types.kind import LetterData, day
from services.correspondence.render.content import Block, Bullets, Paragraph, Rows, Section


def who_we_are(_data: LetterData) -> Section:
    """What the national body is, and what it can not do."""
    return Section(
        "What the Panel is and cannot do",
        (
            Paragraph(
                "The Panel is an independent statutory body that considers serious child safeguarding"
                " incidents in England (Children Act 2004, sections 16A and 16B). It gives its view and"
                " its advice. It cannot mediate between safeguarding partners or settle a difference"
                " between them. It does not prescribe a format for reviews. The decision on a local"
                " child safeguarding practice review (LCSPR) belongs to the partners."
            ),
        ),
    )


OUTCOME_SENTENCES = {
    Outcome.AGREE_LCSPR: "The Panel agrees with you that an LCSPR should be held",
    Outcome.AGREE_NO_LCSPR: "The Panel agrees with you that the rapid review is enough",
    Outcome.QUESTION_LCSPR: "The Panel questions whether an LCSPR is needed here",
    Outcome.ADVISE_LCSPR: "The Panel advises you to hold an LCSPR",
    Outcome.REQUEST_INFO: "The Panel asks for more information before it gives its view",
    Outcome.DECISION_MISSING: "The Panel awaits your decision on an LCSPR",
    Outcome.OTHER: "The Panel has considered your rapid review",
}
CANDIDATE = ", and holds this incident as a candidate for a national review"


def what_we_think(data: LetterData) -> Section:
    """The outcome in one sentence."""
    also = CANDIDATE if data.national_candidate else ""
    return Section("What we think", (Paragraph(f"{OUTCOME_SENTENCES[data.outcome]}{also}."),))


def strengths(data: LetterData) -> Section:
    """What was done well comes first."""
    text = data.strengths or "The Panel thanks the partners for the work behind this rapid review."
    return Section("Strengths", (Paragraph(text),))


def views_side_by_side(data: LetterData) -> Section:
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
                        data.partnership_view.label,
                    ),
                    ("The Panel", data.outcome.label),
                ),
            ),
        ),
    )


def why(data: LetterData) -> Section:
    """The reasons, criterion by criterion, each with its evidence."""
    rows = tuple(
        (
            answer.criterion.label,
            answer.finding.label,
            answer.reason or "No reason was given",
            _evidence(answer.evidence, data.review_version),
        )
        for answer in data.criteria
    )
    blocks: list[Block] = [Paragraph(data.reasons)]
    if rows:
        header = ("Criterion", "Finding", "Reason", "Evidence")
        blocks.append(Rows("The criteria of SI 2018/789", header, rows))
    return Section("Why", tuple(blocks))


def _evidence(sections: tuple[str, ...], version: int) -> str:
    if not sections:
        return "Not stated"
    return f"Version {version} of the rapid review, {', '.join(sections)}"


def feedback(data: LetterData) -> Section:
    """Feedback on decision, analysis and learning."""
    parts = (
        ("On your decision", data.decision_making),
        ("On your analysis", data.analysis),
        ("On your learning", data.learning),
    )
    return Section(
        "Feedback on decision, analysis and learning",
        tuple(
            Paragraph(f"{name}: {text or 'the Panel has nothing to add.'}") for name, text in parts
        ),
    )


def positions(data: LetterData) -> Section:
    """The three partners' positions, unjudged."""
    stated = {one.partner: "Withheld" if one.withheld else one.view.label for one in data.positions}
    rows = tuple((partner.label, stated.get(partner, "Not stated")) for partner in Partner)
    return Section(
        "The three partners' positions",
        (
            Paragraph(
                "These are the positions as each partner stated them. The Panel does not weigh them."
            ),
            Rows("Positions on a local review", ("Partner", "Position"), rows),
        ),
    )


def common(data: LetterData) -> tuple[Section, ...]:
    """What stands first in every letter, always in this order."""
    return (
        who_we_are(data),
        what_we_think(data),
        strengths(data),
        views_side_by_side(data),
        why(data),
        feedback(data),
        positions(data),
        *asks(data),
        *advice(data),
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
                Paragraph(f"The Panel asks for the following.{due}"),
                *(
                    Paragraph(f"Ask {one.number}, of {_names(one.asked_of)}: {one.text}")
                    for one in data.asks
                ),
            ),
        ),
    )


def _names(partners: tuple[Partner, ...]) -> str:
    if set(partners) == set(Partner):
        return "all three partners"
    return " and ".join(f"the {partner.label.lower()}" for partner in partners)


def advice(data: LetterData) -> tuple[Section, ...]:
    """What is advised, with lines of enquiry; left out where nothing is."""
    blocks: list[Block] = [Paragraph(data.advice)] if data.advice else []
    if data.lines_of_enquiry:
        blocks += [Paragraph("Lines of enquiry that may help:"), Bullets(data.lines_of_enquiry)]
    return (Section("Our advice", tuple(blocks)),) if blocks else ()


def yours_to_decide(data: LetterData) -> Section:
    """The decision is the partners' own."""
    due = f" Please tell us your decision by {day(data.reply_due)}." if data.reply_due else ""
    return Section(
        "The decision is yours",
        (Paragraph(f"The decision on an LCSPR is yours to make, whatever our view.{due}"),),
    )


def local_context(data: LetterData) -> tuple[Section, ...]:
    """Released figures beside the case; left out where none are released."""
    if data.context is None:
        return ()
    found = data.context
    sentence = (
        f"The theme “{found.theme.lower()}” was recorded in {found.reviews} of {found.of_reviews} reviews"
        f" ({found.percent:.1f}%) and in {found.partnerships} of {found.of_partnerships} partnerships, as"
        f" of {day(found.as_of)} (data set {found.data_set_version}). This is context, not a performance"
        " measure."
    )
    return (Section("Local context", (Paragraph(sentence),)),)
