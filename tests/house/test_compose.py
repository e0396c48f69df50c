"""The containers are as the rest: parts, ports, images, settings, roles, and who holds which password."""

import copy
import json
import re
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
import yaml

from deploy.local import kafka, postgres
from deploy.local.composed import Composed
from deploy.local.home import SERVICES
from tests.support import containers

ROOT = Path(__file__).resolve().parents[2]
SAID = yaml.safe_load((ROOT / "docker-compose.yml").read_text())
ONCE = ("topics", "migrate")
BESIDE = {"kafka", "postgres", *ONCE, "signin", "notify-stand-in", "clamd"}
LOCAL_KEY = re.compile(r"bG9jYWwtb25se")  # "local-only" in base64
SECRET = re.compile(r"PASSWORD|SECRET|_KEY|READER_KEYS|DSN")
Compose = dict[str, Any]


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
    """The services' own check stands in the Dockerfile."""
    beside = [name for name in said["services"] if name not in (*SERVICES, *ONCE)]
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
    """Each role reaches its own database, with the password that it was made with."""
    found = []
    given = said["services"]["postgres"]["environment"]
    for service in SERVICES:
        told = {
            "service": said["services"][service]["environment"][f"{service.upper()}_DATABASE_DSN"],
            "owner": said["services"]["migrate"]["environment"][f"{service.upper()}_OWNER_DSN"],
        }
        for part, address in told.items():
            role = f"{service}_{part}"
            word = given.get(f"{role.upper()}_PASSWORD")
            if address != f"postgresql://{role}:{word}@postgres:5432/{service}":
                found.append(f"{role}'s address")
    return found


def owners(said: Compose) -> list[str]:
    """No part that goes on running holds an owner's password, but the server that made it."""
    given = said["services"]["postgres"]["environment"]
    words = [given.get(f"{service.upper()}_OWNER_PASSWORD") for service in SERVICES]
    words.append(given["POSTGRES_PASSWORD"])
    return [
        f"{name} holds {word}"
        for name, part in said["services"].items()
        if name not in ("postgres", "migrate")
        for word in words
        if word and word in json.dumps(part)
    ]


def before(said: Compose) -> list[str]:
    """What runs once has ended before a service starts, and does not start again."""
    once = [name for name in ONCE if said["services"][name].get("restart") != "on-failure"]
    waits = {
        f"{service} does not wait for {name}"
        for service in SERVICES
        for name in ONCE
        if said["services"][service]["depends_on"].get(name, {}).get("condition")
        != "service_completed_successfully"
    }
    return [f"{name} would run again" for name in once] + sorted(waits)


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


CHECKS = (
    parts,
    hardened,
    health,
    pinned,
    ports,
    databases,
    owners,
    before,
    servers,
    secrets,
)


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
        (databases, _set("migrate/environment/REVIEW_OWNER_DSN", "postgresql://x@y/z")),
        (owners, _set("review/environment/REVIEW_X", "postgresql://x:local-only-review-owner@y")),
        (before, _set("topics/restart", "always")),
        (before, _set("review/depends_on", {})),
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
