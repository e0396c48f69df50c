"""A peer as the tables know it."""

from dataclasses import dataclass

from bench.guarantees import Guarantees
from bench.task import Task


@dataclass(frozen=True)
class Peer:
    """Its name, its module, what it promises, and how far ours is to be ahead of it.

    ``share`` of the items is enough to measure a slow one. ``group``: its consumer group, when it does
    not take the task's.
    """

    name: str
    module: str
    guarantees: Guarantees
    target: float = 1.0
    share: float = 1.0
    own_group: str = ""

    def group(self, task: Task) -> str:
        """The consumer group that it commits for."""
        return self.own_group or task.group
