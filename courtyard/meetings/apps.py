from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class MeetingsConfig(AppConfig):
    name = "courtyard.meetings"

    def ready(self) -> None:
        from courtyard.duties.registers import DutyKind
        from courtyard.duties.registers import kinds as duty_kinds
        from courtyard.meetings import frame, notices, search
        from courtyard.meetings.actions import PROMISE
        from courtyard.notify.registers import kinds, tellers
        from courtyard.search.upkeep import offer
        from courtyard.web.registers import panels, personal_data

        duty_kinds.add(DutyKind(PROMISE, _("promised at a meeting"), own_words=True))
        for kind in notices.KINDS:
            kinds.add(kind)
        tellers.add(notices.TELLER)
        offer(search.SEARCHABLE)
        panels.add(frame.PANEL)
        personal_data.add(frame.OWN_DATA)
