"""What the lines of the bank are: what is sure at once, the rest one by one, booked by hand, or let go again."""

from collections.abc import Sequence
from datetime import datetime
from typing import Any
from uuid import UUID

from django import forms
from django.http import HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.utils.timezone import now
from django.utils.translation import gettext
from django.views.decorators.http import require_http_methods

from courtyard.core import bank as core
from courtyard.core.errors import BadInput, NotAllowed, NotThere, Refusal
from courtyard.core.rulebook import Account
from courtyard.money import by_hand, showing_bank
from courtyard.money.actions import bank_matching as actions
from courtyard.money.actions.bank_matching import How, Settling
from courtyard.money.forms.bank import BookForm
from courtyard.money.models import BankLine
from courtyard.money.models.book import WORDS_MAX
from courtyard.money.queries import bank as queries
from courtyard.money.queries.bank_matching import Way, look_at, target_of, ways_of
from courtyard.money.views.bank import find, posted
from courtyard.people.middleware import PersonRequest
from courtyard.people.models import Person
from courtyard.places.rules import rules_of
from courtyard.web.deed_form import DeedForm, WordsForm
from courtyard.web.show import show

ONE = "one:"


def _parts(way: Way) -> list[Settling]:
    return [Settling(*target_of(part.expected), part.fen) for part in way.proposal.parts]


@require_http_methods(["GET", "POST"])
def match_lines(request: PersonRequest, code: str, pk: UUID) -> HttpResponse:
    """What is sure is confirmed together, each line a deed of its own; what changed meanwhile is told."""
    at = now()
    account = find(request, code, pk, at)
    found = look_at(account)
    if request.method == "POST":
        tokens = set(request.POST.getlist("ready")[: showing_bank.READY_SHOWN])
        chosen = [way for way in found.ready if way.token in tokens]
        done = _confirm(chosen, request.user, at)
        there = reverse("money:match_lines", args=[code, pk])
        return HttpResponse(status=303, headers={"Location": f"{there}?done={done}&lost={len(tokens) - done}"})
    told = {name: _count(request.GET.get(name, "")) for name in ("done", "lost")}
    shown = {"estate": account.estate, "account": account, **told, **showing_bank.matching(found)}
    return show(request, "money/match_lines.html", shown)


def _count(written: str) -> int:
    return int(written) if written.isdecimal() and len(written) < 6 else 0


def _confirm(ways: Sequence[Way], by: Person, at: datetime) -> int:
    """How many were done; whatever cannot be is left as it was, for somebody to look at."""
    done = 0
    for way in ways:
        try:
            actions.settle_line(way.line.pk, _parts(way), how=How.PROPOSED, by=by, at=at)
        except Refusal:
            continue
        done += 1
    return done


class SettleForm(DeedForm):
    way = forms.CharField(max_length=200)

    def __init__(self, data: Any = None) -> None:
        super().__init__(data)
        self.need(way=gettext("Say what this line is."))


@require_http_methods(["GET", "POST"])
def settle_line(request: PersonRequest, code: str, pk: UUID) -> HttpResponse:
    """One line: what it may be, what it was found to be."""
    at = now()
    line = queries.line_for(request.user, code, pk, at)
    ways, others = ways_of(line)
    form = SettleForm(posted(request))
    if form.is_valid():
        parts = _chosen(line, form.cleaned_data["way"], ways, others)
        try:
            actions.settle_line(pk, parts, how=How.HAND, by=request.user, at=at)
        except (NotAllowed, NotThere):
            raise
        except Refusal as wrong:
            form.refuse(wrong)
        else:
            return redirect("money:settle_line", code, pk)
    shown = {
        "estate": line.account.estate, "account": line.account, "line": line, "form": form,
        "ways": [showing_bank.way(one) for one in ways], "matches": queries.matches_of(line),
        "others": [{"value": f"{ONE}{one.id}", **showing_bank.thing(one)} for one in others],
        "books": bool(_by_hand(line)) if line.open_fen else False,
    }  # fmt: skip
    return show(request, "money/settle_line.html", shown)


def _chosen(line: BankLine, said: str, ways: Sequence[Way], others: Sequence[core.Expected]) -> list[Settling]:
    """What was chosen, as it stands now; nothing where it is there no more."""
    way = next((one for one in ways if one.token == said), None)
    if way is not None:
        return _parts(way)
    one = next((one for one in others if f"{ONE}{one.id}" == said), None)
    if one is None:
        return []
    fen = min(abs(one.fen), abs(line.open_fen)) * (1 if line.fen > 0 else -1)
    return [Settling(*target_of(one.id), fen)]


def _by_hand(line: BankLine) -> list[Account]:
    chart = rules_of(line.account.estate).accounts
    ordered = sorted(chart.values(), key=lambda one: one.code)
    return by_hand.choices(ordered, chart[line.account.key], line.open_fen)


@require_http_methods(["GET", "POST"])
def book_line(request: PersonRequest, code: str, pk: UUID) -> HttpResponse:
    """What is left of a line, on an account chosen by hand."""
    at = now()
    line = queries.line_for(request.user, code, pk, at)
    form = BookForm(posted(request), accounts=_by_hand(line))
    if form.is_valid():
        try:
            actions.book_line(pk, **form.cleaned_data, by=request.user, at=at)
        except (BadInput, actions.LineTaken) as wrong:
            form.refuse(wrong)
        else:
            return redirect("money:settle_line", code, pk)
    return show(request, "money/book_line.html", {"estate": line.account.estate, "line": line, "form": form})


@require_http_methods(["GET", "POST"])
def unmatch_line(request: PersonRequest, code: str, pk: UUID) -> HttpResponse:
    at = now()
    match = queries.match_for(request.user, code, pk, at)
    form = WordsForm(
        posted(request), label=gettext("Why is it not this?"), most=WORDS_MAX,
        help_text=gettext("Everybody reads it on the record. Do not name a resident or a home."),
    )  # fmt: skip
    if form.is_valid():
        actions.unmatch_line(pk, reason=form.cleaned_data["words"], by=request.user, at=at)
        return redirect("money:settle_line", code, match.line_id)
    shown = {"estate": match.line.account.estate, "match": match, "form": form, "stays": match.target == "entry"}
    return show(request, "money/unmatch_line.html", shown)
