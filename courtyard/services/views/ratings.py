"""Rating on a phone and at the counter; and what all homes said of a quarter, for everybody."""

from collections.abc import Sequence
from datetime import datetime
from typing import Any
from uuid import uuid4

from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404
from django.urls import reverse
from django.utils.timezone import now
from django.views.decorators.http import require_GET, require_http_methods

from courtyard.core.errors import BadInput, NotThere
from courtyard.core.quarters import BadQuarter, Quarter
from courtyard.people.middleware import PersonRequest
from courtyard.people.models import Person
from courtyard.people.queries import estate_for
from courtyard.places.models import Estate
from courtyard.services.actions import ratings as actions
from courtyard.services.forms.ratings import ABOUT, CHOICES, MARK_WORDS, PaperForm, RateForm
from courtyard.services.models import Field, Remark
from courtyard.services.permissions.ratings import day_in, homes_to_rate, may_open_rating, may_rate_on_paper
from courtyard.services.permissions.remarks import answers_for_company, may_see_remarks
from courtyard.services.quarter_words import said
from courtyard.services.queries import ratings as queries
from courtyard.services.queries import remarks
from courtyard.services.queries.current import company_of
from courtyard.services.queries.ratings import Summary, ToRate
from courtyard.services.rating_rules import rules_for
from courtyard.web.refusals import said_on
from courtyard.web.show import show

SEND = "send"


def find_estate(code: str) -> Estate:
    return get_object_or_404(Estate.objects.select_related("node"), node__code=code)


def see(name: str, *args: object, more: str = "") -> HttpResponse:
    return HttpResponse(status=303, headers={"Location": reverse(f"services:{name}", args=args) + more})


def posted(request: HttpRequest) -> Any:
    return request.POST if request.method == "POST" else None


@require_http_methods(["GET", "POST"])
def rate(request: PersonRequest, code: str) -> HttpResponse:
    """First which home and quarter, where there is a choice; then a leaf for each field, the words, and the check."""
    at = now()
    estate = estate_for(may_open_rating, request.user, code, at)
    options = queries.to_rate(homes_to_rate(request.user, estate, at), estate, at)
    chosen = _chosen(request, options)
    if chosen is None:
        rows = [{"one": one, "quarter": said(one.quarter)} for one in options]
        return show(request, "services/rate_start.html", {"estate": estate, "rows": rows})
    form = RateForm(posted(request), id=uuid4())
    if form.is_bound and form.is_valid() and form.leaf() == "check" and request.POST.get("to") == SEND:
        with said_on(form):
            actions.rate(form.answer(chosen.home.pk, chosen.quarter), by=request.user, at=at)
        if form.is_valid():
            return see("thanks", code, more=f"?quarter={chosen.quarter}")
    return show(request, "services/rate.html", _leaves(estate, chosen, form, at))


def _chosen(request: HttpRequest, options: Sequence[ToRate]) -> ToRate | None:
    """The home and quarter asked for; or the only one that is left. None where the reader has to choose, or is done."""
    given = request.POST if request.method == "POST" else request.GET
    home, quarter = given.get("home", ""), given.get("quarter", "")
    if not home and not quarter:
        left = [one for one in options if not one.done]
        return left[0] if len(left) == 1 else None
    mine = [one for one in options if str(one.home.pk) == home]
    found = next((one for one in mine if str(one.quarter) == quarter), None)
    if found is None:
        raise actions.NotOpen if mine else NotThere
    return found if request.method == "POST" or not found.done else None


def _leaves(estate: Estate, chosen: ToRate, form: RateForm, at: datetime) -> dict[str, Any]:
    leaf = form.leaf()
    order = [*Field.values, "words"]
    place = order.index(leaf) if leaf in order else len(order)
    return {
        "estate": estate, "home": chosen.home, "quarter": chosen.quarter, "said": said(chosen.quarter), "form": form,
        "leaf": leaf, "number": place + 1, "of": len(order), "back": order[place - 1] if place else "",
        "label": Field(leaf).label if leaf in Field.values else "", "about": ABOUT.get(leaf, ""), "choices": CHOICES,
        "now": form.data.get(leaf, "") if form.is_bound else "", "carried": list(form.carried(leaf)),
        "ident": form["id"].value(), "rows": form.rows() if leaf == "check" else [],
        "wrong": form.errors.get(leaf, []), "company": company_of(estate, day_in(estate, at)),
    }  # fmt: skip


@require_GET
def thanks(request: PersonRequest, code: str) -> HttpResponse:
    """What happens next with what a home said."""
    at = now()
    estate = estate_for(may_open_rating, request.user, code, at)
    quarter = _asked(request.GET.get("quarter", "")) or Quarter.on(day_in(estate, at))
    context = {
        "estate": estate, "said": said(quarter), "closes_on": queries.closes_on(estate, quarter),
        "least": rules_for(estate).answers_min,
    }  # fmt: skip
    return show(request, "services/rate_thanks.html", context)


def _asked(written: str) -> Quarter | None:
    try:
        return Quarter.of(written) if written else None
    except BadQuarter as bad:
        raise NotThere from bad


@require_GET
def ratings(request: HttpRequest, code: str) -> HttpResponse:
    """The response while a quarter runs; of a closed one what homes said by field, and the remarks that are shown."""
    estate, at = find_estate(code), now()
    day = day_in(estate, at)
    page, before = queries.rated_quarters(estate, at, request.GET.get("before", "")[:6])
    asked = _asked(request.GET.get("quarter", ""))
    if asked is not None and not queries.is_closed(estate, asked, day):
        raise NotThere
    quarter = asked or next(iter(page), None)
    found = queries.summary(estate, quarter, at) if quarter else None
    person = request.user if isinstance(request.user, Person) else None
    context = {
        "estate": estate, "company": company_of(estate, day), "least": rules_for(estate).answers_min,
        "article": rules_for(estate).article,
        "running": [_row(queries.summary(estate, one, at)) for one in queries.open_quarters(estate, day)],
        "found": _row(found) if found else None, "mark_words": MARK_WORDS,
        "quarters": [{"written": str(one), "said": said(one), "here": one == quarter} for one in page],
        "before": before, "may_rate": person is not None and may_open_rating(person, estate, at),
        **_remarks(request, estate, quarter, person, at),
    }  # fmt: skip
    return show(request, "services/ratings.html", context)


def _row(found: Summary) -> dict[str, Any]:
    """A quarter as its page draws it."""
    fields = [{"one": one, "bar": _bar(one.counts, one.answers), "counts": _counts(one.counts)} for one in found.fields]
    enough = [row for row in fields if row["counts"]]
    return {
        "one": found, "written": str(found.quarter), "said": said(found.quarter), "fields": fields, "enough": enough,
        "none": found.response.answered == 0,
    }  # fmt: skip


def _counts(counts: Any) -> list[tuple[str, Any, int]]:
    return [(mark, words, counts[int(mark)]) for mark, words in MARK_WORDS] if counts else []


def _bar(counts: Any, answers: int) -> list[dict[str, int | str]]:
    """Stretches of one bar, from very satisfied to very dissatisfied, in whole thousandths of its width."""
    bar: list[dict[str, int | str]] = []
    before = 0
    for mark, _words, n in _counts(counts):
        start, before = before * 1000 // answers, before + n
        bar.append({"mark": mark, "x": start, "width": before * 1000 // answers - start})
    return bar


def _remarks(
    request: HttpRequest, estate: Estate, quarter: Quarter | None, person: Person | None, at: datetime
) -> dict[str, Any]:
    if quarter is None:
        return {"looks": person is not None and may_see_remarks(person, estate, at)}
    refused = remarks.refused_counts(estate, quarter, at)
    grounds = [(label, refused[ground]) for ground, label in Remark.Ground.choices if ground in refused]
    return {
        "remarks": remarks.shown(estate, quarter, at, request.GET.get("after", "")), "grounds": grounds,
        "unread": refused.get("", 0), "replies": person is not None and answers_for_company(person, estate, at),
        "looks": person is not None and may_see_remarks(person, estate, at),
    }  # fmt: skip


@require_http_methods(["GET", "POST"])
def rate_on_paper(request: PersonRequest, code: str) -> HttpResponse:
    """A slip that was handed in at the counter."""
    at = now()
    estate = estate_for(may_rate_on_paper, request.user, code, at)
    quarters = queries.open_quarters(estate, day_in(estate, at))
    form = PaperForm(posted(request), estate=estate, quarters=quarters)
    if form.is_valid():
        try:
            actions.rate_on_paper(form.answer(), estate=estate, by=request.user, at=at)
        except BadInput as wrong:
            form.refuse(wrong)
        else:
            return see("rate_on_paper", code, more="?entered=1")
    context = {
        "estate": estate, "form": form, "entered": "entered" in request.GET and not form.is_bound,
        "fields": [form[name] for name in Field.values],
    }  # fmt: skip
    return show(request, "services/rate_on_paper.html", context)


@require_GET
def rating_slip(request: PersonRequest, code: str) -> HttpResponse:
    """A sheet to print and to lay out at the counter: large letters, boxes to tick."""
    at = now()
    estate = estate_for(may_rate_on_paper, request.user, code, at)
    quarter = Quarter.on(day_in(estate, at))
    rows = [{"field": field, "about": ABOUT[field]} for field in Field]
    context = {
        "estate": estate, "said": said(quarter), "closes_on": queries.closes_on(estate, quarter), "rows": rows,
        "choices": CHOICES, "company": company_of(estate, day_in(estate, at)),
    }  # fmt: skip
    return show(request, "services/rating_slip.html", context)
