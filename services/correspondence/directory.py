"""Who is who in each partnership, folded from the register's facts."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from uuid import UUID

from chassis.conn import Conn
from contracts.codes import Partner
from contracts.register import Organisation, PartnershipRegisteredV1
from services.correspondence.office_holder import store as office_holders
from services.correspondence.policy.deliveries import delivery_rule


@dataclass(frozen=True)
class Addressee:
    """One statutory partner's organisation and the mailbox to write to: its own, or that of ``holder``.

    ``channel``: how letters come; ``address``: where paper goes.
    """

    code: str
    partner: str
    name: str
    mailbox: str | None
    holder: UUID | None = None
    channel: str = "email"
    address: str = ""

    @property
    def is_reached(self) -> bool:
        """Whether a letter finds its way there."""
        return bool(self.mailbox) or self.channel != "email"


async def fold(conn: Conn, facts: Sequence[PartnershipRegisteredV1]) -> None:
    """Enter partnerships and their organisations, and let go of those that left.

    A mailbox that a person corrected here stays until the register names another one. Those of a partnership
    that ended stay too: its open cases still have their letters.
    """
    facts = list({fact.slug: fact for fact in facts}.values())  # the last word on each
    await conn.executemany(
        """
        insert into partnership (slug, name, region_code) values ($1, $2, $3)
        on conflict (slug) do update set name = excluded.name, region_code = excluded.region_code
        """,
        [(f.slug, f.name, f.region_code) for f in facts],
    )
    await conn.executemany(
        """
        insert into organisation (code, partnership, partner, name, mailbox, registered_mailbox)
        values ($1, $2, $3, $4, $5, $5)
        on conflict (partnership, code) do update set
            partner = excluded.partner,
            name = excluded.name,
            registered_mailbox = excluded.registered_mailbox,
            mailbox = case
                when organisation.registered_mailbox is distinct from excluded.registered_mailbox
                then excluded.mailbox else organisation.mailbox
            end
        """,
        [(o.code, f.slug, o.partner, _name(o), o.mailbox) for f in facts for o in f.organisations],
    )
    await conn.executemany(
        "delete from organisation where partnership = $1 and code <> all($2::text[])",
        [(f.slug, [o.code for o in f.organisations]) for f in facts],
    )


def _name(one: Organisation) -> str:
    """As a letter addresses it: the register has a force by its area, which is often an authority's name too."""
    bare = one.partner == Partner.POLICE and "Police" not in one.name
    return f"{one.name} Police" if bare else one.name


async def addressees(conn: Conn, partnership: str, on: date) -> list[Addressee]:
    """The organisations of a partnership's three partners, with who is written to on a day.

    That is who holds the role of policy then; where nobody does, the organisation's mailbox.
    """
    rows = await conn.fetch(
        """
        select code, partner, name, mailbox from organisation
        where partnership = $1 order by partner, code
        """,
        partnership,
    )
    speaking = await office_holders.of(conn, [row["code"] for row in rows])
    roles, found = delivery_rule(on).roles, []
    for row in rows:
        organisation = speaking[row["code"]]
        holder = organisation.speaker(roles, on)
        mailbox = holder.now.person.mailbox if holder else row["mailbox"]
        found.append(
            Addressee(
                code=row["code"],
                partner=row["partner"],
                name=row["name"],
                mailbox=mailbox,
                holder=holder.id if holder else None,
                channel=organisation.channel,
                address=organisation.address,
            )
        )
    return found


async def name_of(conn: Conn, partnership: str) -> str:
    """A partnership's full name; its slug when the register has not told yet."""
    found: str | None = await conn.fetchval(
        "select name from partnership where slug = $1", partnership
    )
    return found or partnership


async def region_of(conn: Conn, partnership: str) -> str | None:
    """The code of a partnership's region; None for one that the register has not told of."""
    found: str | None = await conn.fetchval(
        "select region_code from partnership where slug = $1", partnership
    )
    return found


async def correct_mailbox(conn: Conn, organisation: str, mailbox: str) -> None:
    """Write to another address from now on."""
    await conn.execute(
        "update organisation set mailbox = $2 where code = $1", organisation, mailbox
    )


async def all_names(conn: Conn) -> dict[str, str]:
    """Every partnership's full name by its slug."""
    rows = await conn.fetch("select slug, name from partnership")
    return {row["slug"]: row["name"] for row in rows}


async def of_region(conn: Conn, region: str) -> list[tuple[str, str]]:
    """The partnerships of a region by name: slug and full name."""
    rows = await conn.fetch(
        "select slug, name from partnership where region_code = $1 order by name", region
    )
    return [(row["slug"], row["name"]) for row in rows]
