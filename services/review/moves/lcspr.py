"""The moves of an LCSPR and of the ledger of action: each command, who may give it, when it is open."""

from collections.abc import Sequence
from typing import Literal, NamedTuple

from contracts.envelope import Command
from contracts.review import action_ledger as ledger_contract
from contracts.review import lcspr as own
from contracts.review import lcspr_advice as advice_contract
from contracts.review import lcspr_course as course_contract
from contracts.review import lcspr_ending as ending_contract
from services.review.action_ledger import domain as ledger
from services.review.lcspr import advice, commands
from services.review.lcspr import course_moves as course
from services.review.lcspr import ending_moves as ending

NOT_RUNNING = "No LCSPR is in progress."
NO_DRAFT = "No draft waits for the partners."
NO_REVIEW = "No LCSPR is proposed or begun."
NO_ACTION = "No action of the ledger is open."


class LocalMove(NamedTuple):
    """One command of a local review, the group of roles that may give it, and the words when it is not open."""

    command: type[Command]
    by: Literal["partnership", "staff"]
    move: type
    why_not: str


LCSPR: Sequence[LocalMove] = (
    LocalMove(own.AppointReviewerV1, "partnership", commands.Appoint, NOT_RUNNING),
    LocalMove(course_contract.SetLcsprScopeV1, "partnership", course.SetScope, NOT_RUNNING),
    LocalMove(course_contract.StartLcsprV1, "partnership", course.Start, NOT_RUNNING),
    LocalMove(own.RecordMonitoringV1, "partnership", commands.Monitor, NOT_RUNNING),
    LocalMove(course_contract.RecordLcsprForecastV1, "partnership", course.Forecast, NOT_RUNNING),
    LocalMove(own.ExplainLcsprDelayV1, "partnership", commands.ExplainDelay, NOT_RUNNING),
    LocalMove(
        course_contract.RecordLcsprProceedingsV1,
        "partnership",
        course.NoteProceedings,
        NOT_RUNNING,
    ),
    LocalMove(course_contract.RecordLcsprDraftV1, "partnership", course.ReceiveDraft, NOT_RUNNING),
    LocalMove(course_contract.AskLcsprReworkV1, "partnership", course.AskRework, NO_DRAFT),
    LocalMove(course_contract.ApproveLcsprV1, "partnership", course.Approve, NO_DRAFT),
    LocalMove(ending_contract.AssembleLcsprBundleV1, "partnership", ending.Assemble, NOT_RUNNING),
    LocalMove(own.RecordCopySentV1, "partnership", commands.SendCopy, NOT_RUNNING),
    LocalMove(own.PlanPublicationV1, "partnership", commands.Plan, NOT_RUNNING),
    LocalMove(own.RecordPublicationV1, "partnership", commands.Publish, NOT_RUNNING),
    LocalMove(
        ending_contract.RecordImprovementsPublicationV1,
        "partnership",
        ending.PublishImprovements,
        NOT_RUNNING,
    ),
    LocalMove(ending_contract.JustifyNonPublicationV1, "partnership", ending.Justify, NOT_RUNNING),
    LocalMove(
        ending_contract.RecordNonPublicationV1,
        "partnership",
        ending.NotPublish,
        "No reasons not to publish have been sent to the Panel and the Secretary of State.",
    ),
    LocalMove(ending_contract.DiscontinueLcsprV1, "partnership", ending.Discontinue, NOT_RUNNING),
    LocalMove(ending_contract.SupersedeLcsprV1, "staff", ending.Supersede, NO_REVIEW),
    LocalMove(
        ending_contract.RecordTakeDownV1, "partnership", ending.TakeDown, "Nothing of it is public."
    ),
    LocalMove(advice_contract.AskLcsprAdviceV1, "partnership", advice.Ask, NO_REVIEW),
    LocalMove(advice_contract.GiveLcsprAdviceV1, "staff", advice.Give, NO_REVIEW),
    LocalMove(
        advice_contract.CommentOnLcsprV1,
        "staff",
        advice.Comment,
        "There is no draft, report or reason not to publish yet.",
    ),
)
LEDGER: Sequence[LocalMove] = (
    LocalMove(ledger_contract.RecordActionEvidenceV1, "partnership", ledger.Evidence, NO_ACTION),
    LocalMove(ledger_contract.RecordActionResultV1, "partnership", ledger.Measure, NO_ACTION),
    LocalMove(ledger_contract.CloseLedgerActionV1, "partnership", ledger.Close, NO_ACTION),
)
