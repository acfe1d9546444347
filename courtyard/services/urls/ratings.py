from django.urls import path

from courtyard.services.permissions.ratings import may_open_rating, may_rate_on_paper
from courtyard.services.permissions.remarks import (
    may_refuse_remark,
    may_reply_to_remark,
    may_see_remarks,
    may_show_remark,
)
from courtyard.services.views import ratings, remarks
from courtyard.web.access import only, public

RATE, RATINGS = "e/<slug:code>/rate/", "e/<slug:code>/ratings/"
REMARKS = f"{RATINGS}remarks/"
REMARK = f"{REMARKS}<uuid:pk>/"

urlpatterns = [
    path(RATE, only(may_open_rating)(ratings.rate), name="rate"),
    path(f"{RATE}thanks/", only(may_open_rating)(ratings.thanks), name="thanks"),
    path(f"{RATE}paper/", only(may_rate_on_paper)(ratings.rate_on_paper), name="rate_on_paper"),
    path(f"{RATE}slip/", only(may_rate_on_paper)(ratings.rating_slip), name="rating_slip"),
    path(RATINGS, public(ratings.ratings), name="ratings"),
    path(REMARKS, only(may_see_remarks)(remarks.remarks), name="remarks"),
    path(f"{REMARK}show/", only(may_show_remark)(remarks.show_remark), name="show_remark"),
    path(f"{REMARK}refuse/", only(may_refuse_remark)(remarks.refuse_remark), name="refuse_remark"),
    path(f"{REMARK}reply/", only(may_reply_to_remark)(remarks.reply_to_remark), name="reply_to_remark"),
]
