from django.urls import path

from courtyard.committee.permissions.resolutions import (
    may_ask_for_meeting,
    may_declare_conflict,
    may_fail_resolution,
    may_post_resolution,
    may_put_resolution,
    may_revoke_resolution,
    may_sign_resolution,
)
from courtyard.committee.permissions.terms import (
    may_choose_posts,
    may_declare,
    may_end_membership,
    may_enter_committee,
    may_hold_by_election,
    may_move_up,
    may_read_members,
    may_resign,
)
from courtyard.committee.views import committee, members, resolutions, sittings
from courtyard.web.access import only, public

COMMITTEE = "e/<slug:code>/committee/"
MEMBERS = f"{COMMITTEE}members/"
MEMBER = f"{MEMBERS}<uuid:pk>/"
RESOLUTIONS = f"{COMMITTEE}resolutions/"
ONE = f"{RESOLUTIONS}<uuid:pk>/"

urlpatterns = [
    path(COMMITTEE, public(committee.committee), name="committee"),
    path(f"{COMMITTEE}enter/", only(may_enter_committee)(committee.enter_committee), name="enter_committee"),
    path(f"{COMMITTEE}by-election/", only(may_hold_by_election)(committee.hold_by_election), name="hold_by_election"),
    path(f"{COMMITTEE}ask-for-meeting/", only(may_ask_for_meeting)(sittings.ask_for_meeting), name="ask_for_meeting"),
    path(MEMBERS, only(may_read_members)(members.members), name="members"),
    path(f"{MEMBERS}choose-posts/", only(may_choose_posts)(members.choose_posts), name="choose_posts"),
    path(f"{MEMBERS}move-up/", only(may_move_up)(members.move_up), name="move_up"),
    path(f"{MEMBER}resign/", only(may_resign)(members.resign), name="resign"),
    path(f"{MEMBER}end/", only(may_end_membership)(members.end_membership), name="end_membership"),
    path(f"{MEMBER}declare/", only(may_declare)(members.declare), name="declare"),
    path(RESOLUTIONS, public(resolutions.resolutions), name="resolutions"),
    path(f"{RESOLUTIONS}put/", only(may_put_resolution)(resolutions.put_resolution), name="put_resolution"),
    path(ONE, public(resolutions.resolution), name="resolution"),
    path(f"{ONE}sign/", only(may_sign_resolution)(resolutions.sign_resolution), name="sign_resolution"),
    path(
        f"{ONE}declare-conflict/", only(may_declare_conflict)(resolutions.declare_conflict), name="declare_conflict"
    ),
    path(f"{ONE}post/", only(may_post_resolution)(resolutions.post_resolution), name="post_resolution"),
    path(f"{ONE}fail/", only(may_fail_resolution)(resolutions.fail_resolution), name="fail_resolution"),
    path(f"{ONE}revoke/", only(may_revoke_resolution)(resolutions.revoke_resolution), name="revoke_resolution"),
]  # fmt: skip
