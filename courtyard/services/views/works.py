"""The plan of works: all lines, one line with its turns, and each deed."""

from contextlib import ExitStack
from datetime import date, datetime, timedelta
from typing import Any
from uuid import UUID

from django.core.files.storage import default_storage
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404
from django.urls import reverse
from django.utils.timezone import now
from django.utils.translation import gettext
from django.views.decorators.http import require_GET, require_http_methods

from courtyard.assembly import upkeep
from courtyard.assembly.attachments import ENDINGS, File
from courtyard.core.errors import NotThere
from courtyard.people.middleware import PersonRequest
from courtyard.people.models import Person
from courtyard.places.models import Estate
from courtyard.services import showing_works
from courtyard.services.actions import proofs as proving
from courtyard.services.actions import works as actions
from courtyard.services.actions.proofs import Done, Shown
from courtyard.services.forms.works import ChangeForm, EndWorkForm, PlanForm, ProveForm
from courtyard.services.models import ProofFile, Turn, Work
from courtyard.services.models.company import WORDS_MAX
from courtyard.services.permissions.works import (
    may_change_work,
    may_doubt_turn,
    may_end_work,
    may_plan_work,
    may_prove_turn,
    may_read_proof_file,
)
from courtyard.services.queries import works as queries
from courtyard.services.queries.current import contract_on
from courtyard.services.queries.works import day_of
from courtyard.trail.deeds import require
from courtyard.web.deed_form import WordsForm
from courtyard.web.refusals import said_on
from courtyard.web.show import show

FOLDER = "works"
KINDS = {ending: kind for kind, ending in ENDINGS.items()}


def _posted(request: HttpRequest) -> Any:
    return request.POST if request.method == "POST" else None


def _see(name: str, *args: object) -> HttpResponse:
    return HttpResponse(status=303, headers={"Location": reverse(f"services:{name}", args=args)})


def _estate(code: str) -> Estate:
    return get_object_or_404(Estate.objects.select_related("node"), node__code=code)


def _work(code: str, pk: UUID) -> Work:
    works = Work.objects.select_related("estate__node", "contract__company")
    return get_object_or_404(works, pk=pk, estate__node__code=code)


def _turn(code: str, pk: UUID) -> Turn:
    turns = Turn.objects.select_related("estate__node", "work__contract")
    return get_object_or_404(turns, pk=pk, estate__node__code=code)


def _year(request: HttpRequest, today: date) -> int:
    """The year asked for, if it is near enough to have been planned."""
    text = request.GET.get("year", "")
    year = int(text) if text.isascii() and text.isdigit() and len(text) == 4 else today.year
    return year if today.year - queries.YEARS_BACK <= year <= today.year + 1 else today.year


@require_GET
def works(request: HttpRequest, code: str) -> HttpResponse:
    """Everybody reads what is planned, what was done, what is late and what is missing."""
    estate, at = _estate(code), now()
    today = day_of(estate, at)
    year = _year(request, today)
    plans = isinstance(request.user, Person) and may_plan_work(request.user, estate, at)
    context = {
        "estate": estate, "year": year, "years": queries.years_of(Turn.objects.filter(estate=estate), today),
        "lines": queries.plan_of(estate, year, today), "plans": plans,
        "contract": contract_on(estate, today) if plans else None,
    }  # fmt: skip
    return show(request, "services/works.html", context)


@require_GET
def work(request: HttpRequest, code: str, pk: UUID) -> HttpResponse:
    """One line: its turns of a year, each with what was told of it."""
    one, at = _work(code, pk), now()
    today = day_of(one.estate, at)
    year = _year(request, today)
    person = request.user if isinstance(request.user, Person) else None
    rows, coming = showing_works.rows(queries.turns_of(one, year), one, person, at)
    context = {
        "estate": one.estate, "one": one, "year": year,
        "years": queries.years_of(Turn.objects.filter(work=one), today),
        "rows": rows, "coming": coming, "line": queries.line_of(one.estate, one.rule),
        "changes": person is not None and one.until is None and may_change_work(person, one, at),
    }  # fmt: skip
    return show(request, "services/work.html", context)


@require_http_methods(["GET", "POST"])
def plan_work(request: PersonRequest, code: str) -> HttpResponse:
    """A line of one's own, or one that the rules ask for."""
    estate, at = _estate(code), now()
    require(may_plan_work, request.user, estate, at)
    today = day_of(estate, at)
    line = queries.line_of(estate, request.POST.get("rule", "") or request.GET.get("line", ""))
    form = PlanForm(_posted(request), line=line, today=today)
    if form.is_valid():
        with said_on(form):
            one = actions.plan_work(estate.pk, form.plan(), by=request.user, at=at)
            return _see("work", code, one.pk)
    context = {
        "estate": estate, "form": form, "line": line, "lines": queries.usual_lines(estate),
        "contract": contract_on(estate, today),
    }  # fmt: skip
    return show(request, "services/plan_work.html", context)


@require_http_methods(["GET", "POST"])
def change_work(request: PersonRequest, code: str, pk: UUID) -> HttpResponse:
    one, at = _work(code, pk), now()
    require(may_change_work, request.user, one, at)
    tomorrow = day_of(one.estate, at) + timedelta(days=1)
    form = ChangeForm(_posted(request), work=one, first_on=max(one.next_on, tomorrow))
    if form.is_valid():
        with said_on(form):
            reason = form.cleaned_data["reason"]
            actions.change_work(pk, form.rhythm(), reason=reason, by=request.user, at=at)
            return _see("work", code, pk)
    context = {"estate": one.estate, "one": one, "form": form, "line": queries.line_of(one.estate, one.rule)}
    return show(request, "services/change_work.html", context)


@require_http_methods(["GET", "POST"])
def end_work(request: PersonRequest, code: str, pk: UUID) -> HttpResponse:
    one, at = _work(code, pk), now()
    require(may_end_work, request.user, one, at)
    form = EndWorkForm(_posted(request), today=day_of(one.estate, at))
    if form.is_valid():
        with said_on(form):
            actions.end_work(pk, **form.cleaned_data, by=request.user, at=at)
            return _see("work", code, pk)
    return show(request, "services/end_work.html", {"estate": one.estate, "one": one, "form": form})


@require_http_methods(["GET", "POST"])
def prove_turn(request: PersonRequest, code: str, pk: UUID) -> HttpResponse:
    turn, at = _turn(code, pk), now()
    require(may_prove_turn, request.user, turn, at)
    form = ProveForm(_posted(request), request.FILES or None, today=day_of(turn.estate, at))
    if form.is_valid():
        with said_on(form), ExitStack() as stack:
            done = _done(form, turn.estate, at, stack)
            actions_done = proving.prove_turn(pk, done, by=request.user, at=at)
            return _see("work", code, actions_done.turn.work_id)
    context = {"estate": turn.estate, "turn": turn, "form": form, "doubted": showing_works.doubt_of(turn)}
    return show(request, "services/prove_turn.html", context)


def _done(form: ProveForm, estate: Estate, at: datetime, stack: ExitStack) -> Done:
    """What the form says; its files are kept, and removed again if the deed is refused."""
    given = form.cleaned_data
    files = [_shown(file, estate, at, stack) for file in given["papers"]]
    more = {"id": given["id"]} if given["id"] else {}
    return Done(done_on=given["done_on"], words=given["words"], shown=given["shown"], files=files, **more)


def _shown(file: File, estate: Estate, at: datetime, stack: ExitStack) -> Shown:
    kept = stack.enter_context(upkeep.kept(estate.pk, file.data, file.ending, at, FOLDER))
    assert kept is not None, "a file that was looked into is never empty"
    return Shown(kept=kept, name=file.name)


@require_http_methods(["GET", "POST"])
def doubt_turn(request: PersonRequest, code: str, pk: UUID) -> HttpResponse:
    turn, at = _turn(code, pk), now()
    require(may_doubt_turn, request.user, turn, at)
    form = WordsForm(
        _posted(request), label=gettext("What do you doubt, and why?"), most=WORDS_MAX,
        help_text=gettext("Everybody reads it, with the office you hold, not your name. Name no person."),
    )  # fmt: skip
    if form.is_valid():
        with said_on(form):
            proving.doubt_turn(pk, words=form.cleaned_data["words"], by=request.user, at=at)
            return _see("work", code, turn.work_id)
    return show(request, "services/doubt_turn.html", {"estate": turn.estate, "turn": turn, "form": form})


@require_GET
def proof_file(request: HttpRequest, code: str, pk: UUID) -> HttpResponse:
    """A photograph or paper, to whoever may see it; for anybody else there is none."""
    files = ProofFile.objects.select_related("proof", "estate__node")
    one = get_object_or_404(files, pk=pk, estate__node__code=code)
    if not may_read_proof_file(request.user, one, now()):
        raise NotThere
    try:
        with default_storage.open(one.file) as file:
            data = file.read()
    except FileNotFoundError as gone:
        raise NotThere from gone
    return showing_works.as_file(data, KINDS.get(one.file.rpartition(".")[2], "application/octet-stream"), one)
