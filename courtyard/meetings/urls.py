from django.urls import path

from courtyard.meetings import views
from courtyard.meetings.permissions import (
    may_acknowledge,
    may_attend,
    may_call,
    may_cancel,
    may_convene,
    may_finish,
    may_move_up,
    may_publish,
    may_put_on,
    may_read,
    may_read_list,
    may_replan,
    may_settle,
    may_sign,
    may_take_off,
)
from courtyard.web.access import only

MEETINGS = "e/<slug:code>/meetings/"
ONE = f"{MEETINGS}<uuid:pk>/"
ITEM = f"{ONE}items/<uuid:item>/"

app_name = "meetings"
urlpatterns = [
    path(MEETINGS, only(may_read_list)(views.meetings), name="meetings"),
    path(f"{MEETINGS}plan/<str:kind>/", only(may_convene)(views.plan), name="plan"),
    path(ONE, only(may_read)(views.meeting), name="meeting"),
    path(f"{ONE}replan/", only(may_replan)(views.replan), name="replan"),
    path(f"{ONE}agenda/", only(may_put_on)(views.agenda), name="agenda"),
    path(f"{ONE}put-on/", only(may_put_on)(views.put_on), name="put_on"),
    path(f"{ITEM}take-off/", only(may_take_off)(views.take_off), name="take_off"),
    path(f"{ITEM}move-up/", only(may_move_up)(views.move_up), name="move_up"),
    path(f"{ITEM}settle/", only(may_settle)(views.settle), name="settle"),
    path(f"{ONE}call/", only(may_call)(views.call), name="call"),
    path(f"{ONE}acknowledge/", only(may_acknowledge)(views.acknowledge), name="acknowledge"),
    path(f"{ONE}attend/", only(may_attend)(views.attend), name="attend"),
    path(f"{ONE}finish/", only(may_finish)(views.finish), name="finish"),
    path(f"{ONE}sign/", only(may_sign)(views.sign), name="sign"),
    path(f"{ONE}publish/", only(may_publish)(views.publish), name="publish"),
    path(f"{ONE}cancel/", only(may_cancel)(views.cancel), name="cancel"),
]
