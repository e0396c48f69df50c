"""How a case stands before and after its meeting, for the Panel's readers: route, readers, comments, who sat."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any
from uuid import UUID

from chassis.conn import Conn
from chassis.seal import KeyRing
from contracts.codes import Outcome
from contracts.review.preparation import Route, WhyApart
from services.correspondence.read_models.timeline import Entry
from services.correspondence.web.shown.timeline import ERASED
from services.correspondence.web.shown.words import label, lower

TEXTS = {
    "case-triaged": "note",
    "reader-commented": "comment",
    "member-recused": "reason",
    "dissent-recorded": "reason",
}


@dataclass(frozen=True)
class Said:
    """Something that one member said; ``proposes``: an outcome, in words."""

    who: str
    words: str
    proposes: str = ""


@dataclass(frozen=True)
class Preparing:
    """What the Panel recorded of one round; ``counted``: who sat, ``apart``: who did not count and why."""

    route: str = ""
    sectors: Sequence[str] = ()
    note: str = ""
    readers: Sequence[str] = ()
    comments: Sequence[Said] = ()
    recused: Sequence[Said] = ()
    counted: Sequence[str] = ()
    apart: Sequence[str] = ()
    dissents: Sequence[Said] = ()

    @property
    def any(self) -> bool:
        """Whether there is anything to show."""
        return any(vars(self).values())


async def texts(
    conn: Conn, keys: KeyRing, cases: Mapping[UUID, Sequence[Entry]]
) -> dict[UUID, str]:
    """The words of these cases' preparation by the fact that holds them, in one round trip."""
    told = [(case, one) for case, entries in cases.items() for one in entries if one.name in TEXTS]
    sealed = [(case, one.fact.get(TEXTS[one.name])) for case, one in told]
    opened = await keys.open_many(conn, sealed)
    return {
        one.id: text or (ERASED if closed else "")
        for (_, one), (_, closed), text in zip(told, sealed, opened, strict=True)
    }


def of_case(
    entries: Sequence[Entry], words: Mapping[UUID, str], named: Mapping[str, str], round_: int
) -> Preparing:
    """The round's preparation; a member is recused from the whole case. What is not opened is empty."""
    return _Telling(entries, words, named, round_).preparing()


@dataclass(frozen=True)
class _Telling:
    entries: Sequence[Entry]
    words: Mapping[UUID, str]
    named: Mapping[str, str]
    round: int

    def preparing(self) -> Preparing:
        triaged = self._last("case-triaged")
        considered = self._last("case-considered")
        sat = considered.fact["members"] if considered else ()
        gone = {one.fact["member_id"] for one in self._all("member-recused", any_round=True)}
        return Preparing(
            route=label(Route, triaged.fact["route"]) if triaged else "",
            sectors=triaged.fact.get("sectors", ()) if triaged else (),
            note=self.words.get(triaged.id, "") if triaged else "",
            readers=[self._name(one) for one in self._readers() if one not in gone],
            comments=[self._said(one) for one in self._all("reader-commented")],
            recused=[self._said(one) for one in self._all("member-recused", any_round=True)],
            counted=[self._sat(one) for one in sat if not one.get("apart")],
            apart=[self._sat(one) for one in sat if one.get("apart")],
            dissents=[self._said(one) for one in self._all("dissent-recorded")],
        )

    def _all(self, name: str, *, any_round: bool = False) -> list[Entry]:
        found = [one for one in self.entries if one.name == name]
        return [one for one in found if any_round or one.fact.get("round") == self.round]

    def _last(self, name: str) -> Entry | None:
        return next(reversed(self._all(name)), None)

    def _readers(self) -> list[str]:
        """The latest allocation of any round: readers stay."""
        given = self._all("readers-allocated", any_round=True)
        return [one["member_id"] for one in given[-1].fact["readers"]] if given else []

    def _name(self, member: str) -> str:
        return self.named.get(member, member)

    def _said(self, one: Entry) -> Said:
        proposes = one.fact.get("proposes")
        words = lower(label(Outcome, proposes)) if proposes else ""
        return Said(self._name(one.fact["member_id"]), self.words.get(one.id, ""), words)

    def _sat(self, one: Mapping[str, Any]) -> str:
        who = f"{self._name(one['member_id'])}, {one['sector'].replace('_', ' ')}"
        return f"{who}: {lower(label(WhyApart, one['apart']))}" if one.get("apart") else who
