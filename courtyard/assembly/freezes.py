"""What may not be decided now. The one predicate that votes, the committee and all apps above ask before they decide.

Which matters are frozen is data: `frozen = true` on [matters.*] of the rulebook. The law names hiring and dismissing
the company, a change of fees and major works (上海市住宅物业管理规定 art 28).
"""

from datetime import datetime

from django.db.models import Q
from django.utils.translation import get_language

from courtyard.assembly.models import Freeze
from courtyard.core.errors import Refusal, sentence
from courtyard.places.models import Estate
from courtyard.places.rules import rules_of


class Frozen(Refusal):
    says = sentence(
        "While the re-election group sits, this may not be decided: {matter} ({article}). The next committee can put "
        "it to the owners."
    )


def freeze_of(estate: Estate, at: datetime) -> Freeze | None:
    """The freeze that holds in an estate at this time: one query."""
    over = Q(until__isnull=False, until__lte=at)
    return Freeze.objects.filter(estate=estate.pk, since__lte=at).exclude(over).order_by("-since").first()


def is_frozen(matter: str, estate: Estate, at: datetime) -> Freeze | None:
    """The freeze under which a matter of the rulebook may not be decided at this time; None where it may."""
    known = rules_of(estate).matters.get(matter)
    return freeze_of(estate, at) if known and known.frozen else None


def require_thawed(matter: str, estate: Estate, at: datetime) -> None:
    """Raises Frozen, naming the matter and the article."""
    freeze = is_frozen(matter, estate, at)
    if freeze is not None:
        label = rules_of(estate).matters[matter].label(get_language() or "")
        raise Frozen(matter=label, article=freeze.article)
