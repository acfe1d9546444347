"""Figures of estates that are not here, as an office loads them."""

import csv
import hashlib
from io import StringIO
from uuid import UUID

from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.utils.timezone import now
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from courtyard.core.errors import BadInput, NotThere
from courtyard.people.middleware import PersonRequest
from courtyard.places import sheets
from courtyard.places.models import Node
from courtyard.services import peers as tables
from courtyard.services.actions import quality as actions
from courtyard.services.actions.quality import PeerTable
from courtyard.services.forms.quality import PeersForm
from courtyard.services.models import PeerBatch
from courtyard.services.models.company import NAME_MAX
from courtyard.services.permissions.quality import may_load_peers, may_see_peers, may_take_back_peers
from courtyard.services.queries.figures import peer_batches
from courtyard.services.upkeep.figures import district_of
from courtyard.trail.deeds import require
from courtyard.trail.ids import new_id
from courtyard.web.show import show

EXAMPLE = ("示例小区", "售后公房", "1988", "无", "640", "1.85", "78.5", "2026Q2")


def _node(request: PersonRequest, code: str) -> Node:
    node = get_object_or_404(Node, code=code)
    if not may_see_peers(request.user, node, now()):
        raise NotThere
    return node


@require_GET
def peers(request: PersonRequest, code: str) -> HttpResponse:
    node = _node(request, code)
    return show(request, "services/peers.html", {"node": node, "batches": peer_batches(node)})


@require_http_methods(["GET", "POST"])
def load_peers(request: PersonRequest, code: str) -> HttpResponse:
    """All rows go in or none; a broken one is named."""
    node, at = _node(request, code), now()
    require(may_load_peers, request.user, node, at)
    form = PeersForm(request.POST or None, request.FILES or None, initial={"id": new_id()})
    if form.is_valid():
        try:
            table = _table(form, node)
            actions.load_peers(node, table, by=request.user, at=at)
            return redirect("services:peers", code=code)
        except BadInput as wrong:
            form.refuse(wrong)
    return show(request, "services/load_peers.html", {"node": node, "form": form})


def _table(form: PeersForm, node: Node) -> PeerTable:
    upload = form.cleaned_data["file"]
    data = upload.read()
    sheet = sheets.read(data, upload.name)
    return PeerTable(
        id=form.cleaned_data["id"], name=upload.name[-NAME_MAX:], source=form.cleaned_data["source"],
        sha256=hashlib.sha256(data).hexdigest(), rows=tables.read(sheet.rows, district_of(node)),
    )  # fmt: skip


@require_GET
def peers_template(request: PersonRequest, code: str) -> HttpResponse:
    """The columns with one row as an example."""
    _node(request, code)
    text = StringIO()
    csv.writer(text, lineterminator="\r\n").writerows([[ways[0] for ways in tables.COLUMNS.values()], EXAMPLE])
    answer = HttpResponse(text.getvalue().encode("utf-8-sig"), content_type="text/csv; charset=utf-8")
    answer["Content-Disposition"] = 'attachment; filename="peers.csv"'
    return answer


@require_POST
def take_back_peers(request: PersonRequest, code: str, pk: UUID) -> HttpResponse:
    node, at = _node(request, code), now()
    batch = get_object_or_404(PeerBatch, pk=pk, node=node)
    require(may_take_back_peers, request.user, node, at)
    actions.take_back_peers(batch.pk, by=request.user, at=at)
    return redirect("services:peers", code=code)
