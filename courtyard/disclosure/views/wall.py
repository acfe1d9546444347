"""The wall: everybody reads it, nobody signs in for it. What is late is late by today, whoever opens the page."""

import csv
from io import StringIO
from typing import Any

import segno
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404
from django.urls import reverse
from django.utils.http import content_disposition_header
from django.utils.timezone import now
from django.utils.translation import get_language, gettext
from django.views.decorators.http import require_GET

from courtyard.disclosure import printed, showing
from courtyard.disclosure.feed import CONTENT_TYPE, atom
from courtyard.disclosure.models import Publication
from courtyard.disclosure.permissions import BEARERS, bodies_of
from courtyard.disclosure.queries import publications as queries
from courtyard.disclosure.queries.wall import known_of
from courtyard.disclosure.titles import called
from courtyard.people.models import Person
from courtyard.places.models import Estate
from courtyard.places.rules import rules_of
from courtyard.web.documents import pdf
from courtyard.web.show import show
from courtyard.web.templatetags.courtyard import named


def find_estate(code: str) -> Estate:
    return get_object_or_404(Estate.objects.select_related("node"), node__code=code)


def as_file(data: bytes, content_type: str, name: str, *, attached: bool = True) -> HttpResponse:
    response = HttpResponse(data, content_type=content_type)
    response.headers["X-Content-Type-Options"] = "nosniff"
    response.headers["Content-Disposition"] = content_disposition_header(as_attachment=attached, filename=name) or ""
    return response


def as_csv(lines: Any) -> bytes:
    """For a spreadsheet: what it would take for a formula is quoted by an apostrophe."""
    out = StringIO()
    csv.writer(out, lineterminator="\r\n").writerows([[_quoted(cell) for cell in line] for line in lines])
    return out.getvalue().encode("utf-8-sig")


def _quoted(cell: str) -> str:
    return f"'{cell}" if cell[:1] and cell[:1] in "=+-@\t\r" and not cell[1:].replace(".", "").isdecimal() else cell


@require_GET
def wall(request: HttpRequest, code: str) -> HttpResponse:
    """What is late, what is due, what hangs."""
    estate, at = find_estate(code), now()
    mine = bodies_of(request.user, estate, at) if isinstance(request.user, Person) else []
    known, who = known_of(estate, at), _who(request)
    parts = showing.wall(known, who, mine)
    address = request.build_absolute_uri(reverse("disclosure:wall", args=[code]))
    context = {
        **parts, "estate": estate, "at": at, "who": who, "asked": queries.asked_in(estate, at), "mine": mine,
        "bodies": [body for body in BEARERS if any(due.bearer == body for due in known.dues)],
        "square": segno.make_qr(address, error="m").svg_inline(omitsize=True, svgclass="qr", lineclass=None),
        "since": known.since,
    }  # fmt: skip
    return show(request, "disclosure/wall.html", context)


def _who(request: HttpRequest) -> str:
    who = request.GET.get("who", "")
    return who if who in BEARERS else ""


@require_GET
def wall_pdf(request: HttpRequest, code: str) -> HttpResponse:
    """The whole wall, for the notice board."""
    estate, at = find_estate(code), now()
    known = known_of(estate, at)
    address = request.build_absolute_uri(reverse("disclosure:wall", args=[code]))
    data = printed.wall(known, showing.wall(known, _who(request), []), address, at)
    return as_file(pdf("disclosure/wall", data), "application/pdf", f"{code}-wall.pdf", attached=False)


@require_GET
def earlier(request: HttpRequest, code: str) -> HttpResponse:
    """Everything that ever hung, whoever's it was."""
    estate = find_estate(code)
    found, rules = queries.earlier_of(estate, request.GET.get("before", "")), rules_of(estate)
    rows = [{"one": one, "title": called(one, rules), "until": one.up_until()} for one in found.rows]
    return show(request, "disclosure/earlier.html", {"estate": estate, "rows": rows, "before": found.before})


@require_GET
def feed(request: HttpRequest, code: str) -> HttpResponse:
    """Each version is an entry."""
    estate, at = find_estate(code), now()
    rules = rules_of(estate)
    wall_at = request.build_absolute_uri(reverse("disclosure:wall", args=[code]))
    newest = queries.newest_of(estate)
    entries = [(one, called(one, rules), _summary(one), _address(request, one, code)) for one in newest]
    written = atom(
        title=gettext("The wall of {estate}").format(estate=named(estate.node)), wall=wall_at,
        itself=request.build_absolute_uri(reverse("disclosure:feed", args=[code])), estate=estate.pk, entries=entries,
        language=get_language() or "zh-hans", began=at,
    )  # fmt: skip
    return HttpResponse(written, content_type=CONTENT_TYPE)


def _address(request: HttpRequest, one: Publication, code: str) -> str:
    return request.build_absolute_uri(reverse("disclosure:publication", args=[code, one.pk]))


def _summary(one: Publication) -> str:
    said = gettext("Version {version}, {change}. SHA-256 {digest}")
    said = said.format(version=one.version, change=showing.change_said(one), digest=one.sha256)
    return f"{said}. {one.reason}" if one.reason else said
