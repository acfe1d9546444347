"""What pages of the office share."""

from typing import Any

from django.http import HttpResponse
from django.shortcuts import get_object_or_404
from django.urls import reverse

from courtyard.people.middleware import PersonRequest
from courtyard.places.models import Estate


def estate_of(code: str) -> Estate:
    return get_object_or_404(Estate.objects.select_related("node"), node__code=code)


def see(name: str, *args: object) -> HttpResponse:
    return HttpResponse(status=303, headers={"Location": reverse(name, args=args)})


def posted(request: PersonRequest) -> Any:
    return request.POST if request.method == "POST" else None
