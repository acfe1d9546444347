"""Reports that may be about the same thing: near in place and time, of one kind, or in like words."""

from collections.abc import Mapping
from datetime import datetime, timedelta
from fractions import Fraction

from django.db.models import Q, QuerySet

from courtyard.cases.models import Case
from courtyard.core.likeness import shared, weighed

LOOKED_AT_MAX = 24
"""To weigh the words of one takes a tenth of a millisecond, and the desk waits for it."""
ELSEWHERE = tuple(state for state in Case.State if state not in {Case.State.FILED, Case.State.TRIAGED})
COMPARED = (
    "number", "category", "building", "entrance", "common_part", "place_label", "words", "public_words", "filed_at",
)  # fmt: skip
OFFERED_MAX = 5
WITHIN = timedelta(days=30)
ENOUGH = Fraction(3, 10)
"""Of a whole of one: words count half, the place three tenths, the kind two tenths."""
SOME_WORDS = Fraction(1, 10)
"""Two things in one building are not the same thing: their words have to say something of it, where there are any."""


def alike(case: Case, among: QuerySet[Case], at: datetime) -> list[Case]:
    """Open cases that may be the same as this one, the likeliest first; one query.

    `among` is what the reader may handle. Only cases of the same circle filed within a month are looked at, the
    nearest in time first: read along the index by time of filing, so the states are said by what they are not.
    """
    open_ones = among.filter(estate=case.estate_id, circle=case.circle).exclude(state__in=ELSEWHERE)
    near = Q(category=case.category) | Q(building=case.building_id) if case.building_id else Q(category=case.category)
    if case.common_part_id:
        near |= Q(common_part=case.common_part_id)
    recent = open_ones.filter(near, filed_at__gte=case.filed_at - WITHIN).exclude(pk=case.pk).only(*COMPARED)
    ours = weighed(case.words)
    scored = [(_how_alike(case, ours, one), one) for one in recent.order_by("-filed_at", "-pk")[:LOOKED_AT_MAX]]
    best = sorted((pair for pair in scored if pair[0] >= ENOUGH), key=lambda pair: (-pair[0], pair[1].pk))
    return [one for _, one in best[:OFFERED_MAX]]


def _how_alike(one: Case, ours: Mapping[str, int], other: Case) -> Fraction:
    """From nought to one."""
    theirs = weighed(other.words)
    likeness = shared(ours, theirs)
    if ours and theirs and likeness < SOME_WORDS:
        return Fraction(0)
    kind = Fraction(2, 10) if one.category == other.category else Fraction(0)
    return likeness / 2 + kind + _nearness(one, other)


def _nearness(one: Case, other: Case) -> Fraction:
    if one.common_part_id or other.common_part_id:
        return Fraction(3, 10) if one.common_part_id == other.common_part_id else Fraction(0)
    if one.building_id is None or one.building_id != other.building_id:
        return Fraction(0)
    same_stairs = one.entrance_id == other.entrance_id or not (one.entrance_id and other.entrance_id)
    return Fraction(3, 10) if same_stairs else Fraction(1, 10)
