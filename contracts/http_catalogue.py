"""Every HTTP body that systems outside send or get: frozen like what travels on topics."""

import re
from dataclasses import dataclass
from typing import Literal

from pydantic import BaseModel

from contracts import (
    http_analytics,
    http_correspondence,
    http_library,
    http_notify,
    http_notify_batch,
    http_notify_changes,
    http_notify_completeness,
    http_notify_policy,
    http_notify_sender,
    http_notify_sends,
    http_pack,
    http_people,
    http_review,
    http_review_letter,
    http_webinar,
)
from contracts.catalogue import SCHEMA_BASE
from contracts.topics import ANALYTICS, CORRESPONDENCE, NOTIFY, REVIEW


@dataclass(frozen=True)
class HttpEntry:
    """One body below ``/v1``: a request is written by others, a response by us."""

    model: type[BaseModel]
    owner: str
    direction: Literal["request", "response"]
    minor: int = 0
    reserved: tuple[str, ...] = ()

    @property
    def type(self) -> str:
        """``http.notify.notification-body``."""
        return self.folder.replace("/", ".")

    @property
    def folder(self) -> str:
        """Where its schemas and samples stand below ``contracts/``."""
        words = re.findall(r"[A-Z][a-z0-9]*", self.model.__name__)
        return f"http/{self.owner}/{'-'.join(words).lower()}"

    @property
    def ours(self) -> bool:
        """Whether we alone write it, every field each time."""
        return self.direction == "response"

    @property
    def file(self) -> str:
        """Its schema's path below ``contracts/``."""
        return f"{self.folder}/v1.{self.minor}.schema.json"

    @property
    def dataschema(self) -> str:
        """The address of the exact schema version."""
        return f"{SCHEMA_BASE}/{self.file}"


HTTP: tuple[HttpEntry, ...] = (
    HttpEntry(http_notify.NotificationBody, NOTIFY, "request", minor=1),
    HttpEntry(http_notify.AmendmentBody, NOTIFY, "request", minor=1),
    HttpEntry(http_notify.WithdrawalBody, NOTIFY, "request"),
    HttpEntry(http_notify.PositionBody, NOTIFY, "request"),
    HttpEntry(http_notify.PreCheckBody, NOTIFY, "request", 1),
    HttpEntry(http_notify.PreCheckAnswer, NOTIFY, "response", 1),
    HttpEntry(http_notify.Receipt, NOTIFY, "response", minor=3),
    HttpEntry(http_notify.Notified, NOTIFY, "response"),
    HttpEntry(http_notify_policy.CodeListsAnswer, NOTIFY, "response"),
    HttpEntry(http_notify_policy.FrameworkAnswer, NOTIFY, "response"),
    HttpEntry(http_notify_completeness.CompletenessAnswer, NOTIFY, "response"),
    HttpEntry(http_notify_batch.AcceptedItem, NOTIFY, "response", minor=1),
    HttpEntry(http_notify_batch.RefusedItem, NOTIFY, "response"),
    HttpEntry(http_notify_sender.SenderStanding, NOTIFY, "response"),
    HttpEntry(http_notify_changes.ChildAdditionBody, NOTIFY, "request"),
    HttpEntry(http_notify_changes.IdentityBody, NOTIFY, "request"),
    HttpEntry(http_notify_changes.ReassignmentBody, NOTIFY, "request"),
    HttpEntry(http_notify_changes.DuplicateBody, NOTIFY, "request"),
    HttpEntry(http_notify_changes.QuestionBody, NOTIFY, "request"),
    HttpEntry(http_notify_changes.WebhookBody, NOTIFY, "request"),
    HttpEntry(http_notify_changes.Moves, NOTIFY, "response"),
    HttpEntry(http_notify_changes.Changes, NOTIFY, "response", minor=1),
    HttpEntry(http_notify_changes.PossibleDuplicates, NOTIFY, "response"),
    HttpEntry(http_notify_changes.WebhookShown, NOTIFY, "response"),
    HttpEntry(http_notify_changes.WebhookHint, NOTIFY, "response"),
    HttpEntry(http_notify_sends.ToldBody, NOTIFY, "request", minor=1),
    HttpEntry(http_notify_sends.ToldCorrectionBody, NOTIFY, "request"),
    HttpEntry(http_notify_sends.SendShown, NOTIFY, "response", minor=1),
    HttpEntry(http_notify_sends.SendsShown, NOTIFY, "response", minor=1),
    HttpEntry(http_correspondence.ReplyBody, CORRESPONDENCE, "request"),
    HttpEntry(http_correspondence.ApprovalBody, CORRESPONDENCE, "request", minor=1),
    HttpEntry(http_correspondence.LetterWithdrawalBody, CORRESPONDENCE, "request"),
    HttpEntry(http_correspondence.LetterFeedbackBody, CORRESPONDENCE, "request"),
    HttpEntry(http_correspondence.MailboxBody, CORRESPONDENCE, "request"),
    HttpEntry(http_correspondence.CommandAnswer, CORRESPONDENCE, "response"),
    HttpEntry(http_library.ResourceBody, CORRESPONDENCE, "request", minor=1),
    HttpEntry(http_library.DigestWordsBody, CORRESPONDENCE, "request"),
    HttpEntry(http_library.DigestApprovalBody, CORRESPONDENCE, "request"),
    HttpEntry(http_library.CapacityBody, CORRESPONDENCE, "request"),
    HttpEntry(http_library.ProclamationBody, CORRESPONDENCE, "request"),
    HttpEntry(http_people.HolderBody, CORRESPONDENCE, "request"),
    HttpEntry(http_people.HandoverBody, CORRESPONDENCE, "request"),
    HttpEntry(http_people.PersonBody, CORRESPONDENCE, "request"),
    HttpEntry(http_people.LastDayBody, CORRESPONDENCE, "request"),
    HttpEntry(http_people.ChannelBody, CORRESPONDENCE, "request"),
    HttpEntry(http_people.OrganisationListed, CORRESPONDENCE, "response"),
    HttpEntry(http_people.OrganisationShown, CORRESPONDENCE, "response"),
    HttpEntry(http_pack.PackChoices, CORRESPONDENCE, "response"),
    HttpEntry(http_pack.PackShown, CORRESPONDENCE, "response"),
    HttpEntry(http_review_letter.ReviewLetterBody, CORRESPONDENCE, "request"),
    HttpEntry(http_review_letter.ReviewLetterDraftBody, CORRESPONDENCE, "request"),
    HttpEntry(http_review_letter.ReviewLetterOffered, CORRESPONDENCE, "response"),
    HttpEntry(http_review_letter.LetterTextsBody, CORRESPONDENCE, "request"),
    HttpEntry(http_review_letter.SendBackBody, CORRESPONDENCE, "request"),
    HttpEntry(http_webinar.WebinarBody, CORRESPONDENCE, "request"),
    HttpEntry(http_webinar.WebinarApprovalBody, CORRESPONDENCE, "request"),
    HttpEntry(http_webinar.AttendanceBody, CORRESPONDENCE, "request"),
    HttpEntry(http_webinar.WebinarShown, CORRESPONDENCE, "response"),
    HttpEntry(http_webinar.WebinarKept, CORRESPONDENCE, "response"),
    HttpEntry(http_webinar.NewsItem, CORRESPONDENCE, "response"),
    HttpEntry(http_webinar.SubscriptionBody, CORRESPONDENCE, "request"),
    HttpEntry(http_webinar.NewsReached, CORRESPONDENCE, "response"),
    HttpEntry(http_review.DecisionFrameworkAnswer, REVIEW, "response"),
    HttpEntry(http_analytics.ReleaseBody, ANALYTICS, "request"),
)
