"""``docs/access.md``, written from the policies that the services ask: who may do what, role by role."""

from collections.abc import Mapping
from pathlib import Path

from chassis.access import Policy
from contracts.topics import TOPICS
from services.analytics.access import POLICY as ANALYTICS
from services.correspondence.access import POLICY as CORRESPONDENCE
from services.notify.access import POLICY as NOTIFY
from services.review.access import POLICY as REVIEW

FILE = Path(__file__).resolve().parents[1] / "docs" / "access.md"
POLICIES: Mapping[str, Policy] = {
    "notify": NOTIFY,
    "review": REVIEW,
    "correspondence": CORRESPONDENCE,
    "analytics": ANALYTICS,
}
LEAD = """# Who may do what

What a role is not given here is refused. Most of it reaches only as far as its holder does: an authority, a partnership, a region. `make contracts` writes this page
from the policies that each service asks before it answers.

The Panel is independent of the Department for Education: the sign-in, the sender of its letters, the databases and these policies are its own. The department and Ofsted
are subscribers, like any other body outside. Their systems have the role `analytics_consumer`, which reads figures whose small numbers are protected, and they may be
granted the topics below, which hold no child's identity and no narrative. No role here is the department's or Ofsted's beyond that, and none is given everything.
"""


def page() -> str:
    """The page as it should be."""
    parts = [LEAD, _topics()]
    parts += [_table(service, policy) for service, policy in POLICIES.items()]
    return "\n".join(parts)


def _topics() -> str:
    rows = [f"| `{topic.name}` |" for topic in TOPICS if topic.outside]
    return "\n".join(["| topics that bodies outside may be granted |", "|---|", *rows, ""])


def _table(service: str, policy: Policy) -> str:
    rows = [
        f"| `{role}` | {', '.join(p.replace('_', ' ') for p in sorted(may))} |"
        for role, may in sorted(policy.matrix().items())
    ]
    return "\n".join([f"## `{service}`", "", "| role | may |", "|---|---|", *rows, ""])


if __name__ == "__main__":
    FILE.write_text(page(), encoding="utf-8")
