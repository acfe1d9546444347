"""What the committee tells lower floors, one function per noun."""

from collections.abc import Iterable
from datetime import timedelta
from typing import Any

from django.utils.translation import gettext_lazy as _

from courtyard.assembly.registers import hindrances
from courtyard.committee import (
    business_panels,
    chores,
    counting,
    frame,
    own_data,
    paper_panels,
    showing,
    showing_formation,
    sittings,
)
from courtyard.committee.actions import filing, handover, meetings, receptions, resolutions, stepping
from courtyard.committee.gate import GATE
from courtyard.committee.readers import TERMS
from courtyard.core.events import KINDS
from courtyard.duties.registers import DutyKind
from courtyard.duties.registers import kinds as duty_kinds
from courtyard.meetings.registers import kinds as meeting_kinds
from courtyard.notify.registers import kinds as notice_kinds
from courtyard.notify.registers import tellers
from courtyard.trail.registers import ClerksChore, TrailReader, readers
from courtyard.trail.registers import chores as clerks_chores
from courtyard.web.registers import Panel, personal_data, tabs
from courtyard.web.registers import panels as on_pages


def register(notices: Iterable[Any]) -> None:
    """Called once, when all models are there; `notices` are the app's own."""
    for some in notices:
        for kind in some.KINDS:
            notice_kinds.add(kind)
        tellers.add(some.TELLER)
    _life()
    _formation()
    _papers()
    _business()
    _coverage()


def _life() -> None:
    """Terms, members, meetings, resolutions."""
    readers.add(TERMS)
    meeting_kinds.add(sittings.COMMITTEE_MEETING)
    duty_kinds.add(DutyKind(meetings.ASKED, _("a committee meeting that members asked for"), by_hand=False))
    duty_kinds.add(DutyKind(resolutions.DUTY, _("a committee’s decision to be posted"), by_hand=False))
    tabs.add(showing.TAB)
    for panel in showing.PANELS:
        on_pages.add(panel)


def _formation() -> None:
    """The way to a committee, and the names that stand in all of it."""
    duty_kinds.add(DutyKind(stepping.DUTY, _("a step towards a committee"), by_hand=False))
    clerks_chores.add(ClerksChore("committee.begin_due", timedelta(hours=6), chores.begin_due))
    for panel in showing_formation.PANELS:
        on_pages.add(panel)
    hindrances.add(GATE)
    personal_data.add(own_data.OWN_DATA)


def _papers() -> None:
    """Filing with the housing office, and handing over."""
    duty_kinds.add(DutyKind(filing.DUTY, _("a filing with the housing office"), by_hand=False))
    duty_kinds.add(DutyKind(handover.DUTY, _("what a former member hands over"), public=False, by_hand=False))
    for panel in paper_panels.PANELS:
        on_pages.add(panel)


def _business() -> None:
    """Seals, reception days, year reports, limits, the secretary."""
    duty_kinds.add(DutyKind(receptions.RECEPTION, _("a reception day of the committee"), by_hand=False))
    for panel in business_panels.PANELS:
        on_pages.add(panel)


def _coverage() -> None:
    """Last, when every event of the committee is known."""
    said = frozenset(name for name in KINDS if name.startswith("committee."))
    readers.add(TrailReader("committee.coverage", said, counting.hear))
    clerks_chores.add(ClerksChore("committee.coverage", timedelta(minutes=10), counting.count))
    on_pages.add(Panel("committee.coverage", "node", "committee/_coverage.html", frame.node, order=5))
