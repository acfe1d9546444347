"""What tests about services begin with: a company, a catalogue of standards, a contract that is in force."""

from datetime import date
from typing import Any
from uuid import UUID, uuid4

from courtyard.assembly.models import Decision
from courtyard.conftest import MONDAY_9AM, Court
from courtyard.places.models import Estate, Node
from courtyard.services.models import (
    Catalogue,
    Company,
    Contract,
    ContractLevel,
    ContractPrice,
    Field,
    Item,
    Level,
    Served,
)

TODAY = date(2026, 6, 8)
STARTS, ENDS = date(2025, 1, 1), date(2027, 12, 31)
DWELLING_FEN = 185


def company(court: Court, name: str = "青禾物业", credit_code: str = "91310000MA1FL0000X") -> Company:
    """Registered by the city; no organisation acts for it yet."""
    return Company.objects.create(
        node=court.city, name=name, credit_code=credit_code, registered_by=court.shi, registered_at=MONDAY_9AM
    )


def catalogue(court: Court, node: Node | None = None, version: str = "2026") -> Catalogue:
    """Two levels in each field; of each field one item for both and one for the higher alone."""
    one = Catalogue.objects.create(
        node=node or court.city, name="服务标准示例", version=version, is_example=True, loaded_by=court.shi,
        loaded_at=MONDAY_9AM, valid_from=STARTS,
    )  # fmt: skip
    for place, field in enumerate(Field, start=1):
        for number in (1, 2):
            Level.objects.create(catalogue=one, field=field, number=number, name=f"{number}级", words="按这一级做")
        for position, (low, high) in enumerate(((1, 2), (2, 2)), start=1):
            Item.objects.create(
                catalogue=one, field=field, code=f"{place}-{position}", position=position, level_from=low,
                level_to=high, what=f"第{place}类第{position}项", how="看一遍", often="每月1次", every_days=30,
                passes="都做到",
            )  # fmt: skip
    return one


def contract(
    court: Court, *, estate: Estate | None = None, of: Company | None = None, by: Catalogue | None = None,
    level: int = 2, decision: Decision | None = None, **more: Any,
) -> Contract:  # fmt: skip
    """In force from 2025 to 2027: the developer's first one, so without a vote, unless `more` says otherwise."""
    estate = estate or court.estate
    given: dict[str, Any] = {
        "kind": Contract.Kind.FIRST, "state": Contract.State.SIGNED, "mode": Contract.Mode.COMMISSION,
        "commission_bp": 800, "authority": "前期物业服务合同", "starts_on": STARTS, "ends_on": ENDS,
        "rulebook": "cn-shanghai/2026.2", "drafted_by": court.yan, "drafted_at": MONDAY_9AM, "signed_on": STARTS,
        "signed_by": court.yan, "decision": decision,
    }  # fmt: skip
    one = Contract.objects.create(
        estate=estate, company=of or company(court, credit_code=uuid4().hex[:18]), catalogue=by or catalogue(court),
        **{**given, **more},
    )  # fmt: skip
    for field in Field:
        ContractLevel.objects.create(estate=estate, contract=one, field=field, level=level)
    ContractPrice.objects.create(estate=estate, contract=one, use="dwelling", fen_per_m2=DWELLING_FEN)
    if one.state in Contract.LIVING:
        served(one)
    return one


def served(one: Contract) -> UUID:
    Served.objects.create(
        contract=one.pk, company=one.company, node=one.estate.node, kind=one.kind, since=one.starts_on
    )
    return one.pk
