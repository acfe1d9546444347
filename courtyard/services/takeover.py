"""What a company hands over when it leaves (上海 art 50): the list a takeover begins with, in the reader's language.

That documents, rooms and facilities, money and access are handed over is the law's; which lines stand for them is our
own list, and both sides can add to it.
"""

from django.utils.translation import gettext

from courtyard.services.events.takeover import THINGS
from courtyard.services.models import TakeoverItem

K = TakeoverItem.Kind
USUAL = (
    (K.DOCUMENTS, ("completion", "equipment", "records", "owners", "contracts")),
    (K.FACILITIES, ("rooms", "facilities", "spares")),
    (K.MONEY, ("service_money", "revenue", "fund", "deposits")),
    (K.ACCESS, ("keys", "systems")),
)


def said(item: TakeoverItem) -> str:
    return gettext(THINGS[item.code]) if item.code in THINGS else item.what
