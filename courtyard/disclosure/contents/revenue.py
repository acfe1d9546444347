"""From public revenue: what common parts are let for, and what next year's money is to be used for."""

from collections.abc import Iterator

from django.db.models import Q
from django.utils.translation import get_language, gettext

from courtyard.core.disclosures import Row
from courtyard.disclosure.contents.registry import Builder, Scope
from courtyard.money.models import Book, RevenueProject
from courtyard.money.queries.ledger import chart_of
from courtyard.money.queries.revenue import plan_in_force
from courtyard.places.rules import rules_of
from courtyard.web.times import in_full

MOST = 200


def projects(scope: Scope) -> Iterator[Row]:
    """D11: every project that goes on: with whom, where, for how much, until when."""
    today = rules_of(scope.estate).hours.day_of(scope.at)
    rows = RevenueProject.objects.filter(Q(until__isnull=True) | Q(until__gte=today), estate=scope.estate.pk)
    for number, one in enumerate(rows.filter(closed_on__isnull=True).order_by("opened_at", "pk")[:MOST], start=1):
        until = gettext("until {day}").format(day=in_full(one.until)) if one.until else ""
        per = str(one.get_per_display()) if one.price_fen else ""
        said = [one.get_kind_display(), one.party, one.place, per, until]
        price = {"fen": one.price_fen} if one.price_fen else {}
        yield Row(f"{number:03}", one.name, price, gettext(", ").join(filter(None, said)))


def plan(scope: Scope) -> Iterator[Row]:
    """D12: the approved plan of the year it tells of, purpose by purpose."""
    book = Book.objects.select_related("estate__node").filter(pk=scope.estate.pk).first()
    if book is None or scope.covers is None:
        return
    found = plan_in_force(book.pk, scope.covers[0].year)
    chart = chart_of(book)
    for row in found.rows.order_by("account") if found else ():
        yield Row(row.account, chart[row.account].label(get_language() or ""), {"fen": row.fen}, row.words)


BUILDERS = (Builder("D11", projects), Builder("D12", plan))
