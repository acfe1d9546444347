"""The formation's page, and what the sub-district does for it."""

from collections import Counter
from typing import Any

from django.http import HttpRequest, HttpResponse
from django.utils.timezone import now
from django.utils.translation import gettext
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from courtyard.assembly.permissions import may_read_list
from courtyard.committee import rules
from courtyard.committee.actions import formation as actions
from courtyard.committee.actions import posting, progress
from courtyard.committee.forms.formation import BeginForm, ProgressForm, ReportForm
from courtyard.committee.models import REASON_MAX, Formation
from courtyard.committee.permissions.formation import (
    may_begin_formation,
    may_post_list,
    may_post_names,
    may_report,
    may_stop_formation,
    may_tell_progress,
)
from courtyard.committee.permissions.terms import may_enter_committee
from courtyard.committee.queries import formation as queries
from courtyard.committee.showing_formation import after_election, deeds_of, figures_of, papers_of, stands
from courtyard.committee.views.committee import find_estate, posted, see
from courtyard.core.errors import NotThere, Refusal
from courtyard.people.middleware import PersonRequest
from courtyard.people.models import Person
from courtyard.places.models import Estate
from courtyard.trail.deeds import require
from courtyard.web.deed_form import WordsForm
from courtyard.web.show import show


def find(code: str) -> Formation:
    """The formation that runs in an estate. Raises NotThere."""
    one = queries.running_of(find_estate(code))
    if one is None:
        raise NotThere
    return one


@require_GET
def formation(request: HttpRequest, code: str) -> HttpResponse:
    """At which step it is, whose turn, since when, by which article: bodies and days for everybody."""
    estate, at = find_estate(code), now()
    one = queries.last_of(estate)
    today = rules.today_in(estate, at)
    person = request.user if isinstance(request.user, Person) else None
    committee, figures = queries.committee_of(estate), figures_of(estate, today)
    context: dict[str, Any] = {
        "estate": estate, "living": committee, "figures": figures, "formation": one,
        "stands": stands(estate, committee, figures, today),
        "may": {
            "tell": person is not None and may_tell_progress(person, estate, at),
            "begin": person is not None and may_begin_formation(person, estate, at),
            "enter": person is not None and committee is None and may_enter_committee(person, estate, at),
            "stop": person is not None and one is not None and may_stop_formation(person, one, at),
        },
        "named": person is not None and may_read_list(person, estate, at),
    }  # fmt: skip
    if one is not None:
        course = queries.course_of(one, at)
        deeds = deeds_of(person, course, at) if person else []
        group = queries.group_of(one)
        context |= {
            "course": course, "group": group, "deeds": deeds, "after": after_election(course, at),
            "sides": Counter(each.get_side_display() for each in group).items(),
            "papers": papers_of(person, course, at) if person else [],
        }  # fmt: skip
    return show(request, "committee/formation.html", context)


def deed(
    request: PersonRequest, estate: Estate, form: Any, do: Any, *, title: str, says: str = "", button: str = "",
    template: str = "committee/formation_deed.html", **context: Any,
) -> HttpResponse:  # fmt: skip
    """A page with a form and one button: what was wrong stands at its field, and a deed that is done leads back."""
    if request.method == "POST" and (form is None or form.is_valid()):
        try:
            do(form.cleaned_data if form is not None else {})
            return see("formation", estate.code)
        except Refusal as wrong:
            if form is None or not hasattr(wrong, "field"):
                raise
            form.refuse(wrong)
    whole = {"estate": estate, "form": form, "title": title, "says": says, "button": button or title} | context
    return show(request, template, whole)


@require_http_methods(["GET", "POST"])
def tell_progress(request: PersonRequest, code: str) -> HttpResponse:
    estate, at = find_estate(code), now()
    require(may_tell_progress, request.user, estate, at)
    form = ProgressForm(posted(request))
    return deed(
        request, estate, form, lambda given: progress.tell_progress(form.told(estate), by=request.user, at=at),
        title=gettext("Say how much is delivered"),
        says=gettext("The first assembly is due once half of the area is sold and handed over, or two years after the "
                     "first home was (Shanghai’s property regulation, art 13)."),
    )  # fmt: skip


@require_http_methods(["GET", "POST"])
def begin_formation(request: PersonRequest, code: str) -> HttpResponse:
    estate, at = find_estate(code), now()
    require(may_begin_formation, request.user, estate, at)
    form = BeginForm(posted(request))
    return deed(
        request, estate, form, lambda given: actions.begin_formation(form.due(estate), by=request.user, at=at),
        title=gettext("Begin the way to a committee"),
        says=gettext("The clerk begins it by itself where the dates are known. Begin it here where they are not."),
    )  # fmt: skip


@require_http_methods(["GET", "POST"])
def report(request: PersonRequest, code: str) -> HttpResponse:
    one, at = find(code), now()
    require(may_report, request.user, one, at)
    form = ReportForm(posted(request))

    def do(given: dict[str, Any]) -> None:
        actions.report(one.pk, on=given["on"], words=given["words"], by=request.user, at=at)

    return deed(request, one.estate, form, do, title=gettext("Write down the report"))


@require_POST
def post_list(request: PersonRequest, code: str) -> HttpResponse:
    one, at = find(code), now()
    require(may_post_list, request.user, one, at)
    posting.post_list(one.pk, by=request.user, at=at)
    return see("formation", code)


@require_POST
def post_names(request: PersonRequest, code: str) -> HttpResponse:
    one, at = find(code), now()
    require(may_post_names, request.user, one, at)
    posting.post_names(one.pk, by=request.user, at=at)
    return see("formation", code)


@require_http_methods(["GET", "POST"])
def stop_formation(request: PersonRequest, code: str) -> HttpResponse:
    one, at = find(code), now()
    require(may_stop_formation, request.user, one, at)
    form = WordsForm(posted(request), label=gettext("Why does it go no further?"), most=REASON_MAX)

    def do(given: dict[str, Any]) -> None:
        actions.stop_formation(one.pk, reason=given["words"], by=request.user, at=at)

    return deed(
        request, one.estate, form, do, title=gettext("Stop it"),
        says=gettext("The group is dissolved, and what was frozen may be decided again. Everybody reads why."),
    )  # fmt: skip
