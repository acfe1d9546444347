"""What the demo shows on lower pages: its cast on the sign-in page."""

from collections.abc import Mapping
from typing import Any

from django.http import HttpRequest
from django.utils.translation import get_language, gettext, pgettext

from courtyard.demo.cast import Persona
from courtyard.demo.places import ESTATES
from courtyard.demo.queries import cast_there
from courtyard.people.models import Office

MARKS = {"owner": ("户", "H"), "supervisor": ("督", "Q"), "subdistrict": ("街", "S"), "city": ("市", "C")}


def cast(request: HttpRequest, page: Any) -> Mapping[str, Any] | None:
    there = cast_there()
    chinese = (get_language() or "").startswith("zh")
    homes = dict.fromkeys(_home(persona) for persona in there)
    groups = [
        {
            "name": _place(at, chinese=chinese),
            "personas": [_card(one, chinese=chinese) for one in there if _home(one) == at],
        }
        for at in homes
    ]
    return {"cast": groups} if groups else None


def _home(persona: Persona) -> str:
    """Where on the page: a convenor stands with the first estate of the area."""
    if persona.office in Office.ABOVE:
        return "above"
    return next((estate.code for estate in ESTATES if persona.at in {estate.code, estate.area}), persona.at)


def _place(at: str, *, chinese: bool) -> str:
    if at == "above":
        return pgettext("the demo's cast", "Above the estates")
    names = {estate.code: (estate.name, estate.name_en) for estate in ESTATES}
    return names[at][0 if chinese else 1] if at in names else gettext("Elsewhere")


def _card(one: Persona, *, chinese: bool) -> dict[str, str]:
    mark = MARKS.get(one.office, ("", ""))
    return {
        "key": one.key,
        "title": one.title if chinese else one.title_en,
        "what": one.what if chinese else one.what_en,
        "party": Office.PARTY.get(one.office, ""),  # type: ignore[call-overload]
        "mark": mark[0] if chinese else mark[1],
    }
