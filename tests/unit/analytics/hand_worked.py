"""Facts, and what each measure makes of them, worked out by hand."""

from services.analytics.facts import Told
from tests.unit.analytics.told import (
    BRACKENFORD,
    COLDHAVEN,
    absorbed,
    amended,
    answered,
    completed,
    corrected,
    decided,
    issued,
    lcspr,
    marked_duplicate,
    needs_none,
    notified,
    partners_decided,
    published,
    read,
    reassigned,
    reply_moved,
    reviewed,
    withdrawn,
    withdrawn_on_review,
)

Numbers = dict[tuple[str, str, str, int], int]
"""Month, authority, part, days -> how many."""

HAND_WORKED: list[tuple[str, str, list[Told], Numbers]] = [
    (
        "two kinds in one month, and a second area",
        "notified",
        [
            notified(1, "2026-04-10"),
            notified(2, "2026-04-28", kind="child_death"),
            notified(3, "2026-04-02"),
            notified(4, "2026-05-01", COLDHAVEN),
        ],
        {
            ("2026-04", "990", "serious_harm", 0): 2,
            ("2026-04", "990", "child_death", 0): 1,
            ("2026-05", "992", "serious_harm", 0): 1,
        },
    ),
    (
        "London's date counts: 23:30Z on 30 April is 1 May",
        "notified",
        [notified(1, "2026-04-30", at="23:30:00+00:00")],
        {("2026-05", "990", "serious_harm", 0): 1},
    ),
    (
        "a care leaver's death is in a series of its own",
        "notified",
        [notified(1, "2026-04-10", kind="care_leaver_death"), notified(2, "2026-04-10")],
        {("2026-04", "990", "serious_harm", 0): 1},
    ),
    (
        "a care leaver's death is counted by age, and nothing else is",
        "care_leaver_deaths",
        [
            notified(
                1, "2026-04-10", kind="care_leaver_death", children=[{"age_band": "18_to_24"}]
            ),
            notified(2, "2026-04-11", kind="care_leaver_death", children=[{"age_band": "1_to_5"}]),
            notified(3, "2026-04-12"),
        ],
        {("2026-04", "990", "18_to_24", 0): 1, ("2026-04", "990", "not_known", 0): 1},
    ),
    (
        "two children of one notification count once, as the first",
        "notified_by_age",
        [
            notified(1, "2026-04-10", children=[{"age_band": "under_1"}, {"age_band": "1_to_5"}]),
            notified(2, "2026-04-10", kind="care_leaver_death"),
        ],
        {("2026-04", "990", "under_1", 0): 1},
    ),
    (
        "each sex, and not known yet",
        "notified_by_sex",
        [
            notified(1, "2026-04-10", children=[{"sex": "male"}]),
            notified(2, "2026-04-10", children=[{"sex": "not_known"}]),
            notified(3, "2026-04-10", children=[{"sex": "male"}]),
        ],
        {("2026-04", "990", "male", 0): 2, ("2026-04", "990", "not_known", 0): 1},
    ),
    (
        "ethnicities in their groups; a code that no group has is not known",
        "notified_by_ethnicity",
        [
            notified(1, "2026-04-10", children=[{"ethnicity": "CHNE"}]),
            notified(2, "2026-04-10", children=[{"ethnicity": "ABAN"}]),
            notified(3, "2026-04-10", children=[{"ethnicity": "ARAB"}]),
            notified(4, "2026-04-10", children=[{"ethnicity": "refused"}]),
            notified(5, "2026-04-10", children=[{"ethnicity": "NEW1"}]),
        ],
        {
            ("2026-04", "990", "asian", 0): 2,
            ("2026-04", "990", "other", 0): 1,
            ("2026-04", "990", "not_known", 0): 2,
        },
    ),
    (
        "a disability, none, and refused",
        "notified_by_disability",
        [
            notified(1, "2026-04-10", children=[{"disability": "yes"}, {"disability": "no"}]),
            notified(2, "2026-04-10", children=[{"disability": "no"}]),
            notified(3, "2026-04-10", children=[{"disability": "refused"}]),
        ],
        {
            ("2026-04", "990", "yes", 0): 1,
            ("2026-04", "990", "no", 0): 1,
            ("2026-04", "990", "refused", 0): 1,
        },
    ),
    (
        "the first child was looked after",
        "notified_by_looked_after",
        [notified(1, "2026-04-10", children=[{"looked_after": "yes"}])],
        {("2026-04", "990", "yes", 0): 1},
    ),
    (
        "places in their groups; what no group has, or nobody was asked, is not known",
        "notified_by_location",
        [
            notified(1, "2026-04-10", where="home"),
            notified(2, "2026-04-10", where="custody"),
            notified(3, "2026-04-10", where="hospital"),
            notified(4, "2026-04-10", where="the_moon"),
            notified(5, "2026-04-10"),
        ],
        {
            ("2026-04", "990", "home", 0): 1,
            ("2026-04", "990", "setting", 0): 2,
            ("2026-04", "990", "not_known", 0): 2,
        },
    ),
    (
        "where it happened was corrected, and then its kind alone",
        "notified_by_location",
        [
            notified(1, "2026-04-10", where="home"),
            corrected(1, where="custody"),
            corrected(1, kind="child_death"),
        ],
        {("2026-04", "990", "setting", 0): 1},
    ),
    (
        "in time, until the date of awareness is corrected",
        "notified_on_time",
        [notified(1, "2026-04-10"), notified(2, "2026-04-10"), amended(2, 4)],
        {("2026-04", "990", "on_time", 0): 1, ("2026-04", "990", "late", 0): 1},
    ),
    (
        "a kind that was corrected counts as it is now",
        "notified",
        [notified(1, "2026-04-10"), corrected(1, kind="child_death")],
        {("2026-04", "990", "child_death", 0): 1},
    ),
    (
        "an incident given to another authority counts there",
        "notified",
        [notified(1, "2026-04-10"), notified(2, "2026-04-10"), reassigned(1, COLDHAVEN)],
        {
            ("2026-04", "992", "serious_harm", 0): 1,
            ("2026-04", "990", "serious_harm", 0): 1,
        },
    ),
    (
        "an incident that was notified twice counts once, when it was notified first",
        "notified",
        [
            *(notified(1, "2026-04-30"), notified(2, "2026-05-02", BRACKENFORD)),
            *(marked_duplicate(1, 2), absorbed(2, "2026-04-30")),
        ],
        {("2026-04", "991", "serious_harm", 0): 1},
    ),
    (
        "a duplicate counts nowhere, decided or not",
        "decided",
        [notified(1, "2026-04-10"), decided(1, "2026-06-04"), marked_duplicate(1, 2)],
        {},
    ),
    (
        "the earliest date may make it in time",
        "notified_on_time",
        [notified(1, "2026-04-10", late=2), absorbed(1, "2026-04-08")],
        {("2026-04", "990", "on_time", 0): 1},
    ),
    (
        "an age that becomes known, of the first child alone",
        "notified_by_age",
        [
            notified(1, "2026-04-10", children=[{"age_band": "not_known"}, {}]),
            completed(1, 1, age_band="1_to_5"),
            completed(1, 2, age_band="11_to_15"),
        ],
        {("2026-04", "990", "1_to_5", 0): 1},
    ),
    (
        "a characteristic that was corrected",
        "notified_by_sex",
        [
            notified(1, "2026-04-10", children=[{"sex": "male"}]),
            corrected(1, children=[{"sex": "female"}, {"sex": "male"}]),
        ],
        {("2026-04", "990", "female", 0): 1},
    ),
    (
        "a rapid review two days late, and one in time",
        "reviewed",
        [
            *(notified(1, "2026-04-10"), reviewed(1, "2026-05-06", late=2)),
            *(notified(2, "2026-04-10"), reviewed(2, "2026-04-30")),
        ],
        {("2026-05", "990", "late", 0): 1, ("2026-04", "990", "on_time", 0): 1},
    ),
    (
        "a round that asks for more does not decide",
        "decided",
        [
            notified(1, "2026-04-10"),
            decided(1, "2026-05-14", "request_information", None),
            decided(1, "2026-06-04", "advise_lcspr", False),
            *(notified(2, "2026-04-10"), decided(2, "2026-05-14", "request_information", None)),
        ],
        {("2026-06", "990", "advise_lcspr", 0): 1},
    ),
    (
        "a later deciding round takes the place of an earlier one",
        "decided",
        [
            notified(1, "2026-04-10"),
            decided(1, "2026-05-14", "question_lcspr", False),
            decided(1, "2026-06-04", "agree_lcspr", True),
        ],
        {("2026-06", "990", "agree_lcspr", 0): 1},
    ),
    (
        "agreed, differed, and a partnership that had reached no view",
        "agreement",
        [
            *(notified(1, "2026-04-10"), decided(1, "2026-06-04", agreement=True)),
            *(notified(2, "2026-04-10"), decided(2, "2026-06-04", "advise_lcspr", False)),
            *(notified(3, "2026-04-10"), decided(3, "2026-06-04", "agree_lcspr", None)),
            *(notified(4, "2026-04-10", BRACKENFORD), decided(4, "2026-06-05", agreement=True)),
        ],
        {
            ("2026-06", "990", "agreed", 0): 1,
            ("2026-06", "990", "differed", 0): 1,
            ("2026-06", "990", "no_view_to_compare", 0): 1,
            ("2026-06", "991", "agreed", 0): 1,
        },
    ),
    (
        "the partnership's no beside the Panel's advice",
        "agreement_matrix",
        [notified(1, "2026-04-10"), decided(1, "2026-06-04", "advise_lcspr", False)],
        {("2026-06", "990", "no_advised", 0): 1},
    ),
    (
        "what the partners decided in the end, in the month in which they did",
        "partners_finally",
        [
            *(notified(1, "2026-04-10"), decided(1, "2026-06-04", "advise_lcspr", False)),
            partners_decided(1, "2026-07-15", "yes"),
        ],
        {("2026-07", "990", "advised_yes", 0): 1},
    ),
    (
        "an LCSPR counts when it is published",
        "lcspr_published",
        [
            *(notified(1, "2026-04-10"), lcspr(1, "2026-06-15"), published(1, "2026-12-18")),
            *(notified(2, "2026-04-10"), lcspr(2, "2026-06-15")),
        ],
        {("2026-12", "990", "all", 0): 1},
    ),
    (
        "10 April to 6 May is 26 days; the same day is none",
        "days_to_review",
        [
            *(notified(1, "2026-04-10"), reviewed(1, "2026-05-06")),
            *(notified(2, "2026-05-06"), reviewed(2, "2026-05-06")),
            notified(3, "2026-05-06"),
        ],
        {("2026-05", "990", "all", 26): 1, ("2026-05", "990", "all", 0): 1},
    ),
    (
        "one marker that is weak makes a review weak; the last reading counts; none is not counted",
        "days_by_quality",
        [
            *(notified(1, "2026-04-10"), reviewed(1, "2026-05-06"), read(1, "strong", "weak")),
            *(notified(2, "2026-04-10"), reviewed(2, "2026-04-30"), read(2, "weak")),
            read(2, "strong", "sufficient"),
            *(notified(3, "2026-04-10"), reviewed(3, "2026-04-30"), read(3, "sufficient")),
            *(notified(4, "2026-04-10"), reviewed(4, "2026-04-30"), read(4)),
        ],
        {
            ("2026-05", "990", "weak", 26): 1,
            ("2026-04", "990", "strong", 20): 1,
            ("2026-04", "990", "sufficient", 20): 1,
        },
    ),
    (
        "6 May to 4 June is 29 days, the round in between included",
        "days_to_decision",
        [
            notified(1, "2026-04-10"),
            reviewed(1, "2026-05-06"),
            decided(1, "2026-05-14", "request_information", None),
            decided(1, "2026-06-04", "advise_lcspr", False),
        ],
        {("2026-06", "990", "all", 29): 1},
    ),
    (
        "6 May to 18 May is 12 days; the letter of a later round is another",
        "days_to_letter",
        [
            *(notified(1, "2026-04-10"), reviewed(1, "2026-05-06"), issued(1, "2026-05-18")),
            *(issued(1, "2026-06-08"), notified(2, "2026-04-10"), reviewed(2, "2026-05-06")),
        ],
        {("2026-05", "990", "all", 12): 1},
    ),
    (
        "4 June to 15 June is 11 days; a decision made before the Panel's waited for nobody",
        "days_to_partners_decision",
        [
            *(
                notified(1, "2026-04-10"),
                decided(1, "2026-06-04"),
                partners_decided(1, "2026-06-15"),
            ),
            *(
                notified(2, "2026-04-10"),
                partners_decided(2, "2026-06-01"),
                decided(2, "2026-06-04"),
            ),
        ],
        {("2026-06", "990", "all", 11): 1},
    ),
    (
        "on the day is in time; a new holiday moves the day of the first round alone",
        "replied_in_time",
        [
            *(notified(1, "2026-04-10"), reviewed(1, "2026-05-06"), issued(1, "2026-05-20")),
            *(notified(2, "2026-04-10"), reviewed(2, "2026-05-06"), issued(2, "2026-05-21")),
            *(notified(3, "2026-04-10"), reviewed(3, "2026-05-06")),
            *(reply_moved(3, "2026-05-06", "2026-05-21"), issued(3, "2026-05-21")),
            *(notified(4, "2026-04-10"), reviewed(4, "2026-05-06"), issued(4, "2026-05-21")),
            *(reply_moved(4, "2026-05-29", "2026-06-15"), notified(5, "2026-04-10")),
        ],
        {("2026-05", "990", "in_time", 0): 2, ("2026-05", "990", "late", 0): 2},
    ),
    (
        "each reply counts once, by the Panel's first word to it; what came in no thread has no clock",
        "answered_in_time",
        [
            *(
                notified(1, "2026-04-10"),
                answered(1, "2026-05-20"),
                needs_none(1, "2026-05-21", view=2),
            ),
            *(answered(1, "2026-05-22", view=3, late=True), answered(1, "2026-06-22", view=2)),
            *(notified(2, "2026-04-10"), answered(2, "2026-05-20", clocked=False)),
        ],
        {("2026-05", "990", "in_time", 0): 2, ("2026-05", "990", "late", 0): 1},
    ),
    (
        "15 June to 18 December is 186 days",
        "days_to_publication",
        [notified(1, "2026-04-10"), lcspr(1, "2026-06-15"), published(1, "2026-12-18")],
        {("2026-12", "990", "all", 186): 1},
    ),
    (
        "each letter that was taken back counts by its kind and its day",
        "letters_withdrawn",
        [
            *(notified(1, "2026-04-10"), issued(1, "2026-05-20"), withdrawn(1, "2026-05-21")),
            *(withdrawn(1, "2026-06-02"), notified(2, "2026-04-10"), issued(2, "2026-05-20")),
            withdrawn(2, "2026-06-03", "other"),
            withdrawn_on_review(2, "2026-06-04"),
        ],
        {
            ("2026-05", "990", "advise_lcspr", 0): 1,
            ("2026-06", "990", "advise_lcspr", 0): 1,
            ("2026-06", "990", "other", 0): 1,
            ("2026-06", "990", "comments_on_report", 0): 1,
        },
    ),
]
