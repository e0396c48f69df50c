"""The same system in containers: brought up, played on, and taken away without a trace.

Asked for by ``TEST_INFRA=containers``, for it builds five images and needs the ports of docker-compose.yml.
"""

import os
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest

from deploy.local.processes import ROOT
from tests.support import containers

PROJECT = "cspr-e2e"
SERVICES = ("notify", "review", "correspondence", "analytics")
pytestmark = [
    pytest.mark.timeout(1800),
    pytest.mark.skipif(not containers.wanted(), reason="TEST_INFRA=containers asks for it"),
]


def run(*words: str | Path) -> subprocess.CompletedProcess[str]:
    env = {**os.environ, "COMPOSE_PROJECT_NAME": PROJECT, "AGAINST": "compose", "ONCE": "1"}
    return subprocess.run(words, cwd=ROOT, env=env, capture_output=True, text=True, check=False)


def left() -> list[str]:
    """What Docker still has of the project."""
    label = f"label=com.docker.compose.project={PROJECT}"
    kinds = (("ps", "-a"), ("volume", "ls"), ("network", "ls"))
    return [
        line
        for kind in kinds
        for line in run("docker", *kind, "-q", "--filter", label).stdout.split()
    ]


@pytest.fixture(scope="module")
def played(tmp_path_factory: pytest.TempPathFactory) -> Iterator[subprocess.CompletedProcess[str]]:
    home = tmp_path_factory.mktemp("composed")
    yield run(sys.executable, "-m", "deploy.local.demo", "--home", home / "demo")
    run("docker", "compose", "down", "-v")
    assert left() == []


def test_the_story_is_told_on_containers(played: subprocess.CompletedProcess[str]) -> None:
    assert played.returncode == 0, played.stdout[-3000:]
    assert "Every step happened as written" in played.stdout


@pytest.mark.parametrize("service", SERVICES)
def test_a_service_is_no_root_and_can_write_nowhere(
    played: subprocess.CompletedProcess[str], service: str
) -> None:
    asked = "id -u; touch /app/x /clock/x /venv/x 2>&1 | grep -c 'Read-only file system'"
    said = run("docker", "compose", "exec", "-T", service, "sh", "-c", asked)
    assert said.stdout.split() == ["10001", "3"], said.stderr[-500:]


@pytest.fixture
def put_back() -> Iterator[None]:
    """The tests come in any order, and the others ask a service that runs."""
    yield
    back = run("docker", "compose", "up", "--detach", "--wait", "--no-deps", "review")
    assert back.returncode == 0, back.stderr[-500:]


def test_a_service_ends_by_itself_when_it_is_told_to(
    played: subprocess.CompletedProcess[str], put_back: None
) -> None:
    run("docker", "compose", "stop", "review")
    state = run("docker", "compose", "ps", "-a", "--format", "{{.ExitCode}}", "review")
    assert state.stdout.strip() == "0", "it was killed"
