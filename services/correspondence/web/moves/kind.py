"""What every page for a command has: its words, its form, and how the form becomes the command."""

from collections.abc import Awaitable, Callable, Mapping
from dataclasses import dataclass
from typing import Annotated, Any

from pydantic import Field

from chassis.web.forms import Form
from contracts.codes import Criterion, Partner
from contracts.envelope import Code
from services.correspondence.sealing import TEXT_CHARS_MAX
from services.correspondence.use_cases.actions import Actions
from services.correspondence.web.shown.case import CaseShown

Text = Annotated[str, Field(max_length=TEXT_CHARS_MAX)]
"""What is typed about a case; it is sealed before it leaves the page."""
Choices = list[tuple[str, str]]
Said = dict[str, Any]
REG3 = [one for one in Criterion if one.value.startswith("reg3")]
REG11 = [one for one in Criterion if one.value.startswith("reg11")]


def nothing(_case: CaseShown) -> Mapping[str, Any]:
    """An empty form."""
    return {}


async def no_more(_actions: Actions, _case: CaseShown) -> Mapping[str, Any]:
    """The template needs no more than the case."""
    return {}


async def as_typed(_actions: Actions, _case: CaseShown, form: Any) -> Said:
    """The form's fields are the command's."""
    said: Said = form.model_dump(mode="json", exclude_none=True)
    return said


@dataclass(frozen=True)
class MovePage:
    """A page that gives one command.

    ``start``: what stands in the fields at first; ``choices``: what the template needs beside the case;
    ``said``: the command's fields in clear text; ``done``: the words of success; ``read_from``: hidden
    fields that say which state of the case the form was read from; ``again``: the title on a case that has
    a version of the rapid review.
    """

    command: str
    title: str
    done: str
    form: type[Form]
    start: Callable[[CaseShown], Mapping[str, Any]] = nothing
    choices: Callable[[Actions, CaseShown], Awaitable[Mapping[str, Any]]] = no_more
    said: Callable[[Actions, CaseShown, Any], Awaitable[Said]] = as_typed
    takes_file: bool = False
    read_from: tuple[str, ...] = ()
    again: str | None = None

    def is_again(self, case: CaseShown) -> bool:
        """Whether the case has what the page would send, so that it sends another version."""
        return self.again is not None and case.versions is not None

    def title_on(self, case: CaseShown) -> str:
        """The words for it on one case."""
        return self.again if self.again and self.is_again(case) else self.title

    @property
    def template(self) -> str:
        """``pages/moves/record-decision.html``."""
        return f"pages/moves/{self.command}.html"


def offering(**lists: Any) -> Callable[[Actions, CaseShown], Awaitable[Mapping[str, Any]]]:
    """Choices that are the same for every case."""

    async def choices(_actions: Actions, _case: CaseShown) -> Mapping[str, Any]:
        return lists

    return choices


def choices_of(kind: type[Code], *but: str) -> Choices:
    """A code list for radios or boxes."""
    return [(one.value, one.label) for one in kind if one.value not in but]


def in_rows(name: str, field: str, codes: list[Any]) -> dict[str, str]:
    """The fixed code of each row of a group, as first values."""
    return {f"{name}.{n}.{field}": code.value for n, code in enumerate(codes)}


PARTNERS = list(Partner)
