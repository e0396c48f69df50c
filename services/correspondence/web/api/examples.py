"""Examples of what is sent; nobody in them is real. A test sends each of them."""

from typing import Any

from chassis.web.api_page import examples_of

SOMEBODY = {"name": "Made-up Delegate", "mailbox": "delegate@police.ashmere.example"}
HOLDERS: Any = examples_of(
    {"A delegate": {**SOMEBODY, "role": "delegate", "holds_from": "2026-06-01"}}
)
HANDOVERS: Any = examples_of(
    {
        "Another from July on": {
            "name": "Made-up Successor",
            "mailbox": "successor@police.ashmere.example",
            "from_day": "2026-07-01",
        }
    }
)
PERSONS: Any = examples_of(
    {"Another address": {**SOMEBODY, "mailbox": "right@police.ashmere.example"}}
)
LAST_DAYS: Any = examples_of({"The end of June": {"last_day": "2026-06-30"}})
CHANNELS: Any = examples_of(
    {"On paper": {"channel": "post", "address": "1 Made-up Street\nAshmere"}}
)
WEBINARS: Any = examples_of(
    {
        "For practitioners": {
            "title": "Unseen carers",
            "starts_at": "2026-07-15T14:00:00+01:00",
            "minutes": 60,
            "address": "https://panel.example/join",
            "themes": ["unseen_male_carer"],
            "audiences": ["practitioner"],
        }
    }
)
APPROVALS: Any = examples_of({"The first proposal": {"read": 1}})
ATTENDANCES: Any = examples_of(
    {"Two kinds of body": {"attended": [{"who": "police", "number": 12}]}}
)
SUBSCRIPTIONS: Any = examples_of(
    {
        "Everything of one theme": {
            "mailbox": "reader@news.example",
            "audience": "everyone",
            "themes": ["neglect"],
        }
    }
)
SAID = {
    "comments": "The reasons are set out plainly.",
    "strengths": "The family's words open every chapter.",
    "asks": [
        {
            "text": "Which actions are done.",
            "asked_of": ["authority", "police"],
            "due_on": "2026-07-06",
        }
    ],
}
REVIEW_LETTERS: Any = examples_of(
    {"Comments with a request": {"seen": "0197b1c2-7a00-7000-8000-000000000001", **SAID}}
)
DRAFTS: Any = examples_of({"Half of a letter": SAID})
TEXTS: Any = examples_of(
    {
        "Other comments": {
            "seen": "the digest of what was read",
            "texts": [{"part": "comments", "text": "The reasons are set out very plainly."}],
        }
    }
)
SENT_BACK: Any = examples_of({"A reason": {"reason": "The second request is not clear."}})
