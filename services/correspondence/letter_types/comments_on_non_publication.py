"""Comments on the reasons for which a report is not to be published."""

from services.correspondence.letter_types.local_kind import LocalLetterType
from services.correspondence.letter_types.local_sample import a_local_sample

COMMENTS_ON_NON_PUBLICATION = LocalLetterType(
    code="comments_on_non_publication",
    title="Our comments on your reasons not to publish",
    begin="Write to the partners about the reasons not to publish",
    outcome="The Panel has considered your reasons not to publish the report of your local review",
    view="Comments on your reasons, to which you have regard before you decide",
    answers=("lcspr-non-publication-justified",),
    advises_on="publication",
    comments_on="non_publication",
    sample=a_local_sample(
        told=(("Reasons not to publish told to the Panel on", "Thursday 26 November 2026"),),
        strengths="You weighed the harm to the brothers and sisters with care.",
        comments="The reasons speak against some chapters, and not against the improvements.",
        advice="We suggest that you publish the improvements, and keep the narrative back.",
    ),
)
