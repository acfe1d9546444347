"""The register as a file, for a reason that stands on the record."""

from django.http import HttpResponse
from django.utils.timezone import localdate, now
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods

from courtyard.people import queries
from courtyard.people.actions import exporting as actions
from courtyard.people.forms.exporting import ExportForm
from courtyard.people.importing.export import as_csv, as_xlsx, headings
from courtyard.people.middleware import PersonRequest
from courtyard.people.permissions.registering import may_export_register
from courtyard.web.refusals import said_on
from courtyard.web.show import show

TYPES = {
    "xlsx": "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
    "csv": "text/csv; charset=utf-8",
}
WRITERS = {"xlsx": as_xlsx, "csv": as_csv}


@never_cache
@require_http_methods(["GET", "POST"])
def export_register(request: PersonRequest, code: str) -> HttpResponse:
    estate = queries.estate_for(may_export_register, request.user, code, now())
    form = ExportForm(request.POST or None)
    if form.is_valid():
        with said_on(form):
            rows = actions.export_register(estate.pk, reason=form.cleaned_data["reason"], by=request.user, at=now())
            kind = form.cleaned_data["kind"]
            response = HttpResponse(WRITERS[kind]([headings(), *rows]), content_type=TYPES[kind])
            name = f"register-{code}-{localdate(now()).isoformat()}.{kind}"
            response["Content-Disposition"] = f'attachment; filename="{name}"'
            return response
    return show(request, "people/export_register.html", {"estate": estate, "form": form})
