"""``cspr-supplier``: what a supplier does from a command line, on any desktop."""

import argparse
import io
import sys
from collections.abc import Callable, Mapping, Sequence

from . import climbing, going, offline
from .going import Unfinished
from .items import Unreadable
from .net import Away, Stopped
from .options import parser
from .saying import STOPPED, UNFINISHED, WRONG_CALL, told
from .state import OtherState

VERBS: Mapping[str, Callable[[argparse.Namespace], int]] = {
    "validate": offline.validate,
    "send": going.send,
    "resume": going.resume,
    "status": going.status,
    "fake": offline.fake,
    "template": offline.template,
    "codes": offline.codes,
    "ladder": climbing.climb,
}


def main(arguments: Sequence[str] | None = None, name: str = "cspr-supplier") -> int:
    """Do what was asked; the exit code comes back."""
    for stream in (sys.stdout, sys.stderr):
        if isinstance(stream, io.TextIOWrapper):  # a console of Windows can not show every name
            stream.reconfigure(errors="replace")
    said = parser(name).parse_args(arguments)
    try:
        return VERBS[said.verb](said)
    except (Unreadable, OtherState) as error:
        return told(str(error), WRONG_CALL)
    except OSError as error:
        return told(f"{error.filename or 'The file'}: {error.strerror or error}.", WRONG_CALL)
    except Unfinished as away:
        return told(f"{away} What is in is noted: use resume when it answers again.", UNFINISHED)
    except Away as away:
        return told(f"{away} Nothing was sent by this.", UNFINISHED)
    except Stopped as stopped:
        return told(str(stopped), STOPPED)
    except KeyboardInterrupt:
        noted = " What is in is noted: use resume." if said.verb in ("send", "resume") else ""
        return told(f"Stopped by you.{noted}", UNFINISHED)
