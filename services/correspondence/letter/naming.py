"""Words that may name a person: a practitioner by title or by role, or a child by number or date. Pure."""

import re
from collections.abc import Iterator

_ROLE = (
    r"(?:social workers?|health visitors?|school nurses?|midwi(?:fe|ves)|consultants?|paediatricians?|doctors?"
    r"|nurses?|teachers?|head ?teachers?|team managers?|practice managers?|police officers?|detectives?"
    r"|probation officers?|family support workers?|general practitioners?|psychiatrists?|GPs?)"
)
_NAME = r"[A-Z][a-z][\w'-]*"
_FIRST = (
    rf"(?!(?:The|This|That|These|In|At|For|Our|Your|Their|On|It|We|When|After|Before|And)\b){_NAME}"
)
_LAST = (
    r"(?!(?:Panel|Board|Council|Review|Police|Services?|Partnership|Care|Trust|Hospital|School|Team|Children"
    rf"|Authority|Service)\b){_NAME}"
)
_BETWEEN = r"(?:(?!(?:for|of|in|on|to|from|with|and)\b)\w+ ){0,3}"
PATTERNS = (
    re.compile(
        r"\b(?:(?:Mr|Mrs|Ms|Miss|Mx|Dr|Prof|Professor|PC|DC|DS|DI|DCI|Sgt|Sister|Nurse|Sir|Dame)\.? "
        r"[A-Z][\w'-]+"
        r"|\d{3}[ -]?\d{3}[ -]?\d{4}|(?:born on|date of birth|DOB)\b)"
    ),
    re.compile(rf"\b(?i:{_ROLE}),? {_FIRST} {_LAST}"),
    re.compile(
        rf"\b{_FIRST} {_LAST}(?:, (?:the|a|an|her|his|their)| \()\s?(?i:{_BETWEEN}{_ROLE})\b"
    ),
)
"""A title and a name, or a number or date that tells who a child is; a role and a name; a name and a role."""


def named_in(text: str) -> Iterator[str]:
    """What in a text may name a person, each once."""
    plain = " ".join(text.split())
    found = (hit.group() for pattern in PATTERNS for hit in pattern.finditer(plain))
    yield from dict.fromkeys(found)
