"""The terms of a contract, and what cannot stand in one: each refused by its own name."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date, timedelta
from uuid import UUID

from courtyard.core.errors import BadInput, sentence
from courtyard.core.rulebook.periods import months_after
from courtyard.places.models import Estate, Home
from courtyard.places.rules import rules_of
from courtyard.services.models import Catalogue, Company, Contract, Field, Level
from courtyard.services.models.contract import BASIS_POINTS, FEN_PER_M2_MAX
from courtyard.services.queries.contracts import catalogues_for, companies_for
from courtyard.trail.ids import new_id

Kind, Mode = Contract.Kind, Contract.Mode
YEARS_MAX = 10
"""Our own limit of a term: none is set by law, and nobody should be bound longer by a slip of the finger."""
SHARING = (Mode.COMMISSION, Mode.TRUST)
"""Modes in which the company draws a share, and the money stays the owners'."""
MONTHS_TEMPORARY = 6
ARTICLE_TEMPORARY = "上海市住宅物业管理规定第五十二条"


class NoSuchCompany(BadInput):
    says = sentence(
        "Choose a company that is on the register of this place and still works. If it is not there, have the office "
        "above enter it first."
    )
    field = "company"


class NoSuchKind(BadInput):
    says = sentence("Choose what kind of contract it is.")
    field = "kind"


class NoSuchMode(BadInput):
    says = sentence("Choose how the company is paid.")
    field = "mode"


class BadCommission(BadInput):
    says = sentence("A share is more than 0 and at most 100 %, with two decimals at most. Write it like 8 or 8.5.")
    field = "commission"


class NoCommissionHere(BadInput):
    says = sentence("With a lump sum the company draws no share. Leave this empty, or choose another way of paying.")
    field = "commission"


class EndsFirst(BadInput):
    says = sentence("The contract begins on {starts} and cannot end on {ends}. Correct one of the two days.")
    field = "ends_on"


class TooLong(BadInput):
    says = sentence("A contract runs for at most {years} years here. Correct its last day.")
    field = "ends_on"


class LongTemporary(BadInput):
    says = sentence(
        "A temporary provider serves at most {months} months ({article}): begun on {starts}, until {most} at most. "
        "Correct the last day."
    )
    field = "ends_on"


class NoPrice(BadInput):
    says = sentence("Say for at least one use of homes what a square metre costs a month.")
    field = "price_dwelling"


class BadPrice(BadInput):
    """`field` is that of the use, so each is refused at its own."""

    says = sentence("A price is some whole fen for a square metre and month, and at most {most} yuan.")

    def __init__(self, use: str, most: str) -> None:
        super().__init__(most=most)
        self.field = f"price_{use}" if use in Home.Use.values else "price_dwelling"


class NoSuchCatalogue(BadInput):
    says = sentence(
        "There is no such catalogue of service standards in force for this estate on {day}. Choose levels of one that "
        "is published here, and in force when the contract begins."
    )
    field = "level_general"


class NoSuchLevel(BadInput):
    """Which field it is says the field it stands at."""

    says = sentence("The catalogue “{catalogue}” has no such level in this field. Choose one that it has.")

    def __init__(self, of: str, catalogue: str) -> None:
        super().__init__(catalogue=catalogue)
        self.field = f"level_{of}" if of in Field.values else "level_general"


class MissingLevel(BadInput):
    says = sentence("Choose a level for each of the five fields, or for none: what is not promised cannot be measured.")

    def __init__(self, of: str) -> None:
        super().__init__()
        self.field = f"level_{of}"


@dataclass(frozen=True, kw_only=True)
class Terms:
    """What a draft says. Prices are fen a m² and month by use; levels are numbers of the catalogue by field.

    The `id` of a new one makes one form one contract.
    """

    company: UUID
    kind: str
    mode: str
    starts_on: date
    ends_on: date
    prices: Mapping[str, int]
    commission_bp: int | None = None
    catalogue: UUID | None = None
    levels: Mapping[str, int] = field(default_factory=dict)
    id: UUID = field(default_factory=new_id)


def checked(terms: Terms, estate: Estate) -> tuple[Company, Catalogue | None]:
    """The company and the catalogue that the terms name. Raises what cannot stand in a contract."""
    company = companies_for(estate).filter(pk=terms.company).first()
    if company is None:
        raise NoSuchCompany
    if terms.kind not in Kind.values:
        raise NoSuchKind
    if terms.mode not in Mode.values:
        raise NoSuchMode
    _check_commission(terms)
    _check_term(terms, estate)
    _check_prices(terms.prices)
    return company, _catalogue(terms, estate)


def _check_commission(terms: Terms) -> None:
    if terms.commission_bp is None:
        return
    if terms.mode not in SHARING:
        raise NoCommissionHere
    if not 0 < terms.commission_bp <= BASIS_POINTS:
        raise BadCommission


def _check_term(terms: Terms, estate: Estate) -> None:
    if terms.ends_on <= terms.starts_on:
        raise EndsFirst(starts=terms.starts_on, ends=terms.ends_on)
    if terms.ends_on >= months_after(terms.starts_on, 12 * YEARS_MAX):
        raise TooLong(years=YEARS_MAX)
    if terms.kind == Kind.TEMPORARY:
        most, months, article = temporary_until(estate, terms.starts_on)
        if terms.ends_on > most:
            raise LongTemporary(months=months, article=article, starts=terms.starts_on, most=most)


def temporary_until(estate: Estate, starts_on: date) -> tuple[date, int, str]:
    """The last day of a temporary provider at most, how many months that is, and where it stands.

    From the 1st of July on: to the 31st of December, both counted. It is not moved off days off: it is an end.
    """
    period = rules_of(estate).periods.get("temporary_provider")
    months = period.amount if period else MONTHS_TEMPORARY
    article = period.article if period else ARTICLE_TEMPORARY
    return months_after(starts_on, months) - timedelta(days=1), months, article


def _check_prices(prices: Mapping[str, int]) -> None:
    if not prices:
        raise NoPrice
    for use, fen in prices.items():
        if use not in Home.Use.values or not 0 < fen <= FEN_PER_M2_MAX:
            raise BadPrice(use, f"{FEN_PER_M2_MAX // 100:,}")


def _catalogue(terms: Terms, estate: Estate) -> Catalogue | None:
    """The one in force when the contract begins, with each level that is promised."""
    if terms.catalogue is None and not terms.levels:
        return None
    found = next((one for one in catalogues_for(estate, terms.starts_on) if one.pk == terms.catalogue), None)
    if found is None:
        raise NoSuchCatalogue(day=terms.starts_on)
    there = set(Level.objects.filter(catalogue=found).values_list("field", "number"))
    for one, number in terms.levels.items():
        if (one, number) not in there:
            raise NoSuchLevel(one, str(found))
    for one in Field.values:
        if one not in terms.levels:
            raise MissingLevel(one)
    return found
