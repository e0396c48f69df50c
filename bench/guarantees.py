"""What one who does the work promises; read in every environment, so it imports nothing of ours."""

from dataclasses import dataclass


@dataclass(frozen=True)
class Guarantees:
    """What a contestant promises about one message, whatever is killed."""

    one_effect: bool
    in_order: bool
    survives: bool

    def words(self) -> str:
        """As they stand in the table."""
        given = {
            "one effect": self.one_effect,
            "ordered a key": self.in_order,
            "survives kill": self.survives,
        }
        return ", ".join(word for word, is_so in given.items() if is_so) or "none"

    def cover(self, other: "Guarantees") -> bool:
        """Whether these are at least the other's."""
        pairs = (
            (self.one_effect, other.one_effect),
            (self.in_order, other.in_order),
            (self.survives, other.survives),
        )
        return all(mine or not theirs for mine, theirs in pairs)


WHOLE = Guarantees(one_effect=True, in_order=True, survives=True)
UNORDERED = Guarantees(one_effect=True, in_order=False, survives=True)
