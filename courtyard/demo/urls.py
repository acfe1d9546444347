from django.conf import settings
from django.urls import URLPattern, path

from courtyard.demo import views
from courtyard.web.access import public

app_name = "demo"
urlpatterns: list[URLPattern] = [path("demo/enter/", public(views.enter), name="enter")] if settings.DEMO else []
