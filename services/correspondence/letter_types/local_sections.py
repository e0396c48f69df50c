"""The sections of a letter on a local review that are its own; the others are those of every letter."""

from services.correspondence.letter_types.data import day
from services.correspondence.letter_types.local_data import AskedBy, LocalData
from services.correspondence.letter_types.sections import names, replaced
from services.correspondence.render.content import Paragraph, Rows, Section


def what_we_think(data: LocalData, outcome: str) -> Section:
    """What the Panel did with what it was told, in one sentence."""
    return Section("What we think", (*replaced(data.replaced), Paragraph(f"{outcome}.")))


def strengths(data: LocalData) -> Section:
    """What was done well comes first."""
    said = data.strengths or data.lines["thanks-local-review"]
    return Section("Strengths", (Paragraph(said),))


def yours_and_ours(data: LocalData, view: str) -> Section:
    """What the partnership told, beside what the national body does with it."""
    told = (("You", f"{name}: {words}") for name, words in data.told)
    rows = (*told, ("The Panel", view))
    return Section(
        "Your view and ours", (Rows("What you told us, and what we do", ("Who", "What"), rows),)
    )


def why(data: LocalData) -> Section:
    """The comments themselves."""
    return Section("Why", (Paragraph(data.comments),))


def asks(data: LocalData) -> tuple[Section, ...]:
    """What is asked, of whom, by when; left out where nothing is."""
    if not data.asks:
        return ()
    asked = (Paragraph(_asked(one)) for one in data.asks)
    return (Section("What we ask and by when", (Paragraph(data.lines["asks"]), *asked)),)


def _asked(one: AskedBy) -> str:
    due = f", by {day(one.due_on)}" if one.due_on else ""
    return f"Request {one.number}, to {names(one.asked_of)}{due}: {one.text}"


def advice(data: LocalData) -> tuple[Section, ...]:
    """What is advised; left out where nothing is."""
    return (Section("Our advice", (Paragraph(data.advice),)),) if data.advice else ()


def yours_to_decide(data: LocalData) -> Section:
    """The review is the partners' own."""
    return Section("The decision is yours", (Paragraph(data.lines["yours-to-decide-review"]),))
