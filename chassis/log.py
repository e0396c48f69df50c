"""Logs: JSON lines with an allow-list of keys, so that nothing about a child can slip in."""

import logging
import sys
from collections.abc import MutableMapping
from typing import Any

import structlog
from pydantic import ValidationError

from chassis.plain_words import plain

ALLOWED = frozenset(
    {
        "event",
        "level",
        "timestamp",
        "service",
        "topic",
        "type",
        "ce_id",
        "ce_type",
        "case_id",
        "correlation",
        "trace_id",
        "span_id",
        "code",
        "error",
        "timer",
        "status",
        "method",
        "route",
        "duration_ms",
        "count",
        "logger",
        "where",
        "seal",
        "hash",
    }
)


def only_allowed(
    _logger: object, _name: str, event: MutableMapping[str, Any]
) -> MutableMapping[str, Any]:
    """Drop every key that is not on the list; keep of an exception its type and place alone."""
    if exc_info := event.pop("exc_info", None):
        error = sys.exc_info()[1] if exc_info is True else exc_info
        error = error[1] if isinstance(error, tuple) else error
        event["error"], event["where"] = type(error).__name__, _place(error)
    return {key: value for key, value in event.items() if key in ALLOWED}


def _place(error: object) -> str:
    trace = getattr(error, "__traceback__", None)
    while trace is not None and trace.tb_next is not None:
        trace = trace.tb_next
    if trace is None:
        return ""
    return f"{trace.tb_frame.f_code.co_filename.rsplit('/', 1)[-1]}:{trace.tb_lineno}"


def set_up_logging(service: str, level: int = logging.INFO) -> None:
    """Send structlog and the standard library's records through the same allow-list to stdout."""
    shared: list[Any] = [
        structlog.contextvars.merge_contextvars,
        structlog.stdlib.add_log_level,
        structlog.processors.TimeStamper(fmt="iso", utc=True),
    ]
    structlog.configure(
        processors=[*shared, structlog.stdlib.ProcessorFormatter.wrap_for_formatter],
        logger_factory=structlog.stdlib.LoggerFactory(),
        cache_logger_on_first_use=True,
    )
    formatter = structlog.stdlib.ProcessorFormatter(
        foreign_pre_chain=[*shared, _foreign],
        processors=[
            structlog.stdlib.ProcessorFormatter.remove_processors_meta,
            only_allowed,
            structlog.processors.JSONRenderer(),
        ],
    )
    handler = logging.StreamHandler(sys.stdout)
    handler.setFormatter(formatter)
    root = logging.getLogger()
    root.handlers, root.level = [handler], level
    for own in ("uvicorn", "uvicorn.error"):
        logging.getLogger(own).handlers = []
        logging.getLogger(own).propagate = True
    for noisy in ("aiokafka", "httpx", "httpx2", "faststream", "uvicorn.access"):
        logging.getLogger(noisy).setLevel(logging.WARNING)
    logging.captureWarnings(capture=True)
    sys.excepthook = _uncaught
    structlog.contextvars.bind_contextvars(service=service)


def _uncaught(kind: type[BaseException], error: BaseException, trace: Any) -> None:
    """The last word of a process that dies of an error: its type and place, as in any other line."""
    code = wrong_fields(error) if isinstance(error, ValidationError) else None
    structlog.get_logger().critical("uncaught", code=code, exc_info=(kind, error, trace))


def wrong_fields(error: ValidationError) -> str:
    """Which fields are wrong and why, of what was sent not a word."""
    wrong = error.errors(include_input=False, include_url=False)
    return "; ".join(
        f"/{'/'.join(map(str, e['loc']))}: {plain(e).removesuffix('.')}" for e in wrong[:20]
    )


def _foreign(
    _logger: object, _name: str, event: MutableMapping[str, Any]
) -> MutableMapping[str, Any]:
    """A library's message may quote data: keep who spoke, and the first line, its template unfilled.

    What follows the first line is a trace or a dump of an object, and ends with an error's text.
    """
    record = event.get("_record")
    if record is not None:
        first = str(record.msg).partition("\n")[0]
        if record.name == "py.warnings":  # "file:line: Category: words that may quote a value"
            first = ":".join(first.split(":")[:3])
        event["logger"], event["event"] = record.name, first[:200]
    return event
