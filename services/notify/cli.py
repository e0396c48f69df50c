"""What ``cspr`` can do with ``notify`` alone."""

from services.notify.sender.cli import sender

COMMANDS = {"sender": sender}
