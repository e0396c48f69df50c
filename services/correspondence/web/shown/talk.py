"""How the Panel and a case's partners speak with one another, at the desk: contacts, silences, views that wait."""

from collections.abc import Sequence
from dataclasses import dataclass

from chassis.identity import Actor
from services.correspondence.access import POLICY, scope_of
from services.correspondence.contact import store as contacts_store
from services.correspondence.read_models import last_contact
from services.correspondence.use_cases.actions import Actions
from services.correspondence.voice import store as voices_store
from services.correspondence.web.shown import contacts, voices
from services.correspondence.web.shown.case import CaseShown
from services.correspondence.web.shown.contacts import ContactLine, SilenceLine
from services.correspondence.web.shown.voices import VoiceLine


@dataclass(frozen=True)
class Talk:
    """Empty for a partner: the log is the desk's own."""

    silences: Sequence[SilenceLine] = ()
    log: Sequence[ContactLine] = ()
    views: Sequence[VoiceLine] = ()
    may_log: bool = False


async def talk(actions: Actions, case: CaseShown, actor: Actor) -> Talk:
    """For one reader."""
    if case.partner is not None:
        return Talk()
    source = case.source
    async with actions.service.db.read() as conn:
        quiet = await last_contact.of_partnership(conn, source.partnership)
        log = await contacts_store.of_case(conn, case.incident_id)
        raised = await voices_store.of_case(conn, case.incident_id)
    return Talk(
        silences=[contacts.silence(one, case.today) for one in quiet],
        log=[contacts.line(one, {}) for one in log],
        views=[voices.line(one, case.today) for one in raised],
        may_log=POLICY.may(actor, "log_contact", scope_of(source)),
    )
