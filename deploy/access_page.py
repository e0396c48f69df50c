"""``docs/access.md``, written from the policies that the services ask: who may do what, role by role."""

from collections.abc import Mapping
from pathlib import Path

from chassis.access import Policy
from chassis.web.guard import Guarded, guarded
from contracts.topics import TOPICS
from deploy.unconnected import app_of
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
What they must be told of a notification, the Panel's secretariat tells them, or a program of its own (`telling_system`).
"""

ROUTES = """## Every page and call

What each asks of who opens it, before anything is read: a permission of the tables above, which names the roles. Where it is about one case, the case's own scope is asked after that; a restricted
one is open to those alone who are named in it. A test walks every one of them with every role, and with none.
"""


def page() -> str:
    """The page as it should be."""
    parts = [LEAD, _topics()]
    parts += [_table(service, policy) for service, policy in POLICIES.items()]
    parts += [ROUTES, *(_routes(service) for service in POLICIES)]
    return "\n".join(parts)


def _routes(service: str) -> str:
    rows = [
        f"| {one.method} `{one.path}` | {_needs(one)} |"
        for one in sorted(guarded(app_of(service)), key=lambda one: (one.path, one.method))
    ]
    return "\n".join(
        [f"### Ways into `{service}`", "", "| page or call | needs |", "|---|---|", *rows, ""]
    )


def _needs(one: Guarded) -> str:
    """``see desk``, with a token for a program; ``nothing``: anybody may open it."""
    words = " and ".join(name.replace("_", " ") for name in one.permissions) or "nothing"
    return f"{words}, by token" if one.by_token else words


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
