"""What a framework asks of a decision, as the rules take it. Pure: the domain may know it."""

from dataclasses import dataclass

Pairs = tuple[tuple[str, tuple[str, ...]], ...]


@dataclass(frozen=True)
class Framework:
    """The rules of content in force on the day of a decision; each outcome, flag or reason with criteria.

    ``must_answer``: an outcome answers them all; ``one_met``: a flag needs one of them met; ``rests_on``: a
    coded reason is not given where they are all found not to be met.
    """

    version: str = ""
    guidance: str = ""
    must_answer: Pairs = ()
    one_met: Pairs = ()
    rests_on: Pairs = ()


NOTHING_ASKED = Framework()
