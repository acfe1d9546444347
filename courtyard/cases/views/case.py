"""A case's own page, the deeds done on it, and its photographs."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any
from uuid import UUID

from django.core.files.storage import default_storage
from django.http import HttpResponse, HttpResponseRedirect
from django.shortcuts import get_object_or_404
from django.utils.timezone import localdate, now
from django.utils.translation import gettext
from django.views.decorators.http import require_GET, require_http_methods

from courtyard.cases import actions, queries, rules, upkeep
from courtyard.cases.course import course, four_steps
from courtyard.cases.faces import faces
from courtyard.cases.forms.fields import DeedForm, WithPhotos
from courtyard.cases.forms.handling import (
    AnswerForm,
    ConfirmForm,
    DeclineForm,
    InvolveForm,
    MergeForm,
    PauseForm,
    PlainForm,
    RedactForm,
    ReferForm,
    ReleaseForm,
    ResolveForm,
    ReturnForm,
    SignForm,
    TriageForm,
    WordsForm,
)
from courtyard.cases.menu import DEEDS, Deed, open_deeds
from courtyard.cases.models import Case, CasePhoto, Follow, Party
from courtyard.cases.permissions import (
    LEADS,
    has_climbed_to,
    may_follow,
    may_know_reporter,
    may_see_course,
    may_see_whole,
    may_use_desk,
)
from courtyard.cases.sentences import filled_in
from courtyard.cases.turns import NotInCharge, either
from courtyard.cases.views.filing import held
from courtyard.cases.views.pages import SeeOther, address_of, find_case, onward, sent
from courtyard.core.errors import BadInput, NotThere, OutOfTurn
from courtyard.people.middleware import PersonRequest
from courtyard.people.models import Person
from courtyard.people.standing import standing
from courtyard.places.rules import rules_of
from courtyard.trail.deeds import require
from courtyard.web.show import show
from courtyard.web.times import said

PHOTO_SECONDS = 3600


@require_GET
def case(request: PersonRequest, code: str, number: str) -> HttpResponse:
    """A case from filing to rating; what comes next is done on this page."""
    return show(request, "cases/case.html", context_of(request, find_case(request, code, number)))


def context_of(request: PersonRequest, case: Case) -> dict[str, Any]:
    at, who = now(), request.user
    deeds = open_deeds(who, case, at)
    pauses = list(case.pauses.all())
    follow = Follow.objects.filter(case=case, person=who).first() if case.public else None
    return {
        "case": case,
        "mine": case.reporter_id == who.pk,
        "whole": may_see_whole(who, case, at) and (case.reporter_id == who.pk or not case.name_hidden),
        "knows": may_know_reporter(who, case, at),
        "reads": case.public or may_see_course(who, case, at),
        "course": course(case, who, at),
        "kind": rules.category_of(case),
        "faces": faces(case, at, pauses),
        "pauses": pauses,
        "closes_at": rules.after(case, "close_unanswered", case.resolved_at) if case.resolved_at else None,
        "forms": {deed.name: form_of(request, deed, case, at) for deed in deeds if deed.inline},
        "menu": [deed for deed in deeds if not deed.inline],
        "hotline": rules_of(case.estate).hotline if case.reporter_id == who.pk else "",
        "at_desk": may_use_desk(who, case.estate, at),
        "above": _sight_from(who, case, at),
        "case_page": address_of(case),
        "templates": next((ready(case, deed.name) for deed in deeds if deed.name in {"triage", "answer"}), []),
        "steps": four_steps(case),
        "follow": follow,
        "may_follow": case.is_open() and may_follow(who, case, at),
    }


def _sight_from(who: Person, case: Case, at: datetime) -> str:
    """The code of the sub-district from which this reader looks down on the case; empty for everybody else."""
    if not has_climbed_to(who, case, at):
        return ""
    offices = standing(who).offices_on(localdate(at))
    return next((office.node.code for office in offices if office.kind in LEADS["jie"]), "")


@dataclass(frozen=True, slots=True)
class Ready:
    """A sentence kept ready, filled in for the case at hand."""

    title: str
    filled: str


def ready(case: Case, deed_name: str) -> list[Ready]:
    """The desk's templates for a deed, the case's number, kind, place and deadline filled in."""
    kept = queries.templates_for(case, deed_name)
    if not kept:
        return []
    values = {
        "number": case.number,
        "kind": rules.kind_label(case),
        "place": case.place_label,
        "due": said(case.due_at, now()),
        "party": str(Party(case.party).label) if case.party else "",
    }
    return [Ready(one.title, filled_in(one.words, values)) for one in kept]


def form_of(request: PersonRequest, deed: Deed, case: Case, at: datetime, given: tuple[Any, ...] = ()) -> DeedForm:
    """The form of a deed: empty, or as it was sent."""
    maker = FORMS.get(deed.name)
    if maker is None:
        return WordsForm(*given, case=case, label=deed.title, auto_id=f"{deed.name}_%s")
    return maker(request, case, at, given)


def _triage_form(request: PersonRequest, case: Case, at: datetime, given: tuple[Any, ...]) -> DeedForm:
    seats = queries.seats(case.estate.node, at, case.circle)
    return TriageForm(*given, case=case, seats=seats, deadlines=deadline_choices(case, at))


def _refer_form(request: PersonRequest, case: Case, at: datetime, given: tuple[Any, ...]) -> DeedForm:
    return ReferForm(*given, case=case, seats=queries.seats(case.estate.node, at, case.circle))


def _merge_form(request: PersonRequest, case: Case, at: datetime, given: tuple[Any, ...]) -> DeedForm:
    return MergeForm(*given, case=case, offered=queries.alike(case, _handled(request, case, at), at))


def _handled(request: PersonRequest, case: Case, at: datetime) -> Any:
    return queries.of_desk(request.user, case.estate_id, case.estate.node, at)


def _redact_form(request: PersonRequest, case: Case, at: datetime, given: tuple[Any, ...]) -> DeedForm:
    return RedactForm(*given, case=case, photos=list(case.photos.all()))


def _simple(form: type[DeedForm], name: str, **more: Any) -> Callable[..., DeedForm]:
    def make(request: PersonRequest, case: Case, at: datetime, given: tuple[Any, ...]) -> DeedForm:
        return form(*given, case=case, auto_id=f"{name}_%s", **more)

    return make


FORMS: Mapping[str, Callable[..., DeedForm]] = {
    "triage": _triage_form,
    "answer": _simple(AnswerForm, "answer"),
    "resolve": _simple(ResolveForm, "resolve"),
    "confirm": _simple(ConfirmForm, "confirm"),
    "return": _simple(ReturnForm, "return"),
    "confirm_for": _simple(ConfirmForm, "confirm_for"),
    "sign": _simple(SignForm, "sign"),
    "refer": _refer_form,
    "involve": _simple(InvolveForm, "involve"),
    "release": _simple(ReleaseForm, "release"),
    "pause": _simple(PauseForm, "pause"),
    "resume": _simple(WordsForm, "resume", needed=False),
    "decline": _simple(DeclineForm, "decline"),
    "merge": _merge_form,
    "redact": _redact_form,
    "escalate": _simple(WordsForm, "escalate", needed=False),
    "withdraw": _simple(WordsForm, "withdraw", needed=False),
    "agree_name": _simple(PlainForm, "agree_name"),
}


def deadline_choices(case: Case, at: datetime) -> list[tuple[str, str]]:
    agreed = rules.contract_promises(case.estate, case.category, case.filed_at)
    choice = rules.deadlines(case, case.category, at, agreed)
    return [(key, f"{rules.period(one.promise)}{gettext(', ')}{said(one.due_at, at)}") for key, one in choice.items()]


def triage_context(request: PersonRequest, case: Case, form: DeedForm, at: datetime) -> dict[str, Any]:
    """The panel in which a case is assigned: its words, its photographs, and what may be the same thing."""
    return {
        "case": case,
        "form": form,
        "photos": list(case.photos.all()),
        "name": reporter_name(request, case, at),
        "alike": queries.alike(case, _handled(request, case, at), at),
        "templates": ready(case, "triage"),
    }


def reporter_name(request: PersonRequest, case: Case, at: datetime) -> str:
    """Who asked, as this reader may know it."""
    if case.reporter is None:
        return case.caller or gettext("a resident")
    return case.reporter.name if may_know_reporter(request.user, case, at) else gettext("a resident")


@require_http_methods(["GET", "POST"])
def deed(request: PersonRequest, code: str, number: str, name: str) -> HttpResponse:
    """One deed's page: its form alone; sent, the case's page, or the form with what is wrong."""
    case, at, one = find_case(request, code, number), now(), DEEDS[name]
    _require(one, request, case, at)
    form = form_of(request, one, case, at, sent(request))
    sound = form.is_valid()
    if request.method == "POST" and _starts_elsewhere(one, case, form):
        return _not_now(request, code, number, form, one)
    if sound:
        try:
            DOERS[name](request, case, form)
        except OutOfTurn:
            return _not_now(request, code, number, form, one)
        except BadInput as wrong:
            form.refuse(wrong)
        else:
            return SeeOther(onward(request, address_of(case)))
    elif request.method == "GET" and not one.is_open(request.user, case, at):
        return HttpResponse(status=204) if _in_panel(request, one) else HttpResponseRedirect(address_of(case))
    return show(request, _template(request, one), _deed_context(request, case, form, one, at))


def _template(request: PersonRequest, one: Deed) -> str:
    if _in_panel(request, one):
        return "cases/_triage.html"
    return f"cases/{one.name}.html" if one.inline or one.name == "merge" else "cases/deed.html"


def _in_panel(request: PersonRequest, one: Deed) -> bool:
    """The desk fetches the form by itself, to stand beside its queue."""
    return one.name == "triage" and bool(getattr(request, "htmx", False)) and request.method == "GET"


def _deed_context(request: PersonRequest, case: Case, form: DeedForm, one: Deed, at: datetime) -> dict[str, Any]:
    context: dict[str, Any] = {"case": case, "form": form, "deed": one}
    if one.name == "triage":
        context |= triage_context(request, case, form, at)
        if _in_panel(request, one):
            context["to_desk"] = request.htmx.current_url_abs_path
    elif one.name in {"answer", "resolve", "decline"}:
        context["templates"] = ready(case, one.name)
    if isinstance(form, WithPhotos):
        context["tickets"] = held(form, case.estate, at)
    return context


def _require(one: Deed, request: PersonRequest, case: Case, at: datetime) -> None:
    """Raises NotInCharge, which says who is, where only the party in charge may do it; otherwise NotAllowed."""
    if one.of_lead and case.party and not one.may(request.user, case, at):
        raise NotInCharge(party=Party(case.party))
    require(one.may, request.user, case, at)


def _starts_elsewhere(one: Deed, case: Case, form: DeedForm) -> bool:
    """Whether the deed does not start from this state, whatever its fields say. A form sent twice is no second deed."""
    again = form.cleaned_data.get("id") == case.turn or (one.name == "merge" and case.state == Case.State.DUPLICATE)
    return case.state not in one.starts and not again


def _not_now(request: PersonRequest, code: str, number: str, form: DeedForm, one: Deed) -> HttpResponse:
    """The case as it is now, why this cannot be done with it, and what was written, to be used again.

    That somebody was quicker is said only if the form was written on an older page.
    """
    case = find_case(request, code, number)
    overtaken = form.cleaned_data.get("seen") not in (None, case.turn)
    starts = "" if overtaken else either([state for state in Case.State if state in one.starts])
    context = context_of(request, case) | {"refused": one, "starts": starts, "typed": form.typed}
    return show(request, "cases/case.html", context, status=OutOfTurn.status)


Doer = Callable[[PersonRequest, Case, Any], object]


def _fields(action: Callable[..., object], *names: str, **fixed: Any) -> Doer:
    """Does an action with what these fields of its form say."""

    def do(request: PersonRequest, case: Case, form: Any) -> object:
        given = {name: form.cleaned_data[name] for name in names}
        return action(case.pk, by=request.user, at=now(), turn=form.turn, **given, **fixed)

    return do


def _resolve(request: PersonRequest, case: Case, form: ResolveForm) -> object:
    at = now()
    with upkeep.kept(case.estate_id, form.pictures, at) as fresh:
        photos = [*form.cleaned_data["kept"], *fresh]
        return actions.resolve(case.pk, by=request.user, at=at, words=form.typed, photos=photos, turn=form.turn)


def _pause(request: PersonRequest, case: Case, form: PauseForm) -> object:
    given = {"why": form.cleaned_data["why"], "until": form.until_moment, "words": form.typed}
    return actions.pause(case.pk, by=request.user, at=now(), turn=form.turn, **given)


def _merge(request: PersonRequest, case: Case, form: MergeForm) -> object:
    at = now()
    others = [UUID(key) for key in form.cleaned_data["same"]]
    if number := form.cleaned_data["number"]:
        found = queries.numbered(_handled(request, case, at), number, at)
        if not found:
            raise actions.NoSuchNumber
        others += [one.pk for one in found[:1]]
    return actions.merge([case.pk, *others], by=request.user, at=at)


def _redact(request: PersonRequest, case: Case, form: RedactForm) -> object:
    hidden = [UUID(key) for key in form.cleaned_data.get("hidden", ())]
    return actions.redact(case.pk, words=form.typed, hidden=hidden, by=request.user, at=now())


DOERS: Mapping[str, Doer] = {
    "triage": _fields(actions.triage, "party", "handler", "category", "promised", "words"),
    "answer": _fields(actions.answer, "words"),
    "resolve": _resolve,
    "sign": _fields(actions.sign, "agrees", "words"),
    "confirm": _fields(actions.confirm, "rating", "words"),
    "return": _fields(actions.return_, "words"),
    "confirm_for": _fields(actions.confirm_for, "rating", "words"),
    "return_for": _fields(actions.return_for, "words"),
    "attend": _fields(actions.attend, "words"),
    "refer": _fields(actions.refer, "party", "handler", "words"),
    "involve": _fields(actions.involve, "party", "signs", "words"),
    "release": _fields(actions.release, "party", "words"),
    "pause": _pause,
    "resume": _fields(actions.resume, "words"),
    "extend": _fields(actions.extend, "words"),
    "note": _fields(actions.note, "words"),
    "decline": _fields(actions.decline, "words", "instead"),
    "merge": _merge,
    "redact": _redact,
    "urge": _fields(actions.urge, "words"),
    "escalate": _fields(actions.escalate, "words", why="asked"),
    "agree_name": _fields(actions.agree_name),
    "withdraw": _fields(actions.withdraw, "words"),
    "reopen": _fields(actions.reopen, "words"),
}


@require_http_methods(["POST"])
def follow(request: PersonRequest, code: str, number: str) -> HttpResponse:
    """Hear how a neighbour's public case goes on; “me too” counts."""
    case = find_case(request, code, number)
    actions.follow(case.pk, me_too=bool(request.POST.get("me_too")), by=request.user, at=now())
    return SeeOther(onward(request, address_of(case)))


@require_http_methods(["POST"])
def unfollow(request: PersonRequest, code: str, number: str) -> HttpResponse:
    case = find_case(request, code, number)
    actions.unfollow(case.pk, by=request.user, at=now())
    return SeeOther(onward(request, address_of(case)))


def _may_see_photo(request: PersonRequest, case: Case, one: CasePhoto) -> bool:
    """Whoever sees the whole; of a public case everybody who sees it, but for what the desk hid."""
    at = now()
    return may_see_course(request.user, case, at) or (case.public and not one.hidden)


@require_GET
def photo(request: PersonRequest, code: str, number: str, pk: UUID, size: str) -> HttpResponse:
    """A photograph, to those who may see its case, and to no cache that others share."""
    case = find_case(request, code, number)
    one = get_object_or_404(CasePhoto, pk=pk, case=case)
    if not _may_see_photo(request, case, one):
        raise NotThere
    try:
        with default_storage.open(one.thumbnail if size == "small" else one.file) as file:
            response = HttpResponse(file.read(), content_type="image/jpeg")
    except FileNotFoundError as gone:
        raise NotThere from gone
    response.headers["Cache-Control"] = f"private, max-age={PHOTO_SECONDS}, immutable"
    response.headers["X-Content-Type-Options"] = "nosniff"
    response.headers["Content-Disposition"] = "inline"
    return response
