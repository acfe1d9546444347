"""What a committee hands over: the list that a handover begins with, said in the reader's language."""

from django.utils.translation import gettext

from courtyard.committee.events.papers import KEPT_PAPERS, THINGS
from courtyard.committee.models import HandoverItem, Seal

K = HandoverItem.Kind
SEALS = {Seal.Kind.ASSEMBLY: "seal_assembly", Seal.Kind.COMMITTEE: "seal_committee", Seal.Kind.FINANCE: "seal_finance"}
USUAL = (
    (K.DOCUMENT, ("rules", "covenant", "fund_covenant", "assembly_minutes", "committee_minutes", "contracts", "books",
                  "owners", "filings", "plans", "seal_register")),
    (K.ACCOUNT, ("revenue_account", "fund_account")),
    (K.ACCESS, ("keys", "passwords")),
)  # fmt: skip
OF_A_MEMBER = KEPT_PAPERS


def said(item: HandoverItem) -> str:
    return gettext(THINGS[item.code]) if item.code in THINGS else item.label
