"""What ``cspr`` can do with ``notify`` alone."""

from services.notify.register.cli import register

COMMANDS = {"register": register}
