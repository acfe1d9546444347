"""A home rates, once a quarter. That it did and what it said are two rows that nothing joins.

Both come in one transaction, or a home could lose its say, or have it twice. Neither id tells the other, no row has a
time, and the record tells that some home rated. After the close all ratings of the quarter are written anew in an order
drawn by chance, so that not even the order of rows in the database's files pairs them up.
"""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime
from typing import TypeVar
from uuid import UUID, uuid4

from courtyard.core.errors import BadInput, NotAllowed, Refusal, sentence
from courtyard.core.quarters import BadQuarter, Quarter
from courtyard.people.models import Person
from courtyard.places.locks import lock_estate
from courtyard.places.models import Estate, Home
from courtyard.services.events.ratings import HomeRated, HomeRatedOnPaper, RatingsClosed
from courtyard.services.locks.ratings import lock_home
from courtyard.services.models import Field, Rated, Rating, RatingQuarter, Remark
from courtyard.services.models.rating import MARK_MAX
from courtyard.services.models.standard import WORDS_MAX
from courtyard.services.permissions.ratings import day_in, may_close_ratings, may_rate, may_rate_on_paper
from courtyard.services.queries.ratings import closes_on, is_closed, open_quarters, response_now
from courtyard.trail.deeds import deed, record, require

Row = TypeVar("Row", Rating, Remark)
RATINGS_MAX = 50_000


class NotYourHome(NotAllowed):
    says = sentence(
        "You can rate for a home only if you own it or live in it and the register says so. If the register is wrong, "
        "ask its keeper."
    )


class NotADwelling(BadInput):
    says = sentence("Only dwellings rate the service: not a shop, and not a parking space. Choose a dwelling.")
    field = "home"


class NotOfThisEstate(BadInput):
    says = sentence("This home is not in this estate. Choose one of the register.")
    field = "home"


class NotOpen(BadInput):
    says = sentence(
        "This quarter cannot be rated now. You can rate the running quarter, and in the first days of a quarter the "
        "one before."
    )
    field = "quarter"


class RatedAlready(Refusal):
    says = sentence(
        "Somebody of your home has rated already this quarter. Each home rates once a quarter, and what was sent "
        "cannot be changed. Next quarter it is your home’s turn again."
    )


class RatedOnPaperAlready(BadInput):
    says = sentence("This home has rated this quarter already. Each home rates once; this slip does not count.")
    field = "home"


class NoSuchMark(BadInput):
    says = sentence(
        "A mark is one of 1 to {most}, from very dissatisfied to very satisfied. Or say that you cannot say."
    )


class NoSuchField(BadInput):
    says = sentence("This is none of the five fields of service.")


class NothingMarked(BadInput):
    says = sentence("You gave no mark yet. Rate at least one of the five fields.")


class TooManyWords(BadInput):
    says = sentence("There is room for {most} characters. Please make it shorter.")
    field = "words"


class NotOverYet(Refusal):
    says = sentence("This quarter can still be rated until {day}.")


@dataclass(frozen=True, kw_only=True)
class Answer:
    """What a home says of a quarter. `marks` goes by field; a field that was left out nobody could judge.

    Its `id` makes one form one rating, and must be drawn by chance: an id that tells the time would tell when.
    """

    home: UUID
    quarter: str
    marks: Mapping[str, int]
    words: str = ""
    id: UUID = field(default_factory=uuid4)


@deed
def rate(answer: Answer, *, by: Person, at: datetime) -> Rated:
    """Somebody of a home rates for it. It cannot be changed: nothing tells which rating is theirs."""
    home = lock_home(answer.home)
    if not may_rate(by, home, at):
        raise NotYourHome
    require(may_rate, by, home, at)
    before = _before(answer, home)
    if before is not None:
        return before
    quarter = _checked(answer, home, at)
    if _has_rated(home, quarter):
        raise RatedAlready
    one = _keep(answer, home, quarter)
    record(HomeRated(quarter=one.quarter), node=one.estate_id, about=one.estate_id, by=by, at=at)
    return one


@deed
def rate_on_paper(answer: Answer, *, estate: Estate, by: Person, at: datetime) -> Rated:
    """A slip of paper that was handed in at the counter, entered for the home that stands on it."""
    require(may_rate_on_paper, by, estate, at)
    home = lock_home(answer.home)
    if home.estate_id != estate.pk:
        raise NotOfThisEstate
    before = _before(answer, home)
    if before is not None:
        return before
    quarter = _checked(answer, home, at)
    if _has_rated(home, quarter):
        raise RatedOnPaperAlready
    one = _keep(answer, home, quarter)
    record(HomeRatedOnPaper(quarter=one.quarter), node=one.estate_id, about=one.estate_id, by=by, at=at)
    return one


def _before(answer: Answer, home: Home) -> Rated | None:
    return Rated.objects.filter(pk=answer.id, estate=home.estate_id, home=home, quarter=answer.quarter).first()


def _has_rated(home: Home, quarter: Quarter) -> bool:
    return Rated.objects.filter(estate=home.estate_id, home=home, quarter=str(quarter)).exists()


def _checked(answer: Answer, home: Home, at: datetime) -> Quarter:
    """The quarter, once everything about the answer is as it must be."""
    if home.use != Home.Use.DWELLING:
        raise NotADwelling
    if not set(answer.marks) <= set(Field.values):
        raise NoSuchField
    if any(type(mark) is not int or not 1 <= mark <= MARK_MAX for mark in answer.marks.values()):
        raise NoSuchMark(most=MARK_MAX)
    if not answer.marks:
        raise NothingMarked
    if len(answer.words.strip()) > WORDS_MAX:
        raise TooManyWords(most=WORDS_MAX)
    return _open(answer, home.estate, at)


def _open(answer: Answer, estate: Estate, at: datetime) -> Quarter:
    try:
        quarter = Quarter.of(answer.quarter)
    except BadQuarter as bad:
        raise NotOpen from bad
    if quarter not in open_quarters(estate, day_in(estate, at)):
        raise NotOpen
    return quarter


def _keep(answer: Answer, home: Home, quarter: Quarter) -> Rated:
    """That the home rated; and apart from it, under ids drawn by chance, what it said."""
    taken = Rated.objects.filter(pk=answer.id).exists()
    given = {"estate": home.estate, "quarter": str(quarter)}
    one = Rated.objects.create(id=uuid4() if taken else answer.id, home=home, **given)
    Rating.objects.create(id=uuid4(), **given, **answer.marks)
    if answer.words.strip():
        Remark.objects.create(id=uuid4(), words=answer.words.strip(), **given)
    return one


@deed
def close_ratings(estate_id: UUID, quarter: Quarter, *, by: Person, at: datetime) -> RatingQuarter:
    """Nobody rates the quarter any more: the response is put on record, and its ratings are mixed."""
    estate = lock_estate(estate_id)
    require(may_close_ratings, by, estate, at)
    one, _ = RatingQuarter.objects.get_or_create(estate=estate, quarter=str(quarter))
    if one.closed_at is not None:
        return one
    if not is_closed(estate, quarter, day_in(estate, at)):
        raise NotOverYet(day=closes_on(estate, quarter))
    one.answered, one.homes = response_now(estate, quarter)
    one.closed_at = at
    one.save(update_fields=["answered", "homes", "closed_at"])
    _mix(estate, quarter)
    event = RatingsClosed(quarter=one.quarter, answered=one.answered, homes=one.homes)
    record(event, node=estate.pk, about=estate.pk, by=by, at=at)
    return one


def _mix(estate: Estate, quarter: Quarter) -> None:
    """All ratings written anew under new ids, in the order of those ids, which is chance; and so the remarks that
    nobody has looked at yet."""
    of_quarter = {"estate": estate, "quarter": str(quarter)}
    ratings = list(Rating.objects.filter(**of_quarter)[:RATINGS_MAX])
    Rating.objects.filter(pk__in=[one.pk for one in ratings]).delete()
    Rating.objects.bulk_create(_renamed(ratings))
    remarks = list(Remark.objects.filter(**of_quarter, state=Remark.State.HIDDEN)[:RATINGS_MAX])
    Remark.objects.filter(pk__in=[one.pk for one in remarks]).delete()
    Remark.objects.bulk_create(_renamed(remarks))


def _renamed(rows: list[Row]) -> list[Row]:
    for one in rows:
        one.pk = uuid4()
    return sorted(rows, key=lambda one: str(one.pk))
