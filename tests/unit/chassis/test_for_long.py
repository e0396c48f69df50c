"""A process that serves one application for long."""

import gc

from fastapi import FastAPI

from chassis.service import OBJECTS_BETWEEN_COLLECTIONS, for_long


def test_what_is_made_before_a_process_serves_is_no_matter_for_the_collector() -> None:
    app, before = FastAPI(), gc.get_threshold()
    try:
        assert for_long(app) is app
        assert gc.get_freeze_count() > 0
        assert gc.get_threshold()[0] == OBJECTS_BETWEEN_COLLECTIONS
    finally:
        gc.unfreeze()
        gc.set_threshold(*before)
