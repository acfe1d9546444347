"""What topping up the fund tells lower floors: who hears of it, and what the committee owes by it."""

from django.utils.translation import gettext_lazy as _

from courtyard.duties.registers import DutyKind
from courtyard.duties.registers import kinds as duty_kinds
from courtyard.money.notices.top_ups import KINDS, TELLER
from courtyard.money.top_up_duties import DECIDE, RESTORE
from courtyard.notify.registers import kinds, tellers


def register() -> None:
    """Called once, when all models are there."""
    duty_kinds.add(DutyKind(DECIDE, _("how the maintenance fund is topped up, to be decided"), by_hand=False))
    duty_kinds.add(DutyKind(RESTORE, _("the maintenance fund to be topped up"), by_hand=False))
    for kind in KINDS:
        kinds.add(kind)
    tellers.add(TELLER)
