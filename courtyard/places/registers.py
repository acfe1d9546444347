"""What floors above tell the places: who may change and see them, and what else is known of a home."""

from collections.abc import Callable, Collection, Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any
from uuid import UUID

from django.db.models import Q

from courtyard.places.models import Node
from courtyard.web.registers import Register


@dataclass(frozen=True, slots=True)
class Right:
    """Who may do something to a place. Offices stand a floor higher, so people fills these in.

    "shape_tree" over a node; "keep_register", "see_register" and "adopt_rules" over an estate's node.
    """

    name: str
    held: Callable[[Any, Node, datetime], bool]


@dataclass(frozen=True, slots=True)
class Sight:
    """Which homes somebody may open, as a condition on homes."""

    name: str
    homes: Callable[[Any, datetime], Q]


@dataclass(frozen=True, slots=True)
class HomeFigure:
    """One more figure for each home of a list, such as how many own it; asked once for the whole list."""

    name: str
    label: Any
    of: Callable[[Collection[UUID], datetime], Mapping[UUID, int]]


rights: Register[Right] = Register("rights over places")
sights: Register[Sight] = Register("homes to be seen")
home_figures: Register[HomeFigure] = Register("figures of a home")
