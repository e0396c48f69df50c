"""The invariants I1 to I8, each a function from evidence to what is wrong; and the counts for the table."""

from collections import Counter, defaultdict
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass

from contracts.topics import TOPICS
from tests.faults.evidence import Evidence, Row, Seen, of_kind
from tests.faults.load import Asked, Case

Found = list[str]
READERS = {topic.stream: topic.readers for topic in TOPICS if not topic.senders}
KINDS = ("lost", "doubled", "inverted")


@dataclass(frozen=True)
class Expected:
    """What the load was told, and what a fault put into a topic by itself."""

    cases: Sequence[Case] = ()
    stuck: Sequence[str] = ()
    planted: frozenset[str] = frozenset()
    may_hold: frozenset[str] = frozenset()


def acknowledged_is_journalled_once(e: Evidence, x: Expected) -> Found:
    """I1: every acknowledged command has its event in the journal, exactly once."""
    submitted = Counter(
        str(row["key"])
        for row in e.journals["notify"]
        if row["type"] == "uk.cspr.notify.notification-submitted.v1"
    )
    ids = Counter(str(row["id"]) for rows in e.journals.values() for row in rows)
    found = [
        f"{amiss(submitted[case.incident_id])}: the notification of case {case.number}"
        for case in x.cases
        if case.incident_id and submitted[case.incident_id] != 1
    ]
    for case, asked in _answered(x.cases):
        facts = (asked.answer or {}).get("facts") or ()
        found += [
            f"{amiss(ids[one])}: fact {one} of {asked.step}, case {case.number}"
            for one in facts
            if ids[one] != 1
        ]
    return found


def announced_is_in_its_topic_in_order(e: Evidence, _x: Expected) -> Found:
    """I2: every row is in its topic, first occurrences by key in sequence and without a hole."""
    first = _first_occurrences(e.topics)
    found: Found = []
    for service, journal in e.journals.items():
        for (topic, key), written in _by_lane(journal).items():
            seen = [one for one in first.get((topic, key), ()) if one in set(written)]
            if missing := [one for one in written if one not in set(seen)]:
                found.append(f"lost: {len(missing)} of {service} on {topic} for {key}")
            elif seen != written:
                found.append(f"inverted: {service} on {topic} for {key}")
    return found + _holes(e)


def applied_once_everywhere(e: Evidence, x: Expected) -> Found:
    """I3: each event is applied once in each service; each letter went once to each partner."""
    last = {
        (row["stream"], str(row["key"])): row["sequence"]
        for journal in e.journals.values()
        for row in journal
        if row["kind"] != "command"
    }
    found = [
        f"lost: {reader} stands at {e.marks[reader].get(at, 0)} of {number} on {at[0]} for {at[1]}"
        for at, number in last.items()
        for reader in READERS.get(at[0], ())
        if e.marks[reader].get(at, 0) != number and at[1] not in x.may_hold
    ]
    twice = [one for one, times in Counter(e.facts).items() if times > 1]
    found += [f"doubled: analytics keeps {one} twice" for one in twice]
    return found + _commands_once(e) + _letters_once(e, x)


def views_are_folds(e: Evidence, x: Expected) -> Found:
    """I4: what a service made of the facts is what the facts say."""
    kept, read = set(e.facts), set()
    for seen in e.topics:
        if "analytics" in READERS.get(_stream(seen.topic), ()) and seen.key not in x.may_hold:
            read.add(seen.id)
    found = [f"lost: analytics lacks {one}" for one in sorted(read - kept - x.planted)]
    found += [
        f"the desk shows {key} as {e.cases.get(key)}, review told {stage}"
        for key, stage in e.told.items()
        if e.cases.get(key) != stage and key not in x.may_hold
    ]
    return found


def unknown_is_none_or_all(e: Evidence, x: Expected) -> Found:
    """I5: what was never acknowledged has no effect, or has it whole."""
    claimed = {one for ids in e.claimed.values() for one in ids}
    answers = {str(row["causation"]) for row in _answers(e)} if _answers(e) else set()
    return [
        f"case {case.number}: {asked.step} was claimed and never answered"
        for case in x.cases
        for asked in case.asked
        if asked.answer is None and asked.key in claimed and asked.key not in answers
    ]


def nothing_is_stuck(e: Evidence, x: Expected) -> Found:
    """I6: after the fault nothing is unpublished, and every case came to its end."""
    left = {s: sum(1 for row in j if not row["published"]) for s, j in e.journals.items()}
    return [f"{service}: {n} rows unpublished" for service, n in left.items() if n] + list(x.stuck)


def nothing_is_dropped(e: Evidence, x: Expected) -> Found:
    """I7: what is held has its bytes and its reason, and nothing is held that was not planted."""
    found: Found = []
    for service, rows in e.held.items():
        for row in rows:
            if not row["reason"] or not row["code"]:
                found.append(f"{service} holds {row['type']} without a reason")
            if str(row["key"]) not in x.may_hold and row["key"] is not None:
                found.append(f"{service} holds {row['type']}: {row['code']} {row['reason']}")
    return found


def the_chain_holds(e: Evidence, _x: Expected) -> Found:
    """I8: every journal's chain verifies."""
    return list(e.breaks)


INVARIANTS: Mapping[str, Callable[[Evidence, Expected], Found]] = {
    "I1": acknowledged_is_journalled_once,
    "I2": announced_is_in_its_topic_in_order,
    "I3": applied_once_everywhere,
    "I4": views_are_folds,
    "I5": unknown_is_none_or_all,
    "I6": nothing_is_stuck,
    "I7": nothing_is_dropped,
    "I8": the_chain_holds,
}


def judge(evidence: Evidence, expected: Expected) -> dict[str, Found]:
    """What is wrong by invariant; an empty list: it held."""
    return {name: rule(evidence, expected) for name, rule in INVARIANTS.items()}


def counts(evidence: Evidence, expected: Expected) -> dict[str, int]:
    """Lost, doubled and inverted effects; ``again`` are records sent twice, which readers drop."""
    wrong = [one for found in judge(evidence, expected).values() for one in found]
    return {
        **{kind: sum(one.startswith(f"{kind}:") for one in wrong) for kind in KINDS},
        "again": len(evidence.topics) - len({(one.topic, one.id) for one in evidence.topics}),
        "rows": sum(len(journal) for journal in evidence.journals.values()),
    }


def amiss(times: int) -> str:
    """What it is when something stands so many times, and not once."""
    return "doubled" if times else "lost"


def _answered(cases: Sequence[Case]) -> Iterable[tuple[Case, Asked]]:
    return ((case, asked) for case in cases for asked in case.asked if asked.answer)


def _answers(e: Evidence) -> list[Row]:
    return [row for journal in e.journals.values() for row in of_kind(journal, "answer")]


def _by_lane(journal: Sequence[Row]) -> dict[tuple[str, str], list[str]]:
    lanes: dict[tuple[str, str], list[str]] = defaultdict(list)
    for row in journal:
        lanes[row["topic"], str(row["key"])].append(str(row["id"]))
    return lanes


def _first_occurrences(topics: Sequence[Seen]) -> dict[tuple[str, str], list[str]]:
    lanes: dict[tuple[str, str], dict[str, None]] = defaultdict(dict)
    for one in topics:
        lanes[one.topic, one.key].setdefault(one.id)
    return {lane: list(ids) for lane, ids in lanes.items()}


def _stream(topic: str) -> str:
    return topic.rsplit(".v", 1)[0]


def _holes(e: Evidence) -> Found:
    sequences: dict[tuple[str, str, str], list[int]] = defaultdict(list)
    for service, journal in e.journals.items():
        for row in journal:
            sequences[service, row["stream"], str(row["key"])].append(row["sequence"])
    return [
        f"a hole: {service} counts {numbers} on {stream} for {key}"
        for (service, stream, key), numbers in sequences.items()
        if numbers != list(range(1, len(numbers) + 1))
    ]


def _commands_once(e: Evidence) -> Found:
    asked = {str(row["id"]) for j in e.journals.values() for row in of_kind(j, "command")}
    answered = Counter(str(row["causation"]) for row in _answers(e))
    return [
        f"{amiss(answered[one])}: the answer to command {one}"
        for one in asked
        if answered[one] != 1
    ]


def _letters_once(e: Evidence, x: Expected) -> Found:
    sent = Counter(e.sent)
    found = [f"doubled: message {one} was sent {n} times" for one, n in sent.items() if n != 1]
    delivered: dict[str, list[str]] = defaultdict(list)
    for row in e.deliveries:
        if row["status"] == "delivered":
            delivered[str(row["subject_id"])].append(row["partner"])
    for case, asked in _answered(x.cases):
        if asked.step == "approve" and sorted(delivered[case.letter_id]) != PARTNERS:
            found.append(
                f"lost: the letter of case {case.number} reached {delivered[case.letter_id]}"
            )
    return found


PARTNERS = ["authority", "health", "police"]
