from django.urls import path

from courtyard.committee.permissions import formation as may
from courtyard.committee.views import formation, group, step_files
from courtyard.web.access import only, public

FORMATION = "e/<slug:code>/committee/formation/"
STEP = f"{FORMATION}steps/<uuid:pk>/"
HOLDUP = f"{FORMATION}holdups/<uuid:pk>/"
OBJECTIONS = f"{FORMATION}objections/"

urlpatterns = [
    path(FORMATION, public(formation.formation), name="formation"),
    path(f"{FORMATION}progress/", only(may.may_tell_progress)(formation.tell_progress), name="tell_progress"),
    path(f"{FORMATION}begin/", only(may.may_begin_formation)(formation.begin_formation), name="begin_formation"),
    path(f"{FORMATION}report/", only(may.may_report)(formation.report), name="write_report"),
    path(f"{FORMATION}group/", only(may.may_form_group)(group.form_group), name="form_group"),
    path(f"{FORMATION}group/change/", only(may.may_change_group)(group.change_group), name="change_group"),
    path(f"{FORMATION}group/train/", only(may.may_train_group)(group.train_group), name="train_group"),
    path(f"{FORMATION}post-list/", only(may.may_post_list)(formation.post_list), name="post_list"),
    path(f"{FORMATION}post-documents/", only(may.may_post_documents)(group.post_documents), name="post_documents"),
    path(f"{FORMATION}post-candidates/", only(may.may_post_candidates)(group.post_candidates), name="post_candidates"),
    path(f"{FORMATION}post-names/", only(may.may_post_names)(formation.post_names), name="post_names"),
    path(f"{FORMATION}stop/", only(may.may_stop_formation)(formation.stop_formation), name="stop_formation"),
    path(OBJECTIONS, only(may.may_see_objections)(group.candidate_objections), name="candidate_objections"),
    path(
        f"{FORMATION}candidates/<uuid:pk>/object/",
        only(may.may_object_to_candidate)(group.object_to_candidate),
        name="object_to_candidate",
    ),
    path(
        f"{OBJECTIONS}<uuid:pk>/answer/",
        only(may.may_answer_candidate_objection)(group.answer_candidate_objection),
        name="answer_candidate_objection",
    ),
    path(f"{STEP}hold-up/", only(may.may_hold_up)(group.hold_up), name="hold_up"),
    path(f"{STEP}file/", only(may.may_read_step_file)(step_files.step_file), name="step_file"),
    path(f"{HOLDUP}urge/", only(may.may_urge)(group.urge), name="urge"),
    path(f"{HOLDUP}letter/", only(may.may_urge)(group.urge_letter), name="urge_letter"),
    path(f"{HOLDUP}raise/", only(may.may_raise_holdup)(group.raise_holdup), name="raise_holdup"),
    path(f"{HOLDUP}release/", only(may.may_release)(group.release), name="release"),
]
