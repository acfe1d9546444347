from django.urls import path

from courtyard.assembly.permissions import (
    may_accept_candidate,
    may_answer_objection,
    may_begin_petition,
    may_bring_into_force,
    may_bring_outside_result,
    may_certify,
    may_check_count,
    may_close,
    may_consent,
    may_count,
    may_export_electorate,
    may_nominate,
    may_object,
    may_open_bundle,
    may_order_candidates,
    may_read,
    may_read_list,
    may_refuse_candidate,
    may_see_candidates,
    may_see_count,
    may_sign_petition,
    may_unsign_petition,
    may_withdraw_candidate,
    may_withdraw_petition,
)
from courtyard.assembly.views import counting, elections, objections, petitions, printing, results
from courtyard.web.access import only, public

ASSEMBLIES = "e/<slug:code>/assemblies/"
ONE = f"{ASSEMBLIES}<uuid:pk>/"
OBJECTION = f"{ONE}objections/<uuid:objection>/"
ELECTION = f"{ONE}motions/<uuid:motion>/"
CANDIDATE = f"{ONE}candidates/<uuid:candidate>/"
PETITIONS = "e/<slug:code>/petitions/"
PETITION = f"{PETITIONS}<uuid:pk>/"
DECISIONS = "e/<slug:code>/decisions/"

urlpatterns = [
    path(f"{ONE}counting/", only(may_see_count)(counting.counting), name="counting"),
    path(f"{ONE}close/", only(may_close)(counting.close), name="close"),
    path(f"{ONE}count/", only(may_count)(counting.count), name="count"),
    path(f"{ONE}check-count/", only(may_check_count)(counting.check_count), name="check_count"),
    path(f"{ONE}certify/", only(may_certify)(counting.certify), name="certify"),
    path(
        f"{ONE}outside-result/", only(may_bring_outside_result)(counting.bring_outside_result),
        name="bring_outside_result",
    ),
    path(f"{ONE}outside-sheet.csv", only(may_bring_outside_result)(counting.outside_sheet), name="outside_sheet"),
    path(f"{ONE}electorate/", only(may_export_electorate)(counting.export_electorate), name="export_electorate"),
    path(f"{ONE}outside-evidence/", public(results.outside_evidence), name="outside_evidence"),
    path(f"{ONE}result/", public(results.result), name="result"),
    path(f"{ONE}result.pdf", public(printing.result_pdf), name="result_pdf"),
    path(f"{ONE}notice.pdf", only(may_read)(printing.notice_pdf), name="notice_pdf"),
    path(f"{ONE}public-bundle.zip", public(results.public_bundle), name="public_bundle"),
    path(f"{ONE}open-bundle/", only(may_open_bundle)(results.open_bundle), name="open_bundle"),
    path(f"{ONE}objections/", only(may_read)(objections.objections), name="objections"),
    path(f"{ONE}object-to/", only(may_object)(objections.object_to), name="object_to"),
    path(f"{OBJECTION}answer/", only(may_answer_objection)(objections.answer_objection), name="answer_objection"),
    path(f"{ONE}bring-into-force/", only(may_bring_into_force)(objections.bring_into_force), name="bring_into_force"),
    path(DECISIONS, public(results.decisions), name="decisions"),
    path(f"{DECISIONS}<int:year>/<int:number>/", public(results.decision), name="decision"),
    path(PETITIONS, only(may_read_list)(petitions.petitions), name="petitions"),
    path(f"{PETITIONS}begin/", only(may_begin_petition)(petitions.begin_petition), name="begin_petition"),
    path(PETITION, only(may_read_list)(petitions.petition), name="petition"),
    path(f"{PETITION}sign/", only(may_sign_petition)(petitions.sign_petition), name="sign_petition"),
    path(f"{PETITION}unsign/", only(may_unsign_petition)(petitions.unsign_petition), name="unsign_petition"),
    path(f"{PETITION}withdraw/", only(may_withdraw_petition)(petitions.withdraw_petition), name="withdraw_petition"),
    path(f"{ELECTION}candidates/", only(may_see_candidates)(elections.candidates), name="candidates"),
    path(f"{ELECTION}nominate/", only(may_nominate)(elections.nominate), name="nominate"),
    path(
        f"{ELECTION}order-candidates/", only(may_order_candidates)(elections.order_candidates),
        name="order_candidates",
    ),
    path(f"{CANDIDATE}consent/", only(may_consent)(elections.consent), name="consent"),
    path(
        f"{CANDIDATE}withdraw/", only(may_withdraw_candidate)(elections.withdraw_candidate),
        name="withdraw_candidate",
    ),
    path(f"{CANDIDATE}accept/", only(may_accept_candidate)(elections.accept_candidate), name="accept_candidate"),
    path(f"{CANDIDATE}refuse/", only(may_refuse_candidate)(elections.refuse_candidate), name="refuse_candidate"),
]  # fmt: skip
