"""The log of selection: the contract's words in, facts out."""

from collections.abc import Sequence
from datetime import date

from chassis.execute import Order
from contracts.envelope import Fact
from contracts.review.selection import LogSelectionV1, SelectionLoggedV1
from services.review.policy import rules
from services.review.policy.framework import framework
from services.review.selection import domain


def log_from(command: LogSelectionV1, on: date) -> domain.Log:
    """An entry, as the rules take it."""
    found = command.prevalence
    told = found.model_dump(mode="json") if found else {}
    return domain.Log(
        on=on,
        topic=command.topic,
        outcome=command.outcome,
        reason_codes=tuple(command.reason_codes),
        criteria=tuple((one.criterion, one.finding) for one in command.criteria),
        partnerships=found.partnerships if found else None,
        partnerships_min=rules.limits().selection_partnerships_min,
        said=command,
        figures=tuple((name, str(value)) for name, value in sorted(told.items())),
    )


def announce(
    state: domain.Selection, event: domain.Event, _order: Order[domain.Command]
) -> Sequence[Fact]:
    """The fact that tells of it; whatever was sent beside its fields is gone."""
    said: LogSelectionV1 = event.command.said
    logged = SelectionLoggedV1(
        selection_id=state.id,
        topic=said.topic,
        outcome=said.outcome,
        reason_codes=said.reason_codes,
        criteria=said.criteria,
        prevalence=said.prevalence,
        logged_on=event.command.on,
        framework_version=framework(event.command.on).version,
    )
    return (logged,)
