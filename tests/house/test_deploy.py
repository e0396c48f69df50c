"""One machine, containers and tests say the same: parts, ports, topics, databases, roles, settings."""

import re
from pathlib import Path

import pytest
import yaml

from contracts.topics import SERVICES as OWNERS
from contracts.topics import TOPICS
from deploy.local import kafka, postgres
from deploy.local.home import SERVICES, Home
from deploy.local.system import LocalSystem, service_env
from deploy.topics import configs
from services.analytics.settings import AnalyticsSettings
from services.correspondence.settings import CorrespondenceSettings
from services.notify.settings import NotifySettings
from services.review.settings import ReviewSettings
from tests.support import containers

ROOT = Path(__file__).resolve().parents[2]
SAID = yaml.safe_load((ROOT / "docker-compose.yml").read_text())
SET_UP = (ROOT / "deploy" / "postgres" / "databases.sql").read_text()
DOCKERFILE = (ROOT / "deploy" / "Dockerfile").read_text()
SETTINGS = (NotifySettings, ReviewSettings, CorrespondenceSettings, AnalyticsSettings)
PARTS = ("owner", "service")
ROLES = {f"{service}_{part}" for service in SERVICES for part in PARTS}


class _Elsewhere:
    """Servers that are only named."""

    bootstrap = "kafka:9092"

    def dsn(self, service: str, part: str = "service") -> str:
        return f"postgresql://{service}_{part}@postgres/{service}"

    def fail_if_dead(self) -> None:
        """They never die."""


def local_env(tmp_path: Path, service: str) -> dict[str, str]:
    home = Home(tmp_path)
    for name in ("signin", "notify_stand_in", "clamd", *SERVICES):
        home.port(name)
    return service_env(LocalSystem(home, _Elsewhere()), service)


@pytest.mark.parametrize("service", SERVICES)
def test_a_service_is_told_the_same_things_everywhere(service: str, tmp_path: Path) -> None:
    """Its own database as its lesser role, and nothing of an owner."""
    composed = SAID["services"][service]["environment"]
    local = local_env(tmp_path, service)
    assert composed.keys() == local.keys()
    assert [value for value in local.values() if "_owner" in value] == []
    build = next(one for one in SETTINGS if one.model_fields["service"].default == service)
    fields = {f"{service.upper()}_{name.upper()}": f for name, f in build.model_fields.items()}
    assert composed.keys() <= fields.keys(), "a setting that nobody reads"
    needed = {name for name, field in fields.items() if field.is_required()}
    assert needed <= composed.keys()


def test_the_services_of_the_catalogue_run_everywhere() -> None:
    assert set(OWNERS) == set(SERVICES)
    for service in SERVICES:
        build = SAID["services"][service]["build"]
        assert (build["target"], build["args"]) == ("service", {"SERVICE": service})


def test_databases_and_roles_are_those_of_the_services() -> None:
    """One file makes them in all three ways; each fills in its passwords by role."""
    made = set(re.findall(r"^create role (\w+)", SET_UP, re.MULTILINE))
    assert made == ROLES
    assert re.findall(r"^create database (\w+) owner (\w+)", SET_UP, re.MULTILINE) == [
        (service, f"{service}_owner") for service in SERVICES
    ]
    told = set(re.findall(r"^\\getenv (\w+)_password (\w+)$", SET_UP, re.MULTILINE))
    assert told == {(role, f"{role.upper()}_PASSWORD") for role in ROLES}
    mounted = SAID["services"]["postgres"]["volumes"]
    assert any(one.startswith("./deploy/postgres/databases.sql:") for one in mounted)
    filled = " ".join(postgres.statements(SET_UP, dict.fromkeys(ROLES, "word")))
    assert ":'" not in filled


def test_nobody_may_enter_the_database_of_another() -> None:
    for service in SERVICES:
        assert f"revoke all on database {service} from public" in SET_UP
        granted = re.findall(rf"grant connect on database {service} to (\w+)", SET_UP)
        assert granted == [f"{service}_service"]


def test_topics_are_made_from_the_catalogue_everywhere() -> None:
    """The same program makes them: on one machine, in the containers, in tests."""
    assert SAID["services"]["topics"]["command"] == ["python", "-m", "deploy.topics", "kafka:9092"]
    assert all(topic.partitions >= 1 and configs(topic)["max.message.bytes"] for topic in TOPICS)


def test_databases_are_migrated_by_the_same_program_everywhere() -> None:
    assert SAID["services"]["migrate"]["command"] == ["python", "-m", "deploy.migrate"]
    assert "migrate_all(" in (ROOT / "deploy" / "local" / "system.py").read_text()


def test_testcontainers_set_the_servers_as_one_machine_does() -> None:
    env, command = containers.kafka_settings(1), containers.postgres_command()
    assert all(env[containers.as_variable(n)] == value for n, value in kafka.SETTINGS.items())
    assert all(f"-c {n}={value}" in command for n, value in postgres.SETTINGS.items())


def test_images_run_as_nobody_in_particular_and_are_pinned() -> None:
    assert re.findall(r"^ARG PYTHON=(.+)$", DOCKERFILE, re.MULTILINE) == [
        "python:3.11-slim-bookworm"
    ]
    bases = set(re.findall(r"^FROM (\S+)", DOCKERFILE, re.MULTILINE))
    assert bases == {"${PYTHON}", "base"}
    ends = DOCKERFILE.split("FROM base AS ")[1:]
    assert [re.findall(r"^USER (\d+)$", one, re.MULTILINE) for one in ends] == [["10001"]] * 2
    assert DOCKERFILE.count("--require-hashes") == 2
    assert "HEALTHCHECK" in ends[1]


def test_what_the_images_copy_is_let_into_their_build() -> None:
    let_in = {
        line[1:] for line in (ROOT / ".dockerignore").read_text().split() if line.startswith("!")
    }
    copied = re.findall(r"^COPY (?!--from)(.+) \S+$", DOCKERFILE, re.MULTILINE)
    tops = {one.split("/")[0] for line in copied for one in line.split()}
    assert tops
    assert tops <= let_in


def test_an_image_holds_all_that_the_services_import() -> None:
    own = {path.name for path in ROOT.iterdir() if (path / "__init__.py").is_file()}
    files = [*ROOT.glob("services/**/*.py"), *ROOT.glob("chassis/**/*.py")]
    found = {
        name
        for file in files
        for name in re.findall(r"^(?:from|import) (\w+)", file.read_text(), re.MULTILINE)
    }
    assert all(f"COPY {name} {name}\n" in DOCKERFILE for name in found & own - {"services"})
