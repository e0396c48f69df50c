"""Says in plain words that a Python is too old; imported first, and readable by an old one."""

import sys

OLDEST = (3, 11)

if sys.version_info < OLDEST:
    sys.exit(
        "This needs Python 3.11 or later; {} is {}.{}."
        " Name another one: make PYTHON=python3.11".format(sys.executable, *sys.version_info[:2])
    )
