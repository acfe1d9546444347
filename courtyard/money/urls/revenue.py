from django.urls import path

from courtyard.money.permissions.revenue import (
    may_approve_plan,
    may_book_cost,
    may_close_project,
    may_lay_out_dues,
    may_move_quarter,
    may_open_project,
    may_pass_on,
    may_plan_revenue,
    may_receive_income,
    may_show_contract,
)
from courtyard.money.views import revenue, revenue_booking
from courtyard.web.access import only, public

ALL = "e/<slug:code>/revenue/"
ONE, PLAN = f"{ALL}<uuid:pk>/", f"{ALL}plan/<int:year>/"

urlpatterns = [
    path(ALL, public(revenue.revenue), name="revenue"),
    path(f"{ALL}file/<slug:key>/<str:form>/", public(revenue.revenue_file), name="revenue_file"),
    path(f"{ALL}open/", only(may_open_project)(revenue.open_project), name="open_project"),
    path(f"{ALL}pass-on/", only(may_pass_on)(revenue_booking.pass_on_revenue), name="pass_on_revenue"),
    path(f"{ALL}move/<str:written>/", only(may_move_quarter)(revenue_booking.move_quarter), name="move_quarter"),
    path(PLAN, only(may_plan_revenue)(revenue_booking.plan_revenue), name="plan_revenue"),
    path(f"{PLAN}approve/", only(may_approve_plan)(revenue_booking.approve_plan), name="approve_plan"),
    path(ONE, public(revenue.project), name="project"),
    path(f"{ONE}file/", public(revenue.project_file), name="project_file"),
    path(f"{ONE}income/", only(may_receive_income)(revenue_booking.receive_income), name="receive_income"),
    path(f"{ONE}cost/", only(may_book_cost)(revenue_booking.book_cost), name="book_cost"),
    path(f"{ONE}dues/", only(may_lay_out_dues)(revenue.lay_out_dues), name="lay_out_dues"),
    path(f"{ONE}contract/", only(may_show_contract)(revenue.show_contract), name="show_contract"),
    path(f"{ONE}close/", only(may_close_project)(revenue.close_project), name="close_project"),
]
