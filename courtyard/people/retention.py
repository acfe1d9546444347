"""What this app keeps about people, what for, and for how many days: table by table, as data.

What the register of personal data shows belongs to a person; what stands here besides is bookkeeping.
"""

from dataclasses import dataclass
from typing import Any

from django.utils.translation import gettext_lazy as _

FORMER_RESIDENT_DAYS = 3 * 365
"""After somebody's last home ended: as long as a dispute about it may still come before a court."""


@dataclass(frozen=True, slots=True)
class Kept:
    """One table of bookkeeping. `days` count from when its row was of use for the last time."""

    table: str
    label: Any
    why: Any
    days: int


BOOKKEEPING = (
    Kept(
        "attempts",
        _("How often someone tried to sign in"),
        _("To stop people guessing passwords. Kept only as a hash."),
        1,
    ),
    Kept("sessions", _("Devices you are signed in on"), _("So that you do not have to sign in on every page."), 1),
    Kept(
        "codes",
        _("Printed codes that were used or have expired"),
        _("To explain why a code does not work. Kept only as a hash."),
        90,
    ),
    Kept("corrections", _("Name corrections that were settled"), _("To explain why a name was changed or not."), 365),
)
