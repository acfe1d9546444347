"""Petitions of an estate, and how far each is to its threshold."""

from dataclasses import dataclass
from datetime import datetime
from typing import Any
from uuid import UUID

from django.utils.translation import gettext

from courtyard.assembly import rules
from courtyard.assembly.models import Petition, Signature
from courtyard.assembly.permissions import may_read_list
from courtyard.assembly.signing import counted, roll_of
from courtyard.core.counting.gates import Checked
from courtyard.core.counting.tally import Tally
from courtyard.core.counting.words import Said, amount, explain
from courtyard.core.errors import sentence
from courtyard.core.rulebook.counts import CountRule
from courtyard.people.models import Person
from courtyard.places.models import Estate

SHOWN_MAX = 40
SIGNED = sentence("Signed: {have}, of {whole} in all.")


@dataclass(frozen=True, slots=True)
class Reckoned:
    """Both counts of a petition: the gates of its rule, and heads and area whether the rule asks for them or not."""

    rule: CountRule
    checks: tuple[Checked, ...]
    heads: int
    all_heads: int
    area_cm2: int
    all_area_cm2: int

    @property
    def sentences(self) -> list[str]:
        """What signed, of how many, and what is missing."""
        told = []
        for check in self.checks:
            weight = check.gate.weight
            signed = Said(SIGNED, {"have": amount(check.have, weight), "whole": amount(check.whole, weight)})
            told += [signed.render(gettext), explain(check)[1].render(gettext)]
        return told

    @property
    def by_heads(self) -> Checked | None:
        return next((check for check in self.checks if check.gate.weight == "heads"), None)

    @property
    def by_area(self) -> Checked | None:
        return next((check for check in self.checks if check.gate.weight == "area"), None)


def petitions_of(estate: Estate) -> list[Petition]:
    """Those that can be signed first, then the newest."""
    found = Petition.objects.filter(estate=estate).order_by("-begun_at", "-pk")[:SHOWN_MAX]
    return sorted(found, key=lambda one: one.state != Petition.State.OPEN)


def find_petition(person: Person, code: str, pk: UUID, at: datetime) -> Petition | None:
    found = Petition.objects.select_related("estate__node").filter(pk=pk, estate__node__code=code).first()
    return found if found and may_read_list(person, found.estate, at) else None


def reckoned(one: Petition, at: datetime) -> Reckoned | None:
    """As it stands now while it is open; once it is reached, as it was then. Nothing is kept of one withdrawn."""
    if one.state in (Petition.State.OPEN, Petition.State.EXPIRED):
        outcome = counted(one, roll_of(one.estate, at))
        tally, checks = outcome.tally, outcome.checks
    elif one.state == Petition.State.REACHED:
        told: dict[str, Any] = one.result or {}
        tally = _tally(told)
        checks = tuple(gate.check(tally) for gate in rules.book_of(one).counts[one.rule].gates)
    else:
        return None
    heads, area = int(tally.of("for", "heads")), int(tally.of("for", "area"))
    whole = int(tally.of("all", "heads")), int(tally.of("all", "area"))
    return Reckoned(rules.book_of(one).counts[one.rule], checks, heads, whole[0], area, whole[1])


def _tally(told: dict[str, Any]) -> Tally:
    return Tally(
        {
            "for": {"heads": told["heads"], "area": told["area_cm2"]},
            "absent": {
                "heads": told["all_heads"] - told["heads"], "area": told["all_area_cm2"] - told["area_cm2"],
            },
        }
    )  # fmt: skip


def signed_by(one: Petition, person: Person) -> Signature | None:
    """Their own signature that stands."""
    return Signature.objects.filter(petition=one, person=person, withdrawn_at__isnull=True).first()
