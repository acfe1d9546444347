"""A statement: the file is chosen, its columns looked at and corrected, its lines shown, and only then imported."""

from datetime import datetime
from typing import Any
from uuid import UUID

from django.core.files.storage import default_storage
from django.http import HttpRequest, HttpResponse
from django.urls import reverse
from django.utils.timezone import now
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_POST

from courtyard.assembly import upkeep
from courtyard.core.errors import BadInput, sentence
from courtyard.money import showing_bank, statements
from courtyard.money.actions import bank as actions
from courtyard.money.forms.bank import ColumnsForm, FileForm, Waiting, changes_in
from courtyard.money.models import BankAccount
from courtyard.money.models.bank import FILE_NAME_MAX
from courtyard.money.queries.bank_import import imported_before
from courtyard.money.statements import Looked
from courtyard.money.views.bank import find, posted
from courtyard.people.importing import kept
from courtyard.people.middleware import PersonRequest
from courtyard.trail.ids import new_id
from courtyard.web.refusals import said_on, told
from courtyard.web.show import show

FOLDER = "bank"


class LostFile(BadInput):
    says = sentence("The file was kept for a day and has been removed. Please choose it again.")
    field = "file"


@never_cache
@require_http_methods(["GET", "POST"])
def import_statement(request: PersonRequest, code: str, pk: UUID) -> HttpResponse:
    """The file is looked at; the same one twice is said at once."""
    at = now()
    account = find(request, code, pk, at)
    form = FileForm(posted(request), request.FILES or None)
    if form.is_valid():
        file = form.cleaned_data["file"]
        with said_on(form):
            data = file.read()
            looked = statements.look_into(data, file.name or "", account)
            if (before := imported_before(account, looked.sha256)) is not None:
                raise actions.ImportedBefore(day=before.imported_at)
            return _preview(request, account, looked, _keep(account, data, file.name or "", at))
    return show(request, "money/import_statement.html", {"estate": account.estate, "account": account, "form": form})


def _keep(account: BankAccount, data: bytes, name: str, at: datetime) -> Waiting:
    """Sealed with the server's secret, for a day at most: who paid is read by those who keep the fund."""
    file = upkeep.keep(account.estate_id, kept.seal(data), "bank", at, FOLDER)
    return Waiting(new_id(), account.pk, file.file, name[-FILE_NAME_MAX:])


def _preview(
    request: HttpRequest, account: BankAccount, looked: Looked, waiting: Waiting, form: ColumnsForm | None = None
) -> HttpResponse:
    shown = form or ColumnsForm(headings=looked.headings, ticket=waiting.ticket())
    context: dict[str, Any] = {
        "estate": account.estate, "account": account, "form": shown, "waiting": waiting,
        **showing_bank.preview(looked, statements.against(account, looked.statement)),
    }  # fmt: skip
    return show(request, "money/statement_preview.html", context)


@never_cache
@require_POST
def keep_statement(request: PersonRequest, code: str, pk: UUID) -> HttpResponse:
    """What was looked at is read again with the columns as they are said now; and imported, if that was pressed."""
    at = now()
    account = find(request, code, pk, at)
    waiting = ColumnsForm(request.POST).waiting(account)
    data = _data(waiting)
    if waiting is None or data is None:
        context = {"estate": account.estate, "account": account, "form": FileForm(), "lost": told(LostFile())}
        return show(request, "money/import_statement.html", context, status=422)
    try:
        looked = statements.look_into(data, waiting.name, account, changes_in(request.POST))
    except BadInput as wrong:
        return _wrong_columns(request, account, data, waiting, wrong)
    form = ColumnsForm(request.POST, headings=looked.headings)
    if request.POST.get("do") == "import" and form.is_valid():
        with said_on(form):
            taken = actions.Taken(
                statement=looked.statement, columns=looked.columns, sha256=looked.sha256, name=waiting.name,
                id=waiting.id,
            )  # fmt: skip
            done = actions.import_statement(pk, taken, by=request.user, at=at)
            upkeep.remove([waiting.file])
            there = reverse("money:bank_account", args=[code, pk])
            return HttpResponse(status=303, headers={"Location": f"{there}?added={done.added}"})
    return _preview(request, account, looked, waiting, form)


def _data(waiting: Waiting | None) -> bytes | None:
    """The file as it was chosen; None where it is gone."""
    if waiting is None:
        return None
    try:
        with default_storage.open(waiting.file) as file:
            return kept.unseal(file.read())
    except (FileNotFoundError, kept.Gone):
        return None


def _wrong_columns(
    request: HttpRequest, account: BankAccount, data: bytes, waiting: Waiting, wrong: BadInput
) -> HttpResponse:
    """Columns that cannot be: the file as it was read before, with what was said, and why it will not do."""
    looked = statements.look_into(data, waiting.name, account)
    form = ColumnsForm(request.POST, headings=looked.headings)
    form.full_clean()
    form.refuse(wrong)
    return _preview(request, account, looked, waiting, form)
