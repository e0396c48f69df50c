"""What stands beside a case's facts on its page: flags and preparation for the Panel, advice for all."""

from collections.abc import Sequence
from dataclasses import dataclass

from services.correspondence.read_models import members
from services.correspondence.use_cases.actions import Actions
from services.correspondence.web.shown import advice, flags, preparing
from services.correspondence.web.shown.advice import Advice
from services.correspondence.web.shown.case import CaseShown
from services.correspondence.web.shown.flags import Flag
from services.correspondence.web.shown.preparing import Preparing


@dataclass(frozen=True)
class Beside:
    """The Panel's own part is empty for a partner."""

    flags: Sequence[Flag]
    preparing: Preparing
    advice: Sequence[Advice]


async def beside(actions: Actions, case: CaseShown) -> Beside:
    """For one reader, of what the case shows to them."""
    given = await advice.of_case(actions, case)
    if case.partner is not None:
        return Beside((), Preparing(), given)
    async with actions.service.db.read() as conn:
        marks = await flags.of_cases(conn, [case.source], case.today)
        named = await members.names(conn)
        round_ = case.told.round if case.told else 0
        words = await preparing.texts(conn, actions.service.keys, {case.incident_id: case.entries})
        found = preparing.of_case(case.entries, words, named, round_)
    return Beside(marks[case.incident_id], found, given)
