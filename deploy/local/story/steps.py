"""The story "Ashmere infant", in order; each step says what must come out and checks it."""

from deploy.local.story import local_review, notifying, panel

STEPS = (
    notifying.pre_check,
    notifying.notify,
    notifying.tell,
    notifying.review_returns,
    notifying.amend,
    notifying.explain,
    notifying.submit,
    panel.first_round,
    panel.request_letter,
    panel.deliver_again,
    panel.second_version,
    panel.second_round,
    panel.trend,
    panel.advice_letter,
    local_review.offer,
    local_review.meet,
    local_review.partners_decide,
    local_review.appoint,
    local_review.explain_lcspr,
    local_review.copies,
    local_review.overdue,
    local_review.publish,
)
