"""What anybody may check without signing in."""

import hashlib
import json

from django.core.files import File
from django.http import HttpRequest, HttpResponse, JsonResponse
from django.shortcuts import get_object_or_404
from django.views.decorators.http import require_GET, require_http_methods

from courtyard.trail import queries
from courtyard.trail.deeds import moment
from courtyard.trail.forms import LookUpForm
from courtyard.trail.keys import CHECKPOINT_FORMAT
from courtyard.trail.models import Checkpoint
from courtyard.web.show import show

NEWEST = 10


@require_http_methods(["GET", "POST"])
def verify(request: HttpRequest) -> HttpResponse:
    asked = request.POST if request.method == "POST" else request.GET if request.GET.get("digest") else None
    form = LookUpForm(asked, request.FILES or None)
    context = {"form": form, "checkpoints": Checkpoint.objects.order_by("-number")[:NEWEST]}
    if form.is_bound and form.is_valid():
        file = form.cleaned_data["file"]
        digest = _hash(file) if file else form.cleaned_data["digest"].lower()
        context |= {"digest": digest, "found": queries.find(digest, request), "asked": True}
    return show(request, "trail/verify.html", context)


def _hash(file: "File[bytes]") -> str:
    digest = hashlib.sha256()
    for chunk in file.chunks():
        digest.update(chunk)
    return digest.hexdigest()


@require_GET
def checkpoint(request: HttpRequest, number: int) -> HttpResponse:
    """A checkpoint to keep: everything needed to check its signature and its root without us."""
    one = get_object_or_404(Checkpoint, number=number)
    before = Checkpoint.objects.filter(number=number - 1).values_list("root", flat=True).first()
    answer = {
        "format": CHECKPOINT_FORMAT,
        "number": one.number,
        "at": moment(one.at),
        "size": one.size,
        "root": one.root,
        "before": before or "",
        "key": one.key,
        "signature": one.signature,
        "chains": json.loads(one.chains),
    }
    response = JsonResponse(answer, json_dumps_params={"indent": 1})
    response["Content-Disposition"] = f'attachment; filename="courtyard-checkpoint-{number}.json"'
    return response
