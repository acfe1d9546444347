"""How owners renewed, in the demo: the plan on the board, a vote with what service was worth beside it, the old end."""

from collections.abc import Mapping
from datetime import datetime, timedelta
from functools import partial
from typing import Any

from django.db import transaction

from courtyard.assembly import upkeep
from courtyard.assembly.actions import Text
from courtyard.assembly.models import Assembly, Decision
from courtyard.demo.services_promises import quarters_of
from courtyard.demo.votes import Ask, at_hour, cast_part, count_all, draft, notice_of, report, settle_names, voters_of
from courtyard.demo.year import ZONE, Year
from courtyard.people.models import CLERK
from courtyard.services import printed_quality as printed
from courtyard.services.actions.contract_calendar import Plan, post_plan
from courtyard.services.actions.contract_ending import end_contract
from courtyard.services.actions.quality import attach_quality
from courtyard.services.actions.works import carry_work_on
from courtyard.services.contract_terms import Terms
from courtyard.services.models import Work
from courtyard.services.queries.figures import last_finished, quality_of
from courtyard.services.upkeep import figures
from courtyard.trail.deeds import together
from courtyard.web.documents.typeset import pdf

PLAN, DRAFT, OPENS, CLOSES = 120, 112, 90, 78
"""How many days before the new contract begins the plan hangs on the board, the vote is prepared, opens and closes."""
TOOK_PART, PARTS = 0.74, 6
RENEWING = Ask(Text(
    matter="company", title="续聘青禾物业，合同一年",
    decides="续聘青禾物业一年，物业费每平方米每月1.85元不变，约定的等级不变。一年以后再看质价对比，重新决定。",
    costs="物业费不变，50平方米的房子每月92.50元。",
    bears="电梯、保洁这一年有进步，接着由熟悉的人做；不满意的，一年以后可以另选。"), 0.82, 0.1)  # fmt: skip
REVENUE_USE = Ask(Text(
    matter="other", title="公共收益怎么用：过半补充维修资金，其余用于小修",
    decides="停车、广告、快递柜的收入，每季度过半补充维修资金；其余用于道闸、车棚等小修和审计，一年最多5万元，每笔都贴出来。",
    costs="不用另外出钱。", bears="维修资金慢慢补上；小修不用再等。", cost_fen=5_000_000), 0.86, 0.07)  # fmt: skip
ASKS = (RENEWING, REVENUE_USE)
REPLIED = "没有意见。质价对比附上了，请贴到每个楼道。"
POSTED = (
    "前期合同快到期了。先把最近一个季度的质价对比贴出来，再请业主表决：续聘青禾物业一年，还是公开招标另选。"
    "没有通过，就委托招标代理公开选聘，方案另行公示。"
)


def put_to_the_owners(year: Year, first: Terms) -> None:
    """Everything from the plan to the decision in force, before the first contract ends."""
    begins = datetime.combine(first.ends_on + timedelta(days=1), datetime.min.time(), ZONE)
    opens, closes = at_hour(begins - timedelta(days=OPENS), 9), at_hour(begins - timedelta(days=CLOSES), 18)
    known: dict[str, Any] = {}

    def plan(at: datetime) -> None:
        post_plan(first.id, Plan(words=POSTED), by=year.staff.by_party["ye"], at=at)

    def prepare(at: datetime) -> None:
        settle_names(year, at)
        one = draft(year, ASKS, opens, closes, at)
        _attach(year, one, at)
        known["one"] = report(year, one, at + timedelta(hours=1))

    def notice(at: datetime) -> None:
        notice_of(year, known["one"], at, REPLIED)
        known["voters"] = voters_of(year, known["one"], TOOK_PART)

    def cast(part: int, at: datetime) -> None:
        with transaction.atomic(), together():  # told quicker than one by one
            cast_part(year, known["one"].pk, ASKS, known["voters"][part::PARTS], at)

    year.stage(at_hour(begins - timedelta(days=PLAN), 10), plan)
    year.stage(at_hour(begins - timedelta(days=DRAFT), 10), prepare)
    year.stage(at_hour(begins - timedelta(days=DRAFT - 1), 10), notice)
    for part in range(PARTS):
        year.stage(opens + timedelta(days=2 * part, hours=1 + part), partial(cast, part))
    year.stage(closes + timedelta(minutes=5), lambda at: count_all(year, known["one"], None, at))


def _attach(year: Year, one: Assembly, at: datetime) -> None:
    """The figures as the clerk had them then, as a paper of the motion, so that its hash stands in the notice."""
    quarter = last_finished(year.estate, at)
    for each in quarters_of(year):
        if each <= quarter:
            figures.reckon(year.estate, each, at)
    found = quality_of(year.estate, quarter, at)
    assert found is not None, "the demo's rules have a method"
    on = at.astimezone(ZONE).date()
    file = upkeep.keep(year.estate.pk, pdf("services/quality", printed.paper(found, on)), "pdf", at)
    title = f"{printed.title_of()} {quarter}.pdf"
    by = year.staff.by_party["ye"]
    attach_quality(
        one.motions.get(matter=RENEWING.text.matter).pk, quarter=quarter, title=title, file=file, by=by, at=at
    )


def decision_to_renew(year: Year) -> Mapping[str, Any]:
    """What the second contract rests on."""
    return {"decision": Decision.objects.get(estate=year.estate, matter=RENEWING.text.matter).pk}


def end_first(year: Year, first: Terms, at: datetime) -> None:
    """As the clerk does it, on the day after the last: the contract ends, and the plan of works goes on."""
    end_contract(first.id, on=first.ends_on, reason="合同期满。", by=CLERK, at=at)
    for pk in Work.objects.filter(contract=first.id, until=None).order_by("what").values_list("pk", flat=True):
        carry_work_on(pk, by=CLERK, at=at)
