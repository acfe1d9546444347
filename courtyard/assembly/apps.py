from datetime import timedelta

from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class AssemblyConfig(AppConfig):
    name = "courtyard.assembly"

    def ready(self) -> None:
        from courtyard.assembly import chores, frame, panels, search
        from courtyard.assembly.notices import calling, results, voting
        from courtyard.assembly.signing import CONVENE
        from courtyard.duties.registers import DutyKind
        from courtyard.duties.registers import kinds as duty_kinds
        from courtyard.notify.registers import kinds, tellers
        from courtyard.search.upkeep import offer
        from courtyard.trail.registers import ClerksChore
        from courtyard.trail.registers import chores as clerks_chores
        from courtyard.web.registers import panels as on_pages
        from courtyard.web.registers import personal_data, tabs

        duty_kinds.add(DutyKind(CONVENE, _("an assembly that owners asked for"), by_hand=False))
        for kind in (*calling.KINDS, *voting.KINDS, *results.KINDS):
            kinds.add(kind)
        for notices in (calling, voting, results):
            tellers.add(notices.TELLER)
        offer(search.SEARCHABLE)
        tabs.add(frame.TAB)
        for panel in (*frame.PANELS, *panels.PANELS):
            on_pages.add(panel)
        personal_data.add(frame.OWN_DATA)
        for name, every, run in (
            ("assembly.close_due", timedelta(minutes=1), chores.close_due),
            ("assembly.bring_into_force_due", timedelta(minutes=10), chores.bring_into_force_due),
            ("assembly.expire_petitions", timedelta(minutes=10), chores.expire_petitions),
            ("assembly.sweep_files", timedelta(hours=1), chores.sweep_files),
            ("assembly.sweep_keys", timedelta(hours=1), chores.sweep_keys),
        ):
            clerks_chores.add(ClerksChore(name, every, run))
