"""Sentences about what follows a decision: corrections, advice and what became of it, the shelf."""

from collections.abc import Callable, Mapping

from chassis.web.words import many
from contracts.codes import Criterion, Outcome
from contracts.review.curation import ExampleUse
from contracts.review.given_advice import AdviceEffect, AdviceFate
from services.correspondence.web.shown.sentences import Fact
from services.correspondence.web.shown.words import day, label, listed, lower


def corrected(fact: Fact) -> str:
    """What is mended, and whether the partners had been told."""
    parts = listed([one.replace("_", " ") for one in fact["parts"]])
    told = " The letter had gone out before." if fact["after_letter"] else ""
    outcome = lower(label(Outcome, fact["outcome"]))
    return f"Round {fact['round']}, correction {fact['correction']}: {parts}. It says: {outcome}.{told}"


def given(fact: Fact) -> str:
    """How many pieces, and on which criteria."""
    on = dict.fromkeys(
        lower(label(Criterion, one["criterion"])) for one in fact["items"] if one.get("criterion")
    )
    basis = f" They rest on {listed(list(on))}." if on else ""
    return f"{many(len(fact['items']), 'piece')}, on {day(fact['given_on'])}.{basis}"


def _which(fact: Fact) -> str:
    return f"Advice {fact['number']}" if fact.get("number") else "Advice on the LCSPR"


def answered(fact: Fact) -> str:
    """What became of one piece."""
    fate = lower(label(AdviceFate, fact["fate"]))
    return f"{_which(fact)}: {fate}, decided on {day(fact['decided_on'])}."


def effect(fact: Fact) -> str:
    """What one piece led to."""
    seen = lower(label(AdviceEffect, fact["effect"]))
    return f"{_which(fact)}: {seen}, as seen on {day(fact['observed_on'])}."


AFTER_DECISION: Mapping[str, tuple[str, Callable[[Fact], str]]] = {
    "decision-corrected": ("Decision corrected", corrected),
    "decision-advice-given": ("Advice given", given),
    "advice-answered": ("What became of the advice", answered),
    "advice-effect-recorded": ("What the advice led to", effect),
    "case-curated": (
        "Place among the earlier cases",
        lambda f: f"{label(ExampleUse, f['use'])}, since {day(f['curated_on'])}.",
    ),
}
