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
    Kept("attempts", _("How often somebody tried to sign in"), _("Against guessing. Only as a hash."), 1),
    Kept("sessions", _("On which devices you are signed in"), _("So that you need not sign in on every page."), 1),
    Kept(
        "codes",
        _("Codes on paper that are over"),
        _("To tell why a code does not work. Only as a hash."),
        90,
    ),
    Kept("corrections", _("Corrections of names, once settled"), _("To tell why a name was changed or left."), 365),
)
