"""What the wall tells lower floors: duties, news it hears, notices, its place on other pages."""

from datetime import timedelta

from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from courtyard.disclosure import chores, contents, frame
from courtyard.disclosure.happenings import sources
from courtyard.disclosure.own_data import OWN_DATA
from courtyard.disclosure.queries.publications import ANSWER, DUTY
from courtyard.disclosure.sources import SOURCES
from courtyard.disclosure.sources_of_books import AUDITS, KEEPERS
from courtyard.disclosure.traits import keepers
from courtyard.duties.registers import DutyKind
from courtyard.duties.registers import kinds as duty_kinds
from courtyard.trail.registers import ClerksChore, TrailReader, readers
from courtyard.trail.registers import chores as clerks_chores
from courtyard.web.registers import Tab, panels, personal_data, tabs


def register() -> None:
    """Called once, when all models are there."""
    for source in (*SOURCES, AUDITS):
        sources.add(source)
    keepers.add(KEEPERS)
    contents.fill()
    duty_kinds.add(DutyKind(DUTY, _("something to be published"), by_hand=False, own_words=True))
    duty_kinds.add(DutyKind(ANSWER, _("an answer about what was published"), by_hand=False))
    readers.add(TrailReader("disclosure.happenings", chores.HEARD, chores.hear))
    clerks_chores.add(ClerksChore("disclosure.walk", timedelta(hours=1), chores.walk))
    tabs.add(Tab("wall", pgettext_lazy("tab", "Wall"), "post", frame.address, order=33, on_phone=False))
    for panel in frame.PANELS:
        panels.add(panel)
    personal_data.add(OWN_DATA)
