"""A page with every component on it, and a form that refuses in every way: addresses for the tests alone."""

from datetime import UTC, datetime
from pathlib import Path
from typing import Any

from django import forms
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.template import engines
from django.urls import include, path

from courtyard.core.errors import BadInput, NotAllowed, OutOfTurn, Refusal, TooLarge, TooMany
from courtyard.web.access import public, signed_in
from courtyard.web.resume import kept, resume

NOON = datetime(2026, 6, 12, 5, 5, tzinfo=UTC)
KINDS = [("lamp", "楼道灯"), ("leak", "漏水"), ("pile", "堆物")]
REFUSALS: dict[str, Refusal] = {
    "403": NotAllowed(),
    "409": OutOfTurn("已修好", "已评价"),
    "413": TooLarge(),
    "422": BadInput(),
    "429": TooMany(minutes=5),
}


class SpecimenForm(forms.Form):
    words = forms.CharField(
        label="哪里坏了", help_text="写什么时候、在哪里。", widget=forms.Textarea(attrs={"rows": 3})
    )
    place = forms.CharField(label="地方", required=False)
    kind = forms.ChoiceField(label="哪一类", choices=KINDS, widget=forms.RadioSelect)
    who = forms.ChoiceField(label="谁来办", choices=KINDS)
    days = forms.MultipleChoiceField(
        label="哪几天", choices=KINDS, widget=forms.CheckboxSelectMultiple, required=False, help_text="可以选几个。"
    )
    open = forms.BooleanField(label="公开", required=False, help_text="公开时不显示姓名。")
    secret = forms.CharField(label="密码", widget=forms.PasswordInput, required=False)
    photos = forms.FileField(label="照片", required=False, widget=forms.FileInput(attrs={"data-thumbs": "thumbs"}))


PAGE = Path(__file__).with_suffix(".html").read_text(encoding="utf-8")


def specimen(request: HttpRequest) -> HttpResponse:
    form = SpecimenForm(request.POST or None, request.FILES or None)
    if form.is_bound and form.is_valid():
        return HttpResponseRedirect("/verify/")
    context = {
        "form": form,
        "noon": NOON,
        "later": NOON.replace(hour=7),
        "fen": 2_195_012,
        "cm2": 896_000,
        "steps": [{"label": "已收到", "state": "done"}, {"label": "您确认", "state": "now"}, {"label": "结案"}],
        "story": [
            {
                "title": "您报的",
                "at": NOON,
                "state": "done",
                "words": "三楼楼道灯不亮。",
                "party": "wu",
                "who": "柏师傅",
            },
            {"title": "请您评价", "state": "now"},
            {"title": "结案", "state": "todo"},
        ],
    }
    return _page(request, PAGE, context, status=422 if form.errors else 200)


def _page(request: HttpRequest, source: str, context: dict[str, Any], *, status: int = 200) -> HttpResponse:
    return HttpResponse(engines["django"].from_string(source).render(context, request), status=status)


def refuse(request: HttpRequest, status: str) -> HttpResponse:
    raise REFUSALS[status]


def break_down(request: HttpRequest) -> HttpResponse:
    raise RuntimeError("something nobody thought of")


def taken_up(request: HttpRequest) -> HttpResponse:
    """What the sign-in page does once somebody has signed in."""
    return resume(request, request.POST["next"], kept(request))


urlpatterns = [
    path("specimen/", public(specimen)),
    path("specimen/refuse/<str:status>/", public(refuse)),
    path("specimen/break/", public(break_down)),
    path("specimen/mine/", signed_in(specimen)),
    path("specimen/taken-up/", public(taken_up)),
    path("", include("courtyard.config.urls")),
]
handler400 = "courtyard.web.views.bad_request"
handler403 = "courtyard.web.views.forbidden"
handler404 = "courtyard.web.views.not_found"
handler500 = "courtyard.web.views.server_error"
