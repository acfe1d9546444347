"""Ways to reach people: e-mail, and files in place of SMS and WeChat until an operator writes a real sender."""

import json
import smtplib
from datetime import UTC, datetime
from pathlib import Path

from django.conf import settings
from django.core.mail import EmailMessage
from django.utils.module_loading import import_string
from django.utils.translation import gettext_lazy as _

from courtyard.notify.registers import Channel, ChannelDown, Message, Sender, Undeliverable
from courtyard.people.models import Person


def email_of(person: Person) -> str | None:
    return person.email or None


def send_email(message: Message) -> None:
    """Raises ChannelDown where no server answers, Undeliverable where it refuses the address for good."""
    mail = EmailMessage(
        message.title, message.words, to=[message.to], headers={"Message-ID": f"<{message.id}@courtyard>"}
    )
    try:
        mail.send()
    except smtplib.SMTPRecipientsRefused as refused:
        raise Undeliverable("address refused") from refused
    except (OSError, smtplib.SMTPServerDisconnected, smtplib.SMTPConnectError) as down:
        raise ChannelDown from down


class FileSender:
    """Writes each message as a line of JSON: for development, in place of a provider."""

    def __init__(self, name: str) -> None:
        self.name = name

    def can_reach(self, person: Person) -> str | None:
        return person.phone or None

    def send(self, message: Message) -> None:
        folder = Path(settings.VAR) / "outbox"
        folder.mkdir(parents=True, exist_ok=True)
        said = {
            "id": str(message.id), "to": message.to, "words": message.words, "link": message.link,
            "at": datetime.now(UTC).isoformat(timespec="seconds"),
        }  # fmt: skip
        with (folder / f"{self.name}.jsonl").open("a", encoding="utf-8") as file:
            file.write(json.dumps(said, ensure_ascii=False) + "\n")


EMAIL = Channel("email", _("email"), email_of, send_email, order=10)


def costly() -> list[Channel]:
    """SMS and WeChat: the operator's own sender where the setting names one, files in the demo, else none."""
    labels = {"sms": _("text message"), "wechat": _("WeChat")}
    found = []
    for number, (name, label) in enumerate(labels.items(), start=2):
        dotted = settings.SENDERS.get(name, "")
        sender: Sender | None = import_string(dotted)() if dotted else FileSender(name) if settings.DEMO else None
        if sender is not None:
            found.append(
                Channel(name, label, sender.can_reach, sender.send, costly=True, digests=False, order=number * 10)
            )
    return found
