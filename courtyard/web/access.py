"""Every address says who may come: everybody, whoever is signed in, or whom a predicate lets in.

The predicate itself is asked by the action, which refuses, and by the query, which hides; here it is
declared, so that one test can walk all addresses and compare them with one table.
"""

import functools
from collections.abc import Callable
from dataclasses import dataclass
from typing import Any, TypeVar

from django.http import HttpRequest
from django.http.response import HttpResponseBase

from courtyard.web.views import sign_in_first

View = TypeVar("View", bound=Callable[..., HttpResponseBase])


@dataclass(frozen=True, slots=True)
class Access:
    who: str
    why: str = ""


def public(view: View) -> View:
    """Anyone may come, signed in or not."""
    view.access = Access("public")  # type: ignore[attr-defined]
    return view


def signed_in(view: View) -> View:
    """Whoever is signed in; what they find there is scoped to what they may see."""
    return _guarded(view, Access("signed in"))


def only(predicate: Callable[..., bool], why: str = "") -> Callable[[View], View]:
    """Those whom `predicate` (from a permissions.py) lets in; the view's queries and actions ask it."""

    def declare(view: View) -> View:
        return _guarded(view, Access(f"{predicate.__module__.split('.')[1]}.{predicate.__name__}", why))

    return declare


def _guarded(view: View, access: Access) -> View:
    @functools.wraps(view)
    def guarded(request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponseBase:
        if not request.user.is_authenticated:
            return sign_in_first(request)
        return view(request, *args, **kwargs)

    guarded.access = access  # type: ignore[attr-defined]
    return guarded  # type: ignore[return-value]
