"""Who keeps which fund: what the company holds in trust it books, what the owners hold their committee does."""

from datetime import datetime

from courtyard.money.models.book import Fund
from courtyard.people.models import Office, Person
from courtyard.people.standing import standing
from courtyard.places.models import Estate

K = Office.Kind
OWNERS = (K.OWNERS_COMMITTEE, K.SECRETARY)
KEEPERS: dict[str, tuple[str, ...]] = {
    Fund.FEES: (K.COMPANY_MANAGER,),
    Fund.DEPOSITS: (K.COMPANY_MANAGER,),
    Fund.TRUST: (K.COMPANY_MANAGER,),
    Fund.REVENUE: (K.COMPANY_MANAGER, *OWNERS),
    Fund.MAINTENANCE: OWNERS,
}
"""The account of public revenue is kept by whoever collects it (沪房规范〔2025〕8号第六条); the fund is the owners'."""


def keeps(person: Person, fund: str, estate: Estate, at: datetime) -> bool:
    return standing(person).holds(KEEPERS[fund], estate.node, at)


def keeps_any(person: Person, estate: Estate, at: datetime) -> bool:
    return any(keeps(person, fund, estate, at) for fund in Fund.values)
