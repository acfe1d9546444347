"""The ballot on the phone: the form, the check, the receipt; the same at the door and for an agent."""

from collections.abc import Callable, Mapping
from datetime import datetime, timedelta
from typing import Any
from uuid import UUID, uuid4

from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.urls import reverse
from django.utils.timezone import now
from django.utils.translation import gettext
from django.views.decorators.http import require_GET, require_http_methods

from courtyard.assembly import actions, queries
from courtyard.assembly.codes import spaced
from courtyard.assembly.forms.ballots import MY_OWN_WILL, BallotForm, ConfirmForm, ReceiptForm
from courtyard.assembly.models import Assembly, Ballot, Head, Proxy
from courtyard.assembly.opening import listed
from courtyard.assembly.permissions import (
    may_cast,
    may_cast_as_proxy,
    may_read,
    may_read_receipt,
    may_take_at_door,
    may_take_part,
)
from courtyard.assembly.queries import ballots as reads
from courtyard.assembly.queries.motions import motion_rows
from courtyard.assembly.taking import motions_of, refuse_second, require_open_at
from courtyard.assembly.views.pages import find, find_estate, posted
from courtyard.core.errors import BadInput, NotAllowed, NotThere, Refusal
from courtyard.core.quantities import shared_fen
from courtyard.people.callers import address_of
from courtyard.people.middleware import PersonRequest
from courtyard.people.models import Person
from courtyard.people.upkeep import count_attempt
from courtyard.web.refusals import told
from courtyard.web.show import show

WITH_PLACE = ("estate__node", "building", "entrance__building")
LOOKED_UP_MAX, QUARTER = 30, timedelta(minutes=15)
Cast = Callable[[Mapping[str, Any], UUID], Ballot]


@require_GET
def vote(request: PersonRequest, code: str, pk: UUID) -> HttpResponse:
    """With which homes, and for whom else, somebody votes here; or why they do not."""
    at = now()
    one = find(request, code, pk, at, may_take_part)
    heads, mandates = queries.heads_of(request.user, one, at), reads.mandates_for(request.user, one, at)
    if len(heads) == 1 and not mandates and one.is_open(at):
        return redirect("assembly:cast", code, pk, heads[0].pk)
    if len(mandates) == 1 and not heads and one.is_open(at):
        return redirect("assembly:cast_as_proxy", code, pk, mandates[0].pk)
    rows = [{"head": head, "ballot": ballot} for head, ballot in reads.standing_for(heads)]
    context = {
        "one": one, "estate": one.estate, "title": queries.title_of(one), "is_open": one.is_open(at),
        "is_early": one.state == Assembly.State.FROZEN and at < one.opens_at, "rows": rows, "mandates": mandates,
        "given": reads.mandates_over(heads), "why_not": queries.may_not_vote(request.user, one, at),
        "rule_of_second": reads.rule_of_second(one), "may_read": may_read(request.user, one, at),
    }  # fmt: skip
    return show(request, "assembly/vote.html", context)


def head_in(one: Assembly, pk: UUID) -> Head:
    head = get_object_or_404(Head, pk=pk, assembly=one)
    head.assembly = one
    return head


@require_http_methods(["GET", "POST"])
def cast(request: PersonRequest, code: str, pk: UUID, head: UUID) -> HttpResponse:
    """An owner's own ballot."""
    at = now()
    rows = Head.objects.select_related(*(f"assembly__{name}" for name in WITH_PLACE))
    theirs = get_object_or_404(rows, pk=head, assembly=pk, assembly__estate__node__code=code)
    if not may_cast(request.user, theirs, at):
        find(request, code, pk, at, may_take_part)
        raise NotAllowed
    return _leaves(
        request, theirs.assembly, theirs, Ballot.Channel.PHONE, "assembly/cast.html",
        lambda choices, form: actions.cast(theirs.pk, choices, form=form, by=request.user, at=at),
    )  # fmt: skip


@require_http_methods(["GET", "POST"])
def take_at_door(request: PersonRequest, code: str, pk: UUID, head: UUID) -> HttpResponse:
    """The canvasser's tablet, handed to the owner."""
    at = now()
    one = find(request, code, pk, at, may_take_at_door)
    theirs = head_in(one, head)
    return _leaves(
        request, one, theirs, Ballot.Channel.VISIT, "assembly/take_at_door.html",
        lambda choices, form: actions.take_at_door(theirs.pk, choices, form=form, by=request.user, at=at),
    )  # fmt: skip


@require_http_methods(["GET", "POST"])
def cast_as_proxy(request: PersonRequest, code: str, pk: UUID, proxy: UUID) -> HttpResponse:
    """An agent's ballot, for the owner who gave the mandate."""
    at = now()
    rows = Assembly.objects.select_related("estate__node", "building", "entrance__building")
    one = get_object_or_404(rows, pk=pk, estate__node__code=code)
    mandate = get_object_or_404(Proxy.objects.select_related("head"), pk=proxy, assembly=one)
    if not may_cast_as_proxy(request.user, mandate, at):
        raise NotThere
    return _leaves(
        request, one, mandate.head, Ballot.Channel.PROXY, "assembly/cast_as_proxy.html",
        lambda choices, form: actions.cast_as_proxy(mandate.pk, choices, form=form, by=request.user, at=at),
        {"mandate": mandate},
    )  # fmt: skip


def _leaves(
    request: PersonRequest, one: Assembly, head: Head, channel: str, template: str, do: Cast,
    more: Mapping[str, Any] | None = None,
) -> HttpResponse:  # fmt: skip
    """First the ballot, then its check; the ballot is in once the check is sent, and the receipt follows.

    What the page says around a ballot is gathered only where it is shown: in the last hour everybody casts at once.
    """
    at, step = now(), request.POST.get("step", "check")
    form = BallotForm(posted(request), motions=motions_of(one))
    confirm, leaf, refused = ConfirmForm(initial={"id": uuid4()}), "ballot", None
    if step == "cast":
        confirm = ConfirmForm(request.POST)
        if form.is_valid() and confirm.is_valid():
            try:
                ballot = do(form.choices(), confirm.cleaned_data["id"])
                return HttpResponse(status=303, headers={"Location": _receipt_of(one, ballot)})
            except Refusal as refusal:
                refused = refusal
    context = _of_ballot(request, one, head, channel, at) | dict(more or {})
    if isinstance(refused, BadInput):
        form.refuse(refused)
    elif refused and not context["why_not_now"]:
        raise refused
    elif not context["why_not_now"] and form.is_valid() and step != "change":
        leaf = "check"
    context |= {"form": form, "confirm": confirm, "leaf": leaf, "rows": _rows(form, context)}
    return show(request, template, context)


def _of_ballot(request: PersonRequest, one: Assembly, head: Head, channel: str, at: datetime) -> dict[str, Any]:
    ballots = reads.ballots_of(head)
    return {
        "one": one, "estate": one.estate, "title": queries.title_of(one), "head": head,
        "faces": motion_rows(one, one.area_cm2, [head]), "ballot": reads.standing_of(ballots),
        "why_not_now": _why_not_now(one, ballots, channel, at), "rule_of_second": reads.rule_of_second(one),
        "big": _big(request),
        "may_read": may_read(request.user, one, at), "my_own_will": MY_OWN_WILL,
    }  # fmt: skip


def _big(request: PersonRequest) -> bool:
    """A ballot opens in 大字; whoever switched it off reads it as they read everything."""
    return request.COOKIES.get("size", "elder") == "elder"


def _rows(form: BallotForm, context: Mapping[str, Any]) -> list[dict[str, Any]]:
    """Each motion with its field, what was chosen, what it costs this head, and who stands."""
    one, head = context["one"], context["head"]
    return [
        row
        | {
            "fen": shared_fen(row["face"].motion.cost_fen or 0, head.area_cm2, one.area_cm2),
            "statements": [(str(c.number), c.statement) for c in listed(row["face"].motion) if c.statement],
        }
        for row in form.rows(context["faces"])
    ]


def _why_not_now(one: Assembly, ballots: list[Ballot], channel: str, at: datetime) -> str:
    """What the deed would say: better before somebody fills in the whole ballot than after."""
    try:
        require_open_at(one, at)
        refuse_second(one, ballots, channel)
    except Refusal as refusal:
        return told(refusal)
    return ""


def _receipt_of(one: Assembly, ballot: Ballot) -> str:
    return reverse("assembly:receipt", args=[one.estate.node.code, one.pk, ballot.pk])


@require_GET
def receipt(request: PersonRequest, code: str, pk: UUID, ballot: UUID) -> HttpResponse:
    """That a ballot is in, with the code by which anybody sees it counted."""
    at = now()
    rows = Ballot.objects.defer("choices", "sealed").select_related(
        "head", "assembly__estate__node", "assembly__building", "assembly__entrance__building"
    )  # fmt: skip
    found = get_object_or_404(rows, pk=ballot, assembly=pk, assembly__estate__node__code=code)
    if not may_read_receipt(request.user, found, at):
        raise NotThere
    one = found.assembly
    pill, icon, says = reads.said_of(found.state)
    context = {
        "one": one, "estate": one.estate, "title": queries.title_of(one), "ballot": found, "head": found.head,
        "code": spaced(found.receipt), "pill": pill, "icon": icon, "says": says,
        "again": _again(request.user, found, at), "rule_of_second": reads.rule_of_second(one),
        "stands": found.state in reads.IN, "own": may_cast(request.user, found.head, at), "big": _big(request),
        "door": found.channel == Ballot.Channel.VISIT and found.by_id == request.user.pk,
    }  # fmt: skip
    if request.GET.get("save"):
        return _saved(request, context)
    return show(request, "assembly/receipt.html", context)


def _saved(request: PersonRequest, context: Mapping[str, Any]) -> HttpResponse:
    """The receipt as a small text file, for whoever keeps it on the phone."""
    one: Assembly = context["one"]
    where = request.build_absolute_uri(queries.address_of(one, "check_receipt"))
    lines = (
        context["title"],
        context["head"].label,
        gettext("Receipt code: {code}").format(code=context["code"]),
        where,
    )
    response = HttpResponse("\r\n".join(lines) + "\r\n", content_type="text/plain; charset=utf-8")
    response.headers["Content-Disposition"] = f'attachment; filename="receipt-{one.year}-{one.number}.txt"'
    return response


def _again(person: Person, ballot: Ballot, at: datetime) -> str:
    """Where the ballot can be changed, as long as the rules let."""
    one, there = ballot.assembly, (ballot.assembly.estate.node.code, ballot.assembly_id)
    if one.duplicates != Assembly.Duplicates.LAST or not one.is_open(at) or ballot.state != Ballot.State.STANDS:
        return ""
    if ballot.proxy_id and ballot.by_id == person.pk:
        return reverse("assembly:cast_as_proxy", args=[*there, ballot.proxy_id])
    return reverse("assembly:cast", args=[*there, ballot.head_id]) if may_cast(person, ballot.head, at) else ""


@require_http_methods(["GET", "POST"])
def check_receipt(request: PersonRequest, code: str, pk: UUID) -> HttpResponse:
    """Anybody with a receipt sees that its ballot is counted; never what it says, nor whose it is."""
    at = now()
    rows = Assembly.objects.select_related("estate__node", "building", "entrance__building")
    noticed = rows.exclude(state=Assembly.State.DRAFT).exclude(number=0)
    one = get_object_or_404(noticed, pk=pk, estate=find_estate(code))
    form, answer = ReceiptForm(posted(request)), None
    if form.is_valid():
        count_attempt("receipt from", address_of(request), at=at, most=LOOKED_UP_MAX, within=QUARTER)
        answer = reads.receipt_found(one, form.cleaned_data["code"]) or reads.no_receipt()
    context = {
        "one": one, "estate": one.estate, "title": queries.title_of(one), "form": form, "answer": answer,
        "code": spaced(form.cleaned_data["code"]) if answer else "",
    }  # fmt: skip
    return show(request, "assembly/check_receipt.html", context)
