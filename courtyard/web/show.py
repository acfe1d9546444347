"""`show` answers with a page, or with its fragment when htmx asks for a part."""

from collections.abc import Mapping
from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render


def show(
    request: HttpRequest, template: str, context: Mapping[str, Any] | None = None, *, status: int | None = None
) -> HttpResponse:
    """Render `template`; a form with errors is answered with 422 so that nobody takes it for done."""
    context = dict(context or {})
    if status is None and any(getattr(value, "errors", None) for value in context.values()):
        status = 422
    return render(request, template, context, status=status)
