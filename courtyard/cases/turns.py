"""What all deeds done to a case share: the lock, whose turn it is, and for which party somebody speaks."""

import functools
from collections.abc import Callable, Collection
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any, ParamSpec, TypeVar
from uuid import UUID

from django.db import IntegrityError
from django.utils.functional import lazy
from django.utils.translation import gettext

from courtyard.cases.models import Case
from courtyard.cases.permissions import LEADS, may_lead
from courtyard.core.errors import NotAllowed, NotThere, OutOfTurn, Refusal, sentence
from courtyard.people.models import Person
from courtyard.places.models import Node
from courtyard.trail.ids import new_id

P = ParamSpec("P")
R = TypeVar("R")


class NotInCharge(NotAllowed):
    says = sentence("This request is with the {party}, and only they can do this. The joint desk can hand it over.")


class Overtaken(OutOfTurn):
    """The form was written on an older page than the case shows now: somebody did something meanwhile."""

    says = sentence("Someone else was faster. This is “{now}” now, so it cannot become “{wanted}”.")


class NotFromHere(OutOfTurn):
    """Nobody was faster: the deed does not start from this state. It says from which ones it does."""

    says = sentence("This request is “{now}”. That can only be done while it is “{starts}”.")

    def __init__(self, now: Any, wanted: Any, starts: Collection[Any]) -> None:
        Refusal.__init__(self, now=now, wanted=wanted, starts=either(starts))


def _either(states: Collection[Any]) -> str:
    return gettext("” or “").join(str(state.label) for state in Case.State if state in states)


either = lazy(_either, str)
"""States by their labels, in the reader's language: the refusal is made where no reader is known."""


@dataclass(frozen=True, slots=True)
class Turn:
    """The id of the form that asks for a deed, and which deed was the last when it was shown; None: not looked."""

    id: UUID = field(default_factory=new_id)
    seen: UUID | None = None


def twice_is_once(function: Callable[P, R]) -> Callable[P, R]:
    """Of two forms with one id that arrive together, one breaks on the other's row. Done once more, it finds it."""

    @functools.wraps(function)
    def run(*args: P.args, **kwargs: P.kwargs) -> R:
        try:
            return function(*args, **kwargs)
        except IntegrityError:
            return function(*args, **kwargs)

    return run


def lock(case_id: UUID) -> Case:
    """The case, for this deed alone. Raises NotThere."""
    cases = Case.objects.select_for_update(of=("self",), no_key=True).select_related("estate__node", "reporter")
    case = cases.filter(pk=case_id).first()
    if case is None:
        raise NotThere
    return case


def in_turn(case: Case, turn: Turn, starts: Collection[Any], wanted: Any) -> None:
    """Several deeds end in one state, so each says where it starts.

    Whoever looked at the case before somebody else's deed is told, too, and nothing is changed.
    """
    if turn.seen not in (None, case.turn):
        raise Overtaken(Case.State(case.state), Case.State(wanted))
    if case.state not in starts:
        raise NotFromHere(Case.State(case.state), Case.State(wanted), starts)
    case.turn = turn.id


def seat_of(person: Person, case: Case, at: datetime) -> str:
    """For which party somebody speaks: the lead's where they may, then one that helps, then any."""
    seats = dict.fromkeys([case.party, *case.helpers, *LEADS])
    return next((party for party in seats if may_lead(person, party, case.estate.node, at)), "")


def seat_above(person: Person, case: Case, at: datetime) -> str:
    """The sub-district's officer speaks for it, the convenor for the residents' committee."""
    seat = seat_of(person, case, at)
    return seat or ("jie" if case.level == Case.Level.SUBDISTRICT else "")


def seat_at(person: Person, node: Node, at: datetime) -> str:
    """For which party somebody of the desk speaks where no case says which."""
    return next((party for party in LEADS if may_lead(person, party, node, at)), "")
