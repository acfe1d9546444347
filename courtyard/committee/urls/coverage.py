from django.urls import path

from courtyard.committee.permissions.coverage import may_see_coverage
from courtyard.committee.views import coverage as views
from courtyard.web.access import only

urlpatterns = [
    path("tree/<slug:code>/coverage/", only(may_see_coverage)(views.coverage), name="coverage"),
]
