"""What ``notify`` announces of the register of authorities and partnerships, on the day it comes to be so."""

from datetime import date
from typing import Literal

from contracts.envelope import Document, Fact, Open, Token, Words


class Organisation(Document):
    """One statutory partner's organisation in a partnership."""

    code: Open[Token]
    partner: Open[Token]
    name: Open[Words]
    mailbox: Open[Words | None] = None


class PartnershipRegisteredV1(Fact):
    """A safeguarding partnership entered the register or changed in it; ``valid_to`` is its last day."""

    slug: Open[Token]
    name: Open[Words]
    authority_codes: Open[tuple[Token, ...]]
    region_code: Open[Token]
    region_name: Open[Words]
    organisations: Open[tuple[Organisation, ...]]
    valid_from: Open[date]
    valid_to: Open[date | None] = None
    successors: Open[tuple[Token, ...]] = ()


class AuthorityRegisteredV1(Fact):
    """A local authority entered the register or changed in it; ``valid_to`` is its last day."""

    code: Open[Token]
    gss_code: Open[Token]
    name: Open[Words]
    region_code: Open[Token]
    region_name: Open[Words]
    children_0_17: Open[int | None] = None
    valid_from: Open[date]
    valid_to: Open[date | None] = None
    successors: Open[tuple[Token, ...]] = ()
    police_force: Open[Token | None] = None
    boards: Open[tuple[Token, ...]] = ()


class BodyRegisteredV1(Fact):
    """A region, a police force or an integrated care board entered the register or changed in it."""

    body: Open[Literal["region", "police_force", "board"]]
    code: Open[Token]
    gss_code: Open[Token]
    name: Open[Words]
    valid_from: Open[date]
    valid_to: Open[date | None] = None
    successors: Open[tuple[Token, ...]] = ()
