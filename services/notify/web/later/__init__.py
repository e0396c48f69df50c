"""Pages on which a person does what is done later with a notification: what case systems do below ``/v1``."""
