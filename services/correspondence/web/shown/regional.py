"""Regional groups in words: what of a year's meetings is missing, agendas, offers and what became of them."""

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from uuid import UUID

from chassis.conn import Conn
from contracts.analytics import TrendReleasedV1
from contracts.codes import Theme
from contracts.review.regional_group import Support, Uptake
from services.correspondence import directory
from services.correspondence.policy.regional_groups import rule
from services.correspondence.read_models import members, trends
from services.correspondence.read_models.regional_groups import Group, Meeting, Offer
from services.correspondence.web.shown.words import REGIONS, day, label, listed

YEARS_MAX = 3


@dataclass(frozen=True)
class Year:
    """The meetings of one calendar year beside those that are meant."""

    year: int
    held: int
    to_come: int
    not_recorded: int
    meant: int

    @property
    def missing(self) -> int:
        """How many are neither held, to come, nor waiting for who came."""
        return max(0, self.meant - self.held - self.to_come - self.not_recorded)

    @property
    def words(self) -> str:
        """``1 held, 1 to come``."""
        said = [f"{self.held} held", f"{self.to_come} to come"]
        waiting = f"{self.not_recorded} of which nobody said who came"
        return ", ".join([*said, waiting] if self.not_recorded else said)

    @property
    def tag(self) -> tuple[str, str]:
        """What is missing, and its colour."""
        if self.missing:
            return f"{self.missing} of {self.meant} missing", "red"
        return ("Say who came", "yellow") if self.not_recorded else ("Nothing missing", "green")


@dataclass(frozen=True)
class MeetingShown:
    """One meeting in words."""

    id: UUID
    meets_on: str
    agenda: Sequence[str]
    state: str
    colour: str
    came: str
    away: str


@dataclass(frozen=True)
class OfferShown:
    """One offer in words; ``short`` names it in a list of choices."""

    id: UUID
    partnership: str
    support: str
    offered_on: str
    because_of: str
    uptake: str
    colour: str
    short: str


@dataclass(frozen=True)
class GroupShown:
    """One group in words."""

    id: UUID
    region: str
    lead: str
    members: Sequence[tuple[str, str]]
    formed_on: str
    years: Sequence[Year]
    meetings: Sequence[MeetingShown]
    offers: Sequence[OfferShown]
    taken: int
    answered: int


@dataclass(frozen=True)
class Known:
    """What ids stand for."""

    partnerships: Mapping[str, str]
    members: Mapping[str, str]
    trends: Mapping[UUID, TrendReleasedV1]

    def trend(self, id_: UUID) -> str:
        """``Neglect, found in 12 of 80 reviews``."""
        found = self.trends.get(id_)
        return trend_words(found) if found else "A trend that was not told of here"

    def all(self, slugs: Sequence[str]) -> str:
        """Partnerships by name."""
        return listed([self.partnerships.get(one, one) for one in slugs])


async def known_of(conn: Conn, trend_ids: Collection[UUID]) -> Known:
    """What is told here of partnerships, members and these trends."""
    return Known(
        await directory.all_names(conn),
        await members.names(conn),
        await trends.named(conn, sorted(trend_ids)),
    )


def trend_words(found: TrendReleasedV1) -> str:
    """A released trend in a line."""
    theme = label(Theme, found.theme)
    return f"{theme}, found in {found.reviews} of {found.of_reviews} reviews by {day(found.as_of)}"


def shown(group: Group, known: Known, today: date) -> GroupShown:
    """A group in words."""
    answered = [one for one in group.offers if one.uptake]
    return GroupShown(
        id=group.id,
        region=REGIONS.get(group.region_code, group.region_code),
        lead=known.members.get(group.lead, group.lead),
        members=[(one, known.partnerships.get(one, one)) for one in group.partnerships],
        formed_on=day(group.formed_on),
        years=years(group, today),
        meetings=[_meeting(one, group, known, today) for one in group.meetings],
        offers=[offer_shown(one, known) for one in group.offers],
        taken=sum(one.uptake == Uptake.TAKEN for one in answered),
        answered=len(answered),
    )


def years(group: Group, today: date) -> list[Year]:
    """This year and those before it since the group was formed, the newest first."""
    first = max(group.formed_on.year, today.year - YEARS_MAX + 1)
    return [_year(group, number, today) for number in range(today.year, first - 1, -1)]


def _year(group: Group, number: int, today: date) -> Year:
    of_year = [one for one in group.meetings if one.meets_on.year == number]
    held = sum(one.attended is not None for one in of_year)
    to_come = sum(one.attended is None and one.meets_on > today for one in of_year)
    meant = rule(date(number, 12, 31)).meetings_a_year
    return Year(number, held, to_come, len(of_year) - held - to_come, meant)


def _meeting(one: Meeting, group: Group, known: Known, today: date) -> MeetingShown:
    agenda = [known.trend(id_) for id_ in one.trends]
    if one.attended is None:
        state = ("To come", "blue") if one.meets_on > today else ("Who came?", "yellow")
        return MeetingShown(one.id, day(one.meets_on), agenda, *state, "", "")
    away = [slug for slug in group.partnerships if slug not in one.attended]
    came = (known.all(one.attended) or "Nobody", known.all(away) or "Nobody")
    return MeetingShown(one.id, day(one.meets_on), agenda, "Held", "green", *came)


def offer_shown(one: Offer, known: Known) -> OfferShown:
    """One offer in words."""
    name, support = known.partnerships.get(one.partnership, one.partnership), one.support
    words, colour = "No answer yet", "yellow"
    if one.uptake:
        colour = "green" if one.uptake == Uptake.TAKEN else "grey"
        words = f"{label(Uptake, one.uptake)}, {day(one.answered_on)}"
    return OfferShown(
        id=one.id,
        partnership=name,
        support=label(Support, support),
        offered_on=day(one.offered_on),
        because_of=known.trend(one.trend_id) if one.trend_id else "",
        uptake=words,
        colour=colour,
        short=f"{label(Support, support)}: {name}, {day(one.offered_on)}",
    )
