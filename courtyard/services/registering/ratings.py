"""What lower floors show and do for ratings."""

from datetime import timedelta

from courtyard.notify.registers import kinds as notice_kinds
from courtyard.notify.registers import tellers
from courtyard.services import panels_ratings
from courtyard.services.chores import ratings as chores
from courtyard.services.notices import ratings as notices
from courtyard.trail.registers import ClerksChore
from courtyard.trail.registers import chores as clerks_chores
from courtyard.web.registers import panels, personal_data


def register() -> None:
    """Called once, when all models are there."""
    for kind in notices.KINDS:
        notice_kinds.add(kind)
    tellers.add(notices.TELLER)
    for panel in panels_ratings.PANELS:
        panels.add(panel)
    personal_data.add(panels_ratings.OWN_DATA)
    clerks_chores.add(ClerksChore("services.ask_homes", timedelta(minutes=10), chores.ask_homes))
    clerks_chores.add(ClerksChore("services.close_quarters", timedelta(hours=3), chores.close_quarters))
    clerks_chores.add(ClerksChore("services.forget_refused", timedelta(days=1), chores.forget_refused))
