"""What a reader of a case may do next: the open commands as links, the closed ones with the reason."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from services.correspondence.web.moves import BY_COMMAND
from services.correspondence.web.shown.case import CaseShown


@dataclass(frozen=True)
class Menu:
    """``open``: words and address; ``closed``: words and why not."""

    open: Sequence[tuple[str, str]]
    closed: Sequence[tuple[str, str]]


def menu_of(case: CaseShown) -> Menu:
    """The commands of this reader's role; what would send again what the case has stands last."""
    own = [(one, BY_COMMAND[one.command]) for one in case.moves if one.mine]
    own.sort(key=lambda move: move[1].is_again(case))
    return Menu(
        open=[
            (page.title_on(case), f"{case.address}/moves/{page.command}")
            for one, page in own
            if one.is_open
        ],
        closed=[(page.title_on(case), one.reason or "") for one, page in own if not one.is_open],
    )


def notice_of(query: Mapping[str, str]) -> str | None:
    """The banner above a case after a form: what was done, or that it is kept for later."""
    if page := BY_COMMAND.get(query.get("done", "")):
        return page.done
    if page := BY_COMMAND.get(query.get("saved", "")):
        return f"Your form is kept. Nothing was sent: “{page.title}” opens it again."
    return None
