"""Comments on the reasons for which a local review is late."""

from services.correspondence.letter_types.local_kind import LocalLetterType
from services.correspondence.letter_types.local_sample import a_local_sample

COMMENTS_ON_DELAY = LocalLetterType(
    code="comments_on_delay",
    title="Our comments on the delay of your local review",
    begin="Write to the partners about the delay of the LCSPR",
    outcome="The Panel has considered your reasons for the delay",
    view="Comments on your reasons; the day by which the report was due stays as it was",
    answers=("lcspr-delay-explained",),
    advises_on="conduct",
    sample=a_local_sample(
        told=(
            ("Reason for the delay", "Inquest"),
            ("Publication expected on", "Monday 15 February 2027"),
            ("Told to the Panel on", "Thursday 26 November 2026"),
        ),
        strengths="You told us of the delay before the day on which the report was due.",
        comments="An inquest need not hold up what can be learned and acted on before it ends.",
        advice="We suggest that you publish what can be improved ahead of the full report.",
    ),
)
