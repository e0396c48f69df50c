"""Decisions as their letters told them: in the letter's words, and what was mended after it went out. Pure."""

from collections.abc import Mapping, Sequence
from dataclasses import replace
from typing import Any

from services.correspondence.letter.state import Letter
from services.correspondence.letter.texts import evidence_part
from services.correspondence.letter_types.correction import CORRECTION
from services.correspondence.read_models.timeline import Entry

Fact = Mapping[str, Any]
IN_WORDS = ("decision-recorded", "decision-corrected", "decision-advice-given")


def settled(entries: Sequence[Entry], letters: Sequence[Letter]) -> list[Entry]:
    """Corrections by what the letter itself says.

    ``after_letter`` is what review knew: a correction and a letter may cross on their way.
    """
    said = {str(one.decision_id): one.corrected for one in _out(letters)}
    return [_settled(one, said) for one in entries]


def _out(letters: Sequence[Letter]) -> list[Letter]:
    """The decisions' own letters that went out, what holds last; a letter of correction tells of news."""
    own = [one for one in letters if one.decision_id and one.kind != CORRECTION.code]
    out = [one for one in own if one.is_out]
    return sorted(out, key=lambda one: one.status == "issued")


def _settled(entry: Entry, said: Mapping[str, int]) -> Entry:
    if entry.name != "decision-corrected":
        return entry
    last = said.get(entry.fact["decision_id"])
    after = last is not None and entry.fact["correction"] > last
    return replace(entry, fact={**entry.fact, "after_letter": after})


def worded(entries: Sequence[Entry], letters: Sequence[Letter]) -> list[Entry]:
    """What partners read of decisions, in the words of the letter that is out.

    What was taken out of a letter is in no other place either; what is mended after it is news.
    """
    out = {
        str(one.decision_id): {part.part: part.text for part in one.written}
        for one in _out(letters)
    }
    return [_worded(one, out) for one in entries]


def _worded(entry: Entry, out: Mapping[str, Mapping[str, str]]) -> Entry:
    own = out.get(str(entry.fact.get("decision_id")))
    if not own or entry.name not in IN_WORDS or entry.fact.get("after_letter"):
        return entry
    return replace(entry, fact=_in_words(entry.fact, own))


def _in_words(fact: Fact, own: Mapping[str, str]) -> dict[str, Any]:
    """The fact with each sealed text that a person worded anew, by the part that holds it."""
    said = dict(fact)
    said |= {name: own[name] for name in ("reasons", "advice") if fact.get(name) and name in own}
    if feedback := fact.get("feedback"):
        said["feedback"] = {name: own.get(name, text) for name, text in feedback.items()}
    for name, kind in (("asks", "request"), ("advice_items", "advice"), ("items", "advice")):
        if found := fact.get(name):
            said[name] = [
                {**one, "text": own.get(f"{kind}-{one['number']}", one["text"])} for one in found
            ]
    if criteria := fact.get("criteria"):
        said["criteria"] = [_answer(one, own) for one in criteria]
    return said


def _answer(one: Fact, own: Mapping[str, str]) -> dict[str, Any]:
    criterion = one["criterion"]
    return {
        **one,
        "reason": own.get(f"criterion-{criterion}", one.get("reason")),
        "evidence": [
            own.get(evidence_part(criterion, number), text)
            for number, text in enumerate(one.get("evidence", ()), 1)
        ],
    }
