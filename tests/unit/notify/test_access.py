"""Who may do what: deny by default."""

import pytest

from chassis.access import Scope
from chassis.errors import NotFound, Refused
from chassis.identity import Actor
from contracts.codes import Partner
from services.notify.access import POLICY, may_speak_for, stated_by

ASHMERE = Scope(authority="990", partnership="ashmere")


def an_actor(role: str, **more: object) -> Actor:
    return Actor("person:x", "X", "person", frozenset({role}), **more)  # type: ignore[arg-type]


def test_an_authority_speaks_for_itself_only() -> None:
    may_speak_for(an_actor("authority_notifier", organisation="990"), "990")
    with pytest.raises(Refused) as caught:
        may_speak_for(an_actor("case_system", organisation="991"), "990")
    assert (caught.value.code, caught.value.field) == ("forbidden", "/authority_code")


def test_a_supplier_speaks_for_the_authorities_that_granted_it() -> None:
    supplier = an_actor("case_system", authorities=frozenset({"990", "991"}))
    may_speak_for(supplier, "991")
    with pytest.raises(Refused):
        may_speak_for(supplier, "800")


@pytest.mark.need("A2")
def test_a_partner_states_its_own_position_only() -> None:
    police = an_actor("partner_police", partnerships=frozenset({"ashmere"}))
    POLICY.check(police, "state_position_of_police", ASHMERE)
    with pytest.raises(Refused):
        POLICY.check(police, "state_position_of_health", ASHMERE)
    elsewhere = an_actor("partner_police", partnerships=frozenset({"brackenford"}))
    with pytest.raises(NotFound):
        POLICY.check(elsewhere, "state_position_of_police", ASHMERE)


@pytest.mark.need("A2")
def test_an_authority_reports_what_others_say_and_a_partner_says_it_itself() -> None:
    for actor, spoken in (
        (an_actor("case_system", organisation="990"), Partner.AUTHORITY),
        (an_actor("authority_notifier", organisation="990"), Partner.AUTHORITY),
        (an_actor("partner_police", partnerships=frozenset({"ashmere"})), Partner.POLICE),
        (an_actor("partner_police", partnerships=frozenset({"brackenford"})), Partner.AUTHORITY),
        (an_actor("partnership_manager", partnerships=frozenset({"ashmere"})), Partner.POLICE),
    ):
        assert stated_by(actor, Partner.POLICE, ASHMERE) is spoken


def who_may(permission: str) -> set[str]:
    return {role for role, allowed in POLICY.matrix().items() if permission in allowed}


@pytest.mark.need("J1", "J2")
def test_who_reads_the_audit_sees_no_child() -> None:
    assert who_may("see_audit") == {"administrator", "data_protection_lead"}
    assert not who_may("see_audit") & who_may("see_identity")


@pytest.mark.need("J1")
def test_the_words_of_the_form_are_read_by_notifiers_and_staff_alone() -> None:
    assert who_may("read_as_sent") == {"authority_notifier", "secretary", "chair"}


@pytest.mark.need("J2")
def test_children_are_seen_by_panel_staff_alone() -> None:
    for permission in ("see_identity", "export_identity", "match_children"):
        assert who_may(permission) == {"secretary", "chair"}
    assert not POLICY.may(an_actor("someone"), "read")


@pytest.mark.need("J2")
def test_the_office_and_its_program_alone_record_that_others_were_told() -> None:
    assert who_may("record_send") == {"secretary", "telling_system"}
    assert POLICY.matrix()["telling_system"] == {"read", "record_send"}
