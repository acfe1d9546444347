"""Contracts of an estate: the register, one of them, what can be chosen for a new one."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from uuid import UUID

from django.db.models import Q, QuerySet

from courtyard.assembly.models import Decision
from courtyard.committee.queries.terms import day_of
from courtyard.core.rulebook import Period, Rulebook
from courtyard.places.models import Estate, Home
from courtyard.places.rules import rules_of
from courtyard.services.models import Catalogue, Company, Contract, ContractPrice, Level

S = Contract.State
SHOWN, CHOICES_MAX = 20, 200
HIRES, PRICES = "company", "service-fee"
MATTERS = (HIRES, PRICES)
GOOD_FOR = timedelta(days=365)
"""How long after a decision a contract can rest on it: our own default, no text sets one. What owners said longer ago
they said of other prices and perhaps as other owners."""

__all__ = ["MATTERS", "day_of"]


def companies_for(estate: Estate) -> QuerySet[Company]:
    """Those on the books of a place the estate lies in, that still work."""
    return Company.objects.filter(node__path__in=estate.node.paths(), closed_on__isnull=True)


def catalogues_for(estate: Estate, day: date) -> list[Catalogue]:
    """Published for a place the estate lies in and in force on that day; the nearest place first."""
    there = Catalogue.objects.filter(node__path__in=estate.node.paths(), valid_from__lte=day).select_related("node")
    found = there.filter(Q(valid_to__isnull=True) | Q(valid_to__gte=day)).order_by("name", "-valid_from", "id")
    return sorted(found[:CHOICES_MAX], key=lambda one: -len(one.node.path))


def catalogues_ahead(estate: Estate, today: date) -> list[Catalogue]:
    """Those a contract can promise by: in force today, or published for later."""
    there = Catalogue.objects.filter(node__path__in=estate.node.paths(), valid_from__isnull=False)
    found = there.filter(Q(valid_to__isnull=True) | Q(valid_to__gte=today)).select_related("node")
    return sorted(found.order_by("name", "-valid_from", "id")[:CHOICES_MAX], key=lambda one: -len(one.node.path))


def levels_of(catalogues: Sequence[Catalogue]) -> list[Level]:
    rows = Level.objects.filter(catalogue__in=catalogues).order_by("catalogue", "field", "number")
    return list(rows[:CHOICES_MAX])


@dataclass(frozen=True, slots=True)
class Stretch:
    """A part of the register; `before` is where the next one begins, empty at its end."""

    rows: list[Contract]
    before: str


def register_of(estate: Estate, before: str = "") -> Stretch:
    """Every contract that was signed, the one that begins last first."""
    found = Contract.objects.filter(estate=estate, state__in=(*Contract.LIVING, S.ENDED)).select_related("company")
    last = found.filter(pk=before).first() if _is_id(before) else None
    if last is not None:
        found = found.filter(Q(starts_on__lt=last.starts_on) | Q(starts_on=last.starts_on, pk__lt=last.pk))
    rows = list(found.prefetch_related("prices").order_by("-starts_on", "-pk")[: SHOWN + 1])
    return Stretch(rows[:SHOWN], str(rows[SHOWN - 1].pk) if len(rows) > SHOWN else "")


def drafts_of(estate: Estate) -> list[Contract]:
    rows = Contract.objects.filter(estate=estate, state=S.DRAFT).select_related("company")
    return list(rows.order_by("-drafted_at", "-pk")[:SHOWN])


def find_contract(code: str, pk: UUID) -> Contract | None:
    related = ("estate__node", "company", "catalogue__node", "decision", "dismissed_by", "signed_by")
    return Contract.objects.filter(pk=pk, estate__node__code=code).select_related(*related).first()


def binding(estate: Estate, besides: UUID) -> list[Contract]:
    """The other contracts of an estate that bind or will: those that one more could overlap with."""
    rows = Contract.objects.filter(estate=estate, state__in=(*Contract.LIVING, S.ENDED)).exclude(pk=besides)
    return list(rows.select_related("company").order_by("starts_on", "pk"))


def follower_of(contract: Contract) -> Contract | None:
    """The signed contract that begins next after this one began."""
    rows = Contract.objects.filter(estate=contract.estate_id, state__in=Contract.LIVING).exclude(pk=contract.pk)
    return rows.filter(starts_on__gt=contract.starts_on).select_related("company").order_by("starts_on", "pk").first()


def decisions_to_hire(estate: Estate, today: date) -> list[Decision]:
    """What a contract of the owners can rest on: carried, in force, not too old, and no contract's yet."""
    used = Contract.objects.filter(estate=estate, decision__isnull=False).exclude(state__in=[S.DRAFT, S.DROPPED])
    return _decisions(estate, today, MATTERS).exclude(pk__in=used.values("decision"))[:CHOICES_MAX]  # type: ignore[return-value]


def decisions_to_dismiss(estate: Estate, today: date) -> list[Decision]:
    used = Contract.objects.filter(estate=estate, dismissed_by__isnull=False)
    return _decisions(estate, today, (HIRES,)).exclude(pk__in=used.values("dismissed_by"))[:CHOICES_MAX]  # type: ignore[return-value]


def _decisions(estate: Estate, today: date, matters: Sequence[str]) -> QuerySet[Decision]:
    rows = Decision.objects.filter(estate=estate, carried=True, set_aside=False, matter__in=matters)
    return rows.filter(in_force_on__gte=today - GOOD_FOR).order_by("-year", "-number")


def resting_on_decisions(estate: Estate, most: int) -> list[Contract]:
    """The newest contracts that the owners decided."""
    rows = Contract.objects.filter(estate=estate, decision__isnull=False, state__in=(*Contract.LIVING, S.ENDED))
    return list(rows.select_related("company", "decision").order_by("-starts_on", "-pk")[:most])


def dwelling_fen(contract: Contract) -> ContractPrice | None:
    """What a square metre of a home costs; where no dwelling is priced, the first use that is."""
    prices = sorted(contract.prices.all(), key=lambda one: Home.Use.values.index(one.use))
    return next(iter(prices), None)


def book_of(contract: Contract) -> Rulebook:
    """The rules a contract was signed under."""
    return rules_of(contract.estate, contract.rulebook.rpartition("/")[2])


def period_of(contract: Contract, key: str) -> Period | None:
    return book_of(contract).periods.get(key)


def _is_id(text: str) -> bool:
    try:
        UUID(text)
    except ValueError:
        return False
    return True
