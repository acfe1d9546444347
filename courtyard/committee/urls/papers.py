from django.urls import URLPattern, path

from courtyard.committee.permissions.papers import (
    may_accept_filing,
    may_add_paper,
    may_drop_paper,
    may_finish_handover,
    may_hand_over,
    may_list_item,
    may_make_paper,
    may_prepare_filings,
    may_read_handover,
    may_read_papers,
    may_receive,
    may_return_filing,
    may_say_missing,
    may_say_nothing_kept,
    may_see_filing,
    may_see_filings,
    may_see_handovers,
    may_send_filing,
    may_strike_item,
)
from courtyard.committee.views import filing, handover
from courtyard.web.access import only

FILINGS = "e/<slug:code>/committee/filings/"
FILING = f"{FILINGS}<uuid:pk>/"
PAPERS = f"{FILING}papers/"
HANDOVERS = "e/<slug:code>/committee/handovers/"
HANDOVER = f"{HANDOVERS}<uuid:pk>/"
ITEM = f"{HANDOVER}items/<uuid:item>/"

urlpatterns: list[URLPattern] = [
    path(FILINGS, only(may_see_filings)(filing.filings), name="filings"),
    path(f"{FILINGS}open-change/", only(may_prepare_filings)(filing.open_change), name="open_change"),
    path(FILING, only(may_see_filing)(filing.filing), name="filing"),
    path(f"{PAPERS}<slug:kind>/add/", only(may_add_paper)(filing.add_paper), name="add_paper"),
    path(f"{PAPERS}<slug:kind>/make/", only(may_make_paper)(filing.make_paper), name="make_paper"),
    path(f"{PAPERS}<uuid:paper>/", only(may_read_papers)(filing.paper), name="paper"),
    path(f"{PAPERS}<uuid:paper>/drop/", only(may_drop_paper)(filing.drop_paper), name="drop_paper"),
    path(f"{FILING}send/", only(may_send_filing)(filing.send_filing), name="send_filing"),
    path(f"{FILING}accept/", only(may_accept_filing)(filing.accept_filing), name="accept_filing"),
    path(f"{FILING}return/", only(may_return_filing)(filing.return_filing), name="return_filing"),
    path(f"{FILING}papers.pdf", only(may_read_papers)(filing.filing_pdf), name="filing_pdf"),
    path(f"{FILING}papers.zip", only(may_read_papers)(filing.filing_zip), name="filing_zip"),
    path(HANDOVERS, only(may_see_handovers)(handover.handovers), name="handovers"),
    path(HANDOVER, only(may_read_handover)(handover.handover), name="handover"),
    path(f"{HANDOVER}list-item/", only(may_list_item)(handover.list_item), name="list_item"),
    path(f"{ITEM}strike/", only(may_strike_item)(handover.strike_item), name="strike_item"),
    path(f"{ITEM}hand-over/", only(may_hand_over)(handover.hand_over), name="hand_over"),
    path(f"{ITEM}receive/", only(may_receive)(handover.receive), name="receive"),
    path(f"{ITEM}say-missing/", only(may_say_missing)(handover.say_missing), name="say_missing"),
    path(f"{HANDOVER}finish/", only(may_finish_handover)(handover.finish_handover), name="finish_handover"),
    path(f"{HANDOVER}nothing-kept/", only(may_say_nothing_kept)(handover.say_nothing_kept), name="say_nothing_kept"),
    path(f"{HANDOVER}list.pdf", only(may_read_handover)(handover.handover_pdf), name="handover_pdf"),
]
