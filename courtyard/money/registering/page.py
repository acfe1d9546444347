"""The way to an estate's money from other pages: a tab, a line on the first page, and what there is on the estate's."""

from collections.abc import Mapping
from typing import Any

from django.http import HttpRequest
from django.urls import reverse
from django.utils.translation import gettext_lazy, pgettext_lazy

from courtyard.money.queries.balances import cash_by_fund
from courtyard.money.queries.ledger import book_of
from courtyard.money.showing import COLOURS, fund_said
from courtyard.money.showing_modes import address_if
from courtyard.places.models import Estate
from courtyard.web.registers import Panel, Tab, panels, tabs

LINKS = (
    ("money:ledger", gettext_lazy("The estate’s books"), gettext_lazy("every entry, month by month"), "note"),
    (
        "money:revenue",
        gettext_lazy("Public revenue"),
        gettext_lazy("what common parts earn, where it goes"),
        "coin",
    ),
    ("money:mode", gettext_lazy("How the company is paid"), gettext_lazy("and the tables that go with it"), "key"),
    ("money:spendings", gettext_lazy("Spending"), gettext_lazy("from plan to payment, with its vouchers"), "check"),
)
"""Pages of money by their names; one that is not there has no line."""


def address(request: HttpRequest) -> str | None:
    """The books of the estate whose hat is worn."""
    hat = getattr(request, "hat", None)
    return reverse("money:ledger", args=[hat.node.code]) if hat and hat.node and hat.estate_id else None


def link(request: HttpRequest, hat: Any) -> Mapping[str, Any] | None:
    """On the phone the tab is not in the bar: its way is on the first page."""
    return {"code": hat.node.code} if hat is not None and hat.estate_id else None


def on_estate(request: HttpRequest, estate: Estate) -> Mapping[str, Any]:
    """What each fund has, and the ways to its pages, for everybody."""
    book = book_of(estate.code)
    balances = cash_by_fund(book) if book else {}
    return {
        "books": book is not None,
        "funds": [(fund_said(fund), COLOURS[fund], fen) for fund, fen in balances.items()],
        "links": [
            (where, name, hint, icon)
            for page, name, hint, icon in LINKS
            if (where := address_if(page, estate.code)) and (book is not None or page == "money:ledger")
        ],
    }  # fmt: skip


def register() -> None:
    """Called once, when all models are there."""
    tabs.add(Tab("money", pgettext_lazy("tab", "Money"), "coin", address, order=33, on_phone=False))
    panels.add(Panel("money.books", "estate", "money/_estate_panel.html", on_estate, order=19))
    panels.add(Panel("money.link", "home.more", "money/_home_link.html", link, order=15))
