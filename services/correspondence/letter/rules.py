"""What a refusal about a letter rests on, and why nothing can be done to one that has ended. Pure."""

FOUR_EYES = "rule of the national body: a letter is approved by a person who did not draft it"
REASONS = "rule of the national body: a letter gives the outcome and the reasons"
OVERRIDE = "rule of the national body: a doubt about a letter is mended, or answered with a reason"
SENT = "rule of the national body: a letter that went out stays as it went, and is corrected by a letter"
ROUNDS = (
    "rule of the national body: the letter of a later round goes out in place of one that did not"
)
ASKS = "rule of the national body: what is asked for has a day, and time until then"
BEGUN = "rule of the national body: one letter answers what was told of a local review once"
WITHDRAWN = "rule of the national body: a letter is withdrawn by a person who did not draft it, and says why"
ENDED = {
    "none": ("There is no draft of this letter.", FOUR_EYES),
    "issued": (
        (
            "This letter is out already. What is wrong in it is put right by correcting the decision,"
            " or by withdrawing the letter."
        ),
        SENT,
    ),
    "withdrawn": (
        "This letter is withdrawn. Draft another in its place, or leave it so.",
        WITHDRAWN,
    ),
    "discarded": (
        "This letter was put away before it went out. Begin another on the page of the case.",
        BEGUN,
    ),
    "overtaken": (
        (
            "This letter does not go out: the case has been decided again since it was drafted, or its"
            " letter was drafted again. Open the case, and take the latest letter."
        ),
        ROUNDS,
    ),
}
"""Why nothing can be done to a letter any more, and what can be done instead."""
