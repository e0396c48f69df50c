"""What a form is made of: pages with one subject each, and the questions on them."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Literal

from contracts.envelope import Code

Kind = Literal["line", "text", "date", "radios", "select", "boxes"]
OTHER = "other"
NO_ANSWER = "", "No answer"
NOT_KNOWN = "_not_known"
"""``date_of_birth_not_known`` is ticked where that is the honest answer."""


@dataclass(frozen=True)
class Question:
    """One question; ``name`` is the field that it fills, behind a dot when it stands in a part of a body.

    ``needed``: what to say when there is no answer; without it none is needed. ``later``: often learned later,
    so "not known yet" may be ticked. ``identity``: who the child is, which is kept apart once it was sent.
    """

    name: str
    words: str
    kind: Kind = "line"
    hint: str = ""
    choices: Sequence[tuple[str, str]] = ()
    needed: str = ""
    later: bool = False
    identity: bool = False
    part: str = ""
    usual: str = ""

    @property
    def buttons(self) -> Sequence[tuple[str, str]]:
        """What radio buttons offer: an answer that was not needed is taken back by one of them."""
        return self.choices if self.needed else [*self.choices, NO_ANSWER]

    def words_of(self, code: str) -> str:
        """What a code means."""
        return dict(self.choices).get(code, code)


@dataclass(frozen=True)
class Page:
    """One page; ``of_child``: it is asked about each child. ``into``: the list that its parts become entries of."""

    name: str
    title: str
    section: str
    questions: Sequence[Question]
    intro: str = ""
    of_child: bool = False
    into: str = ""
    parts: Sequence[tuple[str, str, Mapping[str, str]]] = ()
    """Of a list: each part's name, its title, and what is fixed in its entry."""

    def of_part(self, part: str) -> list[Question]:
        """The questions of one part."""
        return [one for one in self.questions if one.part == part]

    def label_of(self, question: Question) -> str:
        """Its words, with the title of the part that it is of, unless they begin with it."""
        words = question.words.removesuffix(" (optional)")
        titles = [title for name, title, _ in self.parts if name == question.part]
        title = titles[0].removesuffix(" (optional)") if titles else ""
        if not title or words.startswith(f"{title}:"):
            return words
        return f"{title}: {words[0].lower()}{words[1:]}"


@dataclass(frozen=True)
class Step:
    """A page as it is asked in one draft."""

    page: Page
    number: int | None = None
    position: int = 0

    @property
    def name(self) -> str:
        """Its place in the draft and in the address: ``dates``, ``who-2``."""
        return self.page.name if self.number is None else f"{self.page.name}-{self.number}"

    @property
    def title(self) -> str:
        """Its title: about which child, when there are such pages."""
        if self.number is None:
            return self.page.title
        return f"Child {self.position}: {self.page.title[0].lower()}{self.page.title[1:]}"


def steps(pages: Sequence[Page], children: Sequence[int]) -> tuple[Step, ...]:
    """The pages in the order in which they are asked: those about a child together, child by child."""
    found: list[Step] = []
    about = [one for one in pages if one.of_child]
    for page in pages:
        if not page.of_child:
            found.append(Step(page))
        elif page is about[0]:
            found += [
                Step(each, number, position)
                for position, number in enumerate(children, start=1)
                for each in about
            ]
    return tuple(found)


def of_codes(codes: type[Code]) -> tuple[tuple[str, str], ...]:
    """The codes of a list of the contract, with their words; what is none of the others stands last."""
    return tuple((str(one), one.label) for one in sorted(codes, key=lambda one: one == OTHER))
