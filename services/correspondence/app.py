"""``correspondence`` put together."""

from fastapi import APIRouter, FastAPI

from chassis.garbage import look_rarely
from chassis.log import set_up_logging
from chassis.schedule import Due, Every
from chassis.service import Service
from chassis.web.api_page import describe
from chassis.web.mount import mount_pages
from contracts.http_correspondence import ApprovalBody, MailboxBody, ReplyBody
from services.correspondence.consumers import build_consumes
from services.correspondence.delivery.rounds import Deliveries
from services.correspondence.digest.handlers import Digests
from services.correspondence.document.rescan import Rescan
from services.correspondence.letter.handlers import Letters
from services.correspondence.news.rounds import News
from services.correspondence.post import GovukNotifyPost
from services.correspondence.rounds.dialogue import DialogueRounds
from services.correspondence.rounds.leavers import Leavers
from services.correspondence.rounds.members import MemberSeed
from services.correspondence.settings import CorrespondenceSettings
from services.correspondence.use_cases.actions import Actions
from services.correspondence.web.api.calendar import build_calendar_api
from services.correspondence.web.api.cases import build_api
from services.correspondence.web.api.decisions import build_decision_api
from services.correspondence.web.api.dialogue import build_dialogue_api
from services.correspondence.web.api.letter_texts import build_letter_texts_api
from services.correspondence.web.api.letters import build_letters_api
from services.correspondence.web.api.library import build_library_api
from services.correspondence.web.api.members import build_members_api
from services.correspondence.web.api.news import build_news_api
from services.correspondence.web.api.people import build_people_api
from services.correspondence.web.api.receipts import build_receipts
from services.correspondence.web.api.regional_groups import build_regional_groups_api
from services.correspondence.web.api.review_letters import build_review_letters_api
from services.correspondence.web.api.template import build_template_api
from services.correspondence.web.api.webinars import build_webinars_api
from services.correspondence.web.due import build_due_api
from services.correspondence.web.pages import build_pages, site
from services.correspondence.web.shut_out import lead_to_the_glass

DELIVERY_PACE_S = 0.5
LOOK_S_MAX = 10
RESCAN_PACE_S = 10
MEMBERS_PACE_S = 600
DIGEST_PACE_S = 60
DIALOGUE_PACE_S = 60
NEWS_PACE_S = 15
NEWS_LOOK_S_MAX = 300
"""So long a round rests at most, whatever it was told: a word of the database may be lost."""
LEAVERS_PACE_S = 3600
ABOUT = (
    "How partners' case systems follow a notified incident: read a case, give the commands that the pages"
    " give, send documents, read letters and reply. Every request carries an OAuth2 bearer token; every"
    " refusal is a problem document (RFC 9457)."
)


def build(settings: CorrespondenceSettings) -> FastAPI:
    """The application; nothing connects before its lifespan."""
    service = Service(settings)
    letters = Letters(service.keys, settings.made_up_data)
    actions = Actions(service, settings, letters)
    post = GovukNotifyPost(
        settings.notify_api_key.get_secret_value(), settings.notify_api_url, settings.templates
    )
    deliveries = Deliveries(service.db, post, settings.public_url, settings.task_owner)
    news = News(service.db, post, settings.public_url)
    rescan = Rescan(service.db, service.keys, settings.clamd_host, settings.clamd_port)
    app = service.build(
        build_consumes(service.keys, settings.organiser),
        [
            *_interface(actions),
            build_receipts(deliveries, settings.notify_callback_token, news),
            *build_pages(actions),
        ],
        [
            Every(
                "deliveries",
                DELIVERY_PACE_S,
                deliveries.round,
                due=Due("deliveries", LOOK_S_MAX, deliveries.next_s),
            ),
            Every("rescan", RESCAN_PACE_S, rescan.round),
            Every("members", MEMBERS_PACE_S, MemberSeed(service.db, settings.register).round),
            Every("dialogue", DIALOGUE_PACE_S, DialogueRounds(service.db, service.clock).round),
            Every("news", NEWS_PACE_S, news.round, due=Due("news", NEWS_LOOK_S_MAX, news.next_s)),
            Every("leavers", LEAVERS_PACE_S, Leavers(service.db, service.clock).round),
            Every("digests", DIGEST_PACE_S, Digests(service.db, service.clock).round),
        ],
    )
    mount_pages(app, site(settings.site_name, settings.trends_url))
    lead_to_the_glass(app)
    describe(app, [ReplyBody, ApprovalBody, MailboxBody], ABOUT)
    return app


def _interface(actions: Actions) -> list[APIRouter]:
    """What programs call."""
    return [
        build_api(actions),
        build_letters_api(actions),
        build_letter_texts_api(actions),
        build_review_letters_api(actions),
        build_dialogue_api(actions),
        build_template_api(actions),
        build_members_api(actions),
        build_people_api(actions),
        build_decision_api(actions),
        build_regional_groups_api(actions),
        build_library_api(actions),
        build_webinars_api(actions),
        build_news_api(actions),
        build_calendar_api(actions),
        build_due_api(actions),
    ]


def create() -> FastAPI:
    """For ``uvicorn services.correspondence.app:create --factory``."""
    set_up_logging("correspondence")
    app = build(CorrespondenceSettings())
    look_rarely()
    return app
