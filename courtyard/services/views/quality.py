"""Quality for price: the page of an estate, its figures as a file, and how they are reckoned."""

import csv
from collections.abc import Iterator, Mapping, Sequence
from datetime import datetime
from io import StringIO
from typing import Any
from uuid import UUID
from zoneinfo import ZoneInfo

from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.utils.timezone import now
from django.views.decorators.http import require_GET, require_POST

from courtyard.assembly.models import Motion
from courtyard.assembly.upkeep import kept
from courtyard.core.errors import NotThere
from courtyard.core.quality import FIELDS, SOURCES, figure, gains, household_bound
from courtyard.core.quarters import Quarter
from courtyard.people.middleware import PersonRequest
from courtyard.people.models import Person
from courtyard.places.models import Estate
from courtyard.places.rules import rules_of
from courtyard.services import printed_quality as printed
from courtyard.services import showing_quality as showing
from courtyard.services.actions import quality as actions
from courtyard.services.models import Field
from courtyard.services.permissions.quality import may_attach_quality
from courtyard.services.queries import figures as queries
from courtyard.services.queries.evidence import requests_of, seen_of
from courtyard.services.queries.satisfaction import renewal_of
from courtyard.services.queries.works import day_of
from courtyard.services.showing_renewal import conditions
from courtyard.services.worked_example import FOUND
from courtyard.trail.deeds import require
from courtyard.web.documents.typeset import pdf
from courtyard.web.show import show

FIRST_YEAR = 2000


def _estate(code: str) -> Estate:
    return get_object_or_404(Estate.objects.select_related("node"), node__code=code)


def _quality(estate: Estate, written: str | None) -> queries.Quality:
    """Of the quarter asked for, or the last that is over; a running one is nobody's yet."""
    at = now()
    last = queries.last_finished(estate, at)
    quarter = Quarter.of(written) if written else last
    if quarter > last or quarter.year < FIRST_YEAR:
        raise NotThere
    found = queries.quality_of(estate, quarter, at)
    if found is None:
        raise NotThere
    return found


@require_GET
def quality(request: HttpRequest, code: str, quarter: str | None = None) -> HttpResponse:
    found = _quality(_estate(code), quarter)
    last = queries.last_finished(found.estate, now())
    others = {one for one, kept in found.trend if kept is not None} | {last}
    context = showing.page(found) | {
        "others": [(str(one), showing.said(one)) for one in sorted(others - {found.quarter}, reverse=True)],
        "renewal": _renewal(found, now()),
    }  # fmt: skip
    return show(request, "services/quality.html", context)


def _renewal(found: queries.Quality, at: datetime) -> Mapping[str, Any] | None:
    """How it stands today, so beside the newest figures only."""
    if found.quarter != queries.last_finished(found.estate, at):
        return None
    stands = renewal_of(found.estate, day_of(found.estate, at))
    return conditions(stands) if stands else None


@require_GET
def quality_requests(request: HttpRequest, code: str, quarter: str) -> HttpResponse:
    """What the figure of requests is made of: how many by field, and those that this reader may open."""
    found, at = _quality(_estate(code), quarter), now()
    person = request.user if isinstance(request.user, Person) else None
    context = {
        "estate": found.estate, "quarter": found.quarter, "quarter_said": showing.said(found.quarter),
        "rows": [
            (Field(field).label, one)
            for field, one in requests_of(found.estate, found.quarter, found.rule, at).items()
        ],
        "page": seen_of(person, found.estate, found.quarter, request.GET.get("after", ""), at) if person else None,
    }  # fmt: skip
    return show(request, "services/quality_requests.html", context)


@require_GET
def quality_file(request: HttpRequest, code: str, quarter: str) -> HttpResponse:
    """Every figure of the page and what it was reckoned from, in thousandths and whole counts, for a spreadsheet."""
    found = _quality(_estate(code), quarter)
    text = StringIO()
    csv.writer(text, lineterminator="\r\n").writerows(_lines(found))
    answer = HttpResponse(text.getvalue().encode("utf-8-sig"), content_type="text/csv; charset=utf-8")
    answer["Content-Disposition"] = f'attachment; filename="quality-{found.estate.code}-{found.quarter}.csv"'
    return answer


def _lines(found: queries.Quality) -> Iterator[Sequence[Any]]:
    yield (
        "estate", "quarter", "field", "index_milli", "low_milli", "high_milli", "enough",
        *(f"{source}_{what}" for source in SOURCES for what in ("total", "count")), "fen_per_m2",
    )  # fmt: skip
    few = showing.least_marks(found)
    for field, row in (("", found.whole), *((field, found.fields.get(field)) for field in FIELDS)):
        if row is not None:
            told = [_told(row.parts.get(source), few if source == "ratings" else 0) for source in SOURCES]
            index = (row.milli, row.low_milli, row.high_milli) if row.enough else ("", "", "")
            price = found.fen_per_m2 if not field and found.fen_per_m2 else ""
            enough, cells = "yes" if row.enough else "no", [cell for pair in told for cell in pair]
            yield (found.estate.code, str(found.quarter), field or "all", *index, enough, *cells, price)


def _told(one: dict[str, int] | None, few: int) -> tuple[Any, Any]:
    """The sum and the number of outcomes; of a few homes' marks only the number."""
    if not one:
        return "", ""
    return (f"{one['part']}/{one['whole']}" if one["count"] >= few else "", one["count"])


@require_GET
def quality_method(request: HttpRequest, code: str) -> HttpResponse:
    """How it is reckoned, with an example that is reckoned here, by the same code."""
    estate = _estate(code)
    rule = rules_of(estate).quality
    if rule is None:
        raise NotThere
    whole = figure(FOUND, rule.method)
    weight = sum(rule.method.fields.values())
    context = {
        "estate": estate, "rule": rule, "method": rule.method, "middle": int(rule.method.middle * 100),
        "late": int(rule.method.late * 100),
        "sources": [
            {"label": showing.SOURCE_NAMES[name], "name": name, "source": rule.method.sources[name]}
            for name in SOURCES
        ],
        "fields": [
            {"label": Field(name).label, "weight": rule.method.fields[name], "of": weight} for name in FIELDS
        ],
        "example": showing.example(FOUND, rule.method, whole),
        "bound": showing.points(int(household_bound(FOUND, rule.method) * 1000) + 1),
        "first_gain": showing.gain(gains(FOUND, rule.method)[0], rule.method),
    }  # fmt: skip
    return show(request, "services/quality_method.html", context)


@require_POST
def attach_quality(request: PersonRequest, code: str, motion: UUID) -> HttpResponse:
    """The figures of the last quarter as a paper of the motion, so that its hash stands in the notice."""
    at = now()
    estate = _estate(code)
    one = get_object_or_404(Motion.objects.select_related("assembly__estate__node"), pk=motion, estate=estate)
    require(may_attach_quality, request.user, one, at)
    found = _quality(estate, None)
    title = f"{printed.title_of()} {found.quarter}.pdf"
    on = at.astimezone(ZoneInfo(estate.node.zone)).date()
    with kept(estate.pk, pdf("services/quality", printed.paper(found, on)), "pdf", at) as file:
        assert file is not None, "a paper was printed"
        actions.attach_quality(one.pk, quarter=found.quarter, title=title, file=file, by=request.user, at=at)
    return redirect("assembly:assembly", code=code, pk=one.assembly_id)
