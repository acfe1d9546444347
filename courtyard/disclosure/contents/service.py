"""From the service contract and what came of it: who serves, what was promised for which price, what was done."""

from collections.abc import Iterator
from datetime import timedelta

from django.db.models import Max, Min, Q
from django.utils.translation import gettext

from courtyard.core.disclosures import Row
from courtyard.core.quarters import Quarter
from courtyard.disclosure.contents.registry import Builder, Scope, happening_of
from courtyard.places.models import Home
from courtyard.places.rules import rules_of
from courtyard.services.models import Contract, Field, Work
from courtyard.services.queries import inspections, works
from courtyard.services.queries.current import contract_on
from courtyard.services.queries.evidence import requests_of
from courtyard.web.times import in_full

MOST = 200
DAY = timedelta(days=1)


def items(scope: Scope) -> Iterator[Row]:
    """D17, D18: the company, its term, prices by use, the level of each field, what was promised besides."""
    contract = contract_on(scope.estate, rules_of(scope.estate).hours.day_of(scope.at))
    if contract is not None:
        yield from _promised(contract)


def tender(scope: Scope) -> Iterator[Row]:
    """D26: the company that a tender chose, with what it promised for which price."""
    key = happening_of(scope.occasion)
    if key is None:
        return
    found = Contract.objects.filter(estate=scope.estate.pk, pk=key).select_related("company").first()
    if found is not None and found.tendered_on is not None:
        yield Row("0-decided", gettext("The tender was decided"), {}, in_full(found.tendered_on))
        yield from _promised(found)


def _promised(contract: Contract) -> Iterator[Row]:
    term = gettext("{begin} to {end}").format(begin=in_full(contract.starts_on), end=in_full(contract.ends_on))
    term_and_mode = gettext("{term}, {mode}").format(term=term, mode=Contract.Mode(contract.mode).label)
    yield Row("1-company", contract.company.name, {}, term_and_mode)
    uses, fields = dict(Home.Use.choices), dict(Field.choices)
    for price in contract.prices.order_by("use"):
        yield Row(f"2-{price.use}", str(uses[price.use]), {"fen_per_m2": price.fen_per_m2}, gettext("a month"))
    for level in contract.levels.order_by("field"):
        yield Row(f"3-{level.field}", str(fields[level.field]), {"level": level.level}, gettext("promised level"))
    for number, extra in enumerate(contract.extras.all(), start=1):
        yield Row(f"4-{number:03}", extra.words[:200], {}, extra.clause)


def equipment(scope: Scope) -> Iterator[Row]:
    """D22: each work of the company's plan, how often it is done, when it was last and when it is next."""
    proved, open_ = Max("turns__done_on"), Min("turns__due_on", filter=Q(turns__done_on__isnull=True))
    plan = Work.objects.filter(estate=scope.estate.pk, until__isnull=True).annotate(proved=proved, waits=open_)
    for number, one in enumerate(plan.order_by("field", "what", "pk")[:MOST], start=1):
        last = gettext("last done {day}").format(day=in_full(one.proved)) if one.proved else gettext("not done yet")
        ahead = gettext("next due {day}").format(day=in_full(one.waits or one.next_on))
        yield Row(f"{number:03}", one.what, {}, gettext(", ").join((last, ahead)))


def quarter(scope: Scope) -> Iterator[Row]:
    """D19: by field the works, requests and inspections of a quarter, as far as it is over."""
    if scope.covers is None:
        return
    first, last = scope.covers
    last = min(last, rules_of(scope.estate).hours.day_of(scope.at) - DAY)
    done, seen = works.outcomes(scope.estate, first, last), inspections.outcomes(scope.estate, first, last)
    rule = rules_of(scope.estate).quality
    asked = requests_of(scope.estate, Quarter.on(first), rule, scope.at) if rule is not None else {}
    for field, label in Field.choices:
        said = []
        if field in done:
            of = done[field]
            said.append(gettext("works: {n} of {due} in time").format(n=of.in_time, due=of.due))
        if field in asked and asked[field].due:
            said.append(gettext("requests: {n} of {due} in time").format(n=asked[field].in_time, due=asked[field].due))
        if field in seen and seen[field].looked_at:
            found = seen[field]
            said.append(gettext("inspections: {n} of {due} passed").format(n=found.passes, due=found.looked_at))
        if said:
            yield Row(field, str(label), {}, gettext("; ").join(said))


BUILDERS = (
    Builder("D17", items),
    Builder("D18", items),
    Builder("D19", quarter),
    Builder("D22", equipment),
    Builder("D26", tender),
)
