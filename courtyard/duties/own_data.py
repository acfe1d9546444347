"""What duties keep about a person, as the person sees and exports it."""

from collections.abc import Mapping
from typing import Any

from django.utils.timezone import now
from django.utils.translation import gettext, gettext_lazy, pgettext

from courtyard.duties import actions, queries
from courtyard.people.models import Person
from courtyard.web.registers import PersonalData


def see(person: Person) -> list[Mapping[str, Any]]:
    """What they owe or owed by name, and since when they have had a calendar address."""
    at = now()
    owed = [
        {
            gettext("What has to be done?"): queries.said(duty),
            gettext("By which day?"): duty.due_at,
            pgettext("of a duty", "Status"): duty.state(at).label,
        }
        for duty in queries.owed_by_name(person)
    ]
    feeds = [{gettext("Calendar address since"): feed.made_at} for feed in queries.feeds_of(person)]
    return [*owed, *feeds]


OWN_DATA = PersonalData(
    "duties",
    gettext_lazy("What you owe, and your calendar address"),
    gettext_lazy(
        "So that everybody sees who promised what and by when. What you owed by name stays on the record of the "
        "estate; the secret address of your calendar ends when you ask."
    ),
    None,
    see,
    actions.revoke_feed,
    order=60,
)
