"""From the committee and the assembly: decisions, who was elected, when owners are received."""

import re
from collections.abc import Iterator
from uuid import UUID

from django.utils.translation import gettext

from courtyard.assembly.models import Assembly, Motion
from courtyard.assembly.models.result import Pile
from courtyard.committee.models import Committee, Resolution
from courtyard.committee.queries.business import receptions_ahead
from courtyard.core.disclosures import Row
from courtyard.disclosure.contents.registry import Builder, Scope
from courtyard.web.times import in_full

CHOICES = ("for", "against", "abstain")
_HEX = re.compile(r"[0-9a-f]{32}")


def _id(scope: Scope) -> UUID:
    """What happened; of a period nothing is found."""
    return UUID(scope.occasion) if _HEX.fullmatch(scope.occasion) else UUID(int=0)


def elected(scope: Scope) -> Iterator[Row]:
    """D04: names as they were posted."""
    one = Committee.objects.filter(estate=scope.estate.pk, pk=_id(scope)).first()
    if one is None:
        return
    members = one.members.filter(until__isnull=True).exclude(name="").order_by("alternate", "rank", "id")
    for number, member in enumerate(members, start=1):
        post = gettext("alternate") if member.alternate else str(member.get_post_display())
        yield Row(f"{number:02}", member.name, {}, post)


def resolution(scope: Scope) -> Iterator[Row]:
    """D05: one decision, in its words."""
    one = Resolution.objects.filter(estate=scope.estate.pk, pk=_id(scope), state__in=Resolution.DECIDED).first()
    if one is not None:
        yield Row("1", one.title, {"signed_count": _signed(one), "seats_count": one.seats}, one.words)


def _signed(one: Resolution) -> int:
    return one.signatures.filter(agrees=True).count()


def decisions(scope: Scope) -> Iterator[Row]:
    """D06: each motion that was voted on, and what stood behind each answer; elections by their candidates are D04."""
    one = Assembly.objects.filter(estate=scope.estate.pk, pk=_id(scope), certified_at__isnull=False).first()
    if one is None:
        return
    piles = list(Pile.objects.filter(motion__assembly=one, building__isnull=True, choice__in=CHOICES))
    for motion in one.motions.exclude(kind=Motion.Kind.ELECTION).order_by("position"):
        amounts = {f"{pile.choice}_heads": pile.heads for pile in piles if pile.motion_id == motion.pk}
        amounts |= {f"{pile.choice}_area_cm2": pile.area_cm2 for pile in piles if pile.motion_id == motion.pk}
        yield Row(f"{motion.position:02}", motion.title, amounts, motion.decides)


def receptions(scope: Scope) -> Iterator[Row]:
    """D32: the days on which members receive owners, and where."""
    for number, one in enumerate(receptions_ahead(scope.estate, scope.at), start=1):
        yield Row(f"{number:02}", in_full(one.starts_at), {}, one.place)


BUILDERS = (
    Builder("D04", elected),
    Builder("D05", resolution),
    Builder("D06", decisions),
    Builder("D32", receptions),
)
