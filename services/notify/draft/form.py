"""The form as it is asked today, with the code lists of a day; other words or questions are another version."""

import hashlib
from collections.abc import Sequence
from dataclasses import asdict
from datetime import date
from functools import lru_cache
from typing import Any

from pydantic import TypeAdapter
from pydantic_core import to_json

from contracts.notify import AbuseNeglect, IncidentKind
from services.notify.draft.form_children import about_children
from services.notify.draft.form_partners import about_partners
from services.notify.draft.questions import Page, Question, of_codes
from services.notify.policy.code_lists import code_lists

INCIDENT = "The incident"
YES_NO = (("true", "Yes"), ("false", "No"))
_PAGES: TypeAdapter[tuple[Page, ...]] = TypeAdapter(tuple[Page, ...])


@lru_cache(maxsize=100)
def pages(on: date) -> tuple[Page, ...]:
    """The pages in their order."""
    lists = {name: tuple(one.codes.items()) for name, one in code_lists(on).items()}
    return (
        _about(),
        _dates(),
        _account(),
        _circumstances(lists),
        *about_children(lists),
        *about_partners(),
    )


def version(made: Sequence[Page]) -> str:
    """A name that changes with any word of the form."""
    return f"form-{hashlib.sha256(to_json(stored(made))).hexdigest()[:12]}"


def stored(made: Sequence[Page]) -> list[dict[str, Any]]:
    """The form as JSON, to be kept with what was sent through it."""
    return [asdict(one) for one in made]


def restored(kept: object) -> tuple[Page, ...]:
    """The form as it was when something was sent through it."""
    return _PAGES.validate_python(kept)


def _about() -> Page:
    return Page(
        "about",
        "About the incident",
        INCIDENT,
        (
            Question(
                "kind_of_incident",
                "What happened?",
                "radios",
                choices=of_codes(IncidentKind),
                needed="Choose what happened.",
            ),
            Question(
                "abuse_neglect",
                "Is abuse or neglect of a child known or suspected?",
                "radios",
                "Suspicion is enough for the duty to notify (Children Act 2004, section 16C).",
                of_codes(AbuseNeglect),
                needed="Say whether abuse or neglect is known or suspected.",
            ),
            Question(
                "sender_reference",
                "Your own reference (optional)",
                hint="The number under which your authority keeps the case. Do not name a child here.",
            ),
        ),
    )


def _dates() -> Page:
    return Page(
        "dates",
        "Dates",
        INCIDENT,
        (
            Question(
                "occurred_on",
                "When did it happen?",
                "date",
                "The day itself, or the first day that is known of. For example, 27 3 2026.",
                needed="Enter the day on which it happened.",
            ),
            Question(
                "aware_on",
                "When did your authority become aware of it?",
                "date",
                "The five working days to notify begin on the next working day.",
                needed="Enter the day on which your authority became aware.",
            ),
            Question(
                "partners_told_on",
                "When were the safeguarding partners told?",
                "date",
                needed="Enter the day on which the partners were told, or tick Not known yet.",
                later=True,
            ),
        ),
    )


def _account() -> Page:
    return Page(
        "account",
        "What happened",
        INCIDENT,
        (
            Question(
                "outline",
                "What is known so far?",
                "text",
                "What happened, who found it, what was done since, whether other children are safe.",
                needed="Write what is known so far.",
            ),
            Question(
                "further_children",
                "Other children in the household or concerned (optional)",
                "text",
                "Children who died or were harmed have pages of their own.",
            ),
            Question(
                "threshold_question",
                "Have you a question on whether this is to be notified? (optional)",
                "text",
                "The office of the Panel answers it; its advice stands on the page of the notification."
                " Do not name a child here.",
            ),
        ),
        "What you write here is encrypted. It is read by those who work on the case.",
    )


def _circumstances(lists: dict[str, tuple[tuple[str, str], ...]]) -> Page:
    def choose(name: str, words: str, of: str = "") -> Question:
        choices = lists[of or name]
        return Question(name, words, "select", choices=choices, usual="not_asked")

    return Page(
        "circumstances",
        "Circumstances",
        INCIDENT,
        (
            choose("location_kind", "Where did it happen?"),
            choose("police_investigation", "Is there a police investigation?", "yes_no"),
            choose("criminal_status", "How far are criminal proceedings?"),
            choose("media_interest", "Are the media interested?", "yes_no"),
            Question(
                "parallel_processes",
                "Which other reviews or inquiries are there?",
                "boxes",
                "Choose all that apply.",
                lists["parallel_processes"],
            ),
            Question(
                "outside_england.country",
                "Country, if it happened outside England (optional)",
                hint="Two letters, as in FR; for Scotland GB-SCT, for Wales GB-WLS, for Northern Ireland"
                " GB-NIR.",
            ),
            Question(
                "outside_england.normally_resident",
                "If it happened outside England: does the child normally live in your area?",
                "radios",
                choices=YES_NO,
            ),
        ),
        "Answer what is known. What you leave as it is says that nobody was asked yet.",
    )
