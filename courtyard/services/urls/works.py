from django.urls import path

from courtyard.services.permissions.works import (
    may_change_work,
    may_doubt_turn,
    may_end_work,
    may_plan_work,
    may_prove_turn,
)
from courtyard.services.views import works
from courtyard.web.access import only, public

ALL = "e/<slug:code>/works/"
ONE, TURN = f"{ALL}<uuid:pk>/", f"{ALL}turns/<uuid:pk>/"

urlpatterns = [
    path(ALL, public(works.works), name="works"),
    path(f"{ALL}plan/", only(may_plan_work)(works.plan_work), name="plan_work"),
    path(ONE, public(works.work), name="work"),
    path(f"{ONE}change/", only(may_change_work)(works.change_work), name="change_work"),
    path(f"{ONE}end/", only(may_end_work)(works.end_work), name="end_work"),
    path(f"{TURN}prove/", only(may_prove_turn)(works.prove_turn), name="prove_turn"),
    path(f"{TURN}doubt/", only(may_doubt_turn)(works.doubt_turn), name="doubt_turn"),
    path(f"{ALL}files/<uuid:pk>/", public(works.proof_file), name="proof_file"),
]  # fmt: skip
