"""``python -m cspr_supplier``, and the single file."""

import sys

from .cli import main

if __name__ == "__main__":
    sys.exit(main())
