"""From door to door: who has not voted yet, how a visit went, and one reminder a day."""

from uuid import UUID

from django.http import HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.utils.timezone import localdate, now
from django.views.decorators.http import require_http_methods, require_POST

from courtyard.assembly import actions, queries
from courtyard.assembly.forms.voting import FindForm, NoteForm
from courtyard.assembly.models import Assembly, Contact
from courtyard.assembly.permissions import may_canvass, may_remind
from courtyard.assembly.queries import ballots as reads
from courtyard.assembly.views.ballots import head_in
from courtyard.assembly.views.pages import find, posted
from courtyard.core.errors import NotThere
from courtyard.people.middleware import PersonRequest
from courtyard.web.show import show


@require_http_methods(["GET", "POST"])
def canvass(request: PersonRequest, code: str, pk: UUID) -> HttpResponse:
    """Building by building who has not voted, for named canvassers alone; or straight to a home they stand before."""
    at = now()
    one = find(request, code, pk, at, may_canvass)
    form = FindForm(posted(request), one=one)
    if form.is_valid() and form.head:
        return redirect("assembly:take_at_door", code, pk, form.head.pk)
    buildings = reads.left_by_building(one)
    here = _chosen(buildings, request.GET.get("building"))
    heads, after = reads.to_visit(one, here.key, request.GET.get("after", "")) if here else ([], 0)
    context = {
        "one": one, "estate": one.estate, "title": queries.title_of(one), "form": form, "buildings": buildings,
        "here": here, "heads": heads, "after": after, "kinds": Contact.Kind.choices, "is_open": one.is_open(at),
        "may_remind": may_remind(request.user, one, at) and one.is_open(at), "shown": reads.CONTACTS_SHOWN,
    }  # fmt: skip
    return show(request, "assembly/canvass.html", context)


def _chosen(buildings: list[reads.Left], key: str | None) -> reads.Left | None:
    """The building asked for, else the first where somebody is left."""
    named = next((one for one in buildings if one.key == key), None)
    return named or next((one for one in buildings if one.left), None) or (buildings[0] if buildings else None)


@require_POST
def note_contact(request: PersonRequest, code: str, pk: UUID, head: UUID) -> HttpResponse:
    at = now()
    one = find(request, code, pk, at, may_canvass)
    theirs = head_in(one, head)
    form = NoteForm(request.POST)
    kind = form.cleaned_data["kind"] if form.is_valid() else ""
    actions.note_contact(one.pk, head=theirs.pk, kind=kind, by=request.user, at=at)
    place = f"{reverse('assembly:canvass', args=[code, pk])}?building={theirs.building_id or ''}"
    return HttpResponse(status=303, headers={"Location": f"{place}#head-{theirs.number}"})


@require_http_methods(["GET", "POST"])
def remind(request: PersonRequest, code: str, pk: UUID) -> HttpResponse:
    """Those who have not voted are told once more, and nobody else hears of it."""
    at = now()
    one = find(request, code, pk, at)
    if not may_remind(request.user, one, at):
        raise NotThere
    if request.method == "POST":
        actions.remind(one.pk, by=request.user, at=at)
        return redirect("assembly:remind", code, pk)
    context = {
        "one": one, "estate": one.estate, "title": queries.title_of(one), "is_open": one.is_open(at),
        "today": _today(one), "may_canvass": may_canvass(request.user, one, at), "turnout": queries.turnout(one),
    }  # fmt: skip
    return show(request, "assembly/remind.html", context)


def _today(one: Assembly) -> bool:
    return one.reminded_at is not None and localdate(one.reminded_at) == localdate(now())
