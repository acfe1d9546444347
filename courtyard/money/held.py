"""What an entry belongs to: whoever made it takes it back with what hangs on it, never the entry alone."""

from uuid import UUID

from courtyard.core.errors import Refusal, sentence
from courtyard.money.models import BillRun, Payment, Refund, Settlement


class HeldByBills(Refusal):
    says = sentence("This entry belongs to bills. Take the billing back as a whole, and the entry goes with it.")


class HeldByPayment(Refusal):
    says = sentence("This entry belongs to a home’s payment. Take the payment back, and the entry goes with it.")


def rests_on_fees(entry_id: UUID) -> bool:
    """Whether it is what homes were billed, paid, had ahead or got back."""
    rows = (BillRun.objects, Payment.objects, Refund.objects, Settlement.objects)
    return any(some.filter(entry=entry_id).exists() for some in rows)


def require_free(entry_id: UUID) -> None:
    """Raises HeldByBills, HeldByPayment for an entry on which bills or payments rest."""
    if BillRun.objects.filter(entry=entry_id).exists():
        raise HeldByBills
    theirs = (rows.filter(entry=entry_id).exists() for rows in (Payment.objects, Refund.objects, Settlement.objects))
    if any(theirs):
        raise HeldByPayment
