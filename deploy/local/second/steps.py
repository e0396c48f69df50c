"""The second story, in order; each step says what must come out and checks it."""

from deploy.local.second import considered, decided, notified

STEPS = (
    notified.notify,
    notified.notify_another,
    notified.withdraw,
    notified.submit,
    considered.tie,
    considered.inquorate,
    considered.adjourn,
    considered.proclaim,
    decided.query,
    decided.query_letter,
    decided.second_version,
    decided.agree,
    decided.agreed_letter,
    decided.partners_decide,
)
