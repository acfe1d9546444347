"""Files as an answer: to whoever may read them, and to no cache that others share."""

from django.http import HttpResponse
from django.utils.http import content_disposition_header


def as_file(data: bytes, content: str, name: str, *, attached: bool = False) -> HttpResponse:
    response = HttpResponse(data, content_type=content)
    response.headers["X-Content-Type-Options"] = "nosniff"
    response.headers["Cache-Control"] = "private, no-store"
    response.headers["Content-Disposition"] = content_disposition_header(attached, name) or "inline"
    return response
