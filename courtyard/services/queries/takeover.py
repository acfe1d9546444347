"""What a company hands over: the list, how far it is, and whether there is anything to hand over at all."""

from collections.abc import Sequence
from datetime import timedelta

from courtyard.services.models import Contract, TakeoverItem
from courtyard.services.queries.contracts import binding

DAY = timedelta(days=1)


def goes_on(contract: Contract) -> bool:
    """Whether the same company serves on after the last day, under another contract: then nothing changes hands."""
    last = contract.last_day
    if last is None:
        return False
    after = binding(contract.estate, besides=contract.pk)
    return any(one.company_id == contract.company_id and one.holds(last + DAY) for one in after)


def leaves(contract: Contract) -> bool:
    """Whether it is known that the company leaves: it has ended, notice was given, or another company is hired."""
    if contract.state == Contract.State.ENDED or contract.leaves_on is not None:
        return not goes_on(contract)
    others = binding(contract.estate, besides=contract.pk)
    return any(one.starts_on > contract.starts_on and one.company_id != contract.company_id for one in others)


def things_of(contract: Contract) -> list[TakeoverItem]:
    rows = TakeoverItem.objects.filter(contract=contract).select_related("given_by", "received_by")
    return list(rows.order_by("position"))


def by_kind(things: Sequence[TakeoverItem]) -> list[tuple[str, list[TakeoverItem]]]:
    """In the order of the kinds; those that were struck are left out."""
    there = [one for one in things if not one.struck_why]
    groups = ((kind.label, [one for one in there if one.kind == kind]) for kind in TakeoverItem.Kind)
    return [(str(label), rows) for label, rows in groups if rows]
