from django.urls import path

from courtyard.duties import views
from courtyard.duties.permissions import (
    may_discharge_by_hand,
    may_excuse,
    may_owe,
    may_read_calendar,
    may_see_duties,
    may_see_figures,
    may_withdraw,
)
from courtyard.web.access import only, public, signed_in

DUTIES = "e/<slug:code>/duties/"
ABOVE = "tree/<slug:code>/duties/"

app_name = "duties"
urlpatterns = [
    path(DUTIES, only(may_see_duties)(views.duties), name="duties"),
    path(f"{DUTIES}calendar/", only(may_read_calendar)(views.calendar), name="calendar"),
    path(f"{DUTIES}owe/", only(may_owe)(views.owe), name="owe"),
    path(f"{DUTIES}<uuid:pk>/discharge/", only(may_discharge_by_hand)(views.discharge), name="discharge"),
    path(f"{DUTIES}<uuid:pk>/excuse/", only(may_excuse)(views.excuse), name="excuse"),
    path(f"{DUTIES}<uuid:pk>/withdraw/", only(may_withdraw)(views.withdraw), name="withdraw"),
    path(ABOVE, only(may_see_figures)(views.figures), name="figures"),
    path(f"{ABOVE}<uuid:pk>/discharge/", only(may_discharge_by_hand)(views.discharge), name="discharge_above"),
    path(f"{ABOVE}<uuid:pk>/excuse/", only(may_excuse)(views.excuse), name="excuse_above"),
    path(f"{ABOVE}<uuid:pk>/withdraw/", only(may_withdraw)(views.withdraw), name="withdraw_above"),
    path("me/calendar/", signed_in(views.make_feed), name="make_feed"),
    path("me/calendar/end/", signed_in(views.revoke_feed), name="revoke_feed"),
    path("feeds/duties/<str:token>.ics", public(views.feed), name="feed"),
]
