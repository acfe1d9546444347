"""Who hears of contracts: whoever owns or lives there, because all of them are bound by it and pay for it."""

from collections.abc import Iterator
from datetime import datetime

from django.db.models import Q
from django.urls import reverse
from django.utils.timezone import localdate
from django.utils.translation import gettext_lazy as _

from courtyard.core.errors import sentence
from courtyard.notify.registers import NoticeKind, Tell, Teller
from courtyard.people.models import Tenure
from courtyard.services.events.contracts import (
    CompanyDismissed,
    CompanyLeaves,
    ContractEnded,
    ContractRunsOn,
    ContractSigned,
)
from courtyard.services.models import Contract
from courtyard.trail.models import Line

NOTICE = "services.notice_contract"
STEPS = {
    ContractSigned.NAME: "signed",
    CompanyLeaves.NAME: "leaves",
    CompanyDismissed.NAME: "dismissed",
    ContractRunsOn.NAME: "runs_on",
    ContractEnded.NAME: "ended",
}
KINDS = (
    NoticeKind(
        NOTICE, _("The property company’s contract"), sentence("{place}, {company}: {step}"),
        labels={
            "step": {
                "signed": sentence("a service contract was signed. Read what is promised and what it costs."),
                "leaves": sentence("the company leaves. Owners have to choose another one."),
                "dismissed": sentence("the owners end its contract."),
                "runs_on": sentence(
                    "the contract is over and no new one was decided. It runs on without an end, and either side may "
                    "end it with notice."
                ),
                "ended": sentence("the contract has ended."),
            }
        },
        order=50,
    ),
)  # fmt: skip


def hear(line: Line, at: datetime) -> Iterator[Tell]:
    contract = Contract.objects.select_related("estate__node", "company").filter(pk=line.about).first()
    if contract is None:
        return
    node = contract.estate.node
    fields: dict[str, str | int] = {
        "place": node.name, "place_en": node.name_en, "company": contract.company.name, "step": STEPS[line.kind],
    }  # fmt: skip
    link = reverse("services:contract", args=[node.code, contract.pk])
    today = localdate(at)
    there = Tenure.objects.filter(Q(until__isnull=True) | Q(until__gt=today), estate=contract.estate_id)
    persons = there.filter(since__lte=today).exclude(person=line.by).order_by("person")
    for to in persons.values_list("person", flat=True).distinct():
        yield Tell(NOTICE, to, fields, contract.estate_id, contract.pk, link)


TELLER = Teller("services.contracts", frozenset(STEPS), hear)
