"""The file of members that an installation brings, entered once into review's register."""

import hashlib
from collections.abc import Sequence
from uuid import uuid5

from chassis.ask import Sender, send
from chassis.db import Database
from contracts.review.member import MEMBER_REGISTER, MemberEntry, RegisterMembersV1
from services.correspondence.policy.members import Member

SENDER = Sender("system:correspondence", frozenset())


class MemberSeed:
    """Gives the file's members to review: the same file once, another one again; nobody is taken out."""

    def __init__(self, db: Database, register: Sequence[Member]) -> None:
        """``register``: what the file names."""
        self._db, self._command = db, command_of(register)
        digest = hashlib.sha256(self._command.model_dump_json().encode()).digest()
        self._digest, self._id = digest, uuid5(MEMBER_REGISTER, digest.hex())

    async def round(self) -> int:
        """Ask for what was not asked for yet; never anything to do again."""
        if not self._command.members:
            return 0
        async with self._db.begin([MEMBER_REGISTER]) as tx:
            await send(
                tx,
                self._command,
                key=MEMBER_REGISTER,
                sender=SENDER,
                command_id=self._id,
                digest=self._digest,
            )
        return 0


def command_of(register: Sequence[Member]) -> RegisterMembersV1:
    """The members of a file as review takes them."""
    return RegisterMembersV1(
        members=tuple(
            MemberEntry(
                member_id=one.id,
                name=one.name,
                sector=one.sector,
                serves_from=one.since,
                serves_until=one.until,
                practised_until=one.practised_until,
                inducted_on=one.inducted_on,
                shadowed_on=one.shadowed_on,
            )
            for one in register
        )
    )
