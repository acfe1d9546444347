from django.urls import path

from courtyard.services.permissions.contracts import (
    may_add_annex,
    may_add_extra,
    may_change_draft,
    may_company_leave,
    may_dismiss_company,
    may_draft_contract,
    may_drop_annex,
    may_drop_draft,
    may_drop_extra,
    may_end_contract,
    may_file_contract,
    may_post_plan,
    may_sign_contract,
    may_tell_tender,
)
from courtyard.services.permissions.takeover import (
    may_begin_takeover,
    may_finish_takeover,
    may_give_thing,
    may_list_thing,
    may_miss_thing,
    may_receive_thing,
    may_see_takeover,
    may_strike_thing,
)
from courtyard.services.views import annexes, contract_ending, contracts, takeover
from courtyard.web.access import only, public

CONTRACTS = "e/<slug:code>/contracts/"
CONTRACT = f"{CONTRACTS}<uuid:pk>/"
EXTRA, ANNEX = f"{CONTRACT}extras/<uuid:extra>/", f"{CONTRACT}annexes/<uuid:annex>/"
TAKEOVER = f"{CONTRACT}takeover/"
THING = f"{TAKEOVER}<uuid:thing>/"

urlpatterns = [
    path(CONTRACTS, public(contracts.contracts), name="contracts"),
    path(f"{CONTRACTS}draft/", only(may_draft_contract)(contracts.draft_contract), name="draft_contract"),
    path(CONTRACT, public(contracts.contract), name="contract"),
    path(f"{CONTRACT}change/", only(may_change_draft)(contracts.change_draft), name="change_draft"),
    path(f"{CONTRACT}extras/add/", only(may_add_extra)(contracts.add_extra), name="add_extra"),
    path(f"{EXTRA}drop/", only(may_drop_extra)(contracts.drop_extra), name="drop_extra"),
    path(f"{CONTRACT}tender/", only(may_tell_tender)(contracts.tell_tender), name="tell_tender"),
    path(f"{CONTRACT}sign/", only(may_sign_contract)(contracts.sign_contract), name="sign_contract"),
    path(f"{CONTRACT}file/", only(may_file_contract)(contracts.file_contract), name="file_contract"),
    path(f"{CONTRACT}drop/", only(may_drop_draft)(contracts.drop_draft), name="drop_draft"),
    path(f"{CONTRACT}annexes/add/", only(may_add_annex)(annexes.add_annex), name="add_annex"),
    path(f"{ANNEX}drop/", only(may_drop_annex)(annexes.drop_annex), name="drop_annex"),
    path(f"{ANNEX}file/", public(annexes.annex_file), name="annex_file"),
    path(f"{CONTRACT}plan/", only(may_post_plan)(contract_ending.post_plan), name="post_plan"),
    path(f"{CONTRACT}leave/", only(may_company_leave)(contract_ending.company_leaves), name="company_leaves"),
    path(f"{CONTRACT}dismiss/", only(may_dismiss_company)(contract_ending.dismiss_company), name="dismiss_company"),
    path(f"{CONTRACT}end/", only(may_end_contract)(contract_ending.end_contract), name="end_contract"),
    path(TAKEOVER, only(may_see_takeover)(takeover.takeover), name="takeover"),
    path(f"{TAKEOVER}begin/", only(may_begin_takeover)(takeover.begin_takeover), name="begin_takeover"),
    path(f"{TAKEOVER}list/", only(may_list_thing)(takeover.list_thing), name="list_thing"),
    path(f"{THING}strike/", only(may_strike_thing)(takeover.strike_thing), name="strike_thing"),
    path(f"{THING}give/", only(may_give_thing)(takeover.give_thing), name="give_thing"),
    path(f"{THING}receive/", only(may_receive_thing)(takeover.receive_thing), name="receive_thing"),
    path(f"{THING}miss/", only(may_miss_thing)(takeover.miss_thing), name="miss_thing"),
    path(f"{TAKEOVER}finish/", only(may_finish_takeover)(takeover.finish_takeover), name="finish_takeover"),
]
