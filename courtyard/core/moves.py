"""States and the moves between them: which thing may become what."""

from collections.abc import Iterable, Mapping
from typing import Any, ClassVar

from courtyard.core.errors import OutOfTurn

Moves = Mapping[Any, frozenset[Any]]
"""{state: the states it may become}. A state nothing follows maps to an empty set."""


def require_move(moves: Moves, now: Any, wanted: Any) -> None:
    """Raise OutOfTurn unless `moves` leads from `now` to `wanted`. To stay where one is counts as a move, too."""
    if wanted not in moves.get(now, frozenset()):
        raise OutOfTurn(now, wanted)


class Moving:
    """Mixed into a model with a `state` and a table of MOVES: the only way from one state to the next."""

    MOVES: ClassVar[Moves]
    state: Any

    def move_to(self, state: Any) -> None:
        """Change the state, unsaved. Raises OutOfTurn where MOVES does not lead there."""
        require_move(self.MOVES, self.state, state)
        self.state = state


def faults(moves: Moves, first: Any, states: Iterable[Any] = ()) -> tuple[str, ...]:
    """What is wrong with a table of moves whose things begin as `first`; nothing, in a good one.

    Every state (all of `states`, where given) has its row, every move leads to a state with a row,
    and every state can be reached from the first. For the tests of every app that has states.
    """
    targets = {target for row in moves.values() for target in row}
    rowless = sorted(str(state) for state in targets | {first, *states} if state not in moves)
    lost = sorted(str(state) for state in moves if state not in _reached(moves, first))
    return (*(f"{state} has no row" for state in rowless), *(f"{state} is never reached" for state in lost))


def _reached(moves: Moves, first: Any) -> set[Any]:
    reached, edge = {first}, {first}
    while edge:
        edge = {target for state in edge for target in moves.get(state, frozenset())} - reached
        reached |= edge
    return reached
