"""My own page: homes, hats, data; who looked at it; taking it away."""

import json
from dataclasses import asdict
from typing import Any

from django.contrib.auth import logout
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils.timezone import localdate, now
from django.views.decorators.http import require_GET, require_http_methods

from courtyard.core.errors import NotThere
from courtyard.people import queries
from courtyard.people.actions import privacy as actions
from courtyard.people.forms.privacy import EraseForm, NameCorrectionForm
from courtyard.people.middleware import SESSION_KEY, PersonRequest
from courtyard.people.models import Tenure
from courtyard.people.own_data import looks_at
from courtyard.people.retention import BOOKKEEPING
from courtyard.web.refusals import said_on
from courtyard.web.registers import panels, personal_data
from courtyard.web.show import show

EXPORT_FORMAT = "courtyard-person/1"


@require_GET
def me(request: PersonRequest) -> HttpResponse:
    context = {
        "tenures": queries.standing(request.user).tenures_on(localdate()),
        "hats": queries.hats(request.user, now()),
        "names": request.user.sign_in_names.order_by("value"),
        "panels": _panels(request),
    }
    return show(request, "people/me.html", context)


def _panels(request: PersonRequest) -> list[dict[str, Any]]:
    here = ((panel.template, panel.context(request, request.user)) for panel in panels if panel.place == "me")
    return [{**context, "template": template} for template, context in here if context is not None]


@require_http_methods(["GET", "POST"])
def hats(request: PersonRequest) -> HttpResponse:
    """As what one goes about. It chooses pages; rights are the same under every hat."""
    choice = queries.hats(request.user, now())
    if request.method == "GET":
        return show(request, "people/hats.html", {"hats": choice, "worn": request.hat})
    key = request.POST.get("hat", "")
    if key not in {hat.key for hat in choice}:
        raise NotThere
    request.session[SESSION_KEY] = key
    return redirect("front:home")


@require_GET
def data(request: PersonRequest) -> HttpResponse:
    """Everything held about oneself, and who looked at it."""
    context = {"kinds": _held(request.user), "looks": looks_at(request.user), "person": request.user}
    return show(request, "people/data.html", context)


def _held(person: Any) -> list[dict[str, Any]]:
    return [{"data": one, "rows": list(one.see(person))} for one in personal_data]


@require_GET
def export(request: PersonRequest) -> HttpResponse:
    """The same as a file that other programs read."""
    kinds = {
        held["data"].name: [{str(label): value for label, value in row.items()} for row in held["rows"]]
        for held in _held(request.user)
    }
    looks = [asdict(look) for look in looks_at(request.user)]
    answer = {"format": EXPORT_FORMAT, "person": request.user.pk, "data": kinds, "looked_at": looks}
    text = json.dumps(answer, ensure_ascii=False, indent=1, default=str)
    response = HttpResponse(text, content_type="application/json; charset=utf-8")
    response["Content-Disposition"] = 'attachment; filename="courtyard-my-data.json"'
    return response


@require_http_methods(["GET", "POST"])
def ask_name_correction(request: PersonRequest) -> HttpResponse:
    form = NameCorrectionForm(request.POST or None, initial={"wanted": request.user.name})
    if form.is_valid():
        with said_on(form):
            actions.ask_name_correction(request.user.pk, by=request.user, at=now(), **form.cleaned_data)
            return redirect("people:data")
    return show(request, "people/ask_name_correction.html", {"form": form})


@require_http_methods(["GET", "POST"])
def erase(request: PersonRequest) -> HttpResponse:
    form = EraseForm(request.POST if request.method == "POST" else None)
    if form.is_valid():
        actions.erase(request.user, by=request.user, at=now())
        logout(request)
        return redirect("people:erased")
    owns = Tenure.objects.on(localdate()).owning().filter(person=request.user).exists()
    return show(request, "people/erase.html", {"form": form, "owns": owns, "kinds": list(personal_data)})


@require_GET
def erased(request: HttpRequest) -> HttpResponse:
    return show(request, "people/erased.html", {})


@require_GET
def privacy(request: HttpRequest) -> HttpResponse:
    """What is kept, what for, and how long: for anybody, before they give anything."""
    return show(request, "people/privacy.html", {"kinds": list(personal_data), "rest": BOOKKEEPING})
