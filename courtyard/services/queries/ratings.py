"""How many homes rated, and what they said: by field and quarter, never by home."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from typing import NamedTuple
from uuid import UUID

from django.db.models import Count, Exists, Q

from courtyard.core.quarters import Quarter, latest
from courtyard.people.models import Person, Tenure
from courtyard.places.models import Estate, Home
from courtyard.services.models import Company, Field, Rated, Rating, RatingQuarter
from courtyard.services.models.rating import MARK_MAX
from courtyard.services.permissions.ratings import day_in
from courtyard.services.queries.current import contract_on
from courtyard.services.rating_rules import rules_for

MARKS = range(1, MARK_MAX + 1)
Marks = Mapping[str, Mapping[int, int]]
QUARTERS_SHOWN = 12
OWN_MOST = 200


class Response(NamedTuple):
    """How many homes rated, of how many that could."""

    answered: int
    homes: int


def response(estate: Estate, quarter: Quarter) -> Response:
    """As it was at the close of a quarter that is closed; as it is now before that."""
    kept = RatingQuarter.objects.filter(estate=estate.pk, quarter=str(quarter), closed_at__isnull=False).first()
    return Response(kept.answered, kept.homes) if kept else response_now(estate, quarter)


def response_now(estate: Estate, quarter: Quarter) -> Response:
    """Counted now. A home that rated and was turned into a shop since still answered."""
    answered = Rated.objects.filter(estate=estate.pk, quarter=str(quarter)).count()
    homes = Home.objects.filter(estate=estate.pk, use=Home.Use.DWELLING, delivered=True).count()
    return Response(answered, max(answered, homes))


def marks(estate: Estate, quarter: Quarter) -> Marks:
    """Of each field how often each mark was given; one query.

    For reckoning only: it knows neither that a quarter still runs nor that answers are too few. Pages read `summary`.
    """
    wanted = {f"{field}_{mark}": Count("pk", filter=Q(**{field: mark})) for field in Field.values for mark in MARKS}
    counted = Rating.objects.filter(estate=estate.pk, quarter=str(quarter)).aggregate(**wanted)
    return {field: {mark: counted[f"{field}_{mark}"] for mark in MARKS} for field in Field.values}


def open_quarters(estate: Estate, day: date) -> list[Quarter]:
    """Those that can be rated on a day, the older first: the running one, and for some days the one before."""
    running = Quarter.on(day)
    late = (day - running.first_day).days < rules_for(estate).late_days
    return [running.before, running] if late else [running]


def last_closed(estate: Estate, day: date) -> Quarter:
    """The newest quarter that nobody can rate any more. Only from then on its marks and remarks are seen."""
    return open_quarters(estate, day)[0].before


def is_closed(estate: Estate, quarter: Quarter, day: date) -> bool:
    return quarter <= last_closed(estate, day)


def closes_on(estate: Estate, quarter: Quarter) -> date:
    """The last day on which homes rate a quarter."""
    return quarter.last_day + timedelta(days=rules_for(estate).late_days)


def closed_quarters(estate: Estate, at: datetime, count: int) -> list[Quarter]:
    """The last `count` quarters that are closed, the oldest first, whether anybody rated or not."""
    return latest(count, last_closed(estate, day_in(estate, at)))


@dataclass(frozen=True, slots=True)
class FieldFigures:
    """What homes said of one field. Below the number that is needed there are no counts, and `missing` says how many
    answers are."""

    field: Field
    answers: int
    counts: Mapping[int, int]
    missing: int

    @property
    def satisfied(self) -> int:
        """How many gave a 4 or a 5."""
        return sum(n for mark, n in self.counts.items() if mark >= MARK_MAX - 1)


@dataclass(frozen=True, slots=True)
class Summary:
    """A quarter as everybody may read it. While it can be rated it has no fields: a difference would tell."""

    quarter: Quarter
    response: Response
    closed: bool
    closes_on: date
    fields: Sequence[FieldFigures]


def summary(estate: Estate, quarter: Quarter, at: datetime) -> Summary:
    """The response; and once nobody can rate it any more, the figures of each field that has answers enough."""
    closed = is_closed(estate, quarter, day_in(estate, at))
    least = rules_for(estate).answers_min
    fields = [_figures(Field(name), found, least) for name, found in marks(estate, quarter).items()] if closed else []
    return Summary(quarter, response(estate, quarter), closed, closes_on(estate, quarter), fields)


def _figures(field: Field, found: Mapping[int, int], least: int) -> FieldFigures:
    answers = sum(found.values())
    return FieldFigures(field, answers, found if answers >= least else {}, max(least - answers, 0))


def rated_quarters(estate: Estate, at: datetime, before: str = "") -> tuple[list[Quarter], str]:
    """Closed quarters in which somebody rated, the newest first, and where the next stretch begins."""
    until = str(last_closed(estate, day_in(estate, at)))
    rows = Rated.objects.filter(estate=estate.pk, quarter__lte=until)
    rows = rows.filter(quarter__lt=before) if before else rows
    found = list(rows.order_by("-quarter").values_list("quarter", flat=True).distinct()[: QUARTERS_SHOWN + 1])
    shown = [Quarter.of(one) for one in found[:QUARTERS_SHOWN]]
    return shown, str(shown[-1]) if len(found) > len(shown) else ""


@dataclass(frozen=True, slots=True)
class ToRate:
    """One home and one quarter that can be rated; `done` says that somebody of the home did."""

    home: Home
    quarter: Quarter
    done: bool


def to_rate(homes: Sequence[Home], estate: Estate, at: datetime) -> list[ToRate]:
    """For each home each open quarter, the older first; one query."""
    quarters = open_quarters(estate, day_in(estate, at))
    wanted = {"home__in": [one.pk for one in homes], "quarter__in": [str(one) for one in quarters]}
    done = set(Rated.objects.filter(estate=estate.pk, **wanted).values_list("home", "quarter"))
    return [ToRate(home, one, (home.pk, str(one)) in done) for one in quarters for home in homes]


class Asked(NamedTuple):
    """The oldest quarter that a home may rate and did not, and whom."""

    quarter: Quarter
    company: Company


def asked_of(home: Home, estate: Estate, at: datetime) -> Asked | None:
    """What a home is still asked; nothing where no company serves today. One query."""
    today = day_in(estate, at)
    quarters = open_quarters(estate, today)
    said = Rated.objects.filter(estate=estate.pk, home=home.pk)
    done = {f"rated_{number}": Exists(said.filter(quarter=str(one))) for number, one in enumerate(quarters)}
    contract = contract_on(estate, today, **done)
    if contract is None:
        return None
    left = [one for number, one in enumerate(quarters) if not getattr(contract, f"rated_{number}")]
    return Asked(left[0], contract.company) if left else None


def rated_by_homes_of(person: Person) -> list[tuple[Home, str]]:
    """In which quarters somebody's homes rated while they held them: all that is known of it."""
    held = list(Tenure.objects.filter(person=person).select_related("home__building", "home__entrance"))
    homes = {one.home_id: one.home for one in held}
    rows = Rated.objects.filter(home__in=homes).order_by("-quarter").values_list("home", "quarter")[:OWN_MOST]
    return [(homes[pk], quarter) for pk, quarter in rows if _held(held, pk, Quarter.of(quarter))]


def _held(held: Sequence[Tenure], home: UUID, quarter: Quarter) -> bool:
    mine = (one for one in held if one.home_id == home)
    return any(one.since <= quarter.last_day and (not one.until or one.until > quarter.first_day) for one in mine)


def found_homes(estate: Estate, text: str) -> list[Home]:
    """Dwellings that somebody means by “302”, “1号楼302” or “1号楼302室”; at most a few, to choose from."""
    room = text.strip().removesuffix("室")
    rows = Home.objects.filter(estate=estate.pk).with_place().order_by("building__order", "name", "pk")
    exact = [one for one in rows.filter(name__in=_ends(room))[:OWN_MOST] if one.label in {text.strip(), f"{room}室"}]
    return exact or list(rows.filter(name=room)[:OWN_MOST])


def _ends(room: str) -> list[str]:
    """Every way to read the end of what was written as the number of a room."""
    return [room[start:] for start in range(len(room))][:40]
