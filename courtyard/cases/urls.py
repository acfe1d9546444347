from django.urls import path

from courtyard.cases.menu import DEEDS
from courtyard.cases.permissions import (
    may_announce,
    may_file,
    may_file_for,
    may_follow,
    may_follow_incident,
    may_keep_template,
    may_read_incidents,
    may_read_public,
    may_see_above,
    may_unfollow,
    may_update,
    may_use_desk,
)
from courtyard.cases.views import above, case, desk, filing, incidents
from courtyard.web.access import only, signed_in

DESK = "e/<slug:code>/cases/"
CASE = f"{DESK}<str:number>/"
INCIDENTS = "e/<slug:code>/incidents/"

app_name = "cases"
urlpatterns = [
    path("me/cases/", signed_in(filing.mine), name="mine"),
    path("desk/", signed_in(desk.desks), name="desks"),
    path("tree/<slug:code>/cases/", only(may_see_above)(above.above), name="above"),
    path(INCIDENTS, only(may_read_incidents)(incidents.incidents), name="incidents"),
    path(f"{INCIDENTS}announce/", only(may_announce)(incidents.announce), name="announce"),
    path(f"{INCIDENTS}<uuid:pk>/update/", only(may_update)(incidents.update_incident), name="update_incident"),
    path(f"{INCIDENTS}<uuid:pk>/end/", only(may_update)(incidents.end_incident), name="end_incident"),
    path(f"{INCIDENTS}<uuid:pk>/follow/", only(may_follow_incident)(incidents.follow_incident), name="follow_incident"),
    path(DESK, only(may_use_desk)(desk.desk), name="desk"),
    path(f"{DESK}pulse/", only(may_use_desk)(desk.pulse), name="pulse"),
    path(f"{DESK}new/", only(may_file)(filing.file), name="file"),
    path(f"{DESK}new/for/", only(may_file_for)(filing.file_for), name="file_for"),
    path(f"{DESK}public/", only(may_read_public)(filing.public), name="public"),
    path(f"{DESK}assign/", only(may_use_desk)(desk.triage_many), name="triage_many"),
    path(f"{DESK}views/keep/", only(may_use_desk)(desk.keep_filter), name="keep_filter"),
    path(f"{DESK}views/<uuid:pk>/drop/", only(may_use_desk)(desk.drop_filter), name="drop_filter"),
    path(f"{DESK}templates/", only(may_keep_template)(desk.keep_template), name="keep_template"),
    path(f"{DESK}templates/<uuid:pk>/drop/", only(may_keep_template)(desk.drop_template), name="drop_template"),
    path(CASE, signed_in(case.case), name="case"),
    path(f"{CASE}follow/", only(may_follow)(case.follow), name="follow"),
    path(f"{CASE}unfollow/", only(may_unfollow)(case.unfollow), name="unfollow"),
    path(f"{CASE}photos/<uuid:pk>/<str:size>/", signed_in(case.photo), name="photo"),
    *(
        path(f"{CASE}{one.path}/", only(one.may)(case.deed), {"name": one.name}, name=one.name)
        for one in DEEDS.values()
    ),
]
