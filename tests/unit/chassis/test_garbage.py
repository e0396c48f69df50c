"""A process that is set up looks for garbage less often, and never again through what it stands on."""

import gc
from collections.abc import Iterator

import pytest

from chassis.garbage import NEW_OBJECTS, look_rarely


@pytest.fixture(autouse=True)
def as_before() -> Iterator[None]:
    """The collector of this run of tests goes on as it was."""
    threshold = gc.get_threshold()
    yield
    gc.set_threshold(*threshold)
    gc.unfreeze()


def test_what_a_process_stands_on_is_not_looked_through_again() -> None:
    look_rarely()
    assert gc.get_freeze_count() > NEW_OBJECTS
    assert gc.get_threshold()[0] == NEW_OBJECTS
    assert gc.isenabled()
