"""Which letters on a local review a person may begin, on the page of its case."""

from collections.abc import Mapping, Sequence

from chassis.identity import Actor
from services.correspondence.access import POLICY
from services.correspondence.letter.beginning import latest, letter_id_of
from services.correspondence.letter_types import LOCAL_BY_CODE, ON_LOCAL_REVIEWS
from services.correspondence.letter_types.local_kind import LocalLetterType
from services.correspondence.web.shown.case import CaseShown

DRAFT = "letter-"


def draft_of(kind: str) -> str:
    """The name under which its form is kept for later."""
    return f"{DRAFT}{kind}"


def address_of(case: CaseShown, kind: LocalLetterType) -> str:
    """The page on which it is written."""
    return f"{case.address}/letters/{kind.code}"


def offered(case: CaseShown, actor: Actor) -> Sequence[tuple[str, str]]:
    """Words and address of each that what was told last has not been answered by yet."""
    if not POLICY.may(actor, "prepare_letter"):
        return ()
    begun = {one.id for one in case.letters}
    return [
        (kind.begin, address_of(case, kind))
        for kind in ON_LOCAL_REVIEWS
        if (told := latest(kind, case.entries)) and letter_id_of(told.id, kind.code) not in begun
    ]


def notice_of(query: Mapping[str, str]) -> str | None:
    """The banner above a case once such a form was kept for later, or its draft was put away."""
    if "discarded" in query:
        return "The draft is put away. It never goes out."
    kind = LOCAL_BY_CODE.get(query.get("saved", "").removeprefix(DRAFT))
    if kind is None:
        return None
    return f"Your form is kept. Nothing was sent: “{kind.begin}” opens it again."
