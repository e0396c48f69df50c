"""What ``notify`` announces of the register of authorities and partnerships."""

from datetime import date

from contracts.envelope import Document, Fact, Open, Token, Words


class Organisation(Document):
    """One statutory partner's organisation in a partnership."""

    code: Open[Token]
    partner: Open[Token]
    name: Open[Words]
    mailbox: Open[Words | None] = None


class PartnershipRegisteredV1(Fact):
    """A safeguarding partnership entered the register or changed in it."""

    slug: Open[Token]
    name: Open[Words]
    authority_codes: Open[tuple[Token, ...]]
    region_code: Open[Token]
    region_name: Open[Words]
    organisations: Open[tuple[Organisation, ...]]
    valid_from: Open[date]
    valid_to: Open[date | None] = None


class AuthorityRegisteredV1(Fact):
    """A local authority entered the register or changed in it."""

    code: Open[Token]
    gss_code: Open[Token]
    name: Open[Words]
    region_code: Open[Token]
    region_name: Open[Words]
    children_0_17: Open[int | None] = None
    valid_from: Open[date]
    valid_to: Open[date | None] = None
