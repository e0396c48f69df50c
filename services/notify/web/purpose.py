"""Whoever would see who a child is says why, in words and for an export also by law."""

from typing import Annotated

from pydantic import Field, StringConstraints

from chassis.web.forms import Form

Why = Annotated[str, StringConstraints(min_length=5, max_length=300)]


class PurposeForm(Form):
    """Why someone wants to see who the children are."""

    purpose: Why = Field(
        json_schema_extra={"error": "Say in a few words why you need to see who the children are."}
    )
