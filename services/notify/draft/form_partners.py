"""The pages about partners and other areas, and about lateness."""

from contracts.codes import DelayReason, Notifying, Partner
from contracts.notify import AreaRole
from services.notify.draft.questions import Page, Question, of_codes

PARTNERS = "Partners and areas"
AREAS_MAX = 4


def about_partners() -> tuple[Page, ...]:
    """All three pages."""
    return _areas(), _positions(), _lateness()


def _areas() -> Page:
    return Page(
        "areas",
        "Other areas",
        PARTNERS,
        [
            question
            for number in range(AREAS_MAX)
            for question in (
                Question(
                    f"area{number}.authority_code",
                    "Authority",
                    "select",
                    hint="Leave it empty when there is none." if number == 0 else "",
                    part=f"area{number}",
                ),
                Question(
                    f"area{number}.role",
                    "Why does it concern them?",
                    "radios",
                    choices=of_codes(AreaRole),
                    part=f"area{number}",
                ),
            )
        ],
        "The authority where the child lives, or which placed the child, when it is not yours. The national body"
        " tells each of them; the page of the notification says when it was done.",
        into="other_areas",
        parts=[(f"area{n}", f"Other area {n + 1} (optional)", {}) for n in range(AREAS_MAX)],
    )


POSITION = {"agreed": "Agrees", "disagreed": "Disagrees", "not_asked": "Not known yet"}


def _positions() -> Page:
    choices = tuple((str(one), POSITION[one]) for one in Notifying)
    return Page(
        "positions",
        "Positions of the partners",
        PARTNERS,
        [
            question
            for one in Partner
            for question in (
                Question(
                    f"{one}.position",
                    f"{one.label}: is this to be notified?",
                    "radios",
                    choices=choices,
                    needed=f"Say what is known of the position of: {one.label.lower()}.",
                    part=one,
                ),
                Question(f"{one}.stated_on", "Stated on (optional)", "date", part=one),
                Question(f"{one}.reason", "Reason (optional)", "text", part=one),
            )
        ],
        "The three safeguarding partners should agree which incidents to notify. That they do not agree stops"
        " nothing. Health and police can also confirm, or differ, on a page of their own.",
        into="positions",
        parts=[(one, one.label, {"partner": str(one)}) for one in Partner],
    )


def _lateness() -> Page:
    return Page(
        "lateness",
        "Lateness",
        PARTNERS,
        (
            Question(
                "lateness_reason",
                "If it is later than five working days: why?",
                "radios",
                choices=of_codes(DelayReason),
            ),
            Question("lateness_explanation", "What else explains it? (optional)", "text"),
        ),
        "A late notification is received like any other. When it is in time, leave this page empty.",
    )
