"""Signing in and out, and choosing passwords and names."""

from uuid import UUID

from django.contrib.auth import authenticate, logout, update_session_auth_hash
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.template.loader import render_to_string
from django.utils.timezone import now
from django.utils.translation import gettext_lazy as _
from django.views.decorators.cache import never_cache
from django.views.decorators.debug import sensitive_post_parameters
from django.views.decorators.http import require_http_methods, require_POST

from courtyard.people import mail, queries, upkeep
from courtyard.people.actions import accounts as actions
from courtyard.people.callers import address_of, device_of
from courtyard.people.entering import HOUR, QUARTER, SLIPS_MAX, back_of, count_slips, let_in
from courtyard.people.forms.accounts import (
    ChangePasswordForm,
    ChoosePasswordForm,
    ContactForm,
    ForgotForm,
    SignInForm,
    SignInNameForm,
)
from courtyard.people.forms.codes import CodeForm
from courtyard.people.middleware import PersonRequest
from courtyard.people.models import Person
from courtyard.people.signin import sign_in_name
from courtyard.web.refusals import said_on
from courtyard.web.registers import panels
from courtyard.web.show import show

WRONG = _("The sign-in name and password do not match. Try again, or use the code on your letter.")
MAILS_MAX = 5


@sensitive_post_parameters("password")
@never_cache
@require_http_methods(["GET", "POST"])
def sign_in(request: HttpRequest) -> HttpResponse:
    back = back_of(request)
    form = SignInForm(request.POST or None)
    if form.is_valid():
        person = _recognised(request, form.cleaned_data["name"], form.cleaned_data["password"])
        if person:
            actions.sign_in(person.pk, by=person, at=now(), how="password", device=device_of(request))
            return let_in(request, person, back)
        form.add_error(None, WRONG)
    context = {
        "form": form,
        "code_form": CodeForm(),
        "back": back,
        "estate": queries.estate_at(back),
        "panels": _panels(request),
    }
    return show(request, "people/sign_in.html", context)


def _recognised(request: HttpRequest, name: str, password: str) -> Person | None:
    kept_name = sign_in_name(name)
    count_slips(request, kept_name)
    person = authenticate(request, name=name, password=password)
    if person:
        upkeep.forget_attempts("name", kept_name)
    return person


def _panels(request: HttpRequest) -> list[str]:
    """What floors above have to say here: the demo shows its cast."""
    here = [(panel.template, panel.context(request, None)) for panel in panels if panel.place == "sign-in"]
    return [render_to_string(template, dict(said), request) for template, said in here if said is not None]


@require_POST
def sign_out(request: PersonRequest) -> HttpResponse:
    actions.sign_out(request.user.pk, by=request.user, at=now())
    logout(request)
    return redirect("people:sign_in")


@sensitive_post_parameters("now", "password")
@require_http_methods(["GET", "POST"])
def change_password(request: PersonRequest) -> HttpResponse:
    if request.method == "POST":
        upkeep.count_attempt("password", request.user.pk.hex, at=now(), most=SLIPS_MAX, within=QUARTER)
    form = ChangePasswordForm(request.POST or None, person=request.user)
    if form.is_valid():
        password = form.cleaned_data["password"]
        person = actions.change_password(request.user.pk, by=request.user, at=now(), password=password, how="password")
        update_session_auth_hash(request, person)
        upkeep.forget_attempts("password", person.pk.hex)
        return redirect("people:me")
    return show(request, "people/change_password.html", {"form": form})


@require_http_methods(["GET", "POST"])
def forgot_password(request: HttpRequest) -> HttpResponse:
    """The answer is the same whether anybody signs in with the address or not."""
    form = ForgotForm(request.POST or None)
    if form.is_valid():
        address = form.cleaned_data["email"]
        upkeep.count_attempt("mail from", address_of(request), at=now(), most=MAILS_MAX * 4, within=HOUR)
        upkeep.count_attempt("mail to", sign_in_name(address), at=now(), most=MAILS_MAX, within=HOUR)
        mail.send_reset(request, address)
        return show(request, "people/forgot_password.html", {"sent_to": address})
    return show(request, "people/forgot_password.html", {"form": form})


@sensitive_post_parameters("password")
@never_cache
@require_http_methods(["GET", "POST"])
def reset_password(request: HttpRequest, person_id: UUID, token: str) -> HttpResponse:
    """The link from the e-mail: for an hour, and once, since the token is made with the old password's hash."""
    person = Person.objects.real().filter(pk=person_id).first()
    if person is None or not mail.tokens.check_token(person, token):
        return show(request, "people/reset_password.html", {"over": True}, status=410)
    form = ChoosePasswordForm(request.POST or None, person=person)
    if form.is_valid():
        password = form.cleaned_data["password"]
        actions.change_password(person.pk, by=person, at=now(), password=password, how="email")
        person = actions.sign_in(person.pk, by=person, at=now(), how="email", device=device_of(request))
        return let_in(request, person, back_of(request))
    return show(request, "people/reset_password.html", {"form": form})


@require_http_methods(["GET", "POST"])
def change_sign_in_name(request: PersonRequest) -> HttpResponse:
    if request.method == "POST":
        upkeep.count_attempt("new name", request.user.pk.hex, at=now(), most=SLIPS_MAX, within=HOUR)
    form = SignInNameForm(request.POST or None)
    if form.is_valid():
        with said_on(form):
            name = form.cleaned_data["sign_in_name"]
            actions.change_sign_in_name(request.user.pk, by=request.user, at=now(), name=name)
            return redirect("people:me")
    names = request.user.sign_in_names.order_by("value")
    return show(request, "people/change_sign_in_name.html", {"form": form, "names": names})


@require_http_methods(["GET", "POST"])
def change_contact(request: PersonRequest) -> HttpResponse:
    start = {"phone": request.user.phone, "email": request.user.email}
    form = ContactForm(request.POST or None, initial=start)
    if form.is_valid():
        actions.change_contact(request.user.pk, by=request.user, at=now(), **form.cleaned_data)
        return redirect("people:data")
    return show(request, "people/change_contact.html", {"form": form})
