"""Bodies whose members vote: a committee's meeting, and the group that prepares the first assembly."""

from dataclasses import dataclass
from fractions import Fraction

from courtyard.core.counting.outcome import Outcome, apply
from courtyard.core.counting.tally import BadTally, Tally, share
from courtyard.core.rulebook.counts import CountRule

CHAIR = "street_or_town"


@dataclass(frozen=True, slots=True)
class GroupFound:
    owner_share: Fraction | None
    reasons: tuple[str, ...]


def member_meeting(rule: CountRule, members: int, attending: int, approve: int) -> Outcome:
    """A decision of a body: how many are members (vacant seats counted), how many came, how many signed.

    Raises BadTally where more came than there are, or more agreed than came.
    """
    if not 0 <= approve <= attending <= members:
        raise BadTally(reason=f"{approve} of {attending} of {members}")
    piles = {"for": approve, "abstain": attending - approve, "absent": members - attending}
    return apply(rule, Tally({pile: {"members": many} for pile, many in piles.items()}))  # type: ignore[misc]


def preparatory_group(rule: CountRule, *, size: int, owner_reps: int, chair: str) -> GroupFound:
    """Whether a group may prepare: odd, half of it owners, the chair from the street (上海 art 15). Raises BadTally."""
    if not 0 <= owner_reps <= size:
        raise BadTally(reason=f"{owner_reps} of {size}")
    outcome = apply(rule, Tally({"for": {"members": owner_reps}, "absent": {"members": size - owner_reps}}))
    reasons = list(outcome.reasons)
    if size % 2 == 0:
        reasons.append("size_must_be_odd")
    if chair != CHAIR:
        reasons.append("chair_must_be_street_or_town")
    return GroupFound(share(owner_reps, size), tuple(reasons))
