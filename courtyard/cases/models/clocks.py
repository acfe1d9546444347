"""The three clocks of a case, and which of them runs out next."""

from django.db import models
from django.db.models import F, Q
from django.db.models.functions import Least
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy


class Clock(models.TextChoices):
    """What a case has to be done by: a first word, somebody on site where there is danger, and putting it right."""

    FIRST_CONTACT = "first_contact", _("first reply")
    ON_SITE = "on_site", _("on site")
    RESOLVED = "resolved", pgettext_lazy("clock of a case", "put right")


def _unless_met(due: str, done: str) -> models.Case:
    """The deadline of a clock that still runs; otherwise the last one, which is never earlier than the earliest."""
    runs = Q(
        **{"state__in": ["filed", "triaged", "paused", "signing"], f"{due}__isnull": False, f"{done}__isnull": True}
    )
    return models.Case(models.When(runs, then=F(due)), default=F("due_at"))


EARLIEST = Least(
    F("due_at"), _unless_met("contact_due_at", "contacted_at"), _unless_met("on_site_due_at", "on_site_at")
)
