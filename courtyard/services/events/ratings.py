"""That a home rated, and that a quarter was closed. No mark and no word stands here, and no home."""

from dataclasses import dataclass
from typing import ClassVar

from courtyard.core.errors import sentence
from courtyard.core.events import Event


@dataclass(frozen=True, kw_only=True)
class HomeRated(Event):
    """`about` is the estate: from the record nobody comes to the row of the home, and by no row to its marks."""

    NAME: ClassVar[str] = "services.home_rated"
    says: ClassVar[str] = sentence("A home rated the service of {quarter}.")

    quarter: str


@dataclass(frozen=True, kw_only=True)
class HomeRatedOnPaper(Event):
    """The only place that tells a slip of paper from an answer on the phone."""

    NAME: ClassVar[str] = "services.home_rated_on_paper"
    says: ClassVar[str] = sentence("A home’s slip of paper was entered: it rated the service of {quarter}.")

    quarter: str


@dataclass(frozen=True, kw_only=True)
class RatingsClosed(Event):
    NAME: ClassVar[str] = "services.ratings_closed"
    says: ClassVar[str] = sentence("Ratings of {quarter} were closed: {answered} of {homes} homes had rated.")

    quarter: str
    answered: int
    homes: int
