"""What lower floors show and do for contracts."""

from datetime import timedelta

from django.utils.translation import gettext_lazy as _

from courtyard.duties.registers import DutyKind
from courtyard.duties.registers import kinds as duty_kinds
from courtyard.notify.registers import kinds as notice_kinds
from courtyard.notify.registers import tellers
from courtyard.services import contract_showing
from courtyard.services.actions.contract_calendar import FILING, PLAN, TAKEOVER
from courtyard.services.chores.contracts import close_over
from courtyard.services.notices.contracts import KINDS, TELLER
from courtyard.trail.registers import ClerksChore
from courtyard.trail.registers import chores as clerks_chores
from courtyard.web.registers import panels


def register() -> None:
    """Called once, when all models are there."""
    duty_kinds.add(DutyKind(FILING, _("a service contract to be filed"), by_hand=False))
    duty_kinds.add(DutyKind(PLAN, _("a plan for choosing a company"), by_hand=False))
    duty_kinds.add(DutyKind(TAKEOVER, _("what a company hands over when it leaves"), by_hand=False))
    clerks_chores.add(ClerksChore("services.close_contracts", timedelta(hours=1), close_over))
    for kind in KINDS:
        notice_kinds.add(kind)
    tellers.add(TELLER)
    for panel in contract_showing.PANELS:
        panels.add(panel)
