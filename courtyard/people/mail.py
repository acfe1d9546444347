"""The one e-mail this app writes: a link with which a forgotten password is chosen anew."""

import logging
import smtplib

from django.contrib.auth.tokens import PasswordResetTokenGenerator
from django.core.mail import EmailMessage, get_connection
from django.http import HttpRequest
from django.template.loader import render_to_string
from django.urls import reverse
from django.utils import translation
from django.utils.translation import gettext

from courtyard.core.errors import Refusal, sentence
from courtyard.people.models import Person, SignInName
from courtyard.people.signin import sign_in_name

log = logging.getLogger(__name__)
tokens = PasswordResetTokenGenerator()


class MailDown(Refusal):
    status = 503
    says = sentence("We cannot send email at the moment. Try again later, or get a printed code at the joint desk.")


def send_reset(request: HttpRequest, address: str) -> None:
    """A link, if somebody signs in with this address. The mail server is called either way: nobody learns which."""
    connection = get_connection()
    try:
        connection.open()
        person = _whose(address)
        if person:
            connection.send_messages([_message(request, person, address)])
        connection.close()
    except (OSError, smtplib.SMTPException) as problem:
        log.error("no e-mail could be sent: %s", problem)
        raise MailDown from problem


def _whose(address: str) -> Person | None:
    name = SignInName.objects.select_related("person").filter(value=sign_in_name(address)).first()
    return name.person if name and name.person.is_active and name.person.has_account else None


def _message(request: HttpRequest, person: Person, address: str) -> EmailMessage:
    path = reverse("people:reset_password", args=[person.pk, tokens.make_token(person)])
    context = {"name": person.name, "address": request.build_absolute_uri(path)}
    with translation.override(person.language or translation.get_language() or "zh-hans"):
        words = render_to_string("people/reset_password.txt", context)
        return EmailMessage(gettext("Choose a new password"), words, to=[address])
