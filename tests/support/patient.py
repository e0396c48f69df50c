"""How long a test waits for one answer: on a busy machine a slow answer is no finding."""

ANSWER_S_MAX = 60.0
