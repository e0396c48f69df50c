"""What a letter of correction says of itself: which letter, in what, and why; its text opened to be shown."""

from datetime import date

from chassis.conn import Conn
from chassis.errors import NotFound
from chassis.seal import KeyRing
from services.correspondence.letter.store import Source
from services.correspondence.letter_types import BY_CODE
from services.correspondence.letter_types.data import Corrected

PARTS = {
    "outcome": "our view",
    "national_candidate": "whether a national review is considered",
    "criteria": "the criteria",
    "reasons": "the reasons",
    "reason_codes": "the reasons in short",
    "feedback": "the feedback",
    "advice": "our advice",
    "advice_items": "our advice",
    "lines_of_enquiry": "the lines of enquiry",
    "themes": "the themes",
}


async def of(conn: Conn, keys: KeyRing, source: Source) -> Corrected | None:
    """None for a letter that corrects none; raises NotFound once the text is erased."""
    about = source.said.get("correction")
    if about is None:
        return None
    why = await keys.open(conn, source.incident_id, about["why"])
    if why is None:
        raise NotFound("The text of this case is erased, or its key has not come yet.")
    kind = BY_CODE[source.said["outcome"]]
    parts = dict.fromkeys(PARTS.get(one, one.replace("_", " ")) for one in about["parts"])
    on = date.fromisoformat(about["letter_on"])
    return Corrected(on, tuple(parts), why.strip(), kind.outcome, kind.view)
