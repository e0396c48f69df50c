"""Whether an authority must notify, by the rules of the day on which it does."""

from datetime import date

from chassis.errors import Refused
from contracts.http_notify import NotificationBody
from services.notify.notification.children import may_be_a_child
from services.notify.policy import rules


def scope(body: NotificationBody, on: date) -> tuple[rules.Route, str]:
    """The route, and the paragraph that says so; raises Refused when the duty is another authority's."""
    child = any(may_be_a_child(one, body.occurred_on, on) for one in body.children)
    where, basis = rules.route(body.kind_of_incident, body.abuse_neglect, of_a_child=child, on=on)
    outside = body.outside_england
    if outside is None or where != "in_scope":
        return where, basis
    source = f"{rules.DUTY}(b)"
    if not outside.normally_resident:
        raise Refused(
            "Outside England, the authority where the child normally lives notifies.",
            source,
            "/outside_england/normally_resident",
            "not_notifiable",
        )
    return where, basis.replace(rules.DUTY, f"{source}, outside England")
