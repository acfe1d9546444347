"""What the register of companies keeps about a person, and for how long."""

from collections.abc import Iterator, Mapping
from datetime import date
from itertools import islice
from typing import Any

from django.db.models import Q
from django.utils.translation import gettext, gettext_lazy

from courtyard.people.models import Person
from courtyard.services.models import Company, CreditPoint, Supervision
from courtyard.web.registers import PersonalData

MOST = 1_000


def see(person: Person) -> list[Mapping[str, Any]]:
    """What they said for a company, and what they entered or decided for an office."""
    rows = (
        {gettext("What"): what, gettext("When"): when, gettext("Company"): company}
        for what, when, company in _told(person)
    )
    return list(islice(rows, MOST))


def _told(person: Person) -> Iterator[tuple[str, date, str]]:
    theirs = Q(objected_by=person) | Q(answered_by=person) | Q(correction_asked_by=person) | Q(given_by=person)
    for one in CreditPoint.objects.filter(theirs).select_related("company").order_by("-told_at")[:MOST]:
        yield from _of_points(one, person)
    for found in Supervision.objects.filter(by=person).select_related("company").order_by("-on")[:MOST]:
        yield gettext("entered: {what}").format(what=found.get_kind_display()), found.on, found.company.name
    for company in Company.objects.filter(registered_by=person).order_by("-registered_at")[:MOST]:
        yield gettext("registered the company"), company.registered_at, company.name


def _of_points(one: CreditPoint, person: Person) -> Iterator[tuple[str, date, str]]:
    said = (
        (one.objected_by_id, one.objected_at, gettext("objected for the company: {words}").format(words=one.objection)),
        (one.answered_by_id, one.answered_at, gettext("answered the objection: {words}").format(words=one.answer)),
        (
            one.correction_asked_by_id, one.correction_asked_at,
            gettext("asked for a correction: {words}").format(words=one.correction),
        ),
        (one.given_by_id, one.told_at, gettext("gave points: {words}").format(words=one.reason)),
    )  # fmt: skip
    for whose, when, what in said:
        if whose == person.pk and when is not None:
            yield what, when, one.company.name


OWN_DATA = PersonalData(
    "services.companies",
    gettext_lazy("What you said for a property company, or entered about one"),
    gettext_lazy(
        "An objection, an answer and an entry are those of a company or an office, and stay with the points they are "
        "about. Nobody else reads who wrote them; once your data is erased, no name stands beside them."
    ),
    None,
    see,
    None,
    order=67,
)
