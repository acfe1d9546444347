"""Who enters into the books, takes back, and closes a month."""

from collections.abc import Collection
from datetime import datetime

from courtyard.duties.permissions import is_clerk
from courtyard.money.held import rests_on_fees
from courtyard.money.models import Entry
from courtyard.money.models.book import Fund
from courtyard.money.permissions.collectors import may_collect
from courtyard.money.permissions.keeping import OWNERS, keeps
from courtyard.people.models import Office, Person
from courtyard.people.standing import standing
from courtyard.places.models import Estate

K = Office.Kind
HOMES_PAY = (Fund.FEES, Fund.TRUST)
HOMES_KINDS = (Entry.Kind.BILLS, Entry.Kind.RECEIPT, Entry.Kind.TRANSFER, Entry.Kind.OTHER)
"""What homes owe, pay, have paid ahead and get back: collectors enter that, and spend nothing."""


def may_open_books(person: Person, estate: Estate, at: datetime) -> bool:
    """Either side begins them, or an office above where there is neither."""
    return standing(person).holds((*OWNERS, K.COMPANY_MANAGER, *Office.ABOVE), estate.node, at)


def may_enter(person: Person, estate: Estate, kind: str, funds: Collection[str], at: datetime) -> bool:
    """Whoever keeps every fund that an entry touches; what was there on the first day, whoever opens the books.

    What homes pay, collectors, too: by the deeds for it, which ask on their own who may.
    """
    if kind == Entry.Kind.OPENING and may_open_books(person, estate, at):
        return True
    if is_clerk(person) or all(keeps(person, fund, estate, at) for fund in funds):
        return True
    return kind in HOMES_KINDS and set(funds) <= set(HOMES_PAY) and may_collect(person, estate, at)


def may_close_month(person: Person, estate: Estate, at: datetime) -> bool:
    """The committee closes what the company booked, too; where none sits, the company does."""
    return standing(person).holds((*OWNERS, K.COMPANY_MANAGER), estate.node, at)


def may_reverse_entry(person: Person, entry: Entry, at: datetime) -> bool:
    """Whoever keeps every fund that it touches; of what homes owe and paid, collectors, with what hangs on it."""
    funds = {side.fund for posting in entry.postings.all() for side in (posting.debit, posting.credit)}
    if all(keeps(person, fund, entry.estate, at) for fund in funds):
        return True
    return funds <= set(HOMES_PAY) and may_collect(person, entry.estate, at) and rests_on_fees(entry.pk)
