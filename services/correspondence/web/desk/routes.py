"""The desk: every page of the national body's staff and members."""

from typing import Annotated

from fastapi import APIRouter, Depends
from fastapi.responses import RedirectResponse, Response

from chassis.identity import Actor
from chassis.web.guard import needs
from chassis.web.join import join
from services.correspondence.access import POLICY
from services.correspondence.use_cases.actions import Actions
from services.correspondence.web.both import BOTH
from services.correspondence.web.decided import build_similar
from services.correspondence.web.desk.audit import build_audit
from services.correspondence.web.desk.calendar import build_calendar
from services.correspondence.web.desk.contact import build_contact
from services.correspondence.web.desk.contacts import build_contacts
from services.correspondence.web.desk.letter import build_letter
from services.correspondence.web.desk.letter_text import build_letter_text
from services.correspondence.web.desk.letter_withdrawal import build_letter_withdrawal
from services.correspondence.web.desk.letters import build_letters
from services.correspondence.web.desk.lines import build_lines
from services.correspondence.web.desk.meetings import build_meetings
from services.correspondence.web.desk.members import build_members
from services.correspondence.web.desk.news import build_reach
from services.correspondence.web.desk.papers import build_papers
from services.correspondence.web.desk.post import build_post
from services.correspondence.web.desk.regional_groups import build_regional_groups
from services.correspondence.web.desk.restriction import build_restriction
from services.correspondence.web.desk.review_letter import build_review_letter
from services.correspondence.web.desk.routine import build_routine
from services.correspondence.web.desk.selection import build_selection
from services.correspondence.web.desk.tasks import build_tasks
from services.correspondence.web.desk.views import build_views
from services.correspondence.web.desk.voices import build_voices
from services.correspondence.web.desk.webinars import build_webinars_kept
from services.correspondence.web.desk.worklist import build_worklist
from services.correspondence.web.due import build_due

ROOT = "/desk"
PARTS = (
    build_worklist,
    build_letters,
    build_letter,
    build_letter_text,
    build_letter_withdrawal,
    build_review_letter,
    build_lines,
    build_tasks,
    build_post,
    build_meetings,
    build_papers,
    build_routine,
    build_members,
    build_regional_groups,
    build_calendar,
    build_selection,
    build_similar,
    build_views,
    build_contacts,
    build_contact,
    build_voices,
    build_restriction,
    build_audit,
    build_reach,
    build_webinars_kept,
)
Reader = Annotated[Actor, Depends(needs(POLICY, "see_desk"))]


def build_desk(actions: Actions) -> APIRouter:
    """All routes below ``/desk``."""
    routes = APIRouter(include_in_schema=False)

    @routes.get(ROOT)
    async def first_page(_actor: Reader) -> Response:
        return RedirectResponse(f"{ROOT}/cases", status_code=303)

    join(routes, *(build(actions) for build in PARTS))
    join(routes, *(build(actions, ROOT, "see_desk") for build in (*BOTH, build_due)))
    return routes
