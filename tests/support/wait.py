"""The same as ``until`` for code that is not on an event loop."""

import time
from collections.abc import Callable
from typing import TypeVar

T = TypeVar("T")


def wait_for(what: str, ask: Callable[[], T], wait_s_max: float) -> T:
    """The first truthy answer; fails by saying what never came. An error is no answer yet."""
    deadline = time.monotonic() + wait_s_max
    last: object = None
    while True:
        try:
            last = answer = ask()
            if answer:
                return answer
        except Exception as error:
            last = error
        assert time.monotonic() < deadline, f"waited {wait_s_max} s for {what}; last: {last!r}"
        time.sleep(0.1)
