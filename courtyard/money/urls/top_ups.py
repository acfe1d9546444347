from django.urls import path

from courtyard.money.permissions import top_ups as may
from courtyard.money.permissions.fund import may_see_top_ups
from courtyard.money.views import top_ups
from courtyard.web.access import only

ALL = "e/<slug:code>/fund/top-ups/"
ONE = f"{ALL}<uuid:pk>/"
keeper = only(may_see_top_ups, why="homes are named")

urlpatterns = [
    path(ALL, keeper(top_ups.homes_to_top_up), name="homes_to_top_up"),
    path(f"{ALL}notice/", only(may.may_notice_top_up)(top_ups.notice_top_up), name="notice_top_up"),
    path(f"{ONE}decide/", only(may.may_decide_top_up)(top_ups.decide_top_up), name="decide_top_up"),
    path(f"{ONE}withdraw/", only(may.may_withdraw_top_up)(top_ups.withdraw_top_up), name="withdraw_top_up"),
    path(f"{ALL}homes/<uuid:pk>/receive/", only(may.may_receive_top_up)(top_ups.receive_top_up), name="receive_top_up"),
]
