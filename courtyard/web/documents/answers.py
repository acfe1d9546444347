"""A printed thing as the answer to a request."""

from django.http import HttpResponse


def as_pdf(data: bytes, name: str) -> HttpResponse:
    """Shown in the browser; saved under `name`, which is of plain letters."""
    headers = {"Content-Disposition": f'inline; filename="{name}.pdf"', "X-Content-Type-Options": "nosniff"}
    return HttpResponse(data, content_type="application/pdf", headers=headers)
