"""A restriction in words: who is named, why, until when, and who opened the case all the same."""

import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Any
from uuid import UUID

from chassis.conn import Conn
from chassis.web.forms import day_fields
from contracts.restriction import Ground
from services.correspondence.case.opening import ERASED
from services.correspondence.policy.restriction import restriction_rule
from services.correspondence.read_models import members, names
from services.correspondence.read_models.cases import CaseView
from services.correspondence.restriction.domain import Glass, Restriction
from services.correspondence.restriction.store import RESTRICTIONS, unreviewed
from services.correspondence.use_cases.actions import Actions
from services.correspondence.web.moves.kind import choices_of
from services.correspondence.web.shown.words import day, label, moment

ROLES = (
    ("secretary", "The secretaries"),
    ("chair", "The chair"),
    ("member", "All members"),
    ("regional_lead", "The regional lead of its region"),
)
SIGN_IN = re.compile(r"[A-Za-z0-9][A-Za-z0-9_.-]{0,99}")


def person_id(sign_in: str) -> str | None:
    """The id of a person by the name of their sign-in; None where it is not one."""
    return f"person:{sign_in}" if SIGN_IN.fullmatch(sign_in) else None


@dataclass(frozen=True)
class GlassView:
    """The page before a restricted case: that it is, and whom to ask."""

    reference: str
    officer: str
    minutes: int


@dataclass(frozen=True)
class Opened:
    """One time that it was opened by somebody who is not named."""

    id: UUID
    reference: str
    by: str
    at: str
    until: str
    reason: str
    reviewed: str


@dataclass(frozen=True)
class RestrictionView:
    """The restriction of a case that its reader may open."""

    reference: str
    rows: Sequence[tuple[str, str]]
    opened: Sequence[Opened]
    values: Mapping[str, Any]
    members: Sequence[tuple[str, str]]
    notice: str | None
    days_max: int

    grounds = tuple(choices_of(Ground))
    roles = ROLES


@dataclass(frozen=True)
class AlertsView:
    """What somebody is to look at."""

    alerts: Sequence[Opened]


async def glass_view(actions: Actions, case: CaseView) -> GlassView:
    """For who may not open it: nothing of the case but its reference."""
    async with actions.service.db.read() as conn:
        found = (await RESTRICTIONS.read(conn, [case.incident_id]))[case.incident_id]
        by = found.now.by if found.now else ""
        officer = (await names.named(conn, [by])).get(by, by)
    open_for = restriction_rule(actions.today()).open_for
    return GlassView(case.reference, officer, int(open_for.total_seconds()) // 60)


async def shown(actions: Actions, case: CaseView, notice: str | None) -> RestrictionView:
    """The restriction with its reasons in clear, for who may open the case."""
    id_, today = case.incident_id, actions.today()
    async with actions.service.db.read() as conn:
        state = (await RESTRICTIONS.read(conn, [id_])).get(id_) or Restriction(id_, case.reference)
        state = await _clear(actions, conn, state)
        named = await _named(conn, [state])
        serving = await members.serving(conn, today)
    return RestrictionView(
        reference=case.reference,
        rows=_rows(state, named),
        opened=_opened(state, named),
        values=_values(state, [one.id for one in serving]),
        members=[(one.id, one.words) for one in serving],
        notice=notice,
        days_max=restriction_rule(today).review_within.days,
    )


async def alerts(actions: Actions, who: list[str] | None) -> AlertsView:
    """What nobody has looked at yet, the earliest first, of the cases open to ``who``; None: of all."""
    async with actions.service.db.read() as conn:
        states = [await _clear(actions, conn, one) for one in await unreviewed(conn, who)]
        named = await _named(conn, states)
    found = [one for state in states for one in _opened(state, named) if not one.reviewed]
    return AlertsView(sorted(found, key=lambda one: str(one.id)))


async def _clear(actions: Actions, conn: Conn, state: Restriction) -> Restriction:
    """The same with every reason in clear."""
    sealed = [one.reason for one in state.glasses] + [one.reason for one in state.lifted]
    sealed += [state.now.reason] if state.now else []
    texts = await actions.service.keys.open_many(conn, [(state.id, one) for one in sealed])
    clear = {one: text or ERASED for one, text in zip(sealed, texts, strict=True)}
    return replace(
        state,
        now=replace(state.now, reason=clear[state.now.reason]) if state.now else None,
        lifted=tuple(replace(one, reason=clear[one.reason]) for one in state.lifted),
        glasses=tuple(replace(one, reason=clear[one.reason]) for one in state.glasses),
    )


async def _named(conn: Conn, states: Iterable[Restriction]) -> Mapping[str, str]:
    """What people and roles are called."""
    ids: list[str] = []
    for one in states:
        ids += [*(one.now.open_to if one.now else ()), *(lifted.by for lifted in one.lifted)]
        ids += [who for glass in one.glasses for who in (glass.by, glass.reviewed_by or "")]
    roles = {f"role:{code}": words for code, words in ROLES}
    sworn = {f"person:{id_}": name for id_, name in (await members.names(conn)).items()}
    return {**roles, **sworn, **await names.named(conn, ids)}


def _rows(state: Restriction, named: Mapping[str, str]) -> Sequence[tuple[str, str]]:
    now, last = state.now, state.lifted[-1:]
    if now is None:
        lifted = [f"{day(one.on)}, by {named.get(one.by, one.by)}: {one.reason}" for one in last]
        return (("Restricted", "No"), *(("Lifted", words) for words in lifted))
    return (
        ("Restricted", f"Since {day(now.on)}, by {named.get(now.by, now.by)}"),
        ("For", label(Ground, now.ground)),
        ("Why", now.reason),
        ("Open to", ", ".join(named.get(one, one) for one in now.open_to)),
        ("To be reviewed on", day(now.review_on)),
    )


def _opened(state: Restriction, named: Mapping[str, str]) -> list[Opened]:
    return [
        Opened(
            id=one.id,
            reference=state.reference,
            by=named.get(one.by, one.by),
            at=moment(one.at),
            until=_until(one),
            reason=one.reason,
            reviewed=_reviewed(one.reviewed_by, named),
        )
        for one in state.glasses
    ]


def _until(glass: Glass) -> str:
    why = ", when the restriction was changed or lifted" if glass.ended_at else ""
    return f"{moment(glass.over_at)}{why}"


def _reviewed(by: str | None, named: Mapping[str, str]) -> str:
    return named.get(by, by) if by else ""


def _values(state: Restriction, serving: Sequence[str]) -> Mapping[str, Any]:
    """The form as the restriction stands."""
    if (now := state.now) is None:
        return {}
    people = [one.removeprefix("person:") for one in now.open_to if one.startswith("person:")]
    return {
        "ground": now.ground,
        "reason": now.reason,
        "roles": [one.removeprefix("role:") for one in now.open_to if one.startswith("role:")],
        "members": [one for one in people if one in serving],
        "people": "\n".join(one for one in people if one not in serving),
        **day_fields("review_on", now.review_on),
    }
