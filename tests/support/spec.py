"""``given(decider, state).when(command).then(events)``: a rule in one line, without a mock."""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

import pytest

from chassis.errors import Refused


@dataclass(frozen=True)
class When:
    """A command on a state, its outcome not yet looked at."""

    decide: Callable[[Any, Any], tuple[Any, ...]]
    evolve: Callable[[Any, Any], Any]
    state: Any
    command: Any

    def then(self, *kinds: type) -> Any:
        """These kinds of event follow; the state after them comes back."""
        events = self.decide(self.state, self.command)
        assert tuple(type(event) for event in events) == kinds
        state = self.state
        for event in events:
            state = self.evolve(state, event)
        return state

    def nothing_happens(self) -> None:
        """A repeat is quiet."""
        assert self.decide(self.state, self.command) == ()

    def refused(self, code: str) -> Refused:
        """The rule says no, with its source."""
        with pytest.raises(Refused) as caught:
            self.decide(self.state, self.command)
        assert caught.value.code == code
        assert caught.value.reason
        assert caught.value.source
        return caught.value


@dataclass(frozen=True)
class Given:
    """A decider and a state."""

    module: Any
    state: Any

    def when(self, command: Any) -> When:
        """Give it a command."""
        return When(self.module.decide, self.module.evolve, self.state, command)


def given(module: Any, state: Any) -> Given:
    """``module`` has ``decide`` and ``evolve``."""
    return Given(module, state)
