"""Committees in the demo: one in its term with meetings, one that hands over, one being formed, others in between."""

from dataclasses import dataclass
from datetime import datetime, timedelta
from functools import partial
from typing import Any

from courtyard.assembly.models import Decision
from courtyard.committee.actions import (
    limits,
    members,
    receptions,
    reports,
    resolutions,
    seals,
    secretary,
)
from courtyard.committee.actions import meetings as sittings
from courtyard.committee.actions.entering import Entered, Sits, enter_committee
from courtyard.committee.actions.limits import Given
from courtyard.committee.actions.receptions import Announcement
from courtyard.committee.actions.reports import Report
from courtyard.committee.actions.resolutions import Put
from courtyard.committee.actions.seals import Cut, Use
from courtyard.committee.models import (
    Member,
    Reception,
    Resolution,
    Seal,
)
from courtyard.committee.queries.terms import KIND
from courtyard.core.rulebook import months_after
from courtyard.demo.elections import form_first, hand_on, owners_of, sitting
from courtyard.demo.year import ZONE, Year
from courtyard.meetings import actions as meeting
from courtyard.meetings.actions import Item, Plan, Settled
from courtyard.meetings.models import AgendaItem
from courtyard.people.actions.tenures import Buyer, transfer
from courtyard.people.models import Office, Person, Tenure

CHECKS = dict.fromkeys(("capable", "no_relative", "no_damage", "no_misuse", "complies"), True)
ROOM = "2号楼居委会活动室"
ENTERED = 420
"""So many days ago the papers of each committee were entered."""


@dataclass(frozen=True)
class Term:
    """A committee from before the record: which one, how long it still has, how many of its seats are filled."""

    number: int
    days_left: int
    sitting: int = 5
    years: int = 5


TERMS = {
    "taoan": Term(3, 980),
    "csc": Term(2, 1_250),
    "wannan6": Term(4, 610),
    "lanting": Term(3, 98),
    "shuishan": Term(2, -41),
    "luhua": Term(3, 760, sitting=3),
}
"""听潮苑 has none: its first one is being formed."""

DECIDED: tuple[tuple[int, str, str, int], ...] = (
    (388, "业委会的分工和今年的会期", "两名委员管账目，一名管维修，一名管接待。每两个月第一个周四晚上开会。", 5),
    (330, "请三家单位报价修东门道闸", "道闸一个月坏三次。请三家单位报价，报价贴在公告栏，下次会上定。", 5),
    (275, "东门道闸选第二家，9,800元", "三家报价里保修最长、价钱居中。从公共收益里支出，物业监督施工。", 4),
    (218, "物业的年度服务计划，提三条意见", "保洁每天加一次楼道；绿化补种十二棵；夜间巡逻改成两小时一次。", 5),
    (160, "电动车充电棚加装喷淋", "按消防建议加装喷淋，3,600元，在业主大会授权的额度内。", 3),
    (101, "更换业委会档案柜并清点档案", "旧柜子锁坏了。换两个带锁的铁皮柜，八百元；档案重新编号。", 5),
    (
        44,
        "12号楼屋面漏水，提请业主大会表决",
        "三年报修57次，零星修补没有用。写成议题，请12号楼的业主和全体业主表决。",
        4,
    ),
    (9, "16号楼新电梯加装防撞垫，2,600元", "新电梯刚装好，搬家容易磕碰。在16号楼业主授权的额度内，装好贴出发票。", 4),
)
"""Days ago, what was decided, in which words, and how many signed."""
USUAL = (
    ("春季绿化补种", "东侧绿地补种二十株月季，物业浇水，业委会验收。", 4),
    ("公共收益半年的账贴出来", "停车、广告、场地三项分开写，每笔有凭证号。", 5),
    ("请物业检查楼道灯", "逐层走一遍，坏的当天换，清单贴在公告栏。", 3),
    ("防汛前清一遍雨水井", "物业六月十日前清完，业委会抽看五处。", 4),
)
"""What other committees decide, every two months."""


def stand_committees(year: Year) -> None:
    """What every estate of the story has, or has not yet."""
    if year.spec.code == "tingchao":
        form_first(year)
        return
    term = TERMS[year.spec.code]
    year.stage(year.day(-ENTERED, 10), lambda at: _enter(year, term, at))
    match year.spec.code:
        case "taoan":
            _live(year)
        case "lanting":
            _receive(year, 10)
            _meet_as_usual(year)
            year.stage(year.day(-410, 15), lambda at: _cut_seals(year, at))
            hand_on(year)
        case "shuishan" | "luhua":
            pass  # one did not report the end of its term, the other did nothing for months: the clerk finds both
        case _:
            _receive(year, 13)
            _meet_as_usual(year)


def _enter(year: Year, term: Term, at: datetime) -> None:
    """The committee's papers are entered; who sits owns a home here."""
    ju, chair = year.staff.by_party["ju"], year.staff.by_party["ye"]
    homes = owners_of(year, term.sitting - 1)
    _give_home(year, chair, at)
    own = Tenure.objects.filter(person=chair, estate=year.estate).select_related("home__building", "home__entrance")
    rooms = [(chair, own[0].home.label), *((one.person, one.home.label) for one in homes)]
    posts = [Member.Post.CHAIR, Member.Post.VICE, *(Member.Post.MEMBER for _ in rooms)]
    ends_on = (year.now + timedelta(days=term.days_left)).astimezone(ZONE).date()
    starts_on = months_after(ends_on, -12 * term.years) + timedelta(days=1)
    entered = Entered(
        estate=year.estate, number=term.number, seats=5, starts_on=starts_on, ends_on=ends_on,
        members=tuple(Sits(name=p.name, room=room, post=post) for (p, room), post in zip(rooms, posts, strict=False)),
        source=f"第{term.number}届业委会备案证明", filed_on=starts_on + timedelta(days=21),
    )  # fmt: skip
    enter_committee(entered, by=ju, at=at)


def _give_home(year: Year, person: Person, at: datetime) -> None:
    """Whoever chairs the committee bought a home here some years ago: the register is brought up to date."""
    tenure = next(one for one in reversed(year.residents) if one.kind == Tenure.Kind.OWNER)
    keeper = Office.objects.filter(node=year.estate.node, kind=Office.Kind.REGISTRAR).select_related("person").first()
    assert keeper is not None, "every estate of the story has one"
    transfer(tenure.home_id, by=keeper.person, at=at, on=at.astimezone(ZONE).date(), buyers=[Buyer(person)])
    year.residents.remove(tenure)


def _live(year: Year) -> None:
    """Tao'an's third committee meets every two months, decides, receives, reports, keeps three seals apart."""
    for number, told in enumerate(DECIDED):
        meet(year, number - 1, told)
    _receive(year, 13)
    year.stage(year.day(-400, 15), lambda at: _cut_seals(year, at))
    year.stage(year.day(-395, 10), lambda at: _secretary(year, at))
    year.stage(datetime(year.now.year, 1, 12, 10, tzinfo=ZONE), lambda at: _report(year, at))
    for member_number in range(5):
        year.stage(year.day(-398, 9 + member_number), partial(_declare, year, member_number))
    year.stage(year.day(-50, 10), lambda at: give_limit(year, at))
    year.stage(year.day(-2, 10), lambda at: _next_meeting(year, at))


def _meet_as_usual(year: Year) -> None:
    for number, days in enumerate(range(388, 30, -58)):
        title, words, signed = USUAL[number % len(USUAL)]
        meet(year, -2, (days, title, words, signed))


def _declare(year: Year, number: int, at: datetime) -> None:
    member = sitting(year)[number]
    members.declare(member.pk, checks=CHECKS, by=member.person, at=at)


def meet(year: Year, number: int, told: tuple[int, str, str, int]) -> None:
    """Called eight days before, held, minuted, decided and signed the same evening, posted two days later."""
    days, title, words, signed = told
    starts_at = year.day(-days, 19)
    plan = Plan(
        estate=year.estate,
        kind=KIND,
        starts_at=starts_at,
        ends_at=starts_at + timedelta(hours=1, minutes=30),
        place=ROOM,
    )
    known: dict[str, Any] = {}

    def call(at: datetime) -> None:
        chair = sitting(year)[0].person
        one = meeting.plan(plan, by=chair, at=at)
        meeting.put_on(one.pk, Item(title=title[:40], comes_from="业主接待日", minutes=30), by=chair, at=at)
        sittings.call(one.pk, by=chair, at=at)

    def hold(at: datetime) -> None:
        there = sitting(year)
        chair = there[0].person
        absent = there[2 + number % 3].person.pk if signed < 5 else None
        came = {one.person_id for one in there if one.person_id != absent}
        why_not = {absent: "出差"} if absent else {}
        sittings.attend(plan.id, came=came, why_not=why_not, guests="居委会1人", by=chair, at=at)
        item = AgendaItem.objects.filter(meeting=plan.id).order_by("position")[0]
        meeting.settle(
            item.pk, Settled(outcome="agreed", words=words, said={"ye": "大家都说了意见。"}), by=chair, at=at
        )
        put = Put(committee=there[0].committee, meeting=plan.id, title=title, words=words, item=item.pk)
        known["one"] = resolutions.put_resolution(put, by=chair, at=at)
        signing = [one for one in there if one.person_id in came][:signed]
        for minute, one in enumerate(signing):
            resolutions.sign_resolution(known["one"].pk, agrees=True, by=one.person, at=at + timedelta(minutes=minute))
        meeting.finish(plan.id, by=chair, at=at)
        meeting.sign(plan.id, party="ye", by=chair, at=at)

    def post(at: datetime) -> None:
        chair = sitting(year)[0].person
        resolutions.post_resolution(known["one"].pk, by=chair, at=at)
        meeting.publish(plan.id, summary=f"决定：{title}。{words}", by=chair, at=at)
        _after(year, number, known["one"], at)

    year.stage(starts_at - timedelta(days=8, hours=9), call)
    year.stage(starts_at + timedelta(hours=1, minutes=20), hold)
    if days > 9:  # the last one waits to be posted: its third day is today
        year.stage(starts_at + timedelta(days=2, hours=-9), post)
    else:
        year.stage(starts_at + timedelta(days=1, hours=-9), post)


def _after(year: Year, number: int, decided: Resolution, at: datetime) -> None:
    """What a decision is used for: a seal under an order, a sum within what the owners allowed."""
    on = at.astimezone(ZONE).date()
    if number == 1:
        seal = Seal.objects.select_related("keeper__person").get(estate=year.estate, kind=Seal.Kind.COMMITTEE)
        use = Use(used_on=on, what="东门道闸采购合同", copies=3, resolution=decided.pk)
        seals.use_seal(seal.pk, use, by=seal.keeper.person, at=at + timedelta(minutes=30))  # type: ignore[union-attr]
    if number == 6:
        seal = Seal.objects.select_related("keeper__person").get(estate=year.estate, kind=Seal.Kind.FINANCE)
        use = Use(used_on=on, what="防撞垫付款单", copies=2, resolution=decided.pk)
        seals.use_seal(seal.pk, use, by=seal.keeper.person, at=at + timedelta(minutes=30))  # type: ignore[union-attr]


def _cut_seals(year: Year, at: datetime) -> None:
    there = sitting(year)
    kinds = (Seal.Kind.ASSEMBLY, Seal.Kind.COMMITTEE, Seal.Kind.FINANCE)
    filed = there[0].committee.filed_on
    assert filed is not None, "it was entered with its filing"
    for kind, keeper in zip(kinds, there, strict=False):
        cut = Cut(kind=kind, keeper=keeper, cut_on=filed + timedelta(days=3))
        seals.cut_seal(cut, by=there[0].person, at=at)


def _secretary(year: Year, at: datetime) -> None:
    naming = secretary.Naming(estate=year.estate, name="苇叶青", phone="19900008888")
    secretary.name_secretary(naming, by=year.staff.by_party["ju"], at=at)


def _report(year: Year, at: datetime) -> None:
    """Last year's, in January."""
    there = sitting(year)
    if not there:
        return
    words = (
        "去年开会六次，作出决定六项，都在三天内公布。接待业主十二次，来了一百零三人次，问得最多的是停车费和漏水。"
        "公共收益进账十一万八千元，过半转入维修资金。今年要办三件事：12号楼屋面、充电口、东门道闸。"
    )
    reports.post_report(Report(estate=year.estate, year=at.year - 1, words=words), by=there[0].person, at=at)


def _receive(year: Year, months: int) -> None:
    """A reception every four weeks, on a Saturday morning; the next one is announced."""
    saturday = year.now.astimezone(ZONE).date()
    saturday += timedelta(days=(5 - saturday.weekday()) % 7 + 7)

    def announce(starts_at: datetime, at: datetime) -> None:
        chair = sitting(year)[0].person
        said = Announcement(
            estate=year.estate, starts_at=starts_at, ends_at=starts_at + timedelta(hours=2),
            place=year.estate.desk_place or ROOM,
        )  # fmt: skip
        receptions.announce_reception(said, by=chair, at=at)

    def hold(starts_at: datetime, visitors: int, at: datetime) -> None:
        one = Reception.objects.get(estate=year.estate, starts_at=starts_at)
        words = "问停车费、漏水和楼道堆物，当场答复的占多数，其余转合署办公。"
        receptions.hold_reception(one.pk, visitors=visitors, words=words, by=sitting(year)[0].person, at=at)

    for back in range(months + 1):
        day = saturday - timedelta(days=28 * back)
        starts_at = datetime.combine(day, datetime.min.time().replace(hour=9, minute=30), ZONE)
        year.stage(starts_at - timedelta(days=10), partial(announce, starts_at))
        year.stage(starts_at + timedelta(hours=2, minutes=10), partial(hold, starts_at, 4 + back % 5))


def _next_meeting(year: Year, at: datetime) -> None:
    """Next week's: called, the residents' committee invited."""
    starts_at = year.day(8, 19)
    plan = Plan(
        estate=year.estate,
        kind=KIND,
        starts_at=starts_at,
        ends_at=starts_at + timedelta(hours=1, minutes=30),
        place=ROOM,
    )
    chair = sitting(year)[0].person
    one = meeting.plan(plan, by=chair, at=at)
    for title, source in (("明年公共收益怎么用，先拟方案", "业委会"), ("接待日问得最多的三件事", "接待记录")):
        meeting.put_on(one.pk, Item(title=title, comes_from=source, minutes=20), by=chair, at=at)
    sittings.call(one.pk, by=chair, at=at)


def give_limit(year: Year, at: datetime) -> None:
    """Once the owners' decision is in force, the committee may spend small sums on the lift by itself."""
    found = Decision.objects.filter(estate=year.estate, carried=True, title__startswith="授权业委会").first()
    if found is None:
        return
    on = at.astimezone(ZONE).date()
    there = sitting(year)
    given = Given(
        estate=year.estate, decision=found.pk, title="16号楼电梯日常小修", each_fen=300_000, total_fen=2_000_000,
        valid_from=on, valid_to=on + timedelta(days=730),
    )  # fmt: skip
    limits.give_limit(given, by=there[0].person, at=at)
