"""Pages of cases: filing, the desk, a case's own page and its deeds, photographs."""

from collections.abc import Callable
from datetime import datetime
from typing import Any

from django.core.files.storage import default_storage
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import get_object_or_404
from django.urls import reverse
from django.utils.http import url_has_allowed_host_and_scheme
from django.utils.timezone import now
from django.utils.translation import gettext
from django.views.decorators.http import require_GET, require_http_methods

from courtyard.cases import actions, queries, rules, upkeep
from courtyard.cases.course import course, four_steps
from courtyard.cases.forms import (
    AnswerForm,
    ConfirmForm,
    DeedForm,
    FileForm,
    ResolveForm,
    ReturnForm,
    TriageForm,
    WithPhotos,
)
from courtyard.cases.models import Case, CasePhoto, Party
from courtyard.cases.permissions import may_file, may_read_public, may_see_whole, may_use_desk
from courtyard.cases.registers import WAITS
from courtyard.core.errors import BadInput, NotThere, OutOfTurn
from courtyard.people.middleware import PersonRequest
from courtyard.places.models import Estate
from courtyard.trail.deeds import require
from courtyard.web.show import show
from courtyard.web.times import said, span

PHOTO_SECONDS = 3600
Done = Callable[[], Case]


class SeeOther(HttpResponseRedirect):
    """After a deed: the browser fetches the page anew, and going back does not repeat the deed."""

    status_code = 303


def _estate(code: str) -> Estate:
    return get_object_or_404(Estate.objects.select_related("node"), node__code=code)


def _case(request: PersonRequest, code: str, number: str) -> Case:
    cases = queries.visible_to(request.user, now()).select_related("home__building", "home__entrance")
    return get_object_or_404(cases, estate__node__code=code, number=number)


def _page(case: Case) -> str:
    return reverse("cases:case", args=[case.estate.code, case.number])


@require_http_methods(["GET", "POST"])
def file(request: PersonRequest, code: str) -> HttpResponse:
    """A resident's form; sent, it becomes a case with a number."""
    at = now()
    estate = queries.own_estate(request.user, code, at) or _estate(code)
    require(may_file, request.user, estate, None, at)
    form = FileForm(*_sent(request), estate=estate, person=request.user, at=at)
    if form.is_valid():
        try:
            with upkeep.kept(estate.pk, form.pictures, at) as photos:
                case = actions.file(form.filing([*form.cleaned_data["kept"], *photos]), by=request.user, at=at)
            return SeeOther(_page(case))
        except BadInput as wrong:
            form.refuse(wrong)
    form.offer_places()
    return show(request, "cases/file.html", {"form": form, "estate": estate, "tickets": _held(form, estate, at)})


def _held(form: WithPhotos, estate: Estate, at: datetime) -> list[str]:
    return form.hold(estate, at) if form.is_bound else []


@require_GET
def mine(request: PersonRequest) -> HttpResponse:
    """Everything the person has asked for, newest first."""
    page = queries.newest(queries.of_reporter(request.user), request.GET.get("after", ""))
    estate = queries.home_estate(request.user, now())
    return show(request, "cases/mine.html", {"page": page, "estate": estate})


@require_GET
def public(request: PersonRequest, code: str) -> HttpResponse:
    """What neighbours chose to make public."""
    estate = _estate(code)
    require(may_read_public, request.user, estate, now())
    page = queries.newest(queries.public_in(estate).select_related("estate__node"), request.GET.get("after", ""))
    return show(request, "cases/public.html", {"page": page, "estate": estate})


@require_GET
def desks(request: PersonRequest) -> HttpResponse:
    """The desks somebody sits at; of one alone, that desk."""
    at = now()
    rows = queries.desks(request.user, at)
    if len(rows) == 1:
        return HttpResponseRedirect(reverse("cases:desk", args=[rows[0].estate.code]))
    if not rows:
        raise NotThere
    return show(request, "cases/desks.html", {"here": {"rows": rows}})


@require_GET
def desk(request: PersonRequest, code: str) -> HttpResponse:
    """The joint desk's queue: what is late first."""
    estate, at = _estate(code), now()
    if not may_use_desk(request.user, estate, at):
        raise NotThere
    party, only = request.GET.get("party", ""), request.GET.get("group", "")
    text, after = request.GET.get("q", "").strip()[:20], request.GET.get("after", "")
    cases = queries.of_desk(request.user, estate.pk, estate.node, at)
    found = queries.numbered(cases, text, at) if text else []
    if len(found) == 1:
        return HttpResponseRedirect(_page(found[0]))
    rows = cases.filter(party=party) if party in Party.values else cases
    kinds = queries.kinds(estate.node, at)
    counts = queries.counts(rows, estate, at)
    if rows is cases and request.hat and request.hat.estate_id == estate.pk:
        setattr(request, WAITS, queries.at_most(counts["late"] + counts["new"]))
    seats = queries.seats(estate.node, at)
    context = {
        "estate": estate,
        "found": found,
        "q": text,
        "party": party,
        "only": only if only in kinds else "",
        "tabs": [(kind, counts[kind.key]) for kind in kinds.values()],
        "total": sum(counts.values()),
        "groups": [] if text else queries.groups(rows, counts, kinds, only, after),
        "roster": queries.roster(seats, queries.load_of_parties(estate)),
        "parties": Party.choices,
        "panel": _panel(request, estate, seats, at),
    }
    return show(request, "cases/desk.html", context)


def _panel(request: PersonRequest, estate: Estate, seats: list[queries.Seat], at: datetime) -> dict[str, Any] | None:
    """The case that has waited longest to be assigned, ready to be."""
    case = queries.next_to_triage(request.user, estate, at)
    return _triage_context(case, TriageForm(case=case, seats=seats, deadlines=_deadlines(case, at))) if case else None


@require_GET
def case(request: PersonRequest, code: str, number: str) -> HttpResponse:
    """A case from filing to rating; what comes next is done on this page."""
    return show(request, "cases/case.html", _context(request, _case(request, code, number)))


def _context(request: PersonRequest, case: Case, forms: dict[str, DeedForm] | None = None) -> dict[str, Any]:
    at = now()
    deeds = queries.open_deeds(request.user, case, at)
    offered = {deed: _form(deed, case, at) for deed in deeds}
    return {
        "case": case,
        "mine": case.reporter_id == request.user.pk,
        "whole": may_see_whole(request.user, case, at),
        "course": course(case, request.user, at),
        "kind": rules.category_of(case),
        "share": rules.share(case, at),
        "used": span((case.resolved_at or at) - case.filed_at),
        "contact_by": rules.contact_by(case),
        "on_site_by": rules.on_site_by(case),
        "forms": offered | (forms or {}),
        "at_desk": may_use_desk(request.user, case.estate, at),
        "steps": four_steps(case),
    }


def _sent(request: HttpRequest) -> tuple[Any, ...]:
    """What a form was sent with; nothing when its page is only opened."""
    return (request.POST, request.FILES) if request.method == "POST" else ()


def _form(deed: str, case: Case, at: datetime, sent: tuple[Any, ...] = ()) -> DeedForm:
    """The form of a deed: empty, or as it was sent."""
    match deed:
        case "triage":
            seats = queries.seats(case.estate.node, at)
            return TriageForm(*sent, case=case, seats=seats, deadlines=_deadlines(case, at))
        case "answer":
            return AnswerForm(*sent, case=case, auto_id="answer_%s")
        case "resolve":
            return ResolveForm(*sent, case=case, auto_id="resolve_%s")
        case "confirm":
            return ConfirmForm(*sent, case=case, auto_id="confirm_%s")
    return ReturnForm(*sent, case=case, auto_id="return_%s")


def _deadlines(case: Case, at: datetime) -> list[tuple[str, str]]:
    choice = rules.deadlines(case, case.category, at)
    return [(key, f"{rules.period(one.promise)}{gettext(', ')}{said(one.due_at, at)}") for key, one in choice.items()]


def _triage_context(case: Case, form: TriageForm) -> dict[str, Any]:
    photos = list(case.photos.all())
    return {"case": case, "form": form, "photos": photos, "name": case.reporter.name}


def _deed(request: PersonRequest, code: str, number: str, deed: str, done: Callable[[Case, Any], Case]) -> HttpResponse:
    """One deed's page: its form alone; sent, the case's page, or the form with what is wrong."""
    case, at = _case(request, code, number), now()
    require(queries.MAY[deed], request.user, case, at)
    form = _form(deed, case, at, _sent(request))
    if form.is_valid():
        try:
            done(case, form)
        except OutOfTurn:
            return _overtaken(request, code, number, form)
        except BadInput as wrong:
            form.refuse(wrong)
        else:
            return SeeOther(_next(request, case))
    elif request.method == "GET" and deed not in queries.open_deeds(request.user, case, at):
        return HttpResponseRedirect(_page(case))
    context = {"case": case, "form": form, "deed": deed, "photos": list(case.photos.all()), "name": case.reporter.name}
    if isinstance(form, WithPhotos):
        context["tickets"] = _held(form, case.estate, at)
    part = getattr(request, "htmx", False) and request.method == "GET"
    return show(request, f"cases/_{deed}.html" if part else f"cases/{deed}.html", context)


def _next(request: HttpRequest, case: Case) -> str:
    """Back to the desk where the form was on it; else to the case."""
    back = request.POST.get("next", "")
    return back if back.startswith("/") and url_has_allowed_host_and_scheme(back, None) else _page(case)


def _overtaken(request: PersonRequest, code: str, number: str, form: DeedForm) -> HttpResponse:
    """Somebody was quicker: the case as it is now, and what was written, to be used again."""
    case = _case(request, code, number)
    context = _context(request, case) | {"overtaken": True, "typed": form.typed}
    return show(request, "cases/case.html", context, status=OutOfTurn.status)


@require_http_methods(["GET", "POST"])
def triage(request: PersonRequest, code: str, number: str) -> HttpResponse:
    def done(case: Case, form: TriageForm) -> Case:
        given = {name: form.cleaned_data[name] for name in ("party", "handler", "category", "promised", "words")}
        return actions.triage(case.pk, by=request.user, at=now(), turn=form.turn, **given)

    return _deed(request, code, number, "triage", done)


@require_http_methods(["GET", "POST"])
def answer(request: PersonRequest, code: str, number: str) -> HttpResponse:
    def done(case: Case, form: AnswerForm) -> Case:
        return actions.answer(case.pk, by=request.user, at=now(), words=form.typed, turn=form.turn)

    return _deed(request, code, number, "answer", done)


@require_http_methods(["GET", "POST"])
def resolve(request: PersonRequest, code: str, number: str) -> HttpResponse:
    def done(case: Case, form: ResolveForm) -> Case:
        at = now()
        with upkeep.kept(case.estate_id, form.pictures, at) as fresh:
            photos = [*form.cleaned_data["kept"], *fresh]
            return actions.resolve(case.pk, by=request.user, at=at, words=form.typed, photos=photos, turn=form.turn)

    return _deed(request, code, number, "resolve", done)


@require_http_methods(["GET", "POST"])
def confirm(request: PersonRequest, code: str, number: str) -> HttpResponse:
    def done(case: Case, form: ConfirmForm) -> Case:
        rating = form.cleaned_data["rating"]
        return actions.confirm(case.pk, by=request.user, at=now(), rating=rating, words=form.typed, turn=form.turn)

    return _deed(request, code, number, "confirm", done)


@require_http_methods(["GET", "POST"])
def return_(request: PersonRequest, code: str, number: str) -> HttpResponse:
    def done(case: Case, form: ReturnForm) -> Case:
        return actions.return_(case.pk, by=request.user, at=now(), words=form.typed, turn=form.turn)

    return _deed(request, code, number, "return", done)


@require_GET
def photo(request: PersonRequest, code: str, number: str, pk: Any, size: str) -> HttpResponse:
    """A photograph, to those who may see its case, and to no cache that others share."""
    one = get_object_or_404(CasePhoto, pk=pk, case=_case(request, code, number))
    try:
        with default_storage.open(one.thumbnail if size == "small" else one.file) as file:
            response = HttpResponse(file.read(), content_type="image/jpeg")
    except FileNotFoundError as gone:
        raise NotThere from gone
    response.headers["Cache-Control"] = f"private, max-age={PHOTO_SECONDS}, immutable"
    response.headers["X-Content-Type-Options"] = "nosniff"
    response.headers["Content-Disposition"] = "inline"
    return response
