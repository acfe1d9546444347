from django.urls import path

from courtyard.money.permissions import fund as may_fund
from courtyard.money.permissions import spending as may
from courtyard.money.views import fund, spending, vouchers
from courtyard.web.access import only, public

SPENDINGS = "e/<slug:code>/spendings/"
ONE = f"{SPENDINGS}<uuid:pk>/"
DRAW = f"{ONE}parts/<uuid:draw>/"
VOUCHER = f"{ONE}papers/<uuid:voucher>/"
FUND = "e/<slug:code>/fund/"

urlpatterns = [
    path(SPENDINGS, public(spending.spendings), name="spendings"),
    path(f"{SPENDINGS}plan/", only(may.may_plan_spending)(spending.plan_spending), name="plan_spending"),
    path(ONE, public(spending.spending), name="spending"),
    path(f"{ONE}quote/", only(may.may_add_quote)(spending.add_quote), name="add_quote"),
    path(f"{ONE}authorise/", only(may.may_authorise_spending)(spending.authorise_spending), name="authorise_spending"),
    path(f"{ONE}approve/", only(may.may_approve_spending)(spending.approve_spending), name="approve_spending"),
    path(f"{ONE}begin/", only(may.may_announce_works)(spending.announce_works), name="announce_works"),
    path(f"{ONE}review/", only(may.may_review_spending)(spending.review_spending), name="review_spending"),
    path(f"{ONE}draw/", only(may.may_ask_draw)(spending.ask_draw), name="ask_draw"),
    path(f"{DRAW}pay/", only(may.may_pay)(spending.pay), name="pay"),
    path(f"{DRAW}drop/", only(may.may_drop_draw)(spending.drop_draw), name="drop_draw"),
    path(f"{ONE}accept/", only(may.may_accept_spending)(spending.accept_spending), name="accept_spending"),
    path(f"{ONE}publish/", only(may.may_publish_spending)(spending.publish_spending), name="publish_spending"),
    path(f"{ONE}withdraw/", only(may.may_withdraw_spending)(spending.withdraw_spending), name="withdraw_spending"),
    path(f"{ONE}papers/add/", only(may.may_add_voucher)(vouchers.add_voucher), name="add_voucher"),
    path(VOUCHER, public(vouchers.voucher_file), name="voucher_file"),
    path(f"{VOUCHER}original/", only(may.may_open_original)(vouchers.voucher_original), name="voucher_original"),
    path(f"{VOUCHER}marked/", only(may.may_mask_voucher)(vouchers.voucher_marked), name="voucher_marked"),
    path(f"{VOUCHER}mask/", only(may.may_mask_voucher)(vouchers.mask_voucher), name="mask_voucher"),
    path(f"{VOUCHER}hide/", only(may.may_hide_voucher)(vouchers.hide_voucher), name="hide_voucher"),
    path(FUND, public(fund.fund), name="fund"),
    path(f"{FUND}mine/", only(may_fund.may_see_own_fund)(fund.own_fund), name="own_fund"),
    path(f"{FUND}opening/", only(may_fund.may_upload_opening)(fund.upload_opening), name="upload_opening"),
    path(f"{FUND}opening/<uuid:pk>/", only(may_fund.may_take_opening)(fund.opening), name="opening"),
    path(f"{FUND}interest/", only(may_fund.may_share_interest)(fund.share_interest), name="share_interest"),
]
