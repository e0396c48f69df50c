"""What the national body did before and at its meeting, and what it advised, in words."""

from collections.abc import Callable, Mapping
from typing import Any

from chassis.web.words import many
from contracts.codes import Outcome, Partner
from contracts.review.advice import AdviceTopic
from contracts.review.preparation import Route, WhyApart
from services.correspondence.web.shown.words import day, label, listed, lower, upper

Fact = Mapping[str, Any]


def sector(code: str) -> str:
    """``social care``."""
    return code.replace("_", " ")


def sectors(codes: list[str]) -> str:
    """``health, police``."""
    return ", ".join(sector(one) for one in codes)


def triaged(fact: Fact) -> str:
    """How it will be taken, and who should read it."""
    wanted = fact.get("sectors", ())
    read = f" To be read from: {sectors(wanted)}." if wanted else ""
    return f"{label(Route, fact['route'])}, round {fact['round']}.{read}"


def allocated(fact: Fact) -> str:
    """To whom, why them, and which sector is missing."""
    readers = [
        f"{one['member_id']} ({sector(one['sector'])}, {many(one['load'], 'other case')})"
        for one in fact["readers"]
    ]
    how = "Found by sector and load" if fact["by_load"] else "Named"
    missing = fact.get("sectors_missing", ())
    lacks = f" Nobody reads from: {sectors(missing)}." if missing else ""
    return f"{how}: {listed(readers)}.{lacks}"


def commented(fact: Fact) -> str:
    """Whose comment, and what they propose."""
    proposes = fact.get("proposes")
    more = f" Proposes: {lower(label(Outcome, proposes))}." if proposes else ""
    return f"{fact['member_id']}, round {fact['round']}.{more}"


def considered(fact: Fact) -> str:
    """How many, who sat apart and why, what is warned of."""
    sat = [one for one in fact["members"] if not one.get("apart")]
    apart = [
        f"{one['member_id']} ({lower(label(WhyApart, one['apart']))})"
        for one in fact["members"]
        if one.get("apart")
    ]
    said = f"{len(sat)} members counted, {fact['needed']} needed."
    said += f" Not counted: {', '.join(apart)}." if apart else ""
    if missing := fact.get("sectors_missing"):
        said += f" Nobody from: {sectors(missing)}."
    if old := fact.get("sectors_not_recent"):
        said += f" No recent practice from: {sectors(old)}."
    if new := fact.get("not_inducted"):
        said += f" Not inducted yet: {', '.join(new)}."
    return said


def dissented(fact: Fact) -> str:
    """Who; the decision stands."""
    return f"{fact['member_id']}, round {fact['round']}. The decision stands."


def asked(fact: Fact) -> str:
    """Who asks about what."""
    partner = upper(f"the {lower(label(Partner, fact['partner']))}")
    topic = lower(label(AdviceTopic, fact["topic"]))
    return f"Number {fact['number']}. {partner} asks: {topic}."


def given(fact: Fact) -> str:
    """On what, to whom, resting on which guidance."""
    topic = label(AdviceTopic, fact["topic"])
    asker = fact.get("asked_by")
    to = f"To {lower(label(Partner, asker))}" if asker else "Unasked"
    rests = [
        " ".join(filter(None, (ref["document"], ref["version"], ref.get("paragraph"))))
        for ref in fact.get("guidance", ())
    ]
    on = f" It rests on {listed(rests)}." if rests else ""
    return f"Number {fact['number']}. {topic}. {to}, on {day(fact['given_on'])}.{on}"


def relied_on(fact: Fact) -> str:
    """Who relied on which."""
    partner = upper(f"the {lower(label(Partner, fact['partner']))}")
    return f"{partner}, on number {fact['number']}."


KINDS: Mapping[str, tuple[str, Callable[[Fact], str]]] = {
    "case-triaged": ("Looked through", triaged),
    "readers-allocated": ("Lead readers", allocated),
    "reader-commented": ("A lead reader's comment", commented),
    "case-considered": ("Who considered it", considered),
    "dissent-recorded": ("A member dissents", dissented),
    "advice-asked": ("Advice asked for", asked),
    "advice-given": ("Advice given", given),
    "advice-relied-on": ("Advice relied on", relied_on),
}
