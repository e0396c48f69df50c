"""What happened, as the timeline says it: sentences that people would write."""

import json
import re

import pytest

from contracts.catalogue import CATALOGUE
from deploy.local.processes import ROOT
from services.correspondence.access import PARTNERS_SEE
from services.correspondence.web.shown.facts import KINDS, sentence_of, title_of
from services.correspondence.web.shown.words import body

MACHINE_MADE = re.compile(r"[{}\[\]]|None|'\w+':|\w_\w")
MADE_UP = re.compile(r"made-up-\w+")
SAMPLES = {
    entry.type.split(".")[3]: ROOT
    / "contracts"
    / entry.folder
    / "samples"
    / "v1.0"
    / "made-up.json"
    for entry in CATALOGUE
}


@pytest.mark.parametrize("name", KINDS)
def test_a_fact_is_told_in_words_and_not_as_data(name: str) -> None:
    data = json.loads(SAMPLES[name].read_text())["data"]
    told = f"{title_of(name)}. {sentence_of(name, data)}"
    assert not MACHINE_MADE.search(MADE_UP.sub("", told)), told


@pytest.mark.parametrize(
    ("name", "words"),
    [
        ("national_body", "the Panel"),
        ("secretary_of_state", "the Secretary of State"),
        ("ofsted", "Ofsted"),
        ("dfe", "the Department for Education"),
        ("Brackenford", "Brackenford"),
    ],
)
def test_a_body_has_its_name(name: str, words: str) -> None:
    assert body(name) == words


def test_a_child_of_another_incident_is_told_by_its_reference_and_to_no_partner() -> None:
    fact = {"other_reference": "CSPR-2026-00088-X", "basis": "erased"}
    said = "This child appears in another incident: CSPR-2026-00088-X."
    assert sentence_of("persons-linked", fact) == said
    assert sentence_of("persons-unlinked", fact).endswith("the identity of one of them was erased.")
    assert not {"persons-linked", "persons-unlinked"} & PARTNERS_SEE
