"""Why a review is held or is not: one vocabulary for rapid review, local review and national review."""

from contracts.envelope import OpenCode


class ReviewReason(OpenCode):
    """A reason as every level gives it; what each rests on is policy, pinned by the framework."""

    IMPROVEMENTS = "improvements_needed", "Improvements are needed"
    SEEN_BEFORE = "improvements_seen_before", "Improvements were called for before"
    RECURRENT = "recurrent_theme", "The theme recurs"
    AGENCIES = "agencies_together", "Agencies could work together better"
    ONE_AGENCY = "one_agency", "The concern is with one agency"
    NO_AGENCY = "no_agency", "No agency was involved"
    SEVERAL_AREAS = "several_areas", "More than one area is involved"
    INSTITUTION = "institution", "It happened in an institution"
    LAW_OR_GUIDANCE = "law_or_guidance", "Law or guidance may need to change"
    NATIONAL = "nationally_important", "It is complex or of national importance"
    NOT_EXPLORED = "learning_not_explored", "The learning was not adequately explored"
    CAPTURED = "learning_captured", "The rapid review holds the learning"
    REVIEWED_BEFORE = "reviewed_before", "Several reviews have said it already"
    LOCAL_BETTER = "local_more_appropriate", "A local review is more appropriate"
    NOT_JUSTIFIED = "not_justified", "The reasons given do not carry the decision"
    EVIDENCE_MISSING = "evidence_missing", "Evidence is missing"
    OTHER = "other", "Another reason"
