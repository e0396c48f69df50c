"""A webinar as a program reads it."""

from typing import Any

from contracts.codes import Theme
from contracts.http_webinar import WebinarKept, WebinarProposed, WebinarShown
from contracts.webinar import Attended, AttendeeKind
from services.correspondence.webinar.domain import Details, Webinar


def shown(one: Webinar) -> WebinarShown:
    """One in the public calendar."""
    assert one.details, "what is listed is public"
    return WebinarShown(
        webinar_id=one.id,
        version=one.version,
        cancelled=one.cancelled,
        **_parts(one.details),
    )


def kept(one: Webinar) -> WebinarKept:
    """One as the national body keeps it."""
    return WebinarKept(
        webinar_id=one.id,
        public=shown(one) if one.details else None,
        waits=WebinarProposed(**_parts(one.waits)) if one.waits else None,
        proposal=one.proposed,
        cancelled=one.cancelled,
        attended=tuple(Attended(who=AttendeeKind(w), number=n) for w, n in one.attended),
    )


def _parts(said: Details) -> dict[str, Any]:
    themes = tuple(Theme(one) for one in said.themes)
    return {**vars(said), "themes": themes}
