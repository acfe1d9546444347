from django.urls import path

from courtyard.web import views
from courtyard.web.access import public

app_name = "web"
urlpatterns = [
    path("read/language/", public(views.read_in), name="language"),
    path("read/size/", public(views.read_large), name="size"),
]
