"""The notice: what it will fix, the sheet itself on screen and on A4, and the proof that it reached every home."""

from uuid import UUID

import segno
from django.core.files.storage import default_storage
from django.http import HttpResponse
from django.shortcuts import get_object_or_404
from django.urls import reverse
from django.utils.timezone import now
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from courtyard.assembly import actions, queries, rules, upkeep
from courtyard.assembly.forms.roll import DeliverForm
from courtyard.assembly.models import Assembly, Delivery
from courtyard.assembly.permissions import may_deliver, may_give_notice, may_receive_notice
from courtyard.assembly.queries import delivery as deliveries
from courtyard.assembly.readiness import hindrances
from courtyard.assembly.views.assemblies import about
from courtyard.assembly.views.pages import find, posted, see
from courtyard.core.errors import BadInput, NotThere
from courtyard.people.middleware import PersonRequest
from courtyard.places.models import Building
from courtyard.trail.deeds import require
from courtyard.web.refusals import told
from courtyard.web.show import show

S = Assembly.State


@require_http_methods(["GET", "POST"])
def give_notice(request: PersonRequest, code: str, pk: UUID) -> HttpResponse:
    """Everything that is about to be fixed, and all that stands against it yet; then it is done."""
    at = now()
    one = find(request, code, pk, at)
    require(may_give_notice, request.user, one, at)
    if request.method == "POST":
        return see(actions.give_notice(one.pk, by=request.user, at=at))
    if one.state != S.DRAFT:
        return see(one)
    context = about(one, at)
    roll, motions = context["roll"], [row.motion for row in context["rows"]]
    context |= {
        "against": [told(hindrance) for hindrance in hindrances(one, motions, roll, at)],
        "opens_from": rules.opens_from(one, at),
    }
    return show(request, "assembly/give_notice.html", context)


@require_GET
def notice(request: PersonRequest, code: str, pk: UUID) -> HttpResponse:
    """The notice as it is handed over and posted."""
    at = now()
    one = find(request, code, pk, at)
    if not one.noticed_at:
        raise NotThere
    address = request.build_absolute_uri(reverse("assembly:assembly", args=[one.estate.node.code, one.pk]))
    square = segno.make_qr(address, error="m").svg_inline(omitsize=True, svgclass="qr", lineclass=None)
    return show(request, "assembly/notice.html", about(one, at) | {"address": address, "square": square})


@require_GET
def delivery(request: PersonRequest, code: str, pk: UUID) -> HttpResponse:
    """Which homes the notice reached, building by building."""
    at = now()
    one = find(request, code, pk, at)
    require(may_deliver, request.user, one, at)
    if not one.noticed_at:
        raise NotThere
    context = {
        "one": one,
        "estate": one.estate,
        "title": queries.title_of(one),
        "whole": deliveries.reached(one),
        "rows": deliveries.reached_by_building(one),
    }
    return show(request, "assembly/delivery.html", context)


@require_http_methods(["GET", "POST"])
def deliver(request: PersonRequest, code: str, pk: UUID, building: UUID) -> HttpResponse:
    """The homes of a building: ticked where the notice was handed over, left, posted or sent."""
    at = now()
    one = find(request, code, pk, at)
    require(may_deliver, request.user, one, at)
    house = get_object_or_404(Building, pk=building, estate=one.estate)
    after = request.GET.get("after", "")
    homes, following = deliveries.homes_to_reach(one, house, after)
    if not homes:
        raise NotThere
    files = request.FILES or None
    form = DeliverForm(posted(request), files, homes=[(str(row.home), row.label) for row in homes])
    if form.is_valid():
        given = form.cleaned_data
        try:
            with upkeep.kept(one.estate_id, given["photo"], "jpg", at) as photo:
                actions.deliver(
                    one.pk, homes=[UUID(home) for home in given["homes"]], channel=given["channel"],
                    note=given["note"], photo=photo, by=request.user, at=at,
                )  # fmt: skip
            return HttpResponse(status=303, headers={"Location": request.get_full_path()})
        except BadInput as wrong:
            form.refuse(wrong)
    context = {
        "one": one, "estate": one.estate, "title": queries.title_of(one), "building": house, "rows": homes,
        "form": form, "ticked": set(form["homes"].value() or ()), "open": one.state == S.FROZEN,
        "newer": "?" if after else "", "older": f"?after={following}" if following else "",
    }  # fmt: skip
    return show(request, "assembly/deliver.html", context)


@require_GET
def delivery_photo(request: PersonRequest, code: str, pk: UUID, delivery: UUID) -> HttpResponse:
    """The photograph that proves a delivery, to those who deliver and who run the vote."""
    at = now()
    one = find(request, code, pk, at)
    require(may_deliver, request.user, one, at)
    proof = get_object_or_404(Delivery, pk=delivery, assembly=one)
    try:
        with default_storage.open(proof.photo or "none") as file:
            response = HttpResponse(file.read(), content_type="image/jpeg")
    except FileNotFoundError as gone:
        raise NotThere from gone
    response.headers["X-Content-Type-Options"] = "nosniff"
    response.headers["Cache-Control"] = "private, no-store"
    response.headers["Content-Disposition"] = "inline"
    return response


@require_POST
def receive_notice(request: PersonRequest, code: str, pk: UUID) -> HttpResponse:
    """An owner says that they have the notice."""
    at = now()
    one = find(request, code, pk, at)
    require(may_receive_notice, request.user, one, at)
    actions.receive_notice(one.pk, by=request.user, at=at)
    return see(one)
