"""Who may read and decide a case: the members that the register knows, and what keeps each from it."""

from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import replace
from datetime import date
from uuid import UUID

from chassis.conn import Conn
from contracts.review.member import MEMBER_REGISTER
from services.review import stores
from services.review.consideration.preparing import Candidate
from services.review.consideration.wire import Held
from services.review.meeting.domain import Meeting, Members
from services.review.member.domain import Member, Register
from services.review.policy import panel

WORDS = {
    "not_serving": "their term does not cover this day",
    "interest": "they are tied to this partnership",
}


async def register(conn: Conn) -> Register:
    """The register of members."""
    found = await stores.MEMBER_REGISTERS.read(conn, [MEMBER_REGISTER])
    return found.get(MEMBER_REGISTER, Register(MEMBER_REGISTER))


def why_apart(member: Member | None, partnership: str, on: date) -> str | None:
    """What the register has against a member's part in a case, as a code; None: nothing."""
    if member is None:
        return "not_registered"
    if not member.serves(on):
        return "not_serving"
    return "interest" if member.is_tied_to(partnership, on) else None


def shut_out(known: Register, partnership: str, on: date) -> dict[str, str]:
    """The members who may not read a partnership's cases on a day, each with the reason."""
    return {one.id: WORDS[why] for one in known.members if (why := why_apart(one, partnership, on))}


def counting(known: Register, members: Members, on: date) -> tuple[tuple[str, str], ...]:
    """Those present who count whatever the case; the recused and the tied are seen to case by case."""
    meeting = Meeting(MEMBER_REGISTER, on=on, members=members)
    return held(known, meeting, partnership="").present


def held(known: Register, meeting: Meeting | None, partnership: str) -> Held:
    """A meeting for one case: who counts, who sits apart and why, of whom to warn.

    Until a register is kept, the list of who was present is taken at its word.
    """
    if meeting is None or meeting.on is None:
        return Held(None, ())
    if not known.members:
        return Held(meeting.on, meeting.present)
    on, since = meeting.on, panel.in_force(meeting.on).practice_since(meeting.on)
    apart = {
        member: why
        for member, _ in meeting.present
        if (why := why_apart(known.find(member), partnership, on))
    }
    sits = [one for m, _ in meeting.present if m not in apart and (one := known.find(m))]
    return Held(
        on,
        present=tuple((one.id, one.sector) for one in sits),
        apart=tuple((m, sector, apart[m]) for m, sector in meeting.present if m in apart),
        not_recent=tuple(one.id for one in sits if not one.practises(since)),
        not_inducted=tuple(one.id for one in sits if not one.is_inducted(on)),
    )


def candidates(known: Register, partnership: str, on: date) -> tuple[Candidate, ...]:
    """The members who might read a partnership's case, each with what shuts them out."""
    apart = shut_out(known, partnership, on)
    return tuple(Candidate(one.id, one.sector, 0, apart.get(one.id)) for one in known.members)


def loaded(
    found: Sequence[Candidate], reads: Mapping[UUID, Sequence[str]], incident: UUID
) -> tuple[Candidate, ...]:
    """Candidates for a case with their loads; ``reads``: the readers of each undecided case."""
    loads = Counter(
        member for id_, readers in reads.items() if id_ != incident for member in readers
    )
    return tuple(replace(one, load=loads[one.member_id]) for one in found)
