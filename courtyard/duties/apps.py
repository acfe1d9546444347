from datetime import timedelta

from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class DutiesConfig(AppConfig):
    name = "courtyard.duties"

    def ready(self) -> None:
        from courtyard.duties import chores, frame, notices, search
        from courtyard.duties.own_data import OWN_DATA
        from courtyard.duties.registers import DutyKind, kinds
        from courtyard.notify.registers import kinds as notice_kinds
        from courtyard.notify.registers import tellers
        from courtyard.search.upkeep import offer
        from courtyard.trail.registers import ClerksChore, TrailReader, readers
        from courtyard.trail.registers import chores as clerks_chores
        from courtyard.web.registers import Panel, panels, personal_data

        kinds.add(DutyKind("duties.action_item", _("action item"), own_words=True))
        kinds.add(DutyKind("duties.scheduled", _("what the rules ask for"), own_words=True))
        readers.add(TrailReader("duties.count", chores.DEEDS, chores.hear))
        clerks_chores.add(ClerksChore("duties.count", timedelta(minutes=5), chores.count))
        clerks_chores.add(ClerksChore("duties.remind", timedelta(minutes=5), chores.remind))
        clerks_chores.add(ClerksChore("duties.owe_scheduled", timedelta(hours=1), chores.owe_scheduled))
        for kind in notices.KINDS:
            notice_kinds.add(kind)
        tellers.add(notices.TELLER)
        offer(search.SEARCHABLE)
        panels.add(Panel("duties.owed", "home", "duties/_owed.html", frame.owed, order=30))
        personal_data.add(OWN_DATA)
