from django.urls import path

from courtyard.money.permissions.bank import may_keep_bank, may_see_bank
from courtyard.money.views import bank, bank_import, bank_matching, bank_reconciling, gateways
from courtyard.web.access import only, public

BANK = "e/<slug:code>/money/bank/"
ONE = f"{BANK}<uuid:pk>/"
LINE = f"{BANK}lines/<uuid:pk>/"
keeper = only(may_keep_bank, why="payers are named")

urlpatterns = [
    path(BANK, only(may_see_bank)(bank.bank_accounts), name="bank_accounts"),
    path(f"{BANK}add/", only(may_see_bank)(bank.add_bank_account), name="add_bank_account"),
    path(ONE, keeper(bank.bank_account), name="bank_account"),
    path(f"{ONE}correct/", keeper(bank.correct_bank_account), name="correct_bank_account"),
    path(f"{ONE}end/", keeper(bank.end_bank_account), name="end_bank_account"),
    path(f"{ONE}import/", keeper(bank_import.import_statement), name="import_statement"),
    path(f"{ONE}import/keep/", keeper(bank_import.keep_statement), name="keep_statement"),
    path(f"{ONE}match/", keeper(bank_matching.match_lines), name="match_lines"),
    path(f"{ONE}reconcile/", keeper(bank_reconciling.reconcile_account), name="reconcile_account"),
    path(f"{ONE}reconcile/file/<str:form>/", keeper(bank_reconciling.reconciliation_file), name="reconciliation_file"),
    path(LINE, keeper(bank_matching.settle_line), name="settle_line"),
    path(f"{LINE}book/", keeper(bank_matching.book_line), name="book_line"),
    path(f"{BANK}matches/<uuid:pk>/withdraw/", keeper(bank_matching.unmatch_line), name="unmatch_line"),
    path("pay/<slug:gateway>/call-back/", public(gateways.call_back), name="call_back"),
]
