from datetime import timedelta

from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class ComplianceConfig(AppConfig):
    name = "courtyard.compliance"

    def ready(self) -> None:
        from courtyard.compliance import chores, frame
        from courtyard.compliance.actions import FINDING
        from courtyard.core.events import KINDS
        from courtyard.duties.registers import DutyKind
        from courtyard.duties.registers import kinds as duty_kinds
        from courtyard.trail.registers import ClerksChore, TrailReader, readers
        from courtyard.trail.registers import chores as clerks_chores
        from courtyard.web.registers import panels

        said = frozenset(name for name in KINDS if name.split(".")[0] in {"committee", "compliance"})
        duty_kinds.add(DutyKind(FINDING, _("what a check of the law found"), by_hand=False, own_words=True))
        heard = said | chores.VOTES | chores.CONTRACTS | chores.MONEY | chores.WALLS
        readers.add(TrailReader("compliance.look", heard, chores.hear))
        clerks_chores.add(ClerksChore("compliance.evaluate", timedelta(minutes=10), chores.evaluate_due))
        clerks_chores.add(ClerksChore("compliance.end_excuses", timedelta(hours=1), chores.end_excuses))
        for panel in frame.PANELS:
            panels.add(panel)
