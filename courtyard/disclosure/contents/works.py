"""From spendings: works that the maintenance fund pays for, told before they begin and once they are accepted."""

from collections.abc import Iterator
from datetime import date
from uuid import UUID
from zoneinfo import ZoneInfo

from django.utils.translation import gettext, pgettext

from courtyard.core.disclosures import Row
from courtyard.disclosure.contents.registry import Builder, Scope, happening_of
from courtyard.disclosure.happenings import Happened
from courtyard.disclosure.models import Publication
from courtyard.money.models import Entry, Spending
from courtyard.money.models.book import Fund
from courtyard.places.models import Estate
from courtyard.web.times import in_full

PLAN, COMPLETION = "D23", "D23b"
MOST = 200
S = Spending.State


def completed(estate: Estate, since: date) -> Iterator[Happened]:
    """Works that were accepted, from a day on."""
    rows = Spending.objects.filter(estate=estate.pk, fund=Fund.MAINTENANCE, state__in=[S.ACCEPTED, S.PUBLISHED])
    for one in rows.order_by("-accepted_at")[:MOST]:
        assert one.accepted_at, "only those that were accepted were asked for"
        day = one.accepted_at.astimezone(ZoneInfo(estate.node.zone)).date()
        if day >= since:
            yield Happened("works_completed", one.pk, day, one.what)


def beginning(estate: Estate, since: date) -> Iterator[Happened]:
    """Works whose first day was said. An emergency begins before anybody can be told."""
    rows = Spending.objects.filter(
        estate=estate.pk, fund=Fund.MAINTENANCE, begins_on__gte=since, emergency=False
    ).exclude(state=S.WITHDRAWN)
    for one in rows.order_by("-begins_on", "-pk")[:MOST]:
        assert one.begins_on, "the database was asked for it"
        yield Happened("works_begin", one.pk, one.begins_on, one.what)


def plan(scope: Scope) -> Iterator[Row]:
    """What is to be done and why, every quote, the one that is taken, what the review set, and from when on."""
    one = _asked(scope)
    if one is None or one.begins_on is None:
        return
    yield Row("1-planned", pgettext("a sum", "Planned"), {"fen": one.planned_fen}, one.why)
    for number, quote in enumerate(one.quotes.order_by("fen", "pk"), start=1):
        taken = gettext("taken") if quote.pk == one.chosen_id else ""
        yield Row(
            f"2-{number:02}", gettext("Quote of {company}").format(company=quote.company), {"fen": quote.fen}, taken
        )
    yield Row("3-agreed", pgettext("a sum", "Agreed"), {"fen": one.agreed_fen or 0}, str(one.get_authority_display()))
    if one.reviewed_fen is not None:
        yield Row("4-reviewed", gettext("Set by the review"), {"fen": one.reviewed_fen})
    yield Row("5-begins", gettext("Works begin"), {}, in_full(one.begins_on))


def _asked(scope: Scope) -> Spending | None:
    """The spending that a disclosure is about."""
    key = happening_of(scope.occasion)
    if key is None:
        return None
    return Spending.objects.filter(estate=scope.estate.pk, pk=key).select_related("chosen").first()


def completion(scope: Scope) -> Iterator[Row]:
    """What was planned and agreed, every payment with its number in the books, and what was found."""
    one = _asked(scope)
    if one is None or one.accepted_at is None:
        return
    agreed = pgettext("a sum", "Agreed") if one.reviewed_fen is None else gettext("Set by the review")
    yield Row("1-planned", pgettext("a sum", "Planned"), {"fen": one.planned_fen}, one.why)
    yield Row("2-agreed", agreed, {"fen": one.most_fen}, one.chosen.company if one.chosen else "")
    draws = {draw.pk: draw for draw in one.draws.all()}
    rows = Entry.objects.filter(pk__in=draws, reversed_by__isnull=True).order_by("number")
    paid = 0
    for entry in rows:
        paid += entry.fen
        what = gettext("Paid to {payee}").format(payee=draws[entry.pk].payee)
        said = gettext("{day}, no. {number} in the books").format(day=entry.day.isoformat(), number=entry.number)
        yield Row(f"3-{entry.number:06}", what, {"fen": entry.fen}, said)
    yield Row("4-paid", gettext("Paid in all"), {"fen": paid})
    yield Row("5-found", gettext("What was found when it was accepted"), {}, one.accepted_words)


def spending_of(one: Publication) -> UUID | None:
    """The spending that a publication is about."""
    return happening_of(one.occasion) if one.code in (PLAN, COMPLETION) else None


BUILDERS = (Builder(PLAN, plan), Builder(COMPLETION, completion))
