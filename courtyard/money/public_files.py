"""A paper that anybody may open, as what it was found to be when it came."""

from django.core.files.storage import default_storage
from django.http import HttpResponse
from django.utils.http import content_disposition_header

from courtyard.assembly.evidence import type_of
from courtyard.core.errors import NotThere
from courtyard.money.models.public_file import PublicFile

FOLDER = "money"


def as_answer(one: PublicFile, name: str) -> HttpResponse:
    """Raises NotThere where there is no file."""
    if not one.file:
        raise NotThere
    try:
        with default_storage.open(one.file) as file:
            response = HttpResponse(file.read(), content_type=type_of(one.file))
    except FileNotFoundError as gone:
        raise NotThere from gone
    whole = f"{name}-{one.sha256[:8]}.{one.file.rpartition('.')[2]}"
    response.headers["X-Content-Type-Options"] = "nosniff"
    response.headers["Content-Disposition"] = content_disposition_header(as_attachment=False, filename=whole) or ""
    return response
