"""Voting: the ballot, receipts, from door to door, mandates, papers."""

from django.urls import URLPattern, path

from courtyard.assembly.permissions import (
    may_canvass,
    may_cast,
    may_cast_as_proxy,
    may_check_paper,
    may_check_slip,
    may_declare_invalid,
    may_enter_paper,
    may_enter_slip,
    may_note_contact,
    may_print_papers,
    may_read_receipt,
    may_receive_paper,
    may_record_proxy,
    may_remind,
    may_revoke_proxy,
    may_see_mandate,
    may_see_papers,
    may_take_at_door,
    may_take_part,
)
from courtyard.assembly.views import ballots, canvassing, papers, proxies
from courtyard.web.access import only, public

ASSEMBLIES = "e/<slug:code>/assemblies/"
ONE = f"{ASSEMBLIES}<uuid:pk>/"
PROXY, PAPER = f"{ONE}proxies/<uuid:proxy>/", f"{ONE}papers/<uuid:paper>/"

urlpatterns: list[URLPattern] = [
    path(f"{ONE}vote/", only(may_take_part)(ballots.vote), name="vote"),
    path(f"{ONE}vote/<uuid:head>/", only(may_cast)(ballots.cast), name="cast"),
    path(f"{ONE}door/<uuid:head>/", only(may_take_at_door)(ballots.take_at_door), name="take_at_door"),
    path(f"{PROXY}vote/", only(may_cast_as_proxy)(ballots.cast_as_proxy), name="cast_as_proxy"),
    path(f"{ONE}receipts/", public(ballots.check_receipt), name="check_receipt"),
    path(f"{ONE}receipts/<uuid:ballot>/", only(may_read_receipt)(ballots.receipt), name="receipt"),
    path(f"{ONE}canvass/", only(may_canvass)(canvassing.canvass), name="canvass"),
    path(f"{ONE}canvass/<uuid:head>/note/", only(may_note_contact)(canvassing.note_contact), name="note_contact"),
    path(f"{ONE}remind/", only(may_remind)(canvassing.remind), name="remind"),
    path(f"{ONE}proxies/", only(may_record_proxy)(proxies.proxies), name="proxies"),
    path(f"{ONE}proxies/record/", only(may_record_proxy)(proxies.record_proxy), name="record_proxy"),
    path(f"{PROXY}revoke/", only(may_revoke_proxy)(proxies.revoke_proxy), name="revoke_proxy"),
    path(f"{PROXY}document/", only(may_see_mandate)(proxies.proxy_document), name="proxy_document"),
    path(f"{ONE}papers/", only(may_see_papers)(papers.papers), name="papers"),
    path(f"{ONE}papers/print/", only(may_print_papers)(papers.print_papers), name="print_papers"),
    path(f"{ONE}papers/receive/", only(may_receive_paper)(papers.receive_paper), name="receive_paper"),
    path(f"{PAPER}enter/", only(may_enter_paper)(papers.enter_paper), name="enter_paper"),
    path(f"{PAPER}check/", only(may_check_paper)(papers.check_paper), name="check_paper"),
    path(f"{PAPER}invalid/", only(may_declare_invalid)(papers.declare_invalid), name="declare_invalid"),
    path(f"{PAPER}scan/", only(may_check_paper)(papers.scan), name="scan"),
    path(f"{ONE}slips/enter/", only(may_enter_slip)(papers.enter_slip), name="enter_slip"),
    path(f"{ONE}slips/check/", only(may_check_slip)(papers.check_slip), name="check_slip"),
]
