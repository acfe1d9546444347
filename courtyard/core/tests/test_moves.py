"""A thing becomes only what its table of moves says."""

from enum import StrEnum

import pytest

from courtyard.core.errors import OutOfTurn
from courtyard.core.moves import Moving, faults, require_move


class Lamp(StrEnum):
    OFF = "off"
    ON = "on"
    BROKEN = "broken"


MOVES = {
    Lamp.OFF: frozenset({Lamp.ON}),
    Lamp.ON: frozenset({Lamp.OFF, Lamp.BROKEN}),
    Lamp.BROKEN: frozenset[Lamp](),
}


class StairLamp(Moving):
    MOVES = MOVES

    def __init__(self, state: str) -> None:
        self.state = state


def test_a_lamp_that_is_off_is_switched_on() -> None:
    lamp = StairLamp("off")  # as it comes from the database: text, not the enum

    lamp.move_to(Lamp.ON)

    assert lamp.state == Lamp.ON


@pytest.mark.parametrize("wanted", [Lamp.OFF, Lamp.ON, Lamp.BROKEN])
def test_a_broken_lamp_becomes_nothing_else(wanted: Lamp) -> None:
    lamp = StairLamp(Lamp.BROKEN)

    with pytest.raises(OutOfTurn) as refused:
        lamp.move_to(wanted)

    assert lamp.state == Lamp.BROKEN
    assert refused.value.fields == {"now": Lamp.BROKEN, "wanted": wanted}


def test_to_stay_is_a_move_that_must_be_allowed() -> None:
    require_move({"open": frozenset({"open"})}, "open", "open")

    with pytest.raises(OutOfTurn):
        require_move(MOVES, Lamp.ON, Lamp.ON)


def test_from_an_unknown_state_nothing_leads_anywhere() -> None:
    with pytest.raises(OutOfTurn):
        require_move(MOVES, "stolen", Lamp.ON)


def test_a_good_table_has_no_faults() -> None:
    assert faults(MOVES, Lamp.OFF, Lamp) == ()


def test_a_table_names_states_without_a_row_and_states_out_of_reach() -> None:
    moves = {"filed": frozenset({"closed"}), "rated": frozenset({"filed"})}

    assert faults(moves, "filed", ["filed", "lost"]) == (
        "closed has no row",
        "lost has no row",
        "rated is never reached",
    )
