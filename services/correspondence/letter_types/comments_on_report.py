"""Comments on the report of a local review."""

from services.correspondence.letter_types.local_kind import LocalLetterType
from services.correspondence.letter_types.local_sample import a_local_sample

COMMENTS_ON_REPORT = LocalLetterType(
    code="comments_on_report",
    title="Our comments on the report of your local review",
    begin="Write to the partners about the report of the LCSPR",
    outcome="The Panel has read the report of your local review",
    view="Comments on the report",
    answers=("lcspr-copy-sent", "lcspr-published"),
    advises_on="report",
    comments_on="report",
    needs=("strengths",),
    sample=a_local_sample(),
)
