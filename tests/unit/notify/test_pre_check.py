"""Whether to notify, before anything is sent."""

from datetime import date

import pytest

from contracts.http_notify import PreCheckBody
from contracts.notify import AbuseNeglect, IncidentKind
from services.notify.policy.rules import pre_check, route, working_days

TODAY = date(2026, 3, 27)
DEATH, HARM, LOOKED_AFTER = (
    IncidentKind.DEATH,
    IncidentKind.SERIOUS_HARM,
    IncidentKind.LOOKED_AFTER_DEATH,
)
CARE_LEAVER = IncidentKind.CARE_LEAVER_DEATH
SUSPECTED, NEITHER = AbuseNeglect.SUSPECTED, AbuseNeglect.NEITHER


@pytest.mark.need("A4")
@pytest.mark.parametrize(
    ("kind", "abuse_neglect", "answer"),
    [
        (HARM, SUSPECTED, "notifiable"),
        (DEATH, AbuseNeglect.KNOWN, "notifiable"),
        (DEATH, NEITHER, "not_notifiable"),
        (LOOKED_AFTER, NEITHER, "notify_only"),
        (LOOKED_AFTER, SUSPECTED, "notifiable"),
        (IncidentKind.CARE_LEAVER_DEATH, NEITHER, "notify_only"),
    ],
)
def test_the_criteria_answered(
    kind: IncidentKind, abuse_neglect: AbuseNeglect, answer: str
) -> None:
    found = pre_check(PreCheckBody(kind_of_incident=kind, abuse_neglect=abuse_neglect), TODAY)
    assert found.answer == answer
    assert found.source.startswith(("Children Act 2004 s16C", "Working Together, chapter 5"))
    assert found.framework_version == "framework-2026"


@pytest.mark.need("A4")
@pytest.mark.parametrize(
    ("child_in_area", "outside_england", "normally_resident", "answer"),
    [
        (True, False, False, "notifiable"),
        (False, False, True, "not_notifiable"),
        (False, True, True, "notifiable"),
        (False, True, False, "not_notifiable"),
    ],
)
def test_the_authority_of_the_place_notifies_and_of_residence_when_abroad(
    child_in_area: bool, outside_england: bool, normally_resident: bool, answer: str
) -> None:
    body = PreCheckBody(
        kind_of_incident=HARM,
        abuse_neglect=SUSPECTED,
        child_in_area=child_in_area,
        outside_england=outside_england,
        normally_resident=normally_resident,
    )
    assert pre_check(body, TODAY).answer == answer


@pytest.mark.need("A4")
@pytest.mark.parametrize(
    ("kind", "abuse_neglect", "of_a_child", "where"),
    [
        (CARE_LEAVER, SUSPECTED, False, "notify_only"),
        (CARE_LEAVER, NEITHER, False, "notify_only"),
        (CARE_LEAVER, SUSPECTED, True, "in_scope"),
        (CARE_LEAVER, NEITHER, True, "notify_only"),
        (HARM, SUSPECTED, False, "not_notifiable"),
    ],
)
def test_a_rapid_review_follows_only_where_a_child_was_concerned(
    kind: IncidentKind, abuse_neglect: AbuseNeglect, of_a_child: bool, where: str
) -> None:
    assert route(kind, abuse_neglect, of_a_child=of_a_child)[0] == where
    body = PreCheckBody(
        kind_of_incident=kind, abuse_neglect=abuse_neglect, eighteen_or_over=not of_a_child
    )
    assert pre_check(body, TODAY).answer == {"in_scope": "notifiable"}.get(where, where)


@pytest.mark.parametrize("of_a_child", [True, False])
def test_every_kind_has_a_route_and_a_paragraph(of_a_child: bool) -> None:
    for kind in IncidentKind:
        for abuse_neglect in AbuseNeglect:
            where, basis = route(kind, abuse_neglect, of_a_child=of_a_child)
            assert where
            assert basis


def test_how_long_there_is_comes_from_the_policy() -> None:
    found = pre_check(PreCheckBody(kind_of_incident=HARM, abuse_neglect=SUSPECTED), TODAY)
    assert f" {working_days('N1', TODAY)} working days " in found.because


@pytest.mark.need("A4")
@pytest.mark.parametrize(
    ("given", "outcome", "answer"),
    [
        ({"unsure_of": ("abuse_neglect",)}, "take_advice", "notifiable"),
        ({"unsure_of": ("age",)}, "take_advice", "notifiable"),
        ({"unsure_of": ("place",)}, "take_advice", "notifiable"),
        ({"unsure_of": ("place",), "abuse_neglect": NEITHER}, "not_notifiable", "not_notifiable"),
        (
            {"unsure_of": ("abuse_neglect",), "kind_of_incident": LOOKED_AFTER},
            "take_advice",
            "notifiable",
        ),
        (
            {"unsure_of": ("age",), "kind_of_incident": CARE_LEAVER, "abuse_neglect": NEITHER},
            "notify_only",
            "notify_only",
        ),
        ({"unborn": True, "eighteen_or_over": True}, "notifiable", "notifiable"),
        ({}, "notifiable", "notifiable"),
    ],
)
def test_a_doubt_that_changes_the_answer_means_advice_and_the_old_answer_is_the_most_that_could_follow(
    given: dict[str, object], outcome: str, answer: str
) -> None:
    body = PreCheckBody(**{"kind_of_incident": HARM, "abuse_neglect": SUSPECTED, **given})  # type: ignore[arg-type]
    found = pre_check(body, TODAY)
    assert (found.outcome, found.answer) == (outcome, answer)


def test_of_an_unborn_child_the_answer_says_what_a_child_is() -> None:
    body = PreCheckBody(kind_of_incident=HARM, abuse_neglect=SUSPECTED, unborn=True)
    assert "may be unborn" in pre_check(body, TODAY).source
