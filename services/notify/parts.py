"""What the ways into ``notify`` share: the use cases, each made once."""

from dataclasses import dataclass
from typing import Self

from chassis.schedule import Every
from chassis.seal import oct_key
from chassis.service import Service
from services.notify.by_form import ByForm
from services.notify.draft.handlers import Drafts
from services.notify.draft.leavers import Leavers
from services.notify.draft.locked import Locked
from services.notify.files.handlers import Files
from services.notify.matching import Matching
from services.notify.notification.advising import Advising
from services.notify.notification.duplicates import BATCH_MAX, Duplicates
from services.notify.notification.handlers import Notifications
from services.notify.notification.identity import IdentityStore
from services.notify.notification.reading import Reading
from services.notify.notification.recording import Recording
from services.notify.register.handlers import tell_of_the_day
from services.notify.register.queries import areas_of, homes_of
from services.notify.sender.topics import EVERY_S, rule_topics
from services.notify.settings import NotifySettings
from services.notify.webhook.address import Guard
from services.notify.webhook.registering import Registering
from services.notify.webhook.sending import FOLLOW_MAX, Sending

OFTEN_S, NOW_AND_THEN_S, SELDOM_S, EACH_MINUTE_S, HOURLY_S = 1.0, 5.0, 30.0, 60.0, 3600.0


@dataclass(frozen=True)
class Parts:
    """The use cases of the running service."""

    service: Service
    desk_url: str
    public_url: str
    people: IdentityStore
    notifications: Notifications
    advising: Advising
    duplicates: Duplicates
    reading: Reading
    recording: Recording
    matching: Matching
    files: Files
    registering: Registering
    sending: Sending
    drafts: Drafts
    by_form: ByForm

    @classmethod
    def of(cls, service: Service, settings: NotifySettings) -> Self:
        """Made of the settings; nothing connects."""
        identity_key = settings.identity_key.get_secret_value()
        people, drafts = (
            IdentityStore(identity_key),
            Drafts(service, Locked(identity_key), homes_of),
        )
        notifications = Notifications(service, people, areas_of)
        advising = Advising(notifications)
        own = oct_key(settings.wrapping_key.get_secret_value())
        guard = Guard(strict=settings.environment == "production")
        return cls(
            service=service,
            desk_url=settings.desk_url,
            public_url=settings.public_url,
            people=people,
            notifications=notifications,
            advising=advising,
            duplicates=Duplicates(notifications),
            reading=Reading(notifications, advising),
            recording=Recording(notifications),
            matching=Matching(service.db, people),
            files=Files(notifications),
            registering=Registering(service.db, own, guard),
            sending=Sending(service.db, own, guard),
            drafts=drafts,
            by_form=ByForm(service, drafts, notifications),
        )

    def timers(self) -> list[Every]:
        """What is done in its own time."""
        return [
            self.matching.timer,
            Every("people who left", HOURLY_S, Leavers(self.service.db).round),
            Every("drafts", EACH_MINUTE_S, self.drafts.round),
            Every("results of files", HOURLY_S, self.files.forget),
            Every("what sandboxes sent", HOURLY_S, self.notifications.rehearsing.forget),
            Every("the register of the day", SELDOM_S, lambda: tell_of_the_day(self.service.db)),
            Every("senders' topics", EVERY_S, rule_topics(self.service)),
            Every("possible duplicates", NOW_AND_THEN_S, self.duplicates.propose, BATCH_MAX),
            Every("webhooks to be told", OFTEN_S, self.sending.enqueue, FOLLOW_MAX),
            Every("webhook deliveries", OFTEN_S, self.sending.send_due),
            Every("hints of last month", HOURLY_S, self.sending.forget),
        ]
