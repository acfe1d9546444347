"""What the clerk does for notices by the clock."""

from datetime import datetime

from django.db.models import Q

from courtyard.notify import upkeep
from courtyard.notify.models import BoardNotice
from courtyard.notify.registers import Tell
from courtyard.people.models import Tenure

AT_ONCE = 300


def send(at: datetime) -> bool:
    return upkeep.send_due(at)


def digest(at: datetime) -> bool:
    return upkeep.send_digests(at)


def forget(at: datetime) -> bool:
    return upkeep.forget(at)


def tell_residents(at: datetime) -> bool:
    """Residents are told of what hangs on their board, some hundred at a time, in the order of their ids."""
    one = BoardNotice.objects.filter(told_at__isnull=True).select_related("estate__node").order_by("posted_at").first()
    if one is None:
        return False
    live = Q(until__isnull=True) | Q(until__gt=one.posted_at.date())
    living = Tenure.objects.filter(live, estate=one.estate_id)
    ids = living.order_by("person").values_list("person", flat=True).distinct()
    some = list((ids.filter(person__gt=one.told_up_to) if one.told_up_to else ids)[:AT_ONCE])
    kind = "notify.board_urgent" if one.tells == BoardNotice.Tells.URGENT else "notify.board"
    link = f"/e/{one.estate.code}/board/{one.pk}/"
    if one.taken_down_at is None:
        fields = {"title": one.title, "place": one.estate.node.name, "place_en": one.estate.node.name_en}
        tells = [Tell(kind, to, fields, one.estate_id, one.pk, link) for to in some]
        upkeep.tell(tells, source=one.pk, at=at)
    done = len(some) < AT_ONCE or one.taken_down_at is not None
    upkeep.told_board(one, at, None if done else some[-1])
    return True
