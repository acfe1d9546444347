"""Refusals by name. Each carries what its sentence needs; the web renders it in the reader's language."""

from typing import Any, ClassVar


def sentence(msgid: str) -> str:
    """Mark an English sentence for translation. The core knows no gettext; the page that shows it does."""
    return msgid


class Refusal(Exception):
    """A deed that is not done, with one sentence that says why and what to do.

    `says` is an English template; its `{fields}` are the exception's `fields`.
    """

    status: ClassVar[int] = 409
    says: ClassVar[str] = sentence("This cannot be done now. Nothing was changed.")

    def __init__(self, **fields: Any) -> None:
        super().__init__(self.says.format(**fields) if fields else self.says)
        self.fields = fields


class NotAllowed(Refusal):
    """This person may not do this to this thing."""

    status = 403
    says = sentence("You cannot do this here. If you think you should be able to, ask the joint desk.")


class NotThere(Refusal):
    """The thing does not exist, or this person may not know that it does."""

    status = 404
    says = sentence("There is nothing here, or you do not have access to it.")


class OutOfTurn(Refusal):
    """The thing is in another state than this move starts from.

    `now` and `wanted` are states; their labels are looked up by whoever renders the sentence.
    """

    says = sentence("This is “{now}”, so it cannot become “{wanted}”.")

    def __init__(self, now: Any, wanted: Any) -> None:
        super().__init__(now=now, wanted=wanted)


class BadInput(Refusal):
    """What was given cannot be used. `field` names the form's field where there is one."""

    status = 422
    says = sentence("Something you entered cannot be used. Please change it and try again.")
    field: str | None = None


class TooLarge(BadInput):
    status = 413
    says = sentence("This is too large. Please make it smaller and try again.")


class TooMany(Refusal):
    """Asked too often."""

    status = 429
    says = sentence("Too many attempts. Please wait {minutes} minutes and try again.")
