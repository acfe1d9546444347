from datetime import timedelta

from django.apps import AppConfig


class CasesConfig(AppConfig):
    name = "courtyard.cases"

    def ready(self) -> None:
        from courtyard.cases import chores, registers
        from courtyard.trail.registers import ClerksChore
        from courtyard.trail.registers import chores as clerks_chores
        from courtyard.web.registers import panels, personal_data, tabs

        tabs.add(registers.TAB)
        for panel in registers.PANELS:
            panels.add(panel)
        personal_data.add(registers.OWN_DATA)
        clerks_chores.add(ClerksChore("cases.sweep_files", timedelta(hours=1), chores.sweep_files))
