"""The books held against the bank: on a page, on paper, as a spreadsheet; and that it was done, on the record."""

from datetime import date, datetime
from uuid import UUID

from django.http import HttpResponse
from django.shortcuts import redirect
from django.utils.timezone import now
from django.views.decorators.http import require_GET, require_http_methods

from courtyard.core.errors import BadInput, NotThere
from courtyard.money import printed_bank, showing_bank
from courtyard.money.actions import bank as actions
from courtyard.money.forms.bank import DayForm
from courtyard.money.models import BankAccount
from courtyard.money.queries.bank_reconciling import reconciled
from courtyard.money.views.bank import find
from courtyard.money.workbook import XLSX
from courtyard.people.middleware import PersonRequest
from courtyard.places.rules import rules_of
from courtyard.web.documents import pdf
from courtyard.web.show import show

FORMS = {"pdf": "application/pdf", "xlsx": XLSX}


@require_http_methods(["GET", "POST"])
def reconcile_account(request: PersonRequest, code: str, pk: UUID) -> HttpResponse:
    """Every difference between the books and the bank at the end of a day, with what it is."""
    at = now()
    account = find(request, code, pk, at)
    day = _day(account, request.GET.get("day", ""), at)
    form = DayForm(request.POST if request.method == "POST" else None, day=day)
    if form.is_valid():
        try:
            actions.reconcile_account(pk, form.cleaned_data["day"], by=request.user, at=at)
        except BadInput as wrong:
            form.refuse(wrong)
        else:
            return redirect("money:reconcile_account", code, pk)
    shown = {
        "estate": account.estate, "account": account, "form": form, "forms": list(FORMS),
        "newest": account.reconciliations.order_by("-reconciled_at").first(),
        **showing_bank.reconciliation(reconciled(account, day)),
    }  # fmt: skip
    return show(request, "money/reconcile_account.html", shown)


def _day(account: BankAccount, written: str, at: datetime) -> date:
    """The day that is asked for; else the last that a file of the bank has told of; never one to come."""
    today = rules_of(account.estate).hours.day_of(at)
    if written:
        try:
            day = date.fromisoformat(written)
        except ValueError:
            raise NotThere from None
        if not account.since <= day <= today:
            raise NotThere
        return day
    last = account.statements.order_by("-last_on").values_list("last_on", flat=True).first()
    return max(min(last or today, today), account.since)


@require_GET
def reconciliation_file(request: PersonRequest, code: str, pk: UUID, form: str) -> HttpResponse:
    at = now()
    account = find(request, code, pk, at)
    if form not in FORMS:
        raise NotThere
    told = showing_bank.reconciliation(reconciled(account, _day(account, request.GET.get("day", ""), at)))
    if form == "pdf":
        data = pdf("money/reconciliation", printed_bank.paper(account, told))
    else:
        data = printed_bank.as_xlsx(account, told)
    answer = HttpResponse(data, content_type=FORMS[form])
    answer["Content-Disposition"] = f'attachment; filename="{code}-bank-{told["day"]}.{form}"'
    return answer
