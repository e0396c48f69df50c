"""The types of an LCSPR and of the ledger of action that follows it, for the catalogue."""

from collections.abc import Mapping

from contracts.envelope import Command, Fact, Message
from contracts.review import action_ledger as ledger
from contracts.review import lcspr as own
from contracts.review import lcspr_advice as advice
from contracts.review import lcspr_course as course
from contracts.review import lcspr_ending as ending

FACTS: tuple[type[Fact], ...] = (
    own.LcsprInitiatedV1,
    own.LcsprReviewerAppointedV1,
    own.LcsprMonitoredV1,
    own.LcsprDelayExplainedV1,
    own.LcsprCopySentV1,
    own.LcsprPublicationPlannedV1,
    own.LcsprPublishedV1,
    course.LcsprProposedV1,
    course.LcsprScopeSetV1,
    course.LcsprStartedV1,
    course.LcsprDraftReceivedV1,
    course.LcsprReworkAskedV1,
    course.LcsprApprovedV1,
    course.LcsprForecastRecordedV1,
    course.LcsprProceedingsRecordedV1,
    advice.LcsprAdviceAskedV1,
    advice.LcsprAdviceGivenV1,
    advice.LcsprCommentedOnV1,
    ending.LcsprBundleAssembledV1,
    ending.LcsprImprovementsPublishedV1,
    ending.LcsprNonPublicationJustifiedV1,
    ending.LcsprNotPublishedV1,
    ending.LcsprDiscontinuedV1,
    ending.LcsprSupersededV1,
    ending.LcsprTakenDownV1,
    ending.LcsprAvailabilityEndedV1,
    ending.LcsprBreachRecordedV1,
    ending.LcsprBreachTakenBackV1,
    ledger.LedgerActionAddedV1,
    ledger.ActionEvidenceRecordedV1,
    ledger.ActionResultRecordedV1,
    ledger.LedgerActionClosedV1,
)
COMMANDS: tuple[type[Command], ...] = (
    own.AppointReviewerV1,
    own.RecordMonitoringV1,
    own.ExplainLcsprDelayV1,
    own.RecordCopySentV1,
    own.PlanPublicationV1,
    own.RecordPublicationV1,
    course.ProposeLcsprV1,
    course.SetLcsprScopeV1,
    course.StartLcsprV1,
    course.RecordLcsprDraftV1,
    course.AskLcsprReworkV1,
    course.ApproveLcsprV1,
    course.RecordLcsprForecastV1,
    course.RecordLcsprProceedingsV1,
    advice.AskLcsprAdviceV1,
    advice.GiveLcsprAdviceV1,
    advice.CommentOnLcsprV1,
    ending.AssembleLcsprBundleV1,
    ending.RecordImprovementsPublicationV1,
    ending.JustifyNonPublicationV1,
    ending.RecordNonPublicationV1,
    ending.DiscontinueLcsprV1,
    ending.SupersedeLcsprV1,
    ending.RecordTakeDownV1,
    ledger.AddLedgerActionV1,
    ledger.RecordActionEvidenceV1,
    ledger.RecordActionResultV1,
    ledger.CloseLedgerActionV1,
)
MINOR: Mapping[type[Message], int] = {
    advice.GiveLcsprAdviceV1: 1,
    advice.LcsprAdviceGivenV1: 1,
    advice.CommentOnLcsprV1: 1,
    advice.LcsprCommentedOnV1: 1,
}
"""Of those that have fields more than at first."""
