from datetime import timedelta

from django.apps import AppConfig


class CasesConfig(AppConfig):
    name = "courtyard.cases"

    def ready(self) -> None:
        from courtyard.cases import chores, notices, registers, search
        from courtyard.notify.registers import kinds, tellers
        from courtyard.search.registers import lookups
        from courtyard.search.upkeep import offer
        from courtyard.trail.registers import ClerksChore
        from courtyard.trail.registers import chores as clerks_chores
        from courtyard.web.registers import panels, personal_data, tabs

        tabs.add(registers.TAB)
        for panel in registers.PANELS:
            panels.add(panel)
        personal_data.add(registers.OWN_DATA)
        for kind in notices.KINDS:
            kinds.add(kind)
        tellers.add(notices.TELLER)
        for name, every, run in (
            ("cases.go_on", timedelta(minutes=1), chores.go_on),
            ("cases.climb", timedelta(minutes=5), chores.climb),
            ("cases.climb_returned", timedelta(minutes=5), chores.climb_returned),
            ("cases.close_unanswered", timedelta(minutes=30), chores.close_unanswered),
            ("cases.forget_callers", timedelta(hours=12), chores.forget_callers),
            ("cases.sweep_files", timedelta(hours=1), chores.sweep_files),
        ):
            clerks_chores.add(ClerksChore(name, every, run))
        offer(search.SEARCHABLE)
        offer(search.INCIDENTS)
        lookups.add(search.LOOKUP)
