"""What offices above found of the demo's companies: points in each state, an inspection, a complaint upheld."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from functools import partial
from uuid import UUID

from courtyard.cases.models import Case
from courtyard.demo.elections import street_officer
from courtyard.demo.services_contracts import city_officer
from courtyard.demo.year import Year, void
from courtyard.people.models import CLERK
from courtyard.services.actions.credit import Giving, expire_points, give_points, publish_points
from courtyard.services.actions.objections import answer_objection, ask_correction, correct_points, object_to_points
from courtyard.services.actions.supervision import Found, inspect, put_right, uphold
from courtyard.services.models import Company, CreditPoint
from courtyard.services.queries.credit import rules_on

HOUR = timedelta(hours=1)


@dataclass(frozen=True)
class Points:
    """Points for what, how long ago they were given, and how it goes on (see `_goes_on`)."""

    rule: str
    days: int
    reason: str
    evidence: str
    ends: str


GIVEN: dict[str, Sequence[Points]] = {
    "taoan": (
        Points("repair_line", 600, "夜里十一点到次日七点，报修电话没有人接。", "连续三夜拨打的通话记录。", "expired"),
    ),
    "csc": (
        Points("repair_late", 130, "地库漏水报修，第六天才有人上门。", "报修登记和上门签单。", "public"),
        Points("urgent_late", 17, "6号楼电梯困人，四十分钟才有人到场。", "电梯监控的时间和值班记录。", "objected"),
        Points("two_weekly_check", 3, "最近两个月没有公共部位检查记录。", "街道查阅的检查登记簿。", "told"),
    ),
    "wannan6": (
        Points("revenue_accounts", 300, "第一季度公共收益账目晚了二十天才贴出来。", "公告栏照片。", "corrected"),
        Points("repair_late", 210, "路面坑洼报修超过三日。", "报修登记。", "dropped"),
    ),
}

OBJECTIONS = {
    "objected": "值班员二十五分钟到场，登记簿上写错了时间，监控可以看。",
    "dropped": "三日内已经围挡并报了施工，照片和回执附上。",
}


def watch_credit(year: Year, company: Company) -> None:
    for points in GIVEN[year.spec.code]:
        year.stage(year.day(-points.days, 10), partial(_give, year, company, points))
    if year.spec.code == "csc":
        year.stage(year.day(-95, 10), partial(_inspect, year, company))
        year.stage(year.day(-41, 15), partial(_uphold, year, company))


def _give(year: Year, company: Company, points: Points, at: datetime) -> None:
    """By the sub-district, of what happened two days before; nothing where the rules no longer know it."""
    day = at.date() - timedelta(days=2)
    if points.rule not in {one.key for one in rules_on(year.estate.node, day)}:
        return
    giving = Giving(
        node=year.estate.node, rule=points.rule, happened_on=day, reason=points.reason, evidence=points.evidence
    )
    given = give_points(company.pk, giving, by=street_officer(year), at=at)
    _goes_on(year, given, points.ends)


def _goes_on(year: Year, given: CreditPoint, ends: str) -> None:
    """Public once nobody objected in time; or objected to, and answered by another office; or nothing yet."""
    agent = year.staff.by_party["wu"]
    if ends in {"public", "expired", "corrected"}:
        year.stage(given.object_until + 10 * HOUR, lambda at: _publish(year, given.pk, ends, at))
    if ends in OBJECTIONS:
        objects = partial(object_to_points, given.pk, words=OBJECTIONS[ends], by=agent)
        year.stage(given.told_at + timedelta(days=9), lambda at: void(objects(at=at)))
    if ends == "dropped":
        words = "已看过围挡照片和报修回执，异议成立。"
        answer = partial(answer_objection, given.pk, upheld=True, words=words, by=city_officer(year))
        year.stage(given.told_at + timedelta(days=16), lambda at: void(answer(at=at)))


def _publish(year: Year, pk: UUID, ends: str, at: datetime) -> None:
    points = publish_points(pk, by=CLERK, at=at)
    expires_on, correctable_on, today = points.expires_on, points.correctable_on, at.date()
    assert expires_on, "what is public has its last day"
    assert correctable_on, "what is public can be corrected from a day on"
    if ends == "expired":
        year.stage(at + (expires_on - today), lambda at: void(expire_points(pk, by=CLERK, at=at)))
    if ends == "corrected":
        words = "账目从第二季度起都在十五日前贴出，照片附在公告栏。"
        ask = at + (correctable_on - today) + timedelta(days=2)
        year.stage(ask, lambda at: void(ask_correction(pk, words=words, by=year.staff.by_party["wu"], at=at)))
        said = "看过三个季度的公告，都按时。"
        year.stage(
            ask + timedelta(days=6),
            lambda at: void(correct_points(pk, words=said, by=street_officer(year), at=at)),
        )


def _inspect(year: Year, company: Company, at: datetime) -> None:
    """Found by the sub-district, to be put right within two weeks, and put right."""
    street = street_officer(year)
    found = Found(node=year.estate.node, on=at.date(), words="地下车库两处灭火器过期，防火门关不上。")
    one = inspect(company.pk, found, mend_by=at.date() + timedelta(days=14), by=street, at=at)
    words = "灭火器全部更换，防火门修好，复查合格。"
    again = at + timedelta(days=12)
    year.stage(again, lambda at: void(put_right(one.pk, on=at.date(), words=words, by=street, at=at)))


def _uphold(year: Year, company: Company, at: datetime) -> None:
    """A complaint about late repairs was right; the case is cited by its number."""
    asked = Case.objects.filter(estate=year.estate, party="wu", filed_at__lt=at - timedelta(days=5))
    case = asked.order_by("-filed_at").first()
    if case is not None:
        found = Found(node=year.estate.node, on=at.date(), words="业主投诉报修多次不上门，查实。已要求公司书面致歉。")
        uphold(company.pk, found, case_number=case.number, by=street_officer(year), at=at)
