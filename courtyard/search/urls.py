from django.urls import path

from courtyard.search import views
from courtyard.web.access import signed_in

app_name = "search"
urlpatterns = [
    path("search/", signed_in(views.search), name="search"),
]
