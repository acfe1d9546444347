"""Which homes share a spending, which account it is booked on, and what each home bears of it."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from uuid import UUID

from courtyard.core.books.chart import PlaceKind
from courtyard.core.books.fund import SharingHome, homes_sharing, share_spending
from courtyard.core.errors import BadInput, Refusal, sentence
from courtyard.core.rulebook import Account
from courtyard.money.booking import FUND_OF_HOMES, Leg, Side
from courtyard.money.models import Spending
from courtyard.money.models.book import Fund
from courtyard.places.models import Building, Entrance, Estate, Home
from courtyard.places.rules import rules_of

CASH: Mapping[str, str] = {
    Fund.MAINTENANCE: "fund_bank", Fund.REVENUE: "revenue_bank", Fund.FEES: "fees_bank", Fund.TRUST: "trust_bank",
}  # fmt: skip
FUNDS = tuple(CASH)
REPAIRS = "fund_repairs"
OTHERWISE = frozenset({"fund_returned", "fund_bank_charges", "revenue_bank_charges", "fees_late_charges"})
"""Expenses that no spending is planned for: they are booked from the bank, or by deeds of their own."""
HOMES, COMMON = FUND_OF_HOMES, "fund_undistributed"


class NoSuchAccount(BadInput):
    says = sentence("Choose what kind of spending it is.")
    field = "account"


class NoSuchPart(BadInput):
    says = sentence("Choose whose part it is: the whole estate’s, a building’s or an entrance’s.")
    field = "part"


class UnknownAreas(Refusal):
    says = sentence(
        "{n} homes that share this part have no floor area on the register, so nobody can say what each bears. "
        "Have the areas entered first."
    )


class NobodyShares(Refusal):
    says = sentence("No home shares this part, so there is nobody to bear it. Correct the part.")


def accounts_for(estate: Estate, fund: str) -> list[Account]:
    """What a spending from a fund can be for, by the chart; a building's repairs are named by their part."""
    found = [
        one
        for one in rules_of(estate).accounts.values()
        if one.fund == fund and one.kind == "expense" and one.per == "estate" and not one.mirror
        and not one.cost and one.key not in OTHERWISE
    ]  # fmt: skip
    return sorted(found, key=lambda one: one.code)


def require_account(estate: Estate, fund: str, key: str) -> str:
    if fund not in FUNDS or key not in {one.key for one in accounts_for(estate, fund)}:
        raise NoSuchAccount
    return key


@dataclass(frozen=True, slots=True)
class Part:
    """The whole estate's, or one building's or entrance's."""

    building: Building | None = None
    entrance: Entrance | None = None


def part_of(estate: Estate, building: UUID | None, entrance: UUID | None) -> Part:
    """Raises NoSuchPart for what is not of this estate."""
    if building is not None and entrance is not None:
        raise NoSuchPart
    house = Building.objects.filter(pk=building, estate=estate).first() if building else None
    door = Entrance.objects.filter(pk=entrance, estate=estate).first() if entrance else None
    if (building and house is None) or (entrance and door is None):
        raise NoSuchPart
    return Part(house, door)


def homes_of(spending: Spending) -> dict[UUID, Home]:
    """The homes that share it: dwellings, shops and the like of its part; no parking spaces and cellars."""
    homes = Home.objects.filter(estate=spending.estate_id, use__in=Home.COUNTING)
    if spending.building_id:
        homes = homes.filter(building=spending.building_id)
    if spending.entrance_id:
        homes = homes.filter(entrance=spending.entrance_id)
    return {home.pk: home for home in homes.with_place()}


def require_shared(spending: Spending) -> dict[UUID, Home]:
    """Raises NobodyShares, or UnknownAreas where it cannot be shared to the last fen."""
    homes = homes_of(spending)
    unknown = sum(1 for home in homes.values() if home.area_cm2 is None)
    if unknown:
        raise UnknownAreas(n=unknown)
    if not homes:
        raise NobodyShares
    return homes


def shares_of(spending: Spending, homes: Mapping[UUID, Home], fen: int) -> dict[UUID, int]:
    """What each home bears, by area, to the last fen; those with nothing are left out."""
    rows = [
        SharingHome(pk.hex, home.building_id.hex, home.entrance_id.hex if home.entrance_id else "", home.area_cm2 or 0)
        for pk, home in homes.items()
    ]
    sharing = homes_sharing(rows, *_place(spending))
    return {UUID(key): part for key, part in share_spending(fen, sharing).items() if part}


def _place(spending: Spending) -> tuple[PlaceKind | None, str]:
    if spending.entrance_id:
        return "entrance", spending.entrance_id.hex
    if spending.building_id:
        return "building", spending.building_id.hex
    return None, ""


def paid_from(spending: Spending) -> Side:
    """The account a spending is booked on: repairs by the part that shares them."""
    if spending.account == REPAIRS and spending.entrance is not None:
        return Side("fund_repairs_entrance", spending.entrance)
    if spending.account == REPAIRS and spending.building is not None:
        return Side("fund_repairs_building", spending.building)
    return Side(spending.account)


def legs_of_payment(spending: Spending, fen: int) -> Sequence[Leg]:
    return [Leg(paid_from(spending), Side(CASH[spending.fund]), fen)]


def legs_of_shares(homes: Mapping[UUID, Home], shares: Mapping[UUID, int]) -> Sequence[Leg]:
    """Out of each home's balance, into what the fund has in common: no money moves (core/books/usual.py)."""
    return [Leg(Side(HOMES, homes[pk]), Side(COMMON), fen) for pk, fen in sorted(shares.items())]


def said(spending: Spending) -> str:
    """The name of the part; empty for the whole estate's."""
    if spending.entrance is not None:
        return f"{spending.entrance.building.name}{spending.entrance.name}"
    return spending.building.name if spending.building is not None else ""
