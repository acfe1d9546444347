"""How many seats a committee may have: odd, five or more, three in a small estate (上海 art 20)."""

from courtyard.committee.queries.terms import area_of
from courtyard.core.counting.elections import SEATS_MIN, SMALL_SEATS_MIN, seats_error
from courtyard.core.errors import BadInput, sentence
from courtyard.places.models import Estate

SEATS_MAX = 25


class EvenSeats(BadInput):
    says = sentence(
        "A committee has an odd number of seats (Shanghai’s property regulation, art 20). Enter an odd number."
    )
    field = "seats"


class TooFewSeats(BadInput):
    says = sentence(
        "A committee has at least {least} seats here (Shanghai’s property regulation, art 20; three are enough only up "
        "to 10,000 m²)."
    )
    field = "seats"


class TooManySeats(BadInput):
    says = sentence("A committee has at most {most} seats.")
    field = "seats"


def require_seats(seats: int, estate: Estate) -> None:
    """Refuses by name a number that no committee of this estate can have."""
    area = area_of(estate)
    wrong = seats_error(seats, area)
    if wrong == "seats_must_be_odd":
        raise EvenSeats
    if wrong is not None:
        raise TooFewSeats(least=SEATS_MIN if seats_error(SMALL_SEATS_MIN, area) else SMALL_SEATS_MIN)
    if seats > SEATS_MAX:
        raise TooManySeats(most=SEATS_MAX)
