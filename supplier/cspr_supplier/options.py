"""What may be said on the command line, and what the environment may say instead."""

import argparse
import os
from datetime import date
from pathlib import Path
from typing import get_args

from .client import Account, Service
from .items import Unreadable
from .kinds import text_in
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
        if verb == "send":
            _yes(one)
    one = verbs.add_parser("status", parents=[connection], help="what became of what was sent")
    one.add_argument("--reference", help="our reference, CSPR-2026-00123-X")
    one.add_argument("--own", help="your own reference")
    _fake(verbs.add_parser("fake", parents=[day], help="write a made-up file"))
    words = "write the template of a table, what its columns are, and their codes"
    one = verbs.add_parser("template", parents=[day], help=words)
    one.add_argument("--out", type=Path, default=Path("notifications.csv"), help=".csv or .xlsx")
    _force(one)
    one = verbs.add_parser("codes", parents=[day], help="which codes a column takes")
    one.add_argument("column", nargs="?", default="", help="without it: the columns that take any")
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
        ("ca-file", "certificates (PEM or DER) to trust beside those of the system"),
    ):
        variable = f"CSPR_{name.upper().replace('-', '_')}"
        made.add_argument(f"--{name}", default=os.environ.get(variable, ""), help=words)
    return made


def _day() -> argparse.ArgumentParser:
    made = argparse.ArgumentParser(add_help=False)
    words = "the day to check dates against (YYYY-MM-DD), if the clock of this machine is wrong"
    made.add_argument("--today", type=_a_day_of, default=date.today(), help=words)  # noqa: DTZ011
    return made


def _a_day_of(word: str) -> date:
    try:
        return date.fromisoformat(word)
    except ValueError:
        raise argparse.ArgumentTypeError(f"{word} is no day: write it as 2026-03-26") from None


def _authority(word: str) -> str:
    if not (len(word) == 3 and word.isascii() and word.isdecimal()):
        raise argparse.ArgumentTypeError(
            f"{word}: the code of an authority is three digits, as 990"
        )
    return word


def _force(made: argparse.ArgumentParser) -> None:
    made.add_argument("--force", action="store_true", help="write over what is there")


def _yes(made: argparse.ArgumentParser) -> None:
    made.add_argument("--yes", action="store_true", help="send what is real without being asked")


def _fake(made: argparse.ArgumentParser) -> None:
    levels = "; ".join(f"{name}: {words}" for name, words in LEVELS.items())
    made.add_argument("--count", type=int, default=10, help="how many notifications (1 to 10000)")
    made.add_argument("--mess", choices=list(LEVELS), default="none", help=levels)
    words = "without it: as --out is named, or csv"
    made.add_argument("--format", choices=get_args(Format), help=words)
    made.add_argument("--authority", type=_authority, default="990", help="its code, as 990")
    made.add_argument("--seed", type=int, default=1, help="the same number makes the same file")
    made.add_argument("--out", type=Path, help="where to write it")
    _force(made)


def _ladder(made: argparse.ArgumentParser) -> None:
    made.add_argument(
        "--report", type=Path, default=Path("conformance"), help="where, without .json"
    )
    made.add_argument("--authority", type=_authority, help="code, if you may notify for several")
    made.add_argument("--seed", type=int, help="a number; the same makes the same records")
    made.add_argument("--file", type=Path, help="also send a made-up file of your own system")
    made.add_argument("--live", type=Path, metavar="FILE", help="REAL: send this file as it is")
    _yes(made)


def service_of(said: argparse.Namespace) -> Service:
    """The service that is meant; raises Stopped naming what was not said."""
    file = said.client_secret_file
    secret = _secret_in(file) if file else os.environ.get("CSPR_CLIENT_SECRET", "")
    needed = {
        "--url (CSPR_URL)": said.url,
        "--issuer (CSPR_ISSUER), or --token-url (CSPR_TOKEN_URL)": said.issuer or said.token_url,
        "--client-id (CSPR_CLIENT_ID)": said.client_id,
        "--client-secret-file (CSPR_CLIENT_SECRET_FILE), or CSPR_CLIENT_SECRET": secret,
    }
    if missing := [name for name, value in needed.items() if not value]:
        raise Stopped(f"Say also: {'; '.join(missing)}.")
    for name in ("url", "issuer", "token_url"):
        if (value := getattr(said, name)) and "://" not in value:
            raise Stopped(f"{value} is not a whole address: say https://{value}")
    account = Account(said.url.rstrip("/"), said.client_id, secret, said.issuer, said.token_url)
    return Service(account, Http(said.proxy or None, said.ca_file or None))


def _secret_in(file: str) -> str:
    """The secret in a file, whatever editor wrote it; raises Stopped, which never repeats what is in it."""
    try:
        content = Path(file).read_bytes()
        secret = text_in(content).text.strip()
    except OSError as error:
        raise Stopped(f"The secret can not be read from {file}: {error.strerror}.") from None
    except Unreadable:
        raise Stopped(f"{file} is not a text file: it holds the secret and nothing else.") from None
    if not secret.isprintable():
        raise Stopped(f"{file} holds more than the secret: it is one line.")
    return secret
