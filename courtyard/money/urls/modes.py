from django.urls import path

from courtyard.money.permissions.modes import (
    may_approve_budget,
    may_close_year,
    may_commission_audit,
    may_draft_budget,
    may_receive_audit,
    may_record_expense,
    may_show_invoice,
)
from courtyard.money.views import audits, expenses, modes
from courtyard.web.access import only, public

MODE = "e/<slug:code>/money/mode/"
BUDGET, AUDITS = f"{MODE}budget/<int:year>/", "e/<slug:code>/money/audits/"
EXPENSE = f"{MODE}expenses/<uuid:pk>/"

urlpatterns = [
    path(MODE, public(modes.mode), name="mode"),
    path(f"{MODE}file/<slug:key>/<str:form>/", public(modes.mode_file), name="mode_file"),
    path(BUDGET, only(may_draft_budget)(modes.draft_budget), name="draft_budget"),
    path(f"{BUDGET}approve/", only(may_approve_budget)(modes.approve_budget), name="approve_budget"),
    path(f"{MODE}expense/", only(may_record_expense)(expenses.record_expense), name="record_expense"),
    path(f"{EXPENSE}invoice/show/", only(may_show_invoice)(expenses.show_invoice), name="show_invoice"),
    path(f"{EXPENSE}invoice/", public(expenses.invoice), name="invoice"),
    path(f"{MODE}years/<int:year>/close/", only(may_close_year)(modes.close_year), name="close_year"),
    path(AUDITS, public(audits.audits), name="audits"),
    path(f"{AUDITS}commission/", only(may_commission_audit)(audits.commission_audit), name="commission_audit"),
    path(f"{AUDITS}<uuid:pk>/", only(may_receive_audit)(audits.receive_audit), name="receive_audit"),
    path(f"{AUDITS}<uuid:pk>/file/", public(audits.audit_file), name="audit_file"),
]
