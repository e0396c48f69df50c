"""What reaches the logs: the keys on the list, and of an error its type and place alone."""

import asyncio
import json
import logging
import sys
import warnings
from collections.abc import Callable, Iterator
from io import StringIO
from typing import Any

import pytest
import structlog
from pydantic import BaseModel

from chassis import log as module
from chassis.log import set_up_logging

NAME = "Quillfeather"
Lines = Callable[[], list[dict[str, Any]]]


@pytest.fixture
def lines(monkeypatch: pytest.MonkeyPatch) -> Iterator[Lines]:
    """The lines logged so far; the process's own logging comes back afterwards."""
    root = logging.getLogger()
    before = (root.handlers, root.level, sys.excepthook)
    written = structlog.get_config()
    out = StringIO()
    monkeypatch.setattr(sys, "stdout", out)
    set_up_logging("review")
    structlog.configure(cache_logger_on_first_use=False)

    def logged() -> list[dict[str, Any]]:
        return [json.loads(line) for line in out.getvalue().splitlines()]

    yield logged
    logging.captureWarnings(capture=False)
    root.handlers, root.level, sys.excepthook = before
    structlog.configure(**written)
    structlog.contextvars.clear_contextvars()


def only(lines: Lines) -> dict[str, Any]:
    (line,) = lines()
    assert NAME not in json.dumps(line)
    return line


@pytest.mark.need("J3")
def test_a_key_that_is_not_on_the_list_is_lost(lines: Lines) -> None:
    structlog.get_logger().info("received", case_id="7", child=NAME, outline=NAME)
    line = only(lines)
    assert {"event", "level", "timestamp", "service", "case_id"} == set(line)


@pytest.mark.need("J3")
def test_of_an_exception_its_type_and_place_are_kept(lines: Lines) -> None:
    try:
        raise ValueError(NAME)
    except ValueError:
        structlog.get_logger().exception("failed")
    line = only(lines)
    assert line["error"] == "ValueError"
    assert line["where"].startswith("test_log.py:")


def test_of_a_librarys_exception_too(lines: Lines) -> None:
    try:
        raise ValueError(NAME)
    except ValueError:
        logging.getLogger("some.library").exception("it broke", stack_info=True)
    line = only(lines)
    assert (line["error"], line["logger"], line["event"]) == (
        "ValueError",
        "some.library",
        "it broke",
    )


def test_a_librarys_message_stays_unfilled(lines: Lines) -> None:
    logging.getLogger("some.library").warning("could not send %s to %r", NAME, {"name": NAME})
    assert only(lines)["event"] == "could not send %s to %r"


def test_a_librarys_trace_is_cut_off(lines: Lines) -> None:
    message = f"Traceback (most recent call last):\n  {NAME}"
    logging.getLogger("uvicorn.error").error(message)
    assert only(lines)["event"] == "Traceback (most recent call last):"


async def test_a_forgotten_task_tells_nothing(lines: Lines) -> None:
    async def fail() -> None:
        raise ValueError(NAME)

    task = asyncio.create_task(fail())
    await asyncio.wait([task])
    task.__del__()
    assert only(lines)["event"] == "Task exception was never retrieved"


def test_a_warning_that_quotes_a_value_is_caught(lines: Lines) -> None:
    with warnings.catch_warnings():
        warnings.simplefilter("always")
        logging.captureWarnings(capture=True)
        warnings.warn(f"unexpected value {NAME}", stacklevel=1)
    assert only(lines)["event"].endswith(": UserWarning")


def test_the_last_word_of_a_dying_process_names_fields_and_no_values(lines: Lines) -> None:
    class Settings(BaseModel):
        pool_size: int

    try:
        Settings.model_validate({"pool_size": NAME})
    except ValueError as error:
        sys.excepthook(type(error), error, error.__traceback__)
    line = only(lines)
    assert line["error"] == "ValidationError"
    assert line["code"].startswith("/pool_size: Input should be a valid integer")


def test_the_list_holds_no_word_for_a_person() -> None:
    personal = {"name", "actor", "address", "nhs_number", "body", "data", "reason", "input", "url"}
    assert not personal & module.ALLOWED
