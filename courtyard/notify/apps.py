from datetime import timedelta

from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _

from courtyard.core.errors import sentence


class NotifyConfig(AppConfig):
    name = "courtyard.notify"

    def ready(self) -> None:
        from courtyard.notify import chores, frame, senders, upkeep
        from courtyard.notify.registers import NoticeKind, channels, kinds, tellers
        from courtyard.trail.registers import ClerksChore, TrailReader, readers
        from courtyard.trail.registers import chores as clerks_chores
        from courtyard.web.registers import panels, personal_data, tabs

        says = sentence("A notice hangs on the board of {place}: {title}")
        kinds.add(NoticeKind("notify.board", _("What hangs on the board"), says, default="daily", order=80))
        kinds.add(NoticeKind("notify.board_urgent", _("Urgent notices of the board"), says, urgent=True, order=81))
        for channel in (senders.EMAIL, *senders.costly()):
            channels.add(channel)
        # apps above stand earlier in INSTALLED_APPS, so that all tellers are here
        heard = frozenset(event for teller in tellers for event in teller.events)
        readers.add(TrailReader("notify", heard, upkeep.hear))
        for name, every, run in (
            ("notify.send", timedelta(seconds=10), chores.send),
            ("notify.digest", timedelta(minutes=10), chores.digest),
            ("notify.tell_residents", timedelta(seconds=30), chores.tell_residents),
            ("notify.forget", timedelta(hours=12), chores.forget),
        ):
            clerks_chores.add(ClerksChore(name, every, run))
        tabs.add(frame.TAB)
        panels.add(frame.PANEL)
        personal_data.add(frame.OWN_DATA)
