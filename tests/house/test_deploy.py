"""One machine, containers and tests say the same: parts, ports, topics, databases, roles, settings."""

import copy
import json
import re
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
import yaml

from contracts.catalogue import SERVICES as OWNERS
from contracts.catalogue import TOPICS
from deploy.local import kafka, postgres
from deploy.local.composed import Composed
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
BESIDE = {"kafka", "topics", "postgres", "signin", "notify-stand-in", "clamd"}
PARTS = ("owner", "service")
ROLES = {f"{service}_{part}" for service in SERVICES for part in PARTS}
LOCAL_KEY = re.compile(r"bG9jYWwtb25se")  # "local-only" in base64
SECRET = re.compile(r"PASSWORD|SECRET|_KEY|READER_KEYS|DSN")
Compose = dict[str, Any]


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


def parts(said: Compose) -> list[str]:
    missing = {*SERVICES, *BESIDE} ^ said["services"].keys()
    return [f"part {name}" for name in missing]


def hardened(said: Compose) -> list[str]:
    ours = [name for name in said["services"] if name not in ("kafka", "postgres")]
    found = []
    for name in ours:
        part = said["services"][name]
        if not (part.get("read_only") and part.get("cap_drop") == ["ALL"]):
            found.append(f"{name} is not read-only without capabilities")
    return found


def health(said: Compose) -> list[str]:
    """The services' own check stands in the Dockerfile; ``topics`` runs once."""
    beside = [name for name in said["services"] if name not in (*SERVICES, "topics")]
    return [
        f"{name} has no health check"
        for name in beside
        if "healthcheck" not in said["services"][name]
    ]


def pinned(said: Compose) -> list[str]:
    images = {name: part["image"] for name, part in said["services"].items()}
    loose = [n for n, image in images.items() if ":" not in image or image.endswith(":latest")]
    known = {"kafka": containers.KAFKA_IMAGE, "postgres": containers.POSTGRES_IMAGE}
    other = [name for name, image in known.items() if images.get(name) != image]
    return [f"{name}'s image" for name in (*loose, *other)]


def ports(said: Compose) -> list[str]:
    """Reached from this machine alone, and where the settings say."""
    found = []
    for name, part in said["services"].items():
        found += [
            f"{name} is open to others"
            for port in part.get("ports", ())
            if not port.startswith("127.0.0.1:")
        ]
    for service in SERVICES:
        part = said["services"][service]
        url = part["environment"][f"{service.upper()}_PUBLIC_URL"]
        if part["ports"] != [f"127.0.0.1:{url.rpartition(':')[2]}:8000"]:
            found.append(f"{service}'s port is not that of its public address")
    signin = said["services"]["signin"]
    issuers = {said["services"][s]["environment"][f"{s.upper()}_ISSUER"] for s in SERVICES}
    if issuers != {signin["command"][signin["command"].index("--issuer") + 1]}:
        found.append("the issuer is not the sign-in's")
    return found


def databases(said: Compose) -> list[str]:
    found = []
    given = said["services"]["postgres"]["environment"]
    for service in SERVICES:
        env = said["services"][service]["environment"]
        for part, key in (("service", "DATABASE_DSN"), ("owner", "MIGRATE_DSN")):
            role = f"{service}_{part}"
            word = given.get(f"{role.upper()}_PASSWORD")
            if (
                env[f"{service.upper()}_{key}"]
                != f"postgresql://{role}:{word}@postgres:5432/{service}"
            ):
                found.append(f"{role}'s address")
    return found


def servers(said: Compose) -> list[str]:
    """Broker and database are set as on one machine."""
    env, command = said["services"]["kafka"]["environment"], said["services"]["postgres"]["command"]
    wanted = {containers.as_variable(n): value for n, value in kafka.SETTINGS.items()}
    found = [name for name, value in wanted.items() if str(env.get(name)) != value]
    return found + [n for n, value in postgres.SETTINGS.items() if f"{n}={value}" not in command]


def secrets(said: Compose) -> list[str]:
    """What looks like a secret says of itself that it is local."""
    found = []
    for name, part in said["services"].items():
        for key, value in part.get("environment", {}).items():
            if SECRET.search(key) and not ("local-" in value or LOCAL_KEY.search(value)):
                found.append(f"{name}: {key}")
    return found


CHECKS = (parts, hardened, health, pinned, ports, databases, servers, secrets)


@pytest.mark.parametrize("check", CHECKS)
def test_the_containers_are_as_the_rest(check: Callable[[Compose], list[str]]) -> None:
    assert check(SAID) == []


def _set(path: str, value: Any) -> Callable[[Compose], None]:
    def change(said: Compose) -> None:
        at = said["services"]
        *way, last = path.split("/")
        for step in way:
            at = at[step]
        at[last] = value

    return change


@pytest.mark.parametrize(
    ("check", "change"),
    [
        (parts, lambda said: said["services"].pop("review")),
        (hardened, _set("review/read_only", value=False)),
        (health, lambda said: said["services"]["clamd"].pop("healthcheck")),
        (pinned, _set("kafka/image", "apache/kafka:latest")),
        (ports, _set("notify/ports", ["8101:8000"])),
        (ports, _set("signin/command", ["--issuer", "http://elsewhere"])),
        (databases, _set("postgres/environment/REVIEW_OWNER_PASSWORD", "other")),
        (servers, _set("kafka/environment/KAFKA_AUTO_CREATE_TOPICS_ENABLE", "true")),
        (servers, _set("postgres/command", ["postgres"])),
        (secrets, _set("notify/environment/NOTIFY_CLIENT_SECRET", "Xk29aa")),
    ],
)
def test_a_planted_difference_is_seen(
    check: Callable[[Compose], list[str]], change: Callable[[Compose], Any]
) -> None:
    changed = copy.deepcopy(SAID)
    change(changed)
    assert check(changed) != []


@pytest.mark.parametrize("service", SERVICES)
def test_a_service_is_told_the_same_things_everywhere(service: str, tmp_path: Path) -> None:
    composed = SAID["services"][service]["environment"]
    local = local_env(tmp_path, service)
    assert composed.keys() == local.keys()
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
    for service in SERVICES:
        assert "topics" in SAID["x-service"]["depends_on"], service
    assert all(topic.partitions >= 1 and configs(topic)["max.message.bytes"] for topic in TOPICS)


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


def test_the_demonstration_finds_the_containers() -> None:
    """What ``docker compose config`` says, a port's short form written out."""
    said = json.loads(json.dumps(SAID))
    for part in said["services"].values():
        part["ports"] = [{"published": one.split(":")[1]} for one in part.get("ports", ())]
    system = Composed(said)
    assert system.url("review") == "http://127.0.0.1:8102"
    assert system.url("notify_stand_in") == "http://127.0.0.1:8105"
    assert system.bootstrap == "127.0.0.1:29092"
    assert (
        system.dsn("review", "owner")
        == "postgresql://review_owner:local-only-review-owner@127.0.0.1:25432/review"
    )
