"""A contact with partners is written down once; what was agreed is followed until it is done."""

from dataclasses import replace
from datetime import date
from uuid import UUID

import pytest

from contracts.dialogue import Channel
from services.correspondence.contact import domain
from services.correspondence.contact.domain import Action, Contact, Finish, Log
from services.correspondence.contact.store import Channelled
from services.correspondence.read_models.last_contact import Silence
from services.correspondence.web.shown import contacts
from tests.support.spec import given

MONDAY, TUESDAY = date(2026, 6, 8), date(2026, 6, 9)
BLANK = Contact(UUID(int=1))
AGREED = (Action(1, "owner", "text", TUESDAY), Action(2, "owner", "text"))
CALL = Log(
    by="person:one",
    today=MONDAY,
    partnership="ashmere",
    channel="call",
    contact_on=MONDAY,
    organisations=("ashmere-police",),
    partners=("police",),
    incident_id=UUID(int=2),
    reference="CSPR-2026-00088-X",
    note="sealed",
    actions=AGREED,
)
LOGGED = given(domain, BLANK).when(CALL).then(domain.Logged)


@pytest.mark.need("D5")
def test_a_contact_is_written_down_once_with_whom_and_how() -> None:
    assert (LOGGED.channel, LOGGED.partners) == ("call", ("police",))
    given(domain, LOGGED).when(CALL).nothing_happens()
    given(domain, BLANK).when(replace(CALL, contact_on=TUESDAY)).refused("future")
    given(domain, BLANK).when(replace(CALL, partners=())).refused("nobody")


def test_without_a_case_there_is_no_key_and_so_no_word_is_kept() -> None:
    alone = replace(CALL, incident_id=None)
    assert given(domain, BLANK).when(alone).refused("no_case").field == "note"
    only_agreed = replace(alone, note=None)
    assert given(domain, BLANK).when(only_agreed).refused("no_case").field == "actions"
    given(domain, BLANK).when(replace(only_agreed, actions=())).then(domain.Logged)


def test_each_thing_agreed_is_done_once_and_by_name() -> None:
    done = given(domain, LOGGED).when(Finish("person:two", TUESDAY, 1)).then(domain.Finished)
    assert [one.number for one in done.open_actions] == [2]
    assert (done.actions[0].done_on, done.actions[0].done_by) == (TUESDAY, "person:two")
    given(domain, done).when(Finish("person:three", TUESDAY, 1)).nothing_happens()
    given(domain, done).when(Finish("person:two", TUESDAY, 3)).refused("unknown")


@pytest.mark.need("D8")
def test_a_silence_is_counted_in_days_and_none_at_all_is_the_longest() -> None:
    def shown(on: date | None) -> contacts.SilenceLine:
        way = "call" if on else None
        return contacts.silence(Silence("a", "A", "police", 1, on, way, on), MONDAY)

    assert (shown(date(2026, 6, 7)).days, shown(date(2026, 6, 7)).colour) == ("1 day", "green")
    assert (shown(date(2026, 3, 10)).days, shown(date(2026, 3, 10)).colour) == ("90 days", "orange")
    assert (shown(None).days, shown(None).spoke, shown(None).last) == (
        "Never",
        "Never",
        "None so far",
    )


@pytest.mark.need("D5")
def test_the_share_of_talks_is_told_for_each_quarter() -> None:
    spring, summer = date(2026, 4, 1), date(2026, 7, 1)
    found = contacts.mix(
        [
            Channelled("issued", spring, 3),
            Channelled(Channel.TEAMS.value, spring, 1),
            Channelled("thread", summer, 1),
            Channelled(Channel.CALL.value, summer, 1),
        ]
    )
    assert found.heads == ["Quarter 2, 2026", "Quarter 3, 2026"]
    assert found.rows[0] == ["Telephone call", "0", "1"]
    assert found.rows[-1] == ["Calls, Teams and meetings together", "25%", "50%"]
    assert contacts.mix([]).rows == []
