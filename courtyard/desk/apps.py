from datetime import timedelta

from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class DeskConfig(AppConfig):
    name = "courtyard.desk"

    def ready(self) -> None:
        from courtyard.desk import chores, frame, notices, search, sessions
        from courtyard.desk.actions.log import CALL_PROMISE
        from courtyard.desk.actions.questions import QUESTION
        from courtyard.duties.registers import DutyKind
        from courtyard.duties.registers import kinds as duty_kinds
        from courtyard.meetings.registers import kinds as meeting_kinds
        from courtyard.meetings.registers import sources
        from courtyard.notify.registers import kinds, tellers
        from courtyard.search.upkeep import offer
        from courtyard.trail.registers import ClerksChore
        from courtyard.trail.registers import chores as clerks_chores
        from courtyard.web.registers import panels, personal_data, tabs

        meeting_kinds.add(sessions.JOINT_SESSION)
        for source in frame.SOURCES:
            sources.add(source)
        duty_kinds.add(DutyKind(CALL_PROMISE, _("promised on the telephone"), public=False, own_words=True))
        duty_kinds.add(DutyKind(QUESTION, _("a supervisor’s question"), by_hand=False))
        for kind in notices.KINDS:
            kinds.add(kind)
        tellers.add(notices.TELLER)
        offer(search.SEARCHABLE)
        tabs.add(frame.TAB)
        for panel in frame.PANELS:
            panels.add(panel)
        for data in frame.OWN_DATA:
            personal_data.add(data)
        clerks_chores.add(ClerksChore("desk.forget_log", timedelta(hours=12), chores.forget_log))
