from django.urls import path

from courtyard.services.permissions.companies import (
    may_close_company,
    may_correct_company,
    may_end_agent,
    may_inspect,
    may_name_agent,
    may_penalise,
    may_put_right,
    may_register_company,
    may_uphold,
    may_withdraw_finding,
)
from courtyard.services.permissions.credit import (
    may_answer_objection,
    may_ask_correction,
    may_correct_points,
    may_drop_points,
    may_give_points,
    may_object_to_points,
    may_refuse_correction,
    may_see_points_file,
)
from courtyard.services.views import companies, credit, supervision
from courtyard.web.access import only, public

COMPANIES = "companies/"
COMPANY, FOUND, POINTS = f"{COMPANIES}<uuid:pk>/", f"{COMPANIES}found/<uuid:pk>/", f"{COMPANIES}points/<uuid:pk>/"

urlpatterns = [
    path(COMPANIES, public(companies.companies), name="companies"),
    path(f"{COMPANIES}register/", only(may_register_company)(companies.register_company), name="register_company"),
    path(COMPANY, public(companies.company), name="company"),
    path(f"{COMPANY}estates/", public(companies.company_estates), name="company_estates"),
    path(f"{COMPANY}findings/", public(companies.findings), name="findings"),
    path(f"{COMPANY}correct/", only(may_correct_company)(companies.correct_company), name="correct_company"),
    path(f"{COMPANY}close/", only(may_close_company)(companies.close_company), name="close_company"),
    path(f"{COMPANY}agents/name/", only(may_name_agent)(companies.name_agent), name="name_agent"),
    path(f"{COMPANY}agents/<uuid:agent>/end/", only(may_end_agent)(companies.end_agent), name="end_agent"),
    path(f"{COMPANY}inspect/", only(may_inspect)(supervision.inspect), name="inspect"),
    path(f"{COMPANY}penalise/", only(may_penalise)(supervision.penalise), name="penalise"),
    path(f"{COMPANY}uphold/", only(may_uphold)(supervision.uphold), name="uphold"),
    path(f"{COMPANY}points/give/", only(may_give_points)(credit.give_points), name="give_points"),
    path(f"{FOUND}put-right/", only(may_put_right)(supervision.put_right), name="put_right"),
    path(f"{FOUND}withdraw/", only(may_withdraw_finding)(supervision.withdraw_finding), name="withdraw_finding"),
    path(POINTS, public(credit.points), name="points"),
    path(f"{POINTS}file/", only(may_see_points_file)(credit.points_file), name="points_file"),
    path(f"{POINTS}object/", only(may_object_to_points)(credit.object_to_points), name="object_to_points"),
    path(f"{POINTS}answer/", only(may_answer_objection)(credit.answer_objection), name="answer_objection"),
    path(f"{POINTS}ask-correction/", only(may_ask_correction)(credit.ask_correction), name="ask_correction"),
    path(f"{POINTS}correct/", only(may_correct_points)(credit.correct_points), name="correct_points"),
    path(f"{POINTS}refuse/", only(may_refuse_correction)(credit.refuse_correction), name="refuse_correction"),
    path(f"{POINTS}drop/", only(may_drop_points)(credit.drop_points), name="drop_points"),
]
