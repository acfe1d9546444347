"""Papers of a spending: added, covered on the picture itself, opened, taken down."""

from datetime import datetime
from uuid import UUID

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils.http import content_disposition_header
from django.utils.timezone import now
from django.utils.translation import gettext
from django.views.decorators.http import require_GET, require_http_methods

from courtyard.assembly.evidence import type_of
from courtyard.assembly.upkeep import kept
from courtyard.core.errors import NotThere
from courtyard.money import pictures
from courtyard.money.actions import vouchers as actions
from courtyard.money.actions.vouchers import Copy
from courtyard.money.forms.vouchers import CopyForm, MaskForm, VoucherForm
from courtyard.money.models import Voucher
from courtyard.money.models.book import WORDS_MAX
from courtyard.money.permissions import spending as may
from courtyard.money.queries import spending as queries
from courtyard.money.views import marking
from courtyard.money.views.spending import at_form, find, posted, see
from courtyard.people.middleware import PersonRequest
from courtyard.trail.deeds import require
from courtyard.web.deed_form import WordsForm
from courtyard.web.show import show

FOLDER = "money"


def _voucher(code: str, pk: UUID, voucher: UUID) -> Voucher:
    found = queries.voucher_of(code, voucher)
    if found is None or found.spending_id != pk:
        raise NotThere
    return found


@require_http_methods(["GET", "POST"])
def add_voucher(request: PersonRequest, code: str, pk: UUID) -> HttpResponse:
    one, at = find(code, pk), now()
    require(may.may_add_voucher, request.user, one, at)
    form = VoucherForm(posted(request), request.FILES or None, spending=one)
    if form.is_valid():
        given = form.cleaned_data["file"]
        with at_form(form), kept(one.estate_id, given.data, given.ending, at, FOLDER) as file:
            voucher = actions.add_voucher(pk, form.paper(file), by=request.user, at=at)
        if form.is_valid():
            return redirect("money:mask_voucher", code, pk, voucher.pk)
    context = {
        "estate": one.estate, "one": one, "form": form, "files": True, "title": gettext("Add a paper"),
        "button": gettext("Add it, then cover what is personal"),
    }  # fmt: skip
    return show(request, "money/spending_step.html", context)


@require_http_methods(["GET", "POST"])
def mask_voucher(request: PersonRequest, code: str, pk: UUID, voucher: UUID) -> HttpResponse:
    """Rectangles are marked by pointing at two corners; a PDF's copy is brought along."""
    one, at = _voucher(code, pk, voucher), now()
    require(may.may_mask_voucher, request.user, one, at)
    return _mask_picture(request, one, at) if one.is_picture else _copy(request, one, at)


def _mask_picture(request: PersonRequest, one: Voucher, at: datetime) -> HttpResponse:
    data = pictures.read(one.file)
    width, height = pictures.size_of(data, marking.width_of(request.GET.get("width", "")))
    form = MaskForm(posted(request))
    told = marking.read(form, request.POST, one, (width, height))
    if told.done and form.is_valid():
        copy = pictures.masked(data, told.masks)
        with at_form(form), kept(one.estate_id, copy, "jpg", at, FOLDER) as file:
            copied = Copy(file=file, masks=told.masks, confirmed=form.cleaned_data["confirmed"])
            actions.mask_voucher(one.pk, copied, by=request.user, at=at)
        if form.is_valid():
            return see(one.estate.node.code, one.spending_id)
    context = {
        "estate": one.estate, "voucher": one, "one": one.spending, "form": form, "told": told, "width": width,
        "height": height, "widths": pictures.WIDTHS,
    }  # fmt: skip
    return show(request, "money/mask_voucher.html", context)


def _copy(request: PersonRequest, one: Voucher, at: datetime) -> HttpResponse:
    form = CopyForm(posted(request), request.FILES or None)
    if form.is_valid():
        given = form.cleaned_data["file"]
        with at_form(form), kept(one.estate_id, given.data, given.ending, at, FOLDER) as file:
            copied = Copy(file=file, confirmed=form.cleaned_data["confirmed"])
            actions.mask_voucher(one.pk, copied, by=request.user, at=at)
        if form.is_valid():
            return see(one.estate.node.code, one.spending_id)
    return show(request, "money/copy_voucher.html", {"estate": one.estate, "one": one.spending, "voucher": one,
                                                     "form": form})  # fmt: skip


@require_http_methods(["GET", "POST"])
def hide_voucher(request: PersonRequest, code: str, pk: UUID, voucher: UUID) -> HttpResponse:
    one, at = _voucher(code, pk, voucher), now()
    require(may.may_hide_voucher, request.user, one, at)
    form = WordsForm(posted(request), label=gettext("What can be read in it?"), most=WORDS_MAX)
    if form.is_valid():
        with at_form(form):
            actions.hide_voucher(voucher, reason=form.cleaned_data["words"], by=request.user, at=at)
        if form.is_valid():
            return see(code, pk)
    context = {
        "estate": one.estate, "one": one.spending, "form": form, "title": gettext("Take this paper down"),
        "button": gettext("Take it down"), "says": gettext("Nobody else opens it until it was covered anew."),
    }  # fmt: skip
    return show(request, "money/spending_step.html", context)


@require_GET
def voucher_file(request: HttpRequest, code: str, pk: UUID, voucher: UUID) -> HttpResponse:
    """The masked copy, for everybody once it is shown. Never the paper as it came."""
    one = _voucher(code, pk, voucher)
    if not one.shown:
        raise NotThere
    return _as_file(pictures.read(one.masked_file), one.masked_file, one)


@require_GET
def voucher_original(request: PersonRequest, code: str, pk: UUID, voucher: UUID) -> HttpResponse:
    one = _voucher(code, pk, voucher)
    require(may.may_open_original, request.user, one, now())
    return _as_file(pictures.read(one.file), one.file, one)


@require_GET
def voucher_marked(request: PersonRequest, code: str, pk: UUID, voucher: UUID) -> HttpResponse:
    """The picture as it would be shown with these rectangles, for whoever marks them."""
    one = _voucher(code, pk, voucher)
    require(may.may_mask_voucher, request.user, one, now())
    if not one.is_picture:
        raise NotThere
    masks = marking.masks_in(request.GET.get("masks", "")) + marking.dot_in(request.GET.get("corner", ""))
    data = pictures.scaled(pictures.read(one.file), masks, marking.width_of(request.GET.get("width", "")))
    return _as_file(data, ".jpg", one)


def _as_file(data: bytes, file: str, one: Voucher) -> HttpResponse:
    """To no cache that others share: what is shown today may be taken down tomorrow."""
    response = HttpResponse(data, content_type=type_of(file))
    response.headers["X-Content-Type-Options"] = "nosniff"
    response.headers["Cache-Control"] = "private, no-store"
    name = f"{one.spending}-{one.kind}.{file.rpartition('.')[2]}"
    response.headers["Content-Disposition"] = content_disposition_header(as_attachment=False, filename=name) or "inline"
    return response
