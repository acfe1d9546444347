"""What came of votes in an estate of the world in build.py: published ones, a decision, a petition, an election."""

from datetime import datetime, timedelta
from typing import Any

from courtyard.assembly import actions, upkeep
from courtyard.assembly.actions import House, Plan, Text, Wish
from courtyard.assembly.models import Assembly, Decision
from courtyard.assembly.tests.build import database_at
from courtyard.conftest import MONDAY_9AM, Court
from courtyard.people.models import CLERK, Office

DAY = timedelta(days=1)
OPENS, CLOSES, IN_FORCE = 30 * DAY, 40 * DAY, 60 * DAY
LONG_BEFORE, A_YEAR_BEFORE = 120 * DAY, 420 * DAY
SHEET = "议题,意见,人数,面积\n1,同意,1,80\n1,反对,0,0\n1,弃权,0,0\n"


def things(court: Court, at: datetime) -> dict[str, Any]:
    """lin objected to one result; another decision is in force, in another year in each estate, so that no decision of
    one has the number of the other's. lin began a petition and was proposed as a candidate.
    """
    then = at - (LONG_BEFORE if at == MONDAY_9AM else A_YEAR_BEFORE)
    settled, posted = _published(court, then), _published(court, then, official=True)
    actions.bring_into_force(settled.pk, by=CLERK, at=then + IN_FORCE)
    decision = Decision.objects.get(motion__assembly=settled)
    said = actions.object_to(posted.pk, words="数错了。", by=court.lin, at=then + CLOSES + DAY)
    wish = Wish(estate=court.estate, title="改造大门", words="太窄。", matter="other")
    return {
        "posted_vote": posted.pk, "objection": said.pk, "year": decision.year, "decision": decision.number,
        "official_vote": _begun(court, at, House(official_system="市电子投票系统")).pk,
        "petition": actions.begin_petition(wish, by=court.lin, at=at).pk, **_election(court, at),
    }  # fmt: skip


def _begun(court: Court, at: datetime, house: House) -> Assembly:
    """desk calls it and counts, reg watches. Of homes that have owners."""
    owned = court.estate.homes.filter(tenures__kind="owner", tenures__until=None)
    plan = Plan(
        estate=court.estate, convener="residents", opens_at=at + OPENS, closes_at=at + CLOSES, house=house,
        homes=tuple(owned.order_by("name").values_list("pk", flat=True)),
    )  # fmt: skip
    one = actions.draft(plan, by=court.desk, at=at)
    actions.put_motion(one.pk, Text(matter="other", title="换长凳", decides="换。"), by=court.desk, at=at)
    for person, role in ((court.desk, "teller"), (court.reg, "scrutineer")):
        actions.name_official(one.pk, person=person, role=role, by=court.desk, at=at)
    return actions.give_notice(one.pk, by=court.desk, at=at)


def _published(court: Court, at: datetime, *, official: bool = False) -> Assembly:
    """Nobody voted; counted by desk, checked by the sub-district, posted."""
    one = _begun(court, at, House(official_system="市电子投票系统" if official else ""))
    closes = at + CLOSES
    with database_at(closes):
        actions.close(one.pk, by=CLERK, at=closes)
    actions.count(one.pk, by=court.desk, at=closes)
    actions.name_official(one.pk, person=court.jie, role="scrutineer", by=court.desk, at=closes)
    actions.check_count(one.pk, by=court.jie, at=closes)
    if official:
        kept = upkeep.keep(court.estate.pk, b"%PDF-", "pdf", closes)
        convenor = Office.objects.get(kind=Office.Kind.CONVENOR, node=court.area).person
        actions.bring_outside_result(one.pk, sheet=SHEET, evidence=kept, by=convenor, at=closes)
    one.refresh_from_db()
    with upkeep.bundled(one, closes) as (public, full):
        return actions.certify(one.pk, bundle=public, full=full, by=court.desk, at=closes)


def _election(court: Court, at: datetime) -> dict[str, Any]:
    """Being prepared: lin was proposed and has not said yes or no."""
    plan = Plan(estate=court.estate, convener="residents", opens_at=at + OPENS, closes_at=at + CLOSES)
    one = actions.draft(plan, by=court.desk, at=at)
    text = Text(matter="committee-election", title="选举业委会", decides="选三人。", seats=3)
    motion = actions.put_motion(one.pk, text, by=court.desk, at=at)
    candidate = actions.nominate(motion.pk, person=court.lin, by=court.desk, at=at)
    return {"election_vote": one.pk, "election": motion.pk, "candidate": candidate.pk}
