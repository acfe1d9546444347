"""The joint desk's queue and what the desk keeps at hand."""

from typing import Any
from uuid import UUID

from django.http import HttpResponse, HttpResponseRedirect
from django.shortcuts import get_object_or_404
from django.urls import reverse
from django.utils.timezone import now
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from courtyard.cases import actions, queries, rules, upkeep
from courtyard.cases.forms.desk import FilterForm, ManyForm, TemplateForm
from courtyard.cases.models import THREE, ReplyTemplate, SavedFilter
from courtyard.cases.permissions import may_file_for, may_keep_template, may_triage_many, may_use_desk
from courtyard.cases.queries.desk import AGES
from courtyard.cases.registers import WAITS
from courtyard.cases.views.pages import SeeOther, address_of, find_estate, onward, sent
from courtyard.core.errors import BadInput, NotThere, Refusal
from courtyard.people.middleware import PersonRequest
from courtyard.places.models import Building, Estate
from courtyard.trail.deeds import require
from courtyard.trail.models import Chain
from courtyard.web.refusals import told
from courtyard.web.show import show

BUILDINGS_MAX = 300


@require_GET
def desks(request: PersonRequest) -> HttpResponse:
    """The desks somebody sits at; of one alone, that desk."""
    rows = queries.desks(request.user, now())
    if len(rows) == 1:
        return HttpResponseRedirect(reverse("cases:desk", args=[rows[0].estate.code]))
    if not rows:
        raise NotThere
    return show(request, "cases/desks.html", {"here": {"rows": rows}})


@require_GET
def desk(request: PersonRequest, code: str) -> HttpResponse:
    """The joint desk's queue: what is late first."""
    estate, at = find_estate(code), now()
    if not may_use_desk(request.user, estate, at):
        raise NotThere
    lens, after = queries.Lens.read(request.GET.dict()), request.GET.get("after", "")
    cases = queries.of_desk(request.user, estate.pk, estate.node, at)
    found = queries.numbered(cases, lens.q, at) if lens.q else []
    if len(found) == 1 and not getattr(request, "htmx", False):
        return HttpResponseRedirect(address_of(found[0]))
    context = _queue(request, estate, lens, after, at) | {"found": found or _searched(cases, lens)}
    if getattr(request, "htmx", False):
        return show(request, "cases/_queue.html", context)
    seats = queries.seats(estate.node, at)
    at_desk, more = may_file_for(request.user, estate, at), lens.more or "more" in request.GET
    context |= {
        "roster": queries.roster(seats, context["hand"]),
        "answered": queries.answered_this_week(estate, at),
        "next": queries.next_to_triage(request.user, estate, lens, at),
        "many": ManyForm(seats=seats) if at_desk else None,
        "filters": upkeep.filters_of(request.user, estate),
        "categories": rules.categories(estate),
        "more": more,
        "buildings": list(Building.objects.filter(estate=estate)[:BUILDINGS_MAX]) if more else [],
        "parties": [(party.value, party.label) for party in THREE],
        "ages": AGES,
        "may_file_for": at_desk,
    }
    return show(request, "cases/desk.html", context)


def _searched(cases: Any, lens: queries.Lens) -> list[Any]:
    return queries.searched(cases, lens.q) if lens.q else []


def _queue(request: PersonRequest, estate: Estate, lens: queries.Lens, after: str, at: Any) -> dict[str, Any]:
    """The table by itself: what is fetched anew while somebody looks at it."""
    cases = queries.of_desk(request.user, estate.pk, estate.node, at)
    rows = lens.of(cases, at)
    kinds = queries.kinds(estate.node, at)
    counts, hand = queries.counts(rows, estate, at)
    if not lens.narrows and request.hat and request.hat.estate_id == estate.pk:
        setattr(request, WAITS, queries.at_most(counts["late"] + counts["new"]))
    return {
        "estate": estate,
        "lens": lens,
        "only": lens.group if lens.group in kinds else "",
        "tabs": [(kind, counts[kind.key], lens.address(group=kind.key, q="")) for kind in kinds.values()],
        "all_tabs": lens.address(group="", q=""),
        "total": sum(counts.values()),
        "groups": [] if lens.q else queries.groups(rows, counts, kinds, lens.group, after),
        "hand": hand,
        "seen": _seen(estate),
        "here": request.get_full_path(),
    }


def _seen(estate: Estate) -> int:
    """How long the estate's record is: as long as it stays so, nothing has changed."""
    return Chain.objects.filter(node=estate.pk).values_list("length", flat=True).first() or 0


@require_GET
def pulse(request: PersonRequest, code: str) -> HttpResponse:
    """Asked every few seconds by an open desk: the queue anew if anything happened, nothing if not."""
    estate, at = find_estate(code), now()
    if not may_use_desk(request.user, estate, at):
        raise NotThere
    if request.GET.get("seen") == str(_seen(estate)):
        return HttpResponse(status=204)
    lens = queries.Lens.read(request.GET.dict())
    return show(request, "cases/_queue.html", _queue(request, estate, lens, "", at))


@require_POST
def triage_many(request: PersonRequest, code: str) -> HttpResponse:
    """Several cases assigned with one word; whatever somebody else was faster with is said."""
    estate, at = find_estate(code), now()
    require(may_triage_many, request.user, estate, at)
    seats = queries.seats(estate.node, at)
    form = ManyForm(request.POST, seats=seats)
    chosen = form.chosen(queries.of_desk(request.user, estate.pk, estate.node, at))
    context: dict[str, Any] = {"estate": estate, "form": form, "chosen": chosen}
    if not form.is_valid() or not chosen:
        return show(request, "cases/triage_many.html", context)
    turns = [(case, actions.Turn(form.turn_of(case), case.turn)) for case in chosen]
    given = {name: form.cleaned_data[name] for name in ("party", "words", "handler")}
    done, refused = [], []
    for case, turn in turns:
        try:
            done.append(actions.triage(case.pk, by=request.user, at=at, turn=turn, **given))
        except Refusal as refusal:
            refused.append((case, told(refusal)))
    if not refused:
        return SeeOther(onward(request, reverse("cases:desk", args=[code])))
    return show(request, "cases/triage_many.html", context | {"done": done, "refused": refused}, status=409)


@require_http_methods(["GET", "POST"])
def keep_template(request: PersonRequest, code: str) -> HttpResponse:
    """The sentences this desk says often, and a form for one more."""
    estate, at = find_estate(code), now()
    require(may_keep_template, request.user, estate, at)
    form = TemplateForm(*sent(request)[:1], categories=rules.categories(estate))
    if form.is_valid():
        try:
            actions.keep_template(estate, **form.cleaned_data, by=request.user, at=at)
            return SeeOther(request.path)
        except BadInput as wrong:
            form.refuse(wrong)
    context = {"estate": estate, "form": form, "templates": queries.templates_of(estate)}
    return show(request, "cases/keep_template.html", context)


@require_POST
def drop_template(request: PersonRequest, code: str, pk: UUID) -> HttpResponse:
    estate, at = find_estate(code), now()
    require(may_keep_template, request.user, estate, at)
    get_object_or_404(ReplyTemplate, estate=estate, pk=pk)
    actions.drop_template(pk, by=request.user, at=at)
    return SeeOther(reverse("cases:keep_template", args=[code]))


@require_POST
def keep_filter(request: PersonRequest, code: str) -> HttpResponse:
    """The way somebody looks at the queue now, under a name; sent without a name, it is let go."""
    estate, at = find_estate(code), now()
    if not may_use_desk(request.user, estate, at):
        raise NotThere
    form = FilterForm(request.POST)
    lens = queries.Lens.read({**request.POST.dict()})
    if form.is_valid():
        upkeep.keep_filter(request.user, estate, form.cleaned_data["name"], lens.address(q=""))
    return SeeOther(reverse("cases:desk", args=[code]) + lens.address())


@require_POST
def drop_filter(request: PersonRequest, code: str, pk: UUID) -> HttpResponse:
    estate = find_estate(code)
    get_object_or_404(SavedFilter, estate=estate, person=request.user, pk=pk)
    upkeep.drop_filter(request.user, estate, pk)
    return SeeOther(reverse("cases:desk", args=[code]))
