"""How a letter was received, organisation by organisation, opened."""

from dataclasses import dataclass

from contracts.codes import Partner
from contracts.letter_course import Clarity
from services.correspondence.letter.state import Letter
from services.correspondence.read_models import names
from services.correspondence.reception import store
from services.correspondence.use_cases.actions import Actions
from services.correspondence.web.shown.timeline import ERASED
from services.correspondence.web.shown.words import day, label


@dataclass(frozen=True)
class Heard:
    """One organisation: when and by whom it was read, whether it was clear, and what was not."""

    partner: str
    read: str
    clear: str
    words: str


async def heard(actions: Actions, letter: Letter) -> list[Heard]:
    """Those who took note of a letter, in that order."""
    async with actions.service.db.read() as conn:
        found = await store.of_letter(conn, letter.id)
        sealed = [one.said.words if one.said else None for one in found]
        keyed = [(letter.incident_id, text) for text in sealed if letter.incident_id]
        opened = await actions.service.keys.open_many(conn, keyed)
        known = await names.named(conn, [one.read_by for one in found])
    return [
        Heard(
            partner=label(Partner, one.about.partner) if one.about else "",
            read=f"{day(one.read_on)}, {known.get(one.read_by, one.read_by)}",
            clear=label(Clarity, one.said.clear) if one.said else "",
            words=text or (ERASED if kept else ""),
        )
        for one, kept, text in zip(found, sealed, opened, strict=True)
    ]
