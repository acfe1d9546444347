"""Notices to top up the fund in the reader's words: whose part, where it stands, and until when."""

from collections.abc import Sequence
from datetime import date
from typing import Any

from django.utils.translation import pgettext, pgettext_lazy

from courtyard.money.models import TopUpNotice
from courtyard.money.queries.top_ups import part_said
from courtyard.places.models import Estate

SAID = {
    "waiting": pgettext_lazy("notice to top up", "to be decided"),
    "over": pgettext_lazy("notice to top up", "not decided in time"),
    "decided": pgettext_lazy("notice to top up", "decided"),
    "restored": pgettext_lazy("notice to top up", "topped up"),
    "withdrawn": pgettext_lazy("notice to top up", "withdrawn"),
}


def rows(estate: Estate, notices: Sequence[TopUpNotice], today: date) -> list[dict[str, Any]]:
    """What stands in each row of a page, for everybody."""
    return [_row(estate, one, today) for one in notices]


def _row(estate: Estate, one: TopUpNotice, today: date) -> dict[str, Any]:
    one.estate = estate
    part = part_said(one) if one.building_id else pgettext("maintenance fund", "the whole estate")
    stands = _stands(one, today)
    return {"one": one, "part": part, "stands": stands, "said": SAID[stands]}


def _stands(one: TopUpNotice, today: date) -> str:
    """How far it has come: waiting, over (nobody decided in time), decided, restored or withdrawn."""
    if one.withdrawn_at is not None:
        return "withdrawn"
    if one.restored_on is not None:
        return "restored"
    if one.is_decided:
        return "decided"
    return "over" if one.decide_by is not None and one.decide_by < today else "waiting"
