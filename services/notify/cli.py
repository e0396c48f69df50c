"""What ``cspr`` can do with ``notify`` alone."""

from services.notify.register.cli import register
from services.notify.sender.cli import sender
from services.notify.webhook.cli import webhook

COMMANDS = {"register": register, "sender": sender, "webhook": webhook}
