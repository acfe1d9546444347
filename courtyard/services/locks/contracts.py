"""One estate's contracts, for one deed alone: two never come to bind on one day. The estate is locked first."""

from uuid import UUID

from courtyard.places.locks import lock_estate
from courtyard.services.models import Annex, Contract, ContractExtra, TakeoverItem
from courtyard.trail.rows import holder, locked, there


def lock_contract(contract_id: UUID) -> Contract:
    """A contract, its estate locked before it. Raises NotThere."""
    estate = lock_estate(holder(Contract.objects, contract_id, "estate"))
    contract = locked(Contract.objects.select_related("company", "catalogue", "decision"), contract_id)
    contract.estate = estate
    return contract


def lock_annex(annex_id: UUID) -> tuple[Contract, Annex]:
    """A paper of a contract that is locked. Raises NotThere."""
    contract = lock_contract(holder(Annex.objects, annex_id, "contract"))
    return contract, there(Annex.objects, annex_id)


def lock_extra(extra_id: UUID) -> tuple[Contract, ContractExtra]:
    """A promise of a contract that is locked. Raises NotThere."""
    contract = lock_contract(holder(ContractExtra.objects, extra_id, "contract"))
    return contract, there(ContractExtra.objects, extra_id)


def lock_thing(thing_id: UUID) -> tuple[Contract, TakeoverItem]:
    """One thing that is handed over under a contract that is locked. Raises NotThere."""
    contract = lock_contract(holder(TakeoverItem.objects, thing_id, "contract"))
    return contract, there(TakeoverItem.objects, thing_id)
