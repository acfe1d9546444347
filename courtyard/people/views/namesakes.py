"""Who of one name is whom: many told in one go, after an import as before it."""

from uuid import UUID

from django.http import HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.utils.http import urlencode
from django.utils.timezone import localdate, now
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods

from courtyard.people import queries
from courtyard.people.actions import namesakes as actions
from courtyard.people.forms.namesakes import NamesForm
from courtyard.people.importing import listed
from courtyard.people.importing.papers import of_group
from courtyard.people.middleware import PersonRequest
from courtyard.people.permissions.registering import may_tell_names
from courtyard.web.refusals import said_on
from courtyard.web.show import show


@never_cache
@require_http_methods(["GET", "POST"])
def tell_names(request: PersonRequest, code: str) -> HttpResponse:
    estate = queries.estate_for(may_tell_names, request.user, code, now())
    after = request.GET.get("after", "")
    found, more = listed.groups(estate, localdate(now()), after)
    form = NamesForm([of_group(one) for one in found], {}, request.POST or None)
    if form.is_valid():
        said = [
            actions.Said([UUID(ident) for ident in one["idents"]], one["one"], one["reason"])
            for one in form.decisions.values()
        ]
        with said_on(form):
            if said:
                actions.tell_names(estate.pk, said=said, by=request.user, at=now())
            return redirect(
                reverse("people:tell_names", args=[code]) + (f"?{urlencode({'after': after})}" if after else "")
            )
    context = {"estate": estate, "form": form, "groups": list(form.names()), "more": more}
    return show(request, "people/tell_names.html", context)
