from django.urls import path

from courtyard.compliance import views
from courtyard.compliance.permissions import (
    may_end_excuse,
    may_evaluate,
    may_excuse_finding,
    may_see_health,
    may_see_healths,
)
from courtyard.web.access import only

HEALTH = "e/<slug:code>/health/"

app_name = "compliance"
urlpatterns = [
    path(HEALTH, only(may_see_health)(views.health), name="health"),
    path(f"{HEALTH}evaluate/", only(may_evaluate)(views.evaluate), name="evaluate"),
    path(f"{HEALTH}<int:pk>/excuse/", only(may_excuse_finding)(views.excuse_finding), name="excuse_finding"),
    path(f"{HEALTH}excuses/<uuid:pk>/end/", only(may_end_excuse)(views.end_excuse), name="end_excuse"),
    path("tree/<slug:code>/health/", only(may_see_healths)(views.healths), name="healths"),
]
