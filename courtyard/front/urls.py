from django.urls import path

from courtyard.front import views
from courtyard.web.access import public

app_name = "front"
urlpatterns = [
    path("", public(views.home), name="home"),
    path("e/<slug:code>/", public(views.estate), name="estate"),
]
