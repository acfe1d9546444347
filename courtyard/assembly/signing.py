"""Petitions reckoned: whose signature counts, and how far it is to the threshold."""

from datetime import datetime

from django.utils.timezone import localdate

from courtyard.assembly import rules
from courtyard.assembly.models import Petition, Signature
from courtyard.assembly.queries.roll import DraftHead, DraftRoll, Where, draft
from courtyard.core.counting.outcome import Outcome, apply
from courtyard.core.counting.tally import Tally
from courtyard.people.models import Person
from courtyard.people.standing import standing
from courtyard.places.models import Estate

CONVENE = "assembly.convene"
"""The kind of duty that a reached petition makes."""


def roll_of(estate: Estate, at: datetime) -> DraftRoll:
    """The estate's roll as it is today: a petition has no frozen one."""
    return draft(Where(estate), localdate(at))


def head_of(person: Person, roll: DraftRoll, at: datetime) -> DraftHead | None:
    """The first set of owners that somebody may sign for: their own, or their organisation's."""
    whose = {person.pk, *(one.legal_id for one in standing(person).acts_for(localdate(at)))}
    mine = [head for head in roll.heads if whose & {owner.pk for owner in head.owners}]
    return next((head for head in mine if not head.is_developer), None)


def counted(one: Petition, roll: DraftRoll) -> Outcome:
    """Sets of owners that signed and still own something there, against all of today's, under the rule it began with.

    A home sold since counts for nobody who signed before.
    """
    keys = set(Signature.objects.filter(petition=one, withdrawn_at__isnull=True).values_list("key", flat=True))
    signed = [head for head in roll.heads if head.key in keys]
    heads, area = len(signed), sum(head.area_cm2 for head in signed)
    tally = Tally(
        {
            "for": {"heads": heads, "area": area},
            "absent": {"heads": len(roll.heads) - heads, "area": roll.area_cm2 - area},
        }
    )
    return apply(rules.book_of(one).counts[one.rule], tally)
