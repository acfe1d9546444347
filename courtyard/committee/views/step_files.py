"""What shows that a step was taken: the attendance list, the draft rules."""

from uuid import UUID

from django.core.files.storage import default_storage
from django.http import HttpResponse
from django.shortcuts import get_object_or_404
from django.utils.timezone import now
from django.views.decorators.http import require_GET

from courtyard.assembly.attachments import ENDINGS
from courtyard.committee.models import Step
from courtyard.committee.permissions.formation import may_read_step_file
from courtyard.committee.views.answers import as_file
from courtyard.core.errors import NotThere
from courtyard.people.middleware import PersonRequest

KINDS = {ending: kind for kind, ending in ENDINGS.items()}


@require_GET
def step_file(request: PersonRequest, code: str, pk: UUID) -> HttpResponse:
    """The paper itself, to whoever may read it."""
    steps = Step.objects.select_related("estate__node").exclude(file="")
    found = get_object_or_404(steps, pk=pk, estate__node__code=code)
    if not may_read_step_file(request.user, found, now()):
        raise NotThere
    ending = found.file.rpartition(".")[2]
    try:
        with default_storage.open(found.file) as file:
            data = file.read()
    except FileNotFoundError as gone:
        raise NotThere from gone
    stem = found.file_name.removesuffix(f".{ending}")
    return as_file(data, KINDS.get(ending, "application/octet-stream"), f"{stem}.{ending}")
