from django.urls import path

from courtyard.services.permissions.inspections import (
    may_add_photo,
    may_begin_round,
    may_clear_photo,
    may_drop_round,
    may_finding_to_case,
    may_finish_round,
    may_hide_photo,
    may_record_finding,
    may_walk_round,
)
from courtyard.services.views import inspections, rounds
from courtyard.web.access import only, public

ROUNDS = "e/<slug:code>/rounds/"
ROUND = f"{ROUNDS}<uuid:pk>/"
FINDING, PHOTO = f"{ROUND}findings/<uuid:finding>/", f"{ROUND}photos/<uuid:photo>/"

urlpatterns = [
    path(ROUNDS, public(inspections.rounds), name="rounds"),
    path(f"{ROUNDS}begin/", only(may_begin_round)(inspections.begin_round), name="begin_round"),
    path(f"{ROUNDS}worker.js", public(rounds.round_worker), name="round_worker"),
    path(ROUND, public(inspections.round_), name="round"),
    path(f"{ROUND}walk/", only(may_walk_round)(rounds.walk_round), name="walk_round"),
    path(f"{ROUND}state/", only(may_walk_round)(rounds.round_state), name="round_state"),
    path(f"{ROUND}findings/", only(may_record_finding)(rounds.record_finding), name="record_finding"),
    path(f"{ROUND}photos/", only(may_add_photo)(rounds.add_photo), name="add_photo"),
    path(f"{ROUND}finish/", only(may_finish_round)(rounds.finish_round), name="finish_round"),
    path(f"{ROUND}drop/", only(may_drop_round)(inspections.drop_round), name="drop_round"),
    path(f"{FINDING}case/", only(may_finding_to_case)(inspections.finding_to_case), name="finding_to_case"),
    path(f"{PHOTO}clear/", only(may_clear_photo)(inspections.clear_photo), name="clear_photo"),
    path(f"{PHOTO}hide/", only(may_hide_photo)(inspections.hide_photo), name="hide_photo"),
    path(f"{PHOTO}<str:size>/", public(inspections.finding_photo), name="finding_photo"),
]
