"""Remarks: looked at by the residents' committee, and replied to by the company."""

from datetime import datetime
from uuid import UUID

from django.http import HttpResponse
from django.shortcuts import get_object_or_404
from django.utils.timezone import now
from django.utils.translation import gettext
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from courtyard.core.errors import NotThere
from courtyard.core.quarters import Quarter
from courtyard.people.middleware import PersonRequest
from courtyard.people.queries import estate_for
from courtyard.places.models import Estate
from courtyard.services.actions import remarks as actions
from courtyard.services.forms.ratings import RefuseForm
from courtyard.services.models import Remark
from courtyard.services.models.standard import WORDS_MAX
from courtyard.services.permissions.remarks import may_reply_to_remark, may_see_remarks
from courtyard.services.quarter_words import said
from courtyard.services.queries import remarks as queries
from courtyard.services.views.ratings import posted, see
from courtyard.web.deed_form import WordsForm
from courtyard.web.refusals import said_on
from courtyard.web.show import show


def _find(estate: Estate, pk: UUID, at: datetime) -> Remark:
    """A remark of a closed quarter. Those of a running one nobody finds."""
    remark = get_object_or_404(queries.can_be_seen(estate, at), pk=pk)
    remark.estate = estate
    return remark


@require_GET
def remarks(request: PersonRequest, code: str) -> HttpResponse:
    """What waits to be looked at, in no order."""
    at = now()
    estate = estate_for(may_see_remarks, request.user, code, at)
    found = queries.waiting(estate, at, request.GET.get("after", ""))
    rows = [{"one": one, "said": said(Quarter.of(one.quarter))} for one in found.rows]
    return show(request, "services/remarks.html", {"estate": estate, "rows": rows, "after": found.after})


@require_POST
def show_remark(request: PersonRequest, code: str, pk: UUID) -> HttpResponse:
    at = now()
    estate = estate_for(may_see_remarks, request.user, code, at)
    actions.show_remark(_find(estate, pk, at).pk, by=request.user, at=at)
    return see("remarks", code)


@require_http_methods(["GET", "POST"])
def refuse_remark(request: PersonRequest, code: str, pk: UUID) -> HttpResponse:
    at = now()
    estate = estate_for(may_see_remarks, request.user, code, at)
    remark, form = _find(estate, pk, at), RefuseForm(posted(request))
    if form.is_valid():
        given = form.cleaned_data
        with said_on(form):
            actions.refuse_remark(remark.pk, ground=given["ground"], words=given["words"], by=request.user, at=at)
        if form.is_valid():
            return see("remarks", code)
    context = {"estate": estate, "remark": remark, "said": said(Quarter.of(remark.quarter)), "form": form}
    return show(request, "services/refuse_remark.html", context)


@require_http_methods(["GET", "POST"])
def reply_to_remark(request: PersonRequest, code: str, pk: UUID) -> HttpResponse:
    """The company's right of reply, beside what everybody reads."""
    at = now()
    estate = get_object_or_404(Estate.objects.select_related("node"), node__code=code)
    remark = _find(estate, pk, at)
    if not may_reply_to_remark(request.user, remark, at):
        raise NotThere
    form = WordsForm(
        posted(request), label=gettext("The company’s reply"), most=WORDS_MAX,
        help_text=gettext(
            "Everybody reads it beside the remark. Say what was done or will be done. Name no resident, and do not "
            "guess who wrote. It is sent once and cannot be changed."
        ),
    )  # fmt: skip
    if form.is_valid():
        with said_on(form):
            actions.reply_to_remark(remark.pk, words=form.cleaned_data["words"], by=request.user, at=at)
        if form.is_valid():
            return see("ratings", code, more=f"?quarter={remark.quarter}")
    context = {"estate": estate, "remark": remark, "said": said(Quarter.of(remark.quarter)), "form": form}
    return show(request, "services/reply_to_remark.html", context)
