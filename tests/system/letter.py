"""The Panel's letter of the story as it went out: the words of its PDF, in the order in which they are read."""

import subprocess

from deploy.local.story.incident import CANARY
from deploy.local.story.step import SECRETARY, Story
from tests.support.programs import needs

IN_THIS_ORDER = (
    "It gives its view and its advice. It cannot mediate between safeguarding partners",
    (
        "The Panel advises you to hold an LCSPR, and treats this incident as a candidate for a national"
        " review."
    ),
    "Strengths 3. The chronology is clear",
    "The partnership (version 2 of the rapid review) No LCSPR The Panel Advises an LCSPR",
    "The learning about male carers and about handover was not adequately explored.",
    "Regulation 11: improvements to safeguarding Met",
    "Version 2 of the rapid review, section 3",
    "Regulation 11: recurrent themes Met",
    "Version 2 of the rapid review, section 4",
    "Regulation 11: agencies working together Met",
    "Version 2 of the rapid review, section 5",
    "Regulation 11: considered nationally Unclear Not known until it has been screened.",
    "Regulation 3: recurrent themes Met",
    "Version 2 of the rapid review, section 4",
    "On your decision:",
    "On your analysis:",
    "On your learning:",
    "The Panel does not weigh them.",
    "Local authority No LCSPR Integrated care board Hold an LCSPR Police No LCSPR",
    "We advise a proportionate local review",
    "Unseen male carer",
    "Handover between services",
    "The decision is yours",
    "Please tell us your decision by Monday 22 June 2026.",
    (
        "14 of 60 reviews (23.3%) and in 11 of 40 partnerships, as of Thursday 4 June 2026"
        " (data set 2026-06-04.60)"
    ),
    "not a performance measure",
    "Guidance: Panel guidance June 2025. Learning framework: 2026. Letter template: letters-",
)
"""STORY, "the letter of step 14": what it says, and that nothing of it comes before its place."""
NEVER = (*CANARY.values(), "19 October 2025", "Brandreth", "instruct", "requir")


def words_of(story: Story, number: int) -> str:
    """What a person reads in the PDF of the story's letter of that number, lines run together."""
    path = f"/v1/letters/{story.letters[number - 1]}/pdf"
    content = story.player.send("GET", "correspondence", path, SECRETARY).content
    needs("pdftotext", "poppler-utils")
    read = ["pdftotext", "-raw", "-enc", "UTF-8", "-", "-"]
    said = subprocess.run(read, input=content, capture_output=True, check=True, timeout=30)
    return " ".join(said.stdout.decode().split())


def not_in_order(words: str) -> list[str]:
    """What is missing, or stands before what it should follow."""
    found, at = [], 0
    for part in IN_THIS_ORDER:
        place = words.find(part, at)
        if place < 0:
            found.append(part)
        else:
            at = place + len(part)
    return found


def what_it_may_not_hold(words: str) -> list[str]:
    """Names, dates of birth, and words of command."""
    return [one for one in NEVER if one.casefold() in words.casefold()]
