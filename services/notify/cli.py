"""What ``cspr`` can do with ``notify`` alone."""

from services.notify.register.cli import register
from services.notify.sender.cli import sender

COMMANDS = {"register": register, "sender": sender}
