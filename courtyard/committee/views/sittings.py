"""A member asks for a meeting. The meeting itself has its pages among the meetings."""

from django.http import HttpResponse
from django.utils.timezone import now
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_http_methods

from courtyard.committee import showing
from courtyard.committee.actions import meetings as actions
from courtyard.committee.models import REASON_MAX
from courtyard.committee.permissions.resolutions import may_ask_for_meeting
from courtyard.committee.queries import terms as queries
from courtyard.committee.views.committee import find_estate, posted, see
from courtyard.core.errors import BadInput, NotThere
from courtyard.people.middleware import PersonRequest
from courtyard.trail.deeds import require
from courtyard.web.deed_form import WordsForm
from courtyard.web.show import show


@require_http_methods(["GET", "POST"])
def ask_for_meeting(request: PersonRequest, code: str) -> HttpResponse:
    estate, at = find_estate(code), now()
    one = queries.acting(estate, request.user)
    if one is None:
        raise NotThere
    require(may_ask_for_meeting, request.user, one, at)
    form = WordsForm(posted(request), label=gettext_lazy("What shall the meeting be about?"), most=REASON_MAX)
    if form.is_valid():
        try:
            actions.ask_for_meeting(one.pk, words=form.cleaned_data["words"], by=request.user, at=at)
            return see("committee", code)
        except BadInput as wrong:
            form.refuse(wrong)
    context = {"estate": estate, "form": form, "asked": showing.asked_for(one)}
    return show(request, "committee/ask_for_meeting.html", context)
