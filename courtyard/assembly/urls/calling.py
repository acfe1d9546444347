"""Preparing a vote: the draft, motions, the roll, the notice and its delivery."""

from django.urls import URLPattern, path

from courtyard.assembly.permissions import (
    may_add_attachment,
    may_answer_challenge,
    may_challenge,
    may_convene,
    may_deliver,
    may_drop_attachment,
    may_drop_motion,
    may_end_official,
    may_give_notice,
    may_name_official,
    may_put_motion,
    may_read,
    may_read_list,
    may_read_roll,
    may_receive_notice,
    may_reply,
    may_report,
    may_revise,
    may_void,
)
from courtyard.assembly.views import assemblies, motions, notice, roll
from courtyard.web.access import only

ASSEMBLIES = "e/<slug:code>/assemblies/"
ONE = f"{ASSEMBLIES}<uuid:pk>/"
MOTION = f"{ONE}motions/<uuid:motion>/"
FILE = f"{MOTION}files/<uuid:attachment>/"

urlpatterns: list[URLPattern] = [
    path(ASSEMBLIES, only(may_read_list)(assemblies.assemblies), name="assemblies"),
    path(f"{ASSEMBLIES}draft/", only(may_convene)(assemblies.draft), name="draft"),
    path(ONE, only(may_read)(assemblies.assembly), name="assembly"),
    path(f"{ONE}revise/", only(may_revise)(assemblies.revise), name="revise"),
    path(f"{ONE}void/", only(may_void)(assemblies.void), name="void"),
    path(f"{ONE}report/", only(may_report)(assemblies.report), name="report"),
    path(f"{ONE}reply/", only(may_reply)(assemblies.reply), name="reply"),
    path(f"{ONE}motions/put/", only(may_put_motion)(motions.put_motion), name="put_motion"),
    path(f"{MOTION}put/", only(may_put_motion)(motions.put_motion), name="put_motion_anew"),
    path(f"{MOTION}drop/", only(may_drop_motion)(motions.drop_motion), name="drop_motion"),
    path(f"{MOTION}files/add/", only(may_add_attachment)(motions.add_attachment), name="add_attachment"),
    path(FILE, only(may_read)(motions.attachment), name="attachment"),
    path(f"{FILE}drop/", only(may_drop_attachment)(motions.drop_attachment), name="drop_attachment"),
    path(f"{ONE}roll/", only(may_read_roll)(roll.roll), name="roll"),
    path(f"{ONE}roll/challenge/", only(may_challenge)(roll.challenge), name="challenge"),
    path(
        f"{ONE}roll/challenges/<uuid:challenge>/answer/", only(may_answer_challenge)(roll.answer_challenge),
        name="answer_challenge",
    ),
    path(f"{ONE}officials/", only(may_name_official)(roll.name_official), name="name_official"),
    path(f"{ONE}officials/<uuid:official>/end/", only(may_end_official)(roll.end_official), name="end_official"),
    path(f"{ONE}give-notice/", only(may_give_notice)(notice.give_notice), name="give_notice"),
    path(f"{ONE}notice/", only(may_read)(notice.notice), name="notice"),
    path(f"{ONE}receive-notice/", only(may_receive_notice)(notice.receive_notice), name="receive_notice"),
    path(f"{ONE}delivery/", only(may_deliver)(notice.delivery), name="delivery"),
    path(f"{ONE}delivery/<uuid:building>/", only(may_deliver)(notice.deliver), name="deliver"),
    path(
        f"{ONE}delivery/photos/<uuid:delivery>/", only(may_deliver)(notice.delivery_photo), name="delivery_photo"
    ),
]  # fmt: skip
