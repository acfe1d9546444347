"""A vote that is open for an estate of the world in build.py, with what came in so far; and a confidential one."""

from datetime import datetime, timedelta
from typing import Any

from django.utils.timezone import localdate, now

from courtyard.assembly import actions, codes, upkeep
from courtyard.assembly.actions import House, Mandate, Plan, Text
from courtyard.assembly.models import Assembly, Head
from courtyard.assembly.tests.build import database_at
from courtyard.conftest import Court

BEFORE, NOTICE, LASTS, DAY = timedelta(days=40), timedelta(days=30), timedelta(days=50), timedelta(days=1)
"""Notice was given forty days ago and the vote opened ten days ago: it is open whenever the tests run."""


def things(court: Court) -> dict[str, Any]:
    """lin voted on the phone and gave a mandate; the paper of the next head came back."""
    at = now() - BEFORE
    one, secret = (_vote(court, at, house) for house in (House(), House(secrecy="confidential")))
    head = Head.objects.get(assembly=one, owners__person=court.lin)
    other = Head.objects.filter(assembly=one).exclude(pk=head.pk).order_by("number")[0]
    during = one.opens_at + DAY
    mandate = Mandate(head=head.pk, agent=court.zhu, given_on=localdate(at))
    kept = [upkeep.keep(court.estate.pk, b"a picture", "jpg", during) for _ in range(2)]
    proxy = actions.record_proxy(one.pk, mandate, document=kept[0], by=court.desk, at=during)
    choices = {str(one.motions.get().pk): "for"}
    code = codes.paper_code(one.pk, other.number)
    with database_at(during):
        ballot = actions.cast(head.pk, choices, by=court.lin, at=during)
        paper = actions.receive_paper(one.pk, code=code, scan=kept[1], by=court.bai, at=during)
    return {
        "vote": one.pk, "secret_vote": secret.pk, "head": head.pk, "ballot": ballot.pk, "proxy": proxy.pk,
        "paper": paper.pk,
    }  # fmt: skip


def _vote(court: Court, at: datetime, house: House) -> Assembly:
    """desk calls it and counts, bai goes from door to door, reg watches. Of homes that have owners."""
    owned = court.estate.homes.filter(tenures__kind="owner", tenures__until=None)
    homes = tuple(owned.order_by("name").values_list("pk", flat=True))
    opens_at = at + NOTICE
    given: dict[str, Any] = {"opens_at": opens_at, "closes_at": opens_at + LASTS, "homes": homes, "house": house}
    plan = Plan(estate=court.estate, convener="residents", **given)
    one = actions.draft(plan, by=court.desk, at=at)
    actions.put_motion(one.pk, Text(matter="other", title="修亭子", decides="修。"), by=court.desk, at=at)
    for person, role in ((court.desk, "teller"), (court.bai, "canvasser"), (court.reg, "scrutineer")):
        actions.name_official(one.pk, person=person, role=role, by=court.desk, at=at)
    return actions.give_notice(one.pk, by=court.desk, at=at)
