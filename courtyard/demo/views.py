"""The demo's door: in as anyone of the cast, with one tap. It does not exist outside the demo."""

from django.conf import settings
from django.contrib.auth import login
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils.timezone import now
from django.views.decorators.http import require_POST

from courtyard.demo.cast import PERSONAS
from courtyard.demo.queries import person_of
from courtyard.people.actions.accounts import sign_in
from courtyard.people.callers import device_of


@require_POST
def enter(request: HttpRequest) -> HttpResponse:
    key = request.POST.get("persona", "")
    person = person_of(key) if settings.DEMO and key in {persona.key for persona in PERSONAS} else None
    if person is None:
        raise Http404
    sign_in(person.pk, by=person, at=now(), how="demo", device=device_of(request))
    login(request, person, backend="courtyard.people.signin.SignInBackend")
    return redirect("front:home")
