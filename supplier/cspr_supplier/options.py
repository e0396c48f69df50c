"""What may be said on the command line, and what the environment may say instead."""

import argparse
import os
from datetime import date
from pathlib import Path
from typing import get_args

from .client import Account, Service
from .mess import LEVELS, Format
from .net import Http, Stopped
from .version import VERSION

ENVIRONMENT = (
    "The connection may also be told by the environment: CSPR_URL, CSPR_ISSUER or CSPR_TOKEN_URL,"
    " CSPR_CLIENT_ID, CSPR_CLIENT_SECRET or CSPR_CLIENT_SECRET_FILE, CSPR_PROXY, CSPR_CA_FILE. The"
    " secret is never an option: other people see what a command was called with."
)
EXITS = "Ends with 0: all in. 1: something was refused. 2: the file or the call is wrong. 3: unfinished,"
EXITS += " use resume. 4: stopped, someone has to change something first."


def parser(name: str = "cspr-supplier") -> argparse.ArgumentParser:
    """The whole command line."""
    made = argparse.ArgumentParser(
        prog=name,
        description="Check, try out and send notifications.",
        epilog=f"{ENVIRONMENT} {EXITS}",
    )
    made.add_argument("--version", action="version", version=f"%(prog)s {VERSION}")
    verbs = made.add_subparsers(dest="verb", required=True, metavar="VERB")
    connection, day = _connection(), _day()
    one = verbs.add_parser("validate", parents=[day], help="check a file; nothing is sent")
    one.add_argument("file", type=Path)
    for verb, words in (("send", "check and send a file"), ("resume", "go on where send stopped")):
        one = verbs.add_parser(verb, parents=[connection, day], help=words)
        one.add_argument("file", type=Path)
        one.add_argument("--state", type=Path, help="where to keep how far it has come")
        one.add_argument("--results", type=Path, help="where to write what became of each row")
        one.add_argument("--sandbox", action="store_true", help="send nothing that could be real")
    one = verbs.add_parser("status", parents=[connection], help="what became of what was sent")
    one.add_argument("--reference", help="our reference, CSPR-2026-00123-X")
    one.add_argument("--own", help="your own reference")
    _fake(verbs.add_parser("fake", parents=[day], help="write a made-up file"))
    one = verbs.add_parser("template", help="write the template of a table")
    one.add_argument("--out", type=Path, default=Path("notifications.csv"))
    _ladder(verbs.add_parser("ladder", parents=[connection, day], help="show that it all works"))
    return made


def _connection() -> argparse.ArgumentParser:
    made = argparse.ArgumentParser(add_help=False)
    for name, words in (
        ("url", "address of the service"),
        ("issuer", "address of the sign-in service"),
        ("token-url", "where tokens are given, if the issuer does not tell"),
        ("client-id", "your client id"),
        ("client-secret-file", "a file that holds your secret and nothing else"),
        ("proxy", "address of a proxy; without it, the system's own"),
        ("ca-file", "certificates (PEM) to trust beside those of the system"),
    ):
        variable = f"CSPR_{name.upper().replace('-', '_')}"
        made.add_argument(f"--{name}", default=os.environ.get(variable, ""), help=words)
    return made


def _day() -> argparse.ArgumentParser:
    made = argparse.ArgumentParser(add_help=False)
    words = "the day to check dates against (YYYY-MM-DD), if it is not today"
    made.add_argument("--today", type=date.fromisoformat, default=date.today(), help=words)  # noqa: DTZ011
    return made


def _fake(made: argparse.ArgumentParser) -> None:
    levels = "; ".join(f"{name}: {words}" for name, words in LEVELS.items())
    made.add_argument("--count", type=int, default=10, help="how many notifications (1 to 10000)")
    made.add_argument("--mess", choices=list(LEVELS), default="none", help=levels)
    made.add_argument("--format", choices=get_args(Format), default="csv")
    made.add_argument("--authority", default="990", help="code of the authority")
    made.add_argument("--seed", type=int, default=1, help="the same number makes the same file")
    made.add_argument("--out", type=Path, help="where to write it")


def _ladder(made: argparse.ArgumentParser) -> None:
    made.add_argument(
        "--report", type=Path, default=Path("conformance"), help="where, without .json"
    )
    made.add_argument("--authority", default="", help="code, if you may notify for several")
    made.add_argument("--seed", type=int, help="a number; the same makes the same records")
    made.add_argument("--file", type=Path, help="also send a made-up file of your own system")
    made.add_argument("--live", type=Path, metavar="FILE", help="REAL: send this file as it is")


def service_of(said: argparse.Namespace) -> Service:
    """The service that is meant; raises Stopped naming what was not said."""
    file = said.client_secret_file
    try:
        secret = Path(file).read_text(encoding="utf-8-sig").strip() if file else ""
    except OSError as error:
        raise Stopped(f"The secret can not be read from {file}: {error.strerror}.") from None
    secret = secret or os.environ.get("CSPR_CLIENT_SECRET", "")
    needed = {
        "--url": said.url,
        "--issuer or --token-url": said.issuer or said.token_url,
        "--client-id": said.client_id,
        "CSPR_CLIENT_SECRET or --client-secret-file": secret,
    }
    if missing := [name for name, value in needed.items() if not value]:
        raise Stopped(f"Say also: {', '.join(missing)}.")
    account = Account(said.url.rstrip("/"), said.client_id, secret, said.issuer, said.token_url)
    return Service(account, Http(said.proxy or None, said.ca_file or None))
