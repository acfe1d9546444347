"""What lower floors show and do for the bank: messages taken in, names forgotten, and what is kept of whoever pays."""

from collections.abc import Mapping
from datetime import timedelta
from typing import Any

from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from courtyard.core.quantities import format_fen
from courtyard.money.actions.gateways import forget_payer
from courtyard.money.chores import bank as chores
from courtyard.money.models import PayOrder
from courtyard.money.settling import TARGETS
from courtyard.money.targets import targets
from courtyard.money.upkeep import PAYERS_KEPT
from courtyard.people.models import Person
from courtyard.trail.registers import ClerksChore
from courtyard.trail.registers import chores as clerks_chores
from courtyard.web.registers import PersonalData, personal_data

ORDERS_SHOWN = 200


def asked(person: Person) -> list[Mapping[str, Any]]:
    """What somebody set out to pay by way of a gateway, in rows. Names in bank lines lead to no person."""
    rows = PayOrder.objects.filter(asked_by=person.pk).order_by("-asked_at")[:ORDERS_SHOWN]
    return [
        {gettext("Day"): one.asked_at, gettext("Yuan"): format_fen(one.fen), gettext("Number"): one.number}
        for one in rows
    ]


OWN_DATA = PersonalData(
    "money.payers",
    _("Names of payers in bank statements, and payments you set out on"),
    _(
        "To find which bill a payment is for. Only whoever keeps that fund’s account reads the names, and nobody but "
        "you what you set out on; both go after three years, or when you ask us to erase them."
    ),
    PAYERS_KEPT.days,
    asked,
    forget_payer,
    order=70,
)


def register() -> None:
    """Called once, when all models are there."""
    clerks_chores.add(ClerksChore("money.take_files", timedelta(minutes=1), chores.take_files))
    clerks_chores.add(ClerksChore("money.forget_payers", timedelta(days=1), chores.forget_payers))
    personal_data.add(OWN_DATA)
    for target in TARGETS:
        targets.add(target)
