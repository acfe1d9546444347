from datetime import timedelta

from django.apps import AppConfig
from django.db.models.signals import post_migrate
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy


class PeopleConfig(AppConfig):
    name = "courtyard.people"

    def ready(self) -> None:
        from courtyard.people import chores, frame, names, own_data, places
        from courtyard.people.upkeep import keep_the_clerk
        from courtyard.trail.registers import ClerksChore, Namer, namers
        from courtyard.trail.registers import chores as clerks
        from courtyard.web.registers import Frame, Tab, foot_links, frames, tabs

        places.tell()
        own_data.tell_register()
        frames.add(Frame("people", frame.here))
        tabs.add(Tab("people.residents", _("Residents"), "key", frame.residents, order=50, on_phone=False))
        tabs.add(Tab("people.me", pgettext_lazy("tab", "Me"), "me", frame.me, order=90))
        foot_links.add(Tab("people.privacy", _("What we keep, and for how long"), "eye", frame.privacy))
        clerks.add(ClerksChore("people.forget", timedelta(hours=1), chores.forget))
        clerks.add(ClerksChore("people.sweep_imports", timedelta(minutes=15), chores.sweep_imports))
        clerks.add(ClerksChore("people.erase_due", timedelta(days=1), chores.erase_due))
        namers.add(Namer("persons", names.names))
        post_migrate.connect(keep_the_clerk, sender=self)
