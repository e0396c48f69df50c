"""What ``notify`` announces of the register of authorities and partnerships."""

from datetime import date

from contracts.envelope import Document, Fact, Open


class Organisation(Document):
    """One statutory partner's organisation in a partnership."""

    code: Open[str]
    partner: Open[str]
    name: Open[str]
    mailbox: Open[str | None] = None


class PartnershipRegisteredV1(Fact):
    """A safeguarding partnership entered the register or changed in it."""

    slug: Open[str]
    name: Open[str]
    authority_codes: Open[tuple[str, ...]]
    region_code: Open[str]
    region_name: Open[str]
    organisations: Open[tuple[Organisation, ...]]
    valid_from: Open[date]
    valid_to: Open[date | None] = None


class AuthorityRegisteredV1(Fact):
    """A local authority entered the register or changed in it."""

    code: Open[str]
    gss_code: Open[str]
    name: Open[str]
    region_code: Open[str]
    region_name: Open[str]
    children_0_17: Open[int | None] = None
    valid_from: Open[date]
    valid_to: Open[date | None] = None
