"""The types of a decision and of what follows it, by topic, each with its minor version, for the catalogue."""

from collections.abc import Mapping

from contracts.envelope import Message
from contracts.review import consideration, correction, curation, given_advice, selection

MODELS: Mapping[str, Mapping[type[Message], int]] = {
    "uk.cspr.review.case.v1": {
        consideration.DecisionRecordedV1: 1,
        consideration.InformationRequestOpenedV1: 0,
        consideration.InformationRequestAnsweredV1: 0,
        consideration.PartnersFinalDecisionRecordedV1: 1,
        given_advice.DecisionAdviceGivenV1: 0,
        given_advice.AdviceAnsweredV1: 0,
        given_advice.AdviceEffectRecordedV1: 0,
        correction.DecisionCorrectedV1: 0,
        curation.CaseCuratedV1: 0,
    },
    "uk.cspr.review.decision.v1": {
        consideration.DecisionAnnouncedV1: 1,
        correction.DecisionCorrectionAnnouncedV1: 0,
    },
    "uk.cspr.review.selection.v1": {selection.SelectionLoggedV1: 0},
    "uk.cspr.review.command.v1": {
        consideration.RecordDecisionV1: 1,
        consideration.RecordPartnersDecisionV1: 1,
        correction.CorrectDecisionV1: 0,
        given_advice.AnswerAdviceV1: 0,
        given_advice.RecordAdviceEffectV1: 0,
        curation.CurateCaseV1: 0,
        selection.LogSelectionV1: 0,
    },
}
