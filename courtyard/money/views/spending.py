"""Spendings: the list and one whole course, for everybody; each step for whoever may take it."""

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from datetime import datetime
from typing import Any
from uuid import UUID

from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.utils.timezone import now
from django.utils.translation import gettext
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from courtyard.core.errors import NotAllowed, NotThere, Refusal
from courtyard.money import showing_spending as showing
from courtyard.money.actions import authorising, plans
from courtyard.money.actions import spending as actions
from courtyard.money.forms.spending import AuthoriseForm, BeginForm, DrawForm, PayForm, PlanForm, QuoteForm, ReviewForm
from courtyard.money.models import Draw, Spending
from courtyard.money.models.book import WORDS_MAX
from courtyard.money.parts import FUNDS, accounts_for
from courtyard.money.permissions import spending as may
from courtyard.money.queries import spending as queries
from courtyard.money.queries.choices import choices_for, parts_of
from courtyard.money.queries.fund import short_of
from courtyard.money.queries.ledger import book_of
from courtyard.people.middleware import PersonRequest
from courtyard.people.models import Person
from courtyard.people.queries import estate_for
from courtyard.places.models import Estate
from courtyard.places.rules import rules_of
from courtyard.trail.deeds import require
from courtyard.web.deed_form import DeedForm, WordsForm
from courtyard.web.registers import panels_at
from courtyard.web.show import show


def posted(request: HttpRequest) -> Any:
    return request.POST if request.method == "POST" else None


@contextmanager
def at_form(form: DeedForm) -> Iterator[None]:
    """What the deed inside refuses is said on the form, with everything as typed; but for who may not."""
    try:
        yield
    except (NotAllowed, NotThere):
        raise
    except Refusal as wrong:
        form.refuse(wrong)


def find(code: str, pk: UUID) -> Spending:
    found = queries.spending_of(code, pk)
    if found is None:
        raise NotThere
    return found


def see(code: str, pk: UUID) -> HttpResponse:
    return redirect("money:spending", code, pk)


@require_GET
def spendings(request: HttpRequest, code: str) -> HttpResponse:
    """What the owners' money is spent on, and where each stands; the newest first."""
    estate = get_object_or_404(Estate.objects.select_related("node"), node__code=code)
    at, person, state = now(), request.user, request.GET.get("state", "")
    page = queries.spendings_of(estate, request.GET.get("before", ""), state)
    plans_ = isinstance(person, Person) and may.may_plan_spending(person, estate, at)
    context = {
        "estate": estate, "rows": [showing.row(one) for one in page.rows], "before": page.before, "plans": plans_,
        "states": Spending.State.choices, "state": state,
    }  # fmt: skip
    return show(request, "money/spendings.html", context)


@require_GET
def spending(request: HttpRequest, code: str, pk: UUID) -> HttpResponse:
    """One spending from its plan to its papers."""
    one, at = find(code, pk), now()
    person = request.user if isinstance(request.user, Person) else None
    context = showing.whole(one, person, at)
    if context["keeps"] and one.fund == "maintenance":
        book = book_of(code)
        context["short"] = short_of(book, one) if book else []
    return show(request, "money/spending.html", context | {"panels": panels_at(request, "spending", one)})


@require_http_methods(["GET", "POST"])
def plan_spending(request: PersonRequest, code: str) -> HttpResponse:
    at = now()
    estate = estate_for(may.may_plan_spending, request.user, code, at)
    accounts = [one for fund in FUNDS for one in accounts_for(estate, fund)]
    buildings, entrances = parts_of(estate)
    form = PlanForm(posted(request), accounts=accounts, buildings=buildings, entrances=entrances)
    if form.is_valid():
        with at_form(form):
            one = plans.plan_spending(estate, form.plan(), by=request.user, at=at)
        if form.is_valid():
            return see(code, one.pk)
    return show(request, "money/plan_spending.html", {"estate": estate, "form": form})


Do = Callable[[Any, datetime], object]


def _step(request: PersonRequest, one: Spending, form: DeedForm, do: Do, at: datetime, **said: Any) -> HttpResponse:
    """A form of one step: asked, done, or said what is wrong."""
    code = one.estate.node.code
    if form.is_valid():
        with at_form(form):
            do(form, at)
        if form.is_valid():
            return see(code, one.pk)
    return show(request, "money/spending_step.html", {"estate": one.estate, "one": one, "form": form, **said})


@require_http_methods(["GET", "POST"])
def add_quote(request: PersonRequest, code: str, pk: UUID) -> HttpResponse:
    one, at = find(code, pk), now()
    require(may.may_add_quote, request.user, one, at)

    def do(form: QuoteForm, at: datetime) -> object:
        return plans.add_quote(pk, form.offered(), by=request.user, at=at)

    said = {"title": gettext("Add a quote"), "button": gettext("Add the quote")}
    return _step(request, one, QuoteForm(posted(request)), do, at, **said)


@require_http_methods(["GET", "POST"])
def authorise_spending(request: PersonRequest, code: str, pk: UUID) -> HttpResponse:
    one, at = find(code, pk), now()
    require(may.may_authorise_spending, request.user, one, at)
    today = rules_of(one.estate).hours.day_of(at)
    form = AuthoriseForm(posted(request), spending=one, **choices_for(one, today))

    def do(form: AuthoriseForm, at: datetime) -> object:
        return authorising.authorise_spending(pk, form.chosen(), form.quoted(), by=request.user, at=at)

    said = {
        "title": gettext("What lets this money out?"), "button": gettext("Fix it and ask for two signatures"),
        "says": gettext("The sum of the quote is then fixed. Two people sign, neither of whom planned it."),
        "nothing": not form.any,
    }  # fmt: skip
    return _step(request, one, form, do, at, **said)


@require_POST
def approve_spending(request: PersonRequest, code: str, pk: UUID) -> HttpResponse:
    one, at = find(code, pk), now()
    require(may.may_approve_spending, request.user, one, at)
    authorising.approve_spending(pk, by=request.user, at=at)
    return see(code, pk)


@require_http_methods(["GET", "POST"])
def announce_works(request: PersonRequest, code: str, pk: UUID) -> HttpResponse:
    one, at = find(code, pk), now()
    require(may.may_announce_works, request.user, one, at)

    def do(form: BeginForm, at: datetime) -> object:
        return authorising.announce_works(pk, form.cleaned_data["day"], by=request.user, at=at)

    said = {"title": gettext("When do works begin?"), "button": gettext("Tell everybody")}
    return _step(request, one, BeginForm(posted(request), day=one.begins_on), do, at, **said)


@require_http_methods(["GET", "POST"])
def review_spending(request: PersonRequest, code: str, pk: UUID) -> HttpResponse:
    one, at = find(code, pk), now()
    require(may.may_review_spending, request.user, one, at)

    def do(form: ReviewForm, at: datetime) -> object:
        return authorising.review_spending(pk, form.cleaned_data["fen"], by=request.user, at=at)

    said = {"title": gettext("Enter the price review"), "button": gettext("Enter the review")}
    return _step(request, one, ReviewForm(posted(request)), do, at, **said)


@require_http_methods(["GET", "POST"])
def ask_draw(request: PersonRequest, code: str, pk: UUID) -> HttpResponse:
    one, at = find(code, pk), now()
    require(may.may_ask_draw, request.user, one, at)

    def do(form: DrawForm, at: datetime) -> object:
        return actions.ask_draw(pk, form.ask(), by=request.user, at=at)

    said = {"title": gettext("Have a part paid"), "button": gettext("Put it on the list to be paid")}
    form = DrawForm(posted(request), payee=one.chosen.company if one.chosen else "")
    return _step(request, one, form, do, at, **said)


def _draw(code: str, pk: UUID, draw: UUID) -> tuple[Spending, Draw]:
    one = find(code, pk)
    found = get_object_or_404(Draw, pk=draw, spending=one)
    found.spending = one
    return one, found


@require_http_methods(["GET", "POST"])
def pay(request: PersonRequest, code: str, pk: UUID, draw: UUID) -> HttpResponse:
    """By hand, where no file of the bank says so."""
    (one, found), at = _draw(code, pk, draw), now()
    require(may.may_pay, request.user, found, at)

    def do(form: PayForm, at: datetime) -> object:
        return actions.pay(draw, day=form.cleaned_data["day"], by=request.user, at=at)

    says = gettext("It is booked from the fund’s account, and shared over the homes that bear it.")
    form = PayForm(posted(request), initial={"day": rules_of(one.estate).hours.day_of(at)})
    said = {"title": gettext("This part was paid"), "button": gettext("Book it as paid"), "says": says}
    return _step(request, one, form, do, at, draw=found, **said)


@require_http_methods(["GET", "POST"])
def drop_draw(request: PersonRequest, code: str, pk: UUID, draw: UUID) -> HttpResponse:
    (one, found), at = _draw(code, pk, draw), now()
    require(may.may_drop_draw, request.user, found, at)

    def do(form: WordsForm, at: datetime) -> object:
        return actions.drop_draw(draw, reason=form.cleaned_data["words"], by=request.user, at=at)

    form = WordsForm(posted(request), label=gettext("Why is it not paid?"), most=WORDS_MAX)
    said = {"title": gettext("This part is not paid"), "button": gettext("Take it off the list")}
    return _step(request, one, form, do, at, draw=found, **said)


@require_http_methods(["GET", "POST"])
def accept_spending(request: PersonRequest, code: str, pk: UUID) -> HttpResponse:
    one, at = find(code, pk), now()
    require(may.may_accept_spending, request.user, one, at)

    def do(form: WordsForm, at: datetime) -> object:
        return actions.accept_spending(pk, words=form.cleaned_data["words"], by=request.user, at=at)

    form = WordsForm(
        posted(request), label=gettext("What did you find?"), most=WORDS_MAX,
        help_text=gettext("Everybody reads it. Name no resident."),
    )  # fmt: skip
    return _step(request, one, form, do, at, title=gettext("Accept the work"), button=gettext("Accept it"))


@require_POST
def publish_spending(request: PersonRequest, code: str, pk: UUID) -> HttpResponse:
    one, at = find(code, pk), now()
    require(may.may_publish_spending, request.user, one, at)
    actions.publish_spending(pk, by=request.user, at=at)
    return see(code, pk)


@require_http_methods(["GET", "POST"])
def withdraw_spending(request: PersonRequest, code: str, pk: UUID) -> HttpResponse:
    one, at = find(code, pk), now()
    require(may.may_withdraw_spending, request.user, one, at)

    def do(form: WordsForm, at: datetime) -> object:
        return plans.withdraw_spending(pk, reason=form.cleaned_data["words"], by=request.user, at=at)

    form = WordsForm(posted(request), label=gettext("Why is it not spent?"), most=WORDS_MAX)
    return _step(request, one, form, do, at, title=gettext("Withdraw this spending"), button=gettext("Withdraw it"))
