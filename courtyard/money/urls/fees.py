from django.urls import path

from courtyard.money.permissions.collectors import may_collect, may_end_collector, may_name_collector
from courtyard.money.permissions.fees import (
    may_ask_to_pay,
    may_bill,
    may_discount,
    may_end_discount,
    may_receive,
    may_refund,
    may_remind,
    may_reverse_run,
    may_see_bill,
    may_see_bills,
    may_see_order,
    may_see_payment,
    may_set_fees,
    may_take_back_payment,
    may_withdraw_fees,
)
from courtyard.money.views import bills, collecting, collectors, fees, paying
from courtyard.web.access import only, public

FEES, BILLS = "e/<slug:code>/fees/", "e/<slug:code>/bills/"
HOME, RUN, BILL = f"{FEES}homes/<uuid:pk>/", f"{FEES}runs/<uuid:pk>/", f"{BILLS}<uuid:pk>/"
COLLECTORS, PAYMENT = f"{FEES}collectors/", f"{BILLS}payments/<uuid:pk>/"

urlpatterns = [
    path(FEES, public(fees.fees), name="fees"),
    path(f"{FEES}set/", only(may_set_fees)(fees.set_fees), name="set_fees"),
    path(f"{FEES}schedules/<uuid:pk>/withdraw/", only(may_withdraw_fees)(fees.withdraw_fees), name="withdraw_fees"),
    path(f"{FEES}discounts/", only(may_collect)(fees.discounts), name="discounts"),
    path(f"{FEES}discounts/<uuid:pk>/end/", only(may_end_discount)(fees.end_discount), name="end_discount"),
    path(f"{FEES}arrears/", only(may_collect)(collecting.arrears), name="arrears"),
    path(f"{FEES}remind/", only(may_remind)(collecting.remind), name="remind"),
    path(COLLECTORS, only(may_collect)(collectors.collectors), name="collectors"),
    path(f"{COLLECTORS}name/", only(may_name_collector)(collectors.name_collector), name="name_collector"),
    path(f"{COLLECTORS}<uuid:pk>/end/", only(may_end_collector)(collectors.end_collector), name="end_collector"),
    path(HOME, only(may_collect)(collecting.fees_home), name="fees_home"),
    path(f"{HOME}receive/", only(may_receive)(collecting.receive), name="receive"),
    path(f"{HOME}refund/", only(may_refund)(collecting.refund_prepayment), name="refund_prepayment"),
    path(f"{HOME}discount/", only(may_discount)(collecting.give_discount), name="give_discount"),
    path(f"{FEES}bill/", only(may_bill)(fees.bill_homes), name="bill_homes"),
    path(RUN, only(may_collect)(fees.bill_run), name="bill_run"),
    path(f"{RUN}reverse/", only(may_reverse_run)(fees.reverse_run), name="reverse_run"),
    path(BILLS, only(may_see_bills)(bills.bills), name="bills"),
    path(BILL, only(may_see_bill)(bills.bill), name="bill"),
    path(f"{BILL}paper/", only(may_see_bill)(bills.bill_paper), name="bill_paper"),
    path(f"{BILL}pay/", only(may_ask_to_pay)(paying.ask_to_pay), name="ask_to_pay"),
    path(f"{BILLS}orders/<uuid:pk>/", only(may_see_order)(paying.pay_order), name="pay_order"),
    path(PAYMENT, only(may_see_payment)(bills.receipt), name="receipt"),
    path(f"{PAYMENT}paper/", only(may_see_payment)(bills.receipt_paper), name="receipt_paper"),
    path(f"{PAYMENT}take-back/", only(may_take_back_payment)(bills.take_back_payment), name="take_back_payment"),
]
