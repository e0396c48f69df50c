"""Every way into ``notify`` over HTTP: systems below ``/v1``, people on pages."""

from fastapi import APIRouter

from services.notify.notification.changing import Changing
from services.notify.parts import Parts
from services.notify.web.audit import build_audit
from services.notify.web.batch import build_batch
from services.notify.web.changes import build_changes, build_questions
from services.notify.web.clocks import build_clocks
from services.notify.web.completeness import build_completeness
from services.notify.web.duplicates import build_duplicates
from services.notify.web.export import build_export
from services.notify.web.files import build_files
from services.notify.web.following import build_following
from services.notify.web.form.routes import build_pages
from services.notify.web.former import build_former
from services.notify.web.identity import build_identity
from services.notify.web.intake import build_intake
from services.notify.web.later.kinds import Using
from services.notify.web.later.routes import build_later
from services.notify.web.matches import build_matches
from services.notify.web.policy import build_policy
from services.notify.web.pre_check import build_pre_check
from services.notify.web.reading import build_reading
from services.notify.web.register import build_register
from services.notify.web.search import build_search
from services.notify.web.send import build_send
from services.notify.web.sender import build_sender
from services.notify.web.sends import build_sends
from services.notify.web.telling import build_telling
from services.notify.web.thresholds import build_thresholds
from services.notify.web.webhooks import build_webhooks


def for_systems(parts: Parts) -> list[APIRouter]:
    """What a case system speaks to."""
    return [
        build_intake(parts.notifications),
        build_pre_check(parts.service),
        build_batch(parts.notifications),
        build_reading(parts.notifications, parts.reading),
        build_clocks(parts.notifications, parts.drafts),
        build_following(parts.reading),
        build_changes(parts.notifications),
        build_questions(parts.duplicates, parts.advising),
        build_telling(parts.recording, parts.service),
        build_sender(parts.notifications),
        build_webhooks(parts.registering, parts.notifications.senders),
        build_policy(parts.service),
    ]


def for_people(parts: Parts) -> list[APIRouter]:
    """What a person opens."""
    return [
        *build_pages(parts.by_form, parts.reading, parts.public_url),
        build_later(
            Using(
                parts.notifications,
                Changing(parts.notifications),
                parts.duplicates,
                parts.advising,
            )
        ),
        build_files(parts.files),
        build_search(parts.notifications),
        build_identity(parts.notifications, parts.desk_url),
        build_export(parts.notifications),
        build_matches(parts.matching),
        build_former(parts.notifications),
        build_duplicates(parts.notifications, parts.duplicates),
        build_sends(parts.recording, parts.service),
        build_send(parts.recording, parts.service),
        build_thresholds(parts.notifications, parts.advising),
        build_completeness(parts.notifications),
        build_register(parts.service),
        build_audit(parts.service),
    ]
