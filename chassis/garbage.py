"""When Python looks for garbage that counting references does not find."""

import gc

NEW_OBJECTS = 50_000


def look_rarely() -> None:
    """For a process of its own, once its modules are there: they stay, and are not looked through again.

    One batch makes far more objects than the 700 after which Python looks by itself, and all of them last
    until the batch is done. Looking that often took a third of a replay's time.
    """
    gc.collect()
    gc.freeze()
    gc.set_threshold(NEW_OBJECTS)
