"""Signing in, and changing how."""

from typing import Any

from django import forms
from django.contrib.auth.password_validation import validate_password
from django.utils.translation import gettext_lazy as _

from courtyard.people.models import Person
from courtyard.people.signin import NAME_MAX

PASSWORD_MAX = 200


def new_password(*, required: bool = True) -> forms.CharField:
    return forms.CharField(
        label=_("New password"),
        help_text=_("At least 8 characters. Four words you can remember are better than one word with symbols in it."),
        max_length=PASSWORD_MAX,
        required=required,
        strip=False,
        widget=forms.PasswordInput(attrs={"autocomplete": "new-password"}),
    )


class SignInForm(forms.Form):
    name = forms.CharField(
        label=_("Phone number or email address"),
        max_length=NAME_MAX,
        widget=forms.TextInput(attrs={"autocomplete": "username", "autocapitalize": "none", "spellcheck": "false"}),
    )
    password = forms.CharField(
        label=_("Password"),
        max_length=PASSWORD_MAX,
        strip=False,
        widget=forms.PasswordInput(attrs={"autocomplete": "current-password"}),
    )


class ChoosePasswordForm(forms.Form):
    """A new password; checked against what is easily guessed."""

    password = new_password()

    def __init__(self, *args: Any, person: Person, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.person = person

    def clean_password(self) -> str:
        password: str = self.cleaned_data["password"]
        validate_password(password, self.person)
        return password


class ChangePasswordForm(ChoosePasswordForm):
    """Whoever has a password proves it first; a phone left lying about is not enough."""

    now = forms.CharField(
        label=_("Current password"),
        max_length=PASSWORD_MAX,
        strip=False,
        widget=forms.PasswordInput(attrs={"autocomplete": "current-password"}),
    )
    field_order = ["now", "password"]

    def __init__(self, *args: Any, person: Person, **kwargs: Any) -> None:
        super().__init__(*args, person=person, **kwargs)
        if not person.has_account:
            del self.fields["now"]

    def clean_now(self) -> str:
        if not self.person.check_password(self.cleaned_data["now"]):
            raise forms.ValidationError(_("This is not your current password."))
        return ""


class ForgotForm(forms.Form):
    email = forms.EmailField(
        label=_("Email address"), widget=forms.EmailInput(attrs={"autocomplete": "email", "inputmode": "email"})
    )


class SignInNameForm(forms.Form):
    sign_in_name = forms.CharField(
        label=_("Phone number, email address or a name you choose"),
        help_text=_(
            "You will sign in with this from now on. An old one of the same type, such as an old phone number, stops "
            "working."
        ),
        max_length=NAME_MAX,
        widget=forms.TextInput(attrs={"autocomplete": "username", "autocapitalize": "none", "spellcheck": "false"}),
    )


class ContactForm(forms.Form):
    phone = forms.CharField(
        label=_("Phone number"),
        max_length=40,
        required=False,
        widget=forms.TextInput(attrs={"autocomplete": "tel", "inputmode": "tel"}),
    )
    email = forms.EmailField(
        label=_("Email address"),
        required=False,
        widget=forms.EmailInput(attrs={"autocomplete": "email", "inputmode": "email"}),
    )
