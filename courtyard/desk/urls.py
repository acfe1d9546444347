from django.urls import path

from courtyard.desk.permissions import (
    may_answer,
    may_ask,
    may_call_party,
    may_cancel_task,
    may_drop_shift,
    may_hand_over_shift,
    may_keep_roster,
    may_log,
    may_make_case,
    may_offer,
    may_see_questions,
    may_see_roster,
    may_see_stuck,
    may_see_tasks,
    may_step_back,
    may_take_on,
    may_thank,
)
from courtyard.desk.views import log, roster, stuck, voices
from courtyard.web.access import only

ESTATE = "e/<slug:code>/"
SHIFT = f"{ESTATE}roster/<uuid:pk>/"
TASK = f"{ESTATE}tasks/<uuid:pk>/"

app_name = "desk"
urlpatterns = [
    path(f"{ESTATE}roster/", only(may_see_roster)(roster.week), name="week"),
    path(f"{ESTATE}roster/new/", only(may_keep_roster)(roster.roster), name="roster"),
    path(f"{SHIFT}drop/", only(may_drop_shift)(roster.drop_shift), name="drop_shift"),
    path(f"{SHIFT}hand-over/", only(may_hand_over_shift)(roster.hand_over_shift), name="hand_over_shift"),
    path(f"{ESTATE}log/", only(may_log)(log.log), name="log"),
    path(f"{ESTATE}log/<uuid:pk>/make-case/", only(may_make_case)(log.make_case), name="make_case"),
    path(f"{ESTATE}log/call/<str:source>/<uuid:about>/", only(may_call_party)(stuck.call_party), name="call_party"),
    path("stuck/", only(may_see_stuck)(stuck.stuck), name="stuck"),
    path(f"{ESTATE}questions/", only(may_see_questions)(voices.questions), name="questions"),
    path(f"{ESTATE}questions/ask/", only(may_ask)(voices.ask), name="ask"),
    path(f"{ESTATE}questions/<uuid:pk>/answer/", only(may_answer)(voices.answer), name="answer"),
    path(f"{ESTATE}tasks/", only(may_see_tasks)(voices.tasks), name="tasks"),
    path(f"{ESTATE}tasks/offer/", only(may_offer)(voices.offer), name="offer"),
    path(f"{TASK}take-on/", only(may_take_on)(voices.take_on), name="take_on"),
    path(f"{TASK}step-back/", only(may_step_back)(voices.step_back), name="step_back"),
    path(f"{TASK}thank/", only(may_thank)(voices.thank), name="thank"),
    path(f"{TASK}cancel/", only(may_cancel_task)(voices.cancel_task), name="cancel_task"),
]
