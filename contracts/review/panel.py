"""What the catalogue takes of the national body's own work: members, preparing, sitting, advising."""

from collections.abc import Mapping

from contracts.envelope import Message
from contracts.review import advice, member, minutes, preparation

MODELS: Mapping[str, tuple[type[Message], ...]] = {
    "uk.cspr.review.case.v1": (
        preparation.CaseTriagedV1,
        preparation.ReadersAllocatedV1,
        preparation.ReaderCommentedV1,
        preparation.CaseConsideredV1,
        preparation.DissentRecordedV1,
        advice.AdviceAskedV1,
        advice.AdviceGivenV1,
        advice.AdviceReliedOnV1,
    ),
    "uk.cspr.review.meeting.v1": (
        minutes.MinutesAgreedV1,
        member.MemberRegisteredV1,
        member.MemberCorrectedV1,
        member.MemberTermEndedV1,
        member.PreparationRecordedV1,
        member.PracticeRecordedV1,
        member.InterestDeclaredV1,
    ),
    "uk.cspr.review.command.v1": (
        preparation.TriageCaseV1,
        preparation.AllocateReadersV1,
        preparation.CommentAsReaderV1,
        preparation.DeclareConflictV1,
        preparation.RecordDissentV1,
        advice.AskAdviceV1,
        advice.GiveAdviceV1,
        advice.RelyOnAdviceV1,
        minutes.AgreeMinutesV1,
        member.RegisterMembersV1,
        member.CorrectMemberV1,
        member.EndMemberTermV1,
        member.RecordPreparationV1,
        member.RecordPracticeV1,
        member.DeclareInterestV1,
    ),
}
"""The types by the topic that carries them."""
