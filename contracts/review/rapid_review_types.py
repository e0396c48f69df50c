"""All types of the rapid review, each with its minor version: the catalogue lists them together."""

from collections.abc import Mapping

from contracts.envelope import Command, Fact
from contracts.review import agency_return, learning, rapid_review, reading
from contracts.review import rapid_review_steps as steps

FACTS: Mapping[type[Fact], int] = {
    rapid_review.RapidReviewOpenedV1: 0,
    rapid_review.RapidReviewDelayExplainedV1: 0,
    rapid_review.RapidReviewSubmittedV1: 1,
    rapid_review.RapidReviewResubmittedV1: 1,
    rapid_review.RapidReviewCancelledV1: 0,
    rapid_review.RapidReviewTextErasedV1: 0,
    steps.RapidReviewScopedV1: 0,
    steps.ReviewMeetingHeldV1: 0,
    steps.RapidReviewDraftedV1: 0,
    steps.RapidReviewSignedOffV1: 0,
    steps.PartnerPositionStatedV1: 0,
    steps.RapidReviewConfirmedV1: 0,
    agency_return.AgencyReturnAskedV1: 0,
    agency_return.AgencyReturnGivenV1: 0,
    agency_return.AgencyReturnChasedV1: 0,
    learning.LearningPointRecordedV1: 0,
    learning.LocalActionRecordedV1: 0,
    learning.LocalActionFollowedUpV1: 0,
    reading.RapidReviewAssessedV1: 0,
    reading.RapidReviewReturnedV1: 0,
}
COMMANDS: Mapping[type[Command], int] = {
    rapid_review.ExplainRapidReviewDelayV1: 0,
    rapid_review.SubmitRapidReviewV1: 1,
    steps.ScopeRapidReviewV1: 0,
    steps.RecordReviewMeetingV1: 0,
    steps.RecordReviewDraftV1: 0,
    steps.SignOffRapidReviewV1: 0,
    steps.StatePositionV1: 0,
    steps.SendRapidReviewDocumentV1: 0,
    steps.ConfirmRapidReviewV1: 0,
    agency_return.AskAgencyReturnsV1: 0,
    agency_return.GiveAgencyReturnV1: 0,
    learning.RecordLearningPointV1: 0,
    learning.RecordLocalActionV1: 0,
    learning.FollowUpLocalActionV1: 0,
    reading.AssessRapidReviewV1: 0,
    reading.ReturnRapidReviewV1: 0,
}
