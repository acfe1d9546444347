"""What the fund and its spendings show on other pages: an estate's, a decision's, a home's, the ledger."""

from collections.abc import Mapping
from datetime import datetime
from typing import Any

from django.http import HttpRequest
from django.utils.timezone import now

from courtyard.assembly.models import Decision
from courtyard.money.models import Book
from courtyard.money.permissions.fund import may_see_fund_of, owned_in
from courtyard.money.permissions.spending import approves_any, signs_next
from courtyard.money.queries import fund, spending, top_ups
from courtyard.money.queries.ledger import book_of
from courtyard.money.showing_spending import row
from courtyard.people.models import Person
from courtyard.people.queries import estate_of
from courtyard.places.models import Estate, Home
from courtyard.web.registers import Panel

SHOWN = 5


def own_share(person: Any, book: Book, at: datetime) -> list[tuple[Home, int]]:
    """What each home of theirs has, for the ledger: nobody else sees it. One query for an owner, none for others."""
    homes = {one.home_id: one.home for one in owned_in(person, book.estate, at)}
    if not homes:
        return []
    had = fund.balances(book, homes=homes)
    return [(home, had.get(key, 0)) for key, home in homes.items()]


def on_estate(request: HttpRequest, estate: Estate) -> Mapping[str, Any] | None:
    """The way to the fund, once books are kept."""
    return {"estate": estate} if Book.objects.filter(pk=estate.pk).exists() else None


def on_decision(request: HttpRequest, decision: Decision) -> Mapping[str, Any] | None:
    """What was spent under it, and within limits it gave."""
    found = spending.under_decision(decision)
    paid = spending.paid_fen_of(found)
    rows = [{**row(one), "paid": paid[one.pk]} for one in found]
    return {"estate": found[0].estate, "rows": rows} if found else None


def on_home(request: HttpRequest, home: Home) -> Mapping[str, Any] | None:
    """For its owners of today: whoever sold it reads it no more."""
    if not may_see_fund_of(request.user, home, now()):
        return None
    theirs = [one for one in owned_in(request.user, home.estate, now()) if one.home_id == home.pk][:1]
    book = book_of(home.estate.node.code)
    if book is None:
        return None
    ((own, top_up, paid),) = top_ups.of_owner(book, theirs, now())
    limit = fund.limits_of(book.estate).get("fund_top_up")
    return {"estate": book.estate, "row": own, "top_up": top_up, "paid": paid, "limit": limit}


def to_sign(request: HttpRequest, hat: Any) -> Mapping[str, Any] | None:
    """Spendings that wait for this reader's own signature, on their first page. One query for those who sign any."""
    person, estate = request.user, estate_of(hat) if hat is not None and hat.office else None
    if estate is None or not isinstance(person, Person):
        return None
    at = now()
    if not approves_any(person, estate, at):
        return None
    found = [one for one in spending.waiting_to_sign(estate) if signs_next(person, one, at)]
    return {"estate": estate, "rows": found[:SHOWN], "more": len(found) > SHOWN, "waits": True} if found else None


PANELS = (
    Panel("money.to_sign", "home", "money/_to_sign.html", to_sign, order=17),
    Panel("money.fund", "estate", "money/_fund_panel.html", on_estate, order=46),
    Panel("money.spent_under", "decision", "money/_spent_under.html", on_decision, order=20),
    Panel("money.fund_of_home", "home_of_register", "money/_home_fund.html", on_home, order=30),
)
