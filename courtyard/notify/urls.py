from django.urls import path

from courtyard.notify import views
from courtyard.notify.permissions import may_post, may_see_deliveries, may_take_down
from courtyard.web.access import only, public, signed_in

BOARD = "e/<slug:code>/board/"

app_name = "notify"
urlpatterns = [
    path("me/notices/", signed_in(views.inbox), name="inbox"),
    path("me/notices/read/", signed_in(views.read_all), name="read_all"),
    path("me/notices/choices/", signed_in(views.choose), name="choose"),
    path("me/notices/<uuid:pk>/", signed_in(views.follow), name="follow"),
    path(BOARD, public(views.board), name="board"),
    path(f"{BOARD}post/", only(may_post)(views.post), name="post"),
    path(f"{BOARD}deliveries/", only(may_see_deliveries)(views.deliveries), name="deliveries"),
    path(f"{BOARD}<uuid:pk>/", public(views.board_notice), name="board_notice"),
    path(f"{BOARD}<uuid:pk>/print/", public(views.print_notice), name="print_notice"),
    path(f"{BOARD}<uuid:pk>/take-down/", only(may_take_down)(views.take_down), name="take_down"),
]
