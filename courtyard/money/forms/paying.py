"""A home pays a bill by a gateway: how much of it, and by which one where there are several."""

from collections.abc import Sequence
from typing import Any
from uuid import UUID

from django import forms
from django.utils.translation import gettext, gettext_lazy

from courtyard.core.quantities import format_fen
from courtyard.money.actions.gateways import Asked
from courtyard.money.models import BankAccount, Bill
from courtyard.trail.once import OnceForm
from courtyard.web.amount_fields import YuanField


class AskToPayForm(OnceForm):
    """All that is open stands there already."""

    fen = YuanField(
        label=gettext_lazy("How many yuan?"), help_text=gettext_lazy("All that is open stands here. Less is fine, too.")
    )
    gateway = forms.ChoiceField(label=gettext_lazy("How do you want to pay?"), widget=forms.RadioSelect)

    def __init__(self, data: Any = None, *, bill: Bill, ways: Sequence[BankAccount]) -> None:
        super().__init__(data, fen=format_fen(bill.open_fen))
        self.only = ways[0].gateway if len(ways) == 1 else ""
        if len(ways) > 1:
            self.offer("gateway", [(one.gateway, one.bank) for one in ways])
        else:
            del self.fields["gateway"]
        self.need(fen=gettext("Write how many yuan."), gateway=gettext("Choose how you want to pay."))

    def asked(self, bill_id: UUID) -> Asked:
        given = self.cleaned_data
        return Asked(bill_id=bill_id, gateway=given.get("gateway", self.only), fen=given["fen"], id=self.ident)
