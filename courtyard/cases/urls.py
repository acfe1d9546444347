from django.urls import path

from courtyard.cases import views
from courtyard.cases.permissions import (
    may_answer,
    may_confirm,
    may_file,
    may_read_public,
    may_resolve,
    may_return,
    may_triage,
    may_use_desk,
)
from courtyard.web.access import only, signed_in

CASE = "e/<slug:code>/cases/<str:number>/"

app_name = "cases"
urlpatterns = [
    path("me/cases/", signed_in(views.mine), name="mine"),
    path("desk/", signed_in(views.desks), name="desks"),
    path("e/<slug:code>/cases/", only(may_use_desk)(views.desk), name="desk"),
    path("e/<slug:code>/cases/new/", only(may_file)(views.file), name="file"),
    path("e/<slug:code>/cases/public/", only(may_read_public)(views.public), name="public"),
    path(CASE, signed_in(views.case), name="case"),
    path(f"{CASE}triage/", only(may_triage)(views.triage), name="triage"),
    path(f"{CASE}answer/", only(may_answer)(views.answer), name="answer"),
    path(f"{CASE}resolve/", only(may_resolve)(views.resolve), name="resolve"),
    path(f"{CASE}confirm/", only(may_confirm)(views.confirm), name="confirm"),
    path(f"{CASE}return/", only(may_return)(views.return_), name="return"),
    path(f"{CASE}photos/<uuid:pk>/<str:size>/", signed_in(views.photo), name="photo"),
]
