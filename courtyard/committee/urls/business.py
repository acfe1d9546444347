from django.urls import path

from courtyard.committee.permissions.business import (
    may_announce_reception,
    may_cut_seal,
    may_drop_reception,
    may_end_limit,
    may_end_seal,
    may_end_secretary,
    may_give_limit,
    may_hold_reception,
    may_name_secretary,
    may_pass_seal,
    may_post_report,
    may_see_limits,
    may_see_seals,
    may_use_limit,
    may_use_seal,
)
from courtyard.committee.views import limits, receptions, reports, seals, secretary
from courtyard.web.access import only, public

COMMITTEE = "e/<slug:code>/committee/"
SEALS, RECEPTIONS, REPORTS = f"{COMMITTEE}seals/", f"{COMMITTEE}receptions/", f"{COMMITTEE}reports/"
LIMITS, SECRETARY = f"{COMMITTEE}limits/", f"{COMMITTEE}secretary/"
SEAL, RECEPTION, LIMIT = f"{SEALS}<uuid:pk>/", f"{RECEPTIONS}<uuid:pk>/", f"{LIMITS}<uuid:pk>/"
REPORT = f"{REPORTS}<int:year>/"

urlpatterns = [
    path(SEALS, only(may_see_seals)(seals.seals), name="seals"),
    path(f"{SEALS}cut/", only(may_cut_seal)(seals.cut_seal), name="cut_seal"),
    path(f"{SEAL}pass/", only(may_pass_seal)(seals.pass_seal), name="pass_seal"),
    path(f"{SEAL}use/", only(may_use_seal)(seals.use_seal), name="use_seal"),
    path(f"{SEAL}end/", only(may_end_seal)(seals.end_seal), name="end_seal"),
    path(RECEPTIONS, public(receptions.receptions), name="receptions"),
    path(
        f"{RECEPTIONS}announce/", only(may_announce_reception)(receptions.announce_reception),
        name="announce_reception",
    ),
    path(f"{RECEPTION}hold/", only(may_hold_reception)(receptions.hold_reception), name="hold_reception"),
    path(f"{RECEPTION}drop/", only(may_drop_reception)(receptions.drop_reception), name="drop_reception"),
    path(REPORTS, public(reports.reports), name="reports"),
    path(f"{REPORTS}post/", only(may_post_report)(reports.post_report), name="post_report"),
    path(REPORT, public(reports.report), name="report"),
    path(f"{REPORT}file/", public(reports.report_file), name="report_file"),
    path(LIMITS, only(may_see_limits)(limits.limits), name="limits"),
    path(f"{LIMITS}give/", only(may_give_limit)(limits.give_limit), name="give_limit"),
    path(f"{LIMIT}use/", only(may_use_limit)(limits.use_limit), name="use_limit"),
    path(f"{LIMIT}end/", only(may_end_limit)(limits.end_limit), name="end_limit"),
    path(f"{SECRETARY}name/", only(may_name_secretary)(secretary.name_secretary), name="name_secretary"),
    path(f"{SECRETARY}<uuid:pk>/end/", only(may_end_secretary)(secretary.end_secretary), name="end_secretary"),
]  # fmt: skip
