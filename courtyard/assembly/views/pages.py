"""What all pages of votes find first: the estate, and a vote that this reader may know of."""

from collections.abc import Callable
from datetime import datetime
from typing import Any
from uuid import UUID

from django.http import HttpResponse
from django.shortcuts import get_object_or_404
from django.urls import reverse

from courtyard.assembly.models import Assembly, Motion
from courtyard.assembly.permissions import may_read
from courtyard.core.errors import NotThere
from courtyard.people.middleware import PersonRequest
from courtyard.people.models import Person
from courtyard.places.models import Estate


def find_estate(code: str) -> Estate:
    return get_object_or_404(Estate.objects.select_related("node"), node__code=code)


May = Callable[[Person, Assembly, datetime], bool]


def find(request: PersonRequest, code: str, pk: UUID, at: datetime, may: May = may_read) -> Assembly:
    """A vote of this estate that the reader may know of; for anybody else it is not there."""
    rows = Assembly.objects.select_related("estate__node", "building", "entrance__building", "petition")
    one = get_object_or_404(rows, pk=pk, estate__node__code=code)
    if not may(request.user, one, at):
        raise NotThere
    return one


def motion_of(one: Assembly, pk: UUID) -> Motion:
    motion = get_object_or_404(Motion, pk=pk, assembly=one)
    motion.assembly = one
    return motion


def see(one: Assembly, name: str = "assembly") -> HttpResponse:
    """On to a page of the vote, once the deed is done."""
    address = reverse(f"assembly:{name}", args=[one.estate.node.code, one.pk])
    return HttpResponse(status=303, headers={"Location": address})


def posted(request: PersonRequest) -> Any:
    return request.POST if request.method == "POST" else None
