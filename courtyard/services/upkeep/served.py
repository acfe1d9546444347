"""Where companies serve: a roll-up of contracts, which can be thrown away and rebuilt."""

from django.db import transaction

from courtyard.services.models import Contract, Served

AT_ONCE = 500
SERVING = (*Contract.LIVING, Contract.State.ENDED)


def serve(contract: Contract) -> None:
    """What a contract says of where its company serves, from when to when. Called within the deed."""
    Served.objects.update_or_create(contract=contract.pk, defaults=_columns(contract))


def _columns(contract: Contract) -> dict[str, object]:
    return {
        "company_id": contract.company_id, "node_id": contract.estate_id, "kind": contract.kind,
        "since": contract.starts_on, "until": contract.ended_on,
    }  # fmt: skip


@transaction.atomic
def rebuild_served() -> int:
    """Everything anew from the contracts. Says how many there are."""
    Served.objects.all().delete()
    rows = Contract.objects.filter(state__in=SERVING).order_by("pk").iterator(AT_ONCE)
    batch, count = [], 0
    for contract in rows:
        batch.append(Served(contract=contract.pk, **_columns(contract)))
        if len(batch) == AT_ONCE:
            count += len(Served.objects.bulk_create(batch))
            batch = []
    return count + len(Served.objects.bulk_create(batch))
