"""Who of an organisation is written to, and until when a failure is seen to; of ``deliveries.toml``."""

from dataclasses import dataclass
from datetime import date

from chassis.calendar import add_working_days
from chassis.dated import in_force, tables


@dataclass(frozen=True)
class DeliveryRule:
    """The rule of a day."""

    version: str
    roles: tuple[str, ...]
    task_working_days: int


def delivery_rule(on: date) -> DeliveryRule:
    """What is in force on a day."""
    row = in_force(tables(__package__, "deliveries.toml")["deliveries"], on)
    return DeliveryRule(row["version"], tuple(row["roles"]), row["task_working_days"])


def task_due(on: date) -> date:
    """The day by which a person sees to a failure of that day."""
    return add_working_days(on, delivery_rule(on).task_working_days, provisional=True)
