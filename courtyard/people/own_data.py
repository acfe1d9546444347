"""What people keeps about a person, as the person sees and exports it; each look of somebody else at it."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.db.models import Q
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from courtyard.people.events.privacy import REASONS, Unmasked
from courtyard.people.models import Office, Person, Representative, Tenure
from courtyard.people.retention import FORMER_RESIDENT_DAYS
from courtyard.trail.models import Line
from courtyard.trail.queries import tell
from courtyard.web.registers import PersonalData, personal_data

LINES_MAX = 2_000
LOOKS_MAX = 200

Rows = list[Mapping[str, Any]]


@dataclass(frozen=True, slots=True)
class Look:
    """That somebody looked at one's data. Who it was is said by name: looking is done in an office."""

    at: datetime
    by: str
    why: Any
    words: str


def looks_at(person: Person) -> list[Look]:
    lines = list(Line.objects.of_kind(Unmasked).filter(whom=person.pk).order_by("-id")[:LOOKS_MAX])
    names = dict(Person.objects.filter(pk__in={line.by for line in lines}).values_list("pk", "name"))
    return [_look(line, names.get(line.by, "")) for line in lines]


def _look(line: Line, name: str) -> Look:
    fields = line.fields
    reason = REASONS.get(fields["reason"], "")
    return Look(line.at, name, gettext(reason) if reason else "", fields["words"] or "")


def account(person: Person) -> Rows:
    names = "、".join(person.sign_in_names.order_by("value").values_list("value", flat=True))
    return [
        {
            gettext("Name"): person.name,
            gettext("Phone number"): person.phone,
            gettext("Email address"): person.email,
            gettext("Sign-in name"): names,
            gettext("Language"): person.language,
            gettext("Identity number"): gettext("kept only as a hash that cannot be turned back into the number")
            if person.id_hash
            else "",
        }
    ]


def homes(person: Person) -> Rows:
    held = Tenure.objects.filter(person=person).select_related("estate__node", "home__building", "home__entrance")
    return [
        {
            gettext("Home"): f"{tenure.estate.node.name} {tenure.home.label}",
            gettext("Relationship to the home"): tenure.get_kind_display(),
            gettext("Share"): str(tenure.share or ""),
            gettext("Since"): tenure.since,
            gettext("Until"): tenure.until or "",
            gettext("Date confirmed"): tenure.confirmed_at or "",
        }
        for tenure in held.order_by("since", "pk")
    ]


def offices(person: Person) -> Rows:
    held = Office.objects.filter(person=person).select_related("node").order_by("since", "pk")
    acting = Representative.objects.filter(person=person).select_related("legal").order_by("since", "pk")
    rows: Rows = [
        {
            gettext("Office"): office.get_kind_display(),
            gettext("Place"): office.node.name,
            gettext("Since"): office.since,
            gettext("Until"): office.until or "",
        }
        for office in held
    ]
    return rows + [
        {
            gettext("Office"): gettext("acts for"),
            gettext("Place"): one.legal.name,
            gettext("Since"): one.since,
            gettext("Until"): one.until or "",
        }
        for one in acting
    ]


def corrections(person: Person) -> Rows:
    return [
        {
            gettext("Correct name"): one.wanted,
            gettext("Reason"): one.words,
            gettext("Date asked"): one.asked_at,
            gettext("Date settled"): one.settled_at or "",
        }
        for one in person.name_corrections.order_by("asked_at")
    ]


def lines(person: Person) -> Rows:
    """What the record says one did, and what it says about one; the newest two thousand lines."""
    mine = Line.objects.filter(Q(by=person.pk) | Q(whom=person.pk)).order_by("-id")[:LINES_MAX]
    return [
        {gettext("When"): line.at, gettext("What"): tell(line.event), gettext("Verification hash"): line.digest}
        for line in mine
    ]


OWN = (
    PersonalData(
        "people.account",
        _("Your account"),
        _("To sign you in and contact you. Erased when you ask."),
        None,
        account,
        order=-50,
    ),
    PersonalData(
        "people.homes",
        _("Your homes"),
        _("To know who votes and pays for a home. Former residents are erased after three years."),
        FORMER_RESIDENT_DAYS,
        homes,
        order=-40,
    ),
    PersonalData(
        "people.offices",
        _("Your offices"),
        _("What you decide in an office is public."),
        None,
        offices,
        order=-30,
    ),
    PersonalData(
        "people.corrections",
        _("Corrections to your name"),
        _("To explain why a name was changed or not."),
        365,
        corrections,
        order=-20,
    ),
    PersonalData(
        "people.lines",
        _("What the record says"),
        _("Nobody can change it afterwards. Your words and data in it are erased when you ask; the line itself stays."),
        None,
        lines,
        order=90,
    ),
)


def tell_register() -> None:
    for one in OWN:
        personal_data.add(one)
