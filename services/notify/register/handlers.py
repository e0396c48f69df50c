"""Load the register at start, and announce what is new in it."""

from collections.abc import Sequence
from uuid import NAMESPACE_URL, UUID, uuid5

from chassis.db import Database
from chassis.tx import Cause, Tx
from contracts.register import AuthorityRegisteredV1, Organisation, PartnershipRegisteredV1
from services.notify.register import store
from services.notify.register.load import SINCE, Authority, authorities

BY = "system:notify"


def authority_id(code: str) -> UUID:
    """The key under which an authority's facts stand."""
    return uuid5(NAMESPACE_URL, f"/cspr/authority/{code}")


def partnership_id(slug: str) -> UUID:
    """The key under which a partnership's facts stand."""
    return uuid5(NAMESPACE_URL, f"/cspr/partnership/{slug}")


async def load_register(db: Database) -> int:
    """Store authorities and partnerships that are not there yet; how many authorities were new."""
    async with db.begin() as tx:
        new = await store.missing(tx.conn, authorities())
        if new:
            await store.save(tx.conn, new, [partnership_of(one) for one in new])
            _announce(tx, new)
        return len(new)


def partnership_of(one: Authority) -> PartnershipRegisteredV1:
    """The partnership of one authority, with its three statutory partners."""
    name = f"{one.name} Safeguarding Children Partnership"
    mail = f"{one.slug}.example"
    partners = (
        ("council", "authority", f"{one.name} Council" if one.made_up else one.name),
        ("icb", "health", one.icb_name),
        ("police", "police", one.police_force),
    )
    return PartnershipRegisteredV1(
        slug=one.slug,
        name=name,
        authority_codes=(one.code,),
        region_code=one.region_code,
        region_name=one.region_name,
        organisations=tuple(
            Organisation(
                code=f"{one.slug}-{part}",
                partner=partner,
                name=name_of,
                mailbox=f"safeguarding@{part}.{mail}",
            )
            for part, partner, name_of in partners
        ),
        valid_from=SINCE,
    )


def _announce(tx: Tx, new: Sequence[Authority]) -> None:
    for one in new:
        key = authority_id(one.code)
        fact = AuthorityRegisteredV1(
            code=one.code,
            gss_code=one.gss_code,
            name=one.name,
            region_code=one.region_code,
            region_name=one.region_name,
            children_0_17=one.children_0_17,
            valid_from=SINCE,
        )
        cause = Cause(key, "timer", "register", BY)
        tx.announce(fact, key=key, object=key, cause=cause)
        partnership = partnership_of(one)
        own = partnership_id(partnership.slug)
        tx.announce(partnership, key=own, object=own, cause=Cause(own, "timer", "register", BY))
