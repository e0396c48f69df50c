"""Who speaks for an organisation, as a program reads it."""

from datetime import date

from contracts.codes import Partner
from contracts.http_people import HolderShown, OrganisationListed, OrganisationShown
from contracts.speaking import Channel, SpeaksAs
from services.correspondence.office_holder.domain import Organisation
from services.correspondence.office_holder.holder import Holder
from services.correspondence.policy.deliveries import delivery_rule
from services.correspondence.read_models.organisations import Registered


def listed(one: Registered, state: Organisation, on: date, *, yours: bool) -> OrganisationListed:
    """One organisation in the list."""
    speaker = state.speaker(delivery_rule(on).roles, on)
    return OrganisationListed(
        code=one.code,
        name=one.name,
        partner=Partner(one.partner),
        partnership=one.partnership,
        mailbox=one.mailbox,
        channel=Channel(state.channel),
        speaks=_holder(speaker, on) if speaker else None,
        yours=yours,
    )


def shown(one: Registered, state: Organisation, on: date, *, yours: bool) -> OrganisationShown:
    """The whole of one."""
    known = listed(one, state, on, yours=yours)
    return OrganisationShown(
        **dict(known),
        address=state.address,
        holders=tuple(_holder(holder, on) for holder in state.holders),
    )


def _holder(one: Holder, on: date) -> HolderShown:
    now = one.now
    return HolderShown(
        holder_id=one.id,
        role=SpeaksAs(one.role),
        name=now.person.name,
        mailbox=now.person.mailbox,
        holds_from=now.holds_from,
        holds_until=now.holds_until,
        struck=one.struck,
        holds_today=one.holds(on),
    )
