"""Programs outside the house read the decisions from Kafka with `contracts/` alone."""

import re
import runpy
import subprocess
import sys
from uuid import UUID

import pytest
from uuid_utils.compat import uuid7

from chassis.consume import Consumes
from chassis.service import Service
from chassis.tx import Cause
from contracts.codes import Outcome, View
from contracts.review.consideration import DecisionAnnouncedV1
from contracts.topics import REVIEW_DECISION
from deploy.local.processes import ROOT
from tests.conftest import Infra
from tests.integration.chassis.conftest import run_service  # noqa: F401 - a fixture
from tests.support.programs import needs
from tests.support.until import until

SCRIPTS = ROOT / "docs" / "consumers"
TOPIC = REVIEW_DECISION.name


def a_decision(incident: UUID, round_: int) -> DecisionAnnouncedV1:
    return DecisionAnnouncedV1(
        incident_id=incident,
        reference="CSPR-2026-00001-A",
        decision_id=uuid7(),
        round=round_,
        decided_on="2026-06-04",
        authority_code="990",
        partnership="ashmere",
        region_code="E12000005",
        outcome=Outcome.ADVISE_LCSPR,
        national_candidate=False,
        partnership_view=View.NO,
        agreement=False,
        criteria_met=(),
        criteria_unclear=(),
        themes=(),
    )


async def publish(service: Service, *decisions: DecisionAnnouncedV1) -> None:
    for one in decisions:
        cause = Cause(uuid7(), "request", "test", "person:test")
        async with service.db.begin([one.incident_id]) as tx:
            tx.announce(one, key=one.incident_id, object=one.decision_id, cause=cause)
    await published(service)


async def published(service: Service) -> None:
    async def all_sent() -> bool:
        left = "select not exists (select from journal_waiting)"
        return bool(await service.db.pool.fetchval(left))

    await until("the decisions to be in Kafka", all_sent, 20)


def run(*command: object) -> subprocess.CompletedProcess[str]:
    words = [str(word) for word in command]
    return subprocess.run(words, capture_output=True, text=True, check=False, timeout=40)


@pytest.fixture
async def review(run_service, topic_suffix: str) -> Service:  # noqa: F811
    service = await run_service("review", Consumes("review"))
    incident = uuid7()
    await publish(service, a_decision(incident, 1), a_decision(incident, 2))
    return service


@pytest.mark.need("I15")
async def test_a_plain_program_reads_each_decision_once(
    review: Service, infra: Infra, topic_suffix: str
) -> None:
    script, topic = SCRIPTS / "decisions.py", TOPIC + topic_suffix
    first = run(sys.executable, script, infra.bootstrap, "--topic", topic)
    assert first.returncode == 0, first.stderr
    lines = first.stdout.splitlines()
    assert ["round 1" in lines[0], "round 2" in lines[1], len(lines)] == [True, True, 2]
    await review.db.pool.execute("insert into journal_waiting select position from journal")
    await review.db.pool.execute("select pg_notify('journal', '')")
    await published(review)
    again = run(sys.executable, script, infra.bootstrap, "--topic", topic)
    assert again.stdout == first.stdout, "what was published twice is printed once"


def test_the_program_stops_when_a_decision_is_missing() -> None:
    script = runpy.run_path(str(SCRIPTS / "decisions.py"))
    done: dict[str, int] = {}
    assert [script["is_new"](done, "a", n) for n in (1, 2, 1, 2)] == [True, True, False, False]
    with pytest.raises(script["Gap"], match="number 3 is missing, 4 came"):
        script["is_new"](done, "a", 4)


async def test_kcat_shows_the_decisions_with_their_headers(
    review: Service, infra: Infra, topic_suffix: str
) -> None:
    needs("kcat", "kcat")
    said = run(SCRIPTS / "decisions.sh", infra.bootstrap, TOPIC + topic_suffix)
    assert said.returncode == 0, said.stderr
    assert said.stdout.count("ce_type=uk.cspr.review.decision-announced.v1") == 2
    assert "ce_sequence=2" in said.stdout
    assert '"outcome":"advise_lcspr"' in said.stdout
    assert "ce_actor" not in said.stdout
    page = (ROOT / "docs" / "how-to" / "read-decisions.md").read_text()
    sent = set(re.findall(r"(?:^  |,)([a-z_-]+)=", said.stdout, re.MULTILINE)) - {"ce_specversion"}
    assert {name for name in sent if f"`{name}`" not in page} == set()


def test_the_program_leans_on_nothing_of_this_project() -> None:
    source = (SCRIPTS / "decisions.py").read_text()
    imported = [
        line.split()[1] for line in source.splitlines() if line.startswith(("import", "from"))
    ]
    assert not {name.split(".")[0] for name in imported} & {"chassis", "services", "deploy"}
