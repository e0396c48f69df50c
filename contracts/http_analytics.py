"""HTTP bodies that ``analytics`` takes."""

from typing import Annotated

from pydantic import Field

from contracts.envelope import Body


class ReleaseBody(Body):
    """Why figures are released."""

    reason: Annotated[str, Field(max_length=2000)]
