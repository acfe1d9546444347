from datetime import timedelta

from django.apps import AppConfig
from django.urls import reverse
from django.utils.translation import gettext_lazy as _


class TrailConfig(AppConfig):
    name = "courtyard.trail"

    def ready(self) -> None:
        from django.core.checks import register

        from courtyard.trail.checks import the_clock_is_not_moved
        from courtyard.trail.chores import sign_daily
        from courtyard.trail.registers import ClerksChore, chores
        from courtyard.web.registers import Tab, foot_links

        register(the_clock_is_not_moved)
        foot_links.add(Tab("trail.verify", _("Check the record"), "seal", lambda request: reverse("trail:verify")))
        chores.add(ClerksChore("trail.sign_daily", timedelta(days=1), sign_daily))
