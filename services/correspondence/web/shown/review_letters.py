"""Which letters on a local review a person may begin, on the page of its case."""

from collections.abc import Mapping, Sequence

from chassis.identity import Actor
from services.correspondence.access import POLICY
from services.correspondence.letter_types import LOCAL_BY_CODE
from services.correspondence.letter_types.local_kind import LocalLetterType
from services.correspondence.use_cases import review_letters
from services.correspondence.web.shown.case import CaseShown


def address_of(case: CaseShown, kind: LocalLetterType) -> str:
    """The page on which it is written."""
    return f"{case.address}/letters/{kind.code}"


def offered(case: CaseShown, actor: Actor) -> Sequence[tuple[str, str]]:
    """Words and address of each that what was told last has not been answered by yet."""
    if not POLICY.may(actor, "prepare_letter"):
        return ()
    begun = {one.id for one in case.letters}
    found = review_letters.offered(case.entries, begun)
    return [(kind.begin, address_of(case, kind)) for kind, _told in found]


def notice_of(query: Mapping[str, str]) -> str | None:
    """The banner above a case once such a form was kept for later, or its draft was put away."""
    if "discarded" in query:
        return "The draft is put away. It never goes out."
    kind = LOCAL_BY_CODE.get(query.get("saved", "").removeprefix(review_letters.DRAFT))
    if kind is None:
        return None
    return f"Your form is kept. Nothing was sent: “{kind.begin}” opens it again."
