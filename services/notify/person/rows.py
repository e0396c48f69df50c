"""A link as its row holds it."""

from typing import Any

from services.notify.person.domain import Link, Status


def link_of(row: Any) -> Link:
    """The state that a row holds."""
    return Link(
        id=row["id"],
        persons=(row["first_person"], row["second_person"]),
        incidents=(row["first_incident"], row["second_incident"]),
        status=Status(row["status"]),
        ground=row["basis"],
        by_person=row["by_person"],
    )
