"""The three parties' office in the demo: its roster, three sessions with minutes and one to come, questions, help."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from functools import partial
from uuid import UUID

from courtyard.demo.cast import PERSONAS
from courtyard.demo.registers import name_persona
from courtyard.demo.year import ZONE, Year, void
from courtyard.desk import actions as desk
from courtyard.desk import sessions
from courtyard.desk.actions import Call, Entry, Offer, Promised, Query, Rota
from courtyard.desk.queries import stuck
from courtyard.duties.actions import discharge
from courtyard.duties.models import Duty
from courtyard.meetings import actions as meetings
from courtyard.meetings import queries as meeting_queries
from courtyard.meetings.actions import Item, Plan, Promise, Settled
from courtyard.meetings.models import Meeting
from courtyard.notify.actions import Posting, post
from courtyard.notify.chores import tell_residents
from courtyard.notify.models import BoardNotice
from courtyard.notify.upkeep import mark_read
from courtyard.people.actions.offices import appoint
from courtyard.people.models import Office, Person
from courtyard.web.times import end_of_business

PLACE = "1号楼底层"
WEEKS_BACK, WEEKS = 2, 8
MORNING, AFTERNOON = (time(9), time(11, 30)), (time(13, 30), time(17))
ROTA = (("ju", 0, MORNING), ("wu", 0, AFTERNOON), ("wu", 1, MORNING), ("ju", 2, MORNING), ("ye", 2, AFTERNOON),
        ("wu", 3, MORNING), ("ju", 4, MORNING), ("wu", 4, AFTERNOON), ("ye", 5, MORNING))  # fmt: skip


@dataclass(frozen=True)
class Told:
    """An item of a session: how it ended, what the parties said, and what was promised in how many days."""

    title: str
    comes_from: str
    outcome: str
    words: str
    said: dict[str, str]
    promised: Sequence[tuple[str, str, int]] = ()


SESSIONS: tuple[tuple[int, tuple[Told, ...], str], ...] = (
    (88, (
        Told("楼道堆物，三幢楼都有", "居民诉求6件", "agreed",
             "每月第一个周六一起清，谁家的东西谁搬走，搬不动的物业搭手。",
             {"ju": "志愿者愿意一起敲门。", "wu": "大件垃圾车可以包一天。", "ye": "费用从公共收益里出，200元以内。"},
             (("wu", "每月第一个周六安排大件垃圾车", 20), ("ju", "三幢楼逐户上门说明", 14))),
        Told("非机动车棚充电口不够", "物业巡查", "passed_on", "加装要动公共收益，数额超过三方能定的，业委会写成议题。",
             {"wu": "现在16个口，要40个。", "ye": "先问两家报价。"}, (("ye", "问两家充电口报价", 25),)),
    ), "楼道堆物每月第一个周六一起清，大件垃圾车物业包；车棚加充电口先问报价，再由业主定。"),
    (58, (
        Told("车棚加充电口的报价", "上次的议题", "agreed",
             "两家报价都在公告栏。选便宜的那家，40个口，业委会写议题请业主表决。",
             {"ye": "一家3.2万，一家2.7万，保修都是两年。", "wu": "施工三天，分两半做，车棚不停用。"},
             (("ye", "把充电口写成业主大会议题", 40),)),
        Told("14号楼夜里施工", "电话反映3次", "not_agreed", "装修的业主不同意晚上停，居委会再约一次，不成就报街道。",
             {"ju": "两家都愿意见面，时间没凑上。", "ye": "管理规约写了20:00以后不得施工。"},
             (("ju", "约两家见一次面", 12),)),
    ), "充电口两家报价已贴出，写成议题请业主定。14号楼夜间施工没谈拢，居委会再约一次。"),
    (28, (
        Told("消防通道重新画线", "消防检查", "agreed", "物业画线、装活动立柱，保安每晚看一遍。",
             {"wu": "漆和立柱都订好了。", "ju": "画线前三天贴通知，请车主挪车。"},
             (("wu", "消防通道重新画线、装立柱", 18), ("ju", "画线前三天贴挪车通知", 10))),
        Told("中心花园的广场舞", "居民诉求4件", "agreed", "晚上八点半收，音响朝马路。几支队伍都签了字。",
             {"ju": "领舞的阿姨们通情达理。", "wu": "牌子已经立好。"}, ()),
        Told("年底公共收益公布", "监督员提问", "agreed", "业委会和物业对账，贴在公告栏，每一笔都写清楚。",
             {"ye": "十二月对完。", "wu": "停车费的流水已经给了。"},
             (("ye", "公布今年公共收益账目", 25), ("wu", "交停车费流水给业委会", 7))),
    ), "消防通道重新画线、装立柱；广场舞八点半收；公共收益账目年底前贴出来。"),
)  # fmt: skip


SHOWN = {
    "每月第一个周六安排大件垃圾车": "车订好了，每月第一个周六早上八点到，单子贴在公告栏。",
    "三幢楼逐户上门说明": "三幢楼都走到了，不在家的留了纸条。",
    "问两家充电口报价": "两家的报价都拿到了，原件贴在公告栏。",
    "把充电口写成业主大会议题": "议题写好了，排进下一次业主大会。",
    "约两家见一次面": "两家在活动室见了面，说好晚上不再施工。",
    "消防通道重新画线、装立柱": "线画好了，六根立柱都装上，照片贴在公告栏。",
    "画线前三天贴挪车通知": "通知贴了，几位车主也打了电话。",
    "公布今年公共收益账目": "账目贴在公告栏，每一笔都有凭证号。",
    "交停车费流水给业委会": "今年的流水都交了，业委会签收。",
}
"""How a promise that was kept shows it."""


def open_office(year: Year) -> None:
    """Every estate has its roster; Tao'an, Chengshangcheng and Lanting tell the rest."""
    monday = _first_monday(year)
    # A shift is entered before it begins, whatever the weekday on which the story is told.
    rostered_at = datetime.combine(monday - timedelta(days=3), time(16), ZONE)
    year.stage(rostered_at, lambda at: _roster(year, monday, at))
    if year.spec.code in {"taoan", "csc", "lanting"}:
        for days, told, summary in SESSIONS:
            _session(year, year.now - timedelta(days=days), told, summary)
        _next_session(year)
    if year.spec.code in {"taoan", "csc"}:
        _log(year)
        _supervise(year)
        _help(year)
        _board(year)


def _people(year: Year) -> dict[str, list[Person]]:
    """Whoever sits for each party: the residents' committee, the owners', and the company's manager and workers."""
    staff = year.staff
    people = {party: [person] for party, person in staff.by_party.items()}
    people["wu"] += staff.workers
    return people


def _first_monday(year: Year) -> date:
    today = year.now.astimezone(ZONE).date()
    return today - timedelta(days=today.weekday() + 7 * WEEKS_BACK)


def _roster(year: Year, monday: date, at: datetime) -> None:
    people = _people(year)
    for number, (party, weekday, (begins, ends)) in enumerate(ROTA):
        if party not in people:
            continue  # no owners' committee is elected here yet
        day = monday + timedelta(days=weekday)
        rota = Rota(
            estate=year.estate, party=party, person=people[party][number % len(people[party])],
            starts_at=datetime.combine(day, begins, ZONE), ends_at=datetime.combine(day, ends, ZONE),
            place=year.estate.desk_place or PLACE, weeks=WEEKS,
        )  # fmt: skip
        desk.roster(rota, by=year.staff.by_party["ju"], at=at)


def _session(year: Year, starts_at: datetime, told: Sequence[Told], summary: str) -> None:
    """Called a week before, held, minuted the same day, signed and published within three."""
    by, parties = year.staff.by_party["ju"], year.staff.by_party
    starts_at = starts_at.astimezone(ZONE).replace(hour=14, minute=0, second=0, microsecond=0)
    plan = Plan(
        estate=year.estate, kind=sessions.KIND, starts_at=starts_at, ends_at=starts_at + timedelta(minutes=90),
        place=year.estate.desk_place or PLACE,
    )  # fmt: skip

    def call(at: datetime) -> None:
        meeting = meetings.plan(plan, by=by, at=at)
        for one in told:
            sessions.put_on(meeting.pk, Item(title=one.title, comes_from=one.comes_from, minutes=20), by=by, at=at)
        sessions.call(meeting.pk, by=by, at=at)
        for party, person in parties.items():
            meetings.acknowledge(meeting.pk, party=party, by=person, at=at + timedelta(hours=2))

    def hold(at: datetime) -> None:
        meeting = Meeting.objects.get(pk=plan.id)
        came = {one.person.pk for one in meeting_queries.expected(meeting)}
        meetings.attend(meeting.pk, came=came, why_not={}, guests="居民监督员1人", by=by, at=at)
        for item, one in zip(meeting.items.order_by("position"), told, strict=True):
            sessions.settle(item.pk, _settled(one, at), by=by, at=at)
        meetings.finish(meeting.pk, by=by, at=at)

    def publish(at: datetime) -> None:
        for party, person in parties.items():
            meetings.sign(plan.id, party=party, by=person, at=at)
        meetings.publish(plan.id, summary=summary, by=by, at=at)
        _tell_neighbours(year, at)

    year.stage(starts_at - timedelta(days=7), call)
    year.stage(starts_at + timedelta(hours=2), hold)
    year.stage(starts_at + timedelta(days=2), publish)
    for days, share in ((9, 0.6), (16, 0.8), (25, 0.9)):
        year.stage(starts_at + timedelta(days=days), partial(_keep_promises, year, share))


def _settled(one: Told, at: datetime) -> Settled:
    promises = [
        Promise(party=party, what=what, due_at=end_of_business((at + timedelta(days=days)).date(), "Asia/Shanghai"))
        for party, what, days in one.promised
    ]
    return Settled(outcome=one.outcome, words=one.words, said=one.said, promises=promises)


def _keep_promises(year: Year, share: float, at: datetime) -> None:
    """Most of what was promised is done; how much depends on how well things go there."""
    open_ones = Duty.objects.open().filter(estate=year.estate, kind=meetings.PROMISE, owed_at__lt=at)
    for duty in open_ones.order_by("due_at", "pk"):
        if year.chance.random() < share * year.spec.good:
            discharge(duty.pk, by=year.staff.by_party[duty.party], at=at, words=SHOWN[duty.what])


def _next_session(year: Year) -> None:
    """Next week's: two late matters are on its agenda, and whoever asked was told."""
    by = year.staff.by_party["ju"]
    starts_at = year.day(6)
    plan = Plan(
        estate=year.estate, kind=sessions.KIND, starts_at=starts_at, ends_at=starts_at + timedelta(minutes=90),
        place=year.estate.desk_place or PLACE,
    )  # fmt: skip

    def call(at: datetime) -> None:
        meeting = meetings.plan(plan, by=by, at=at)
        for one in meeting_queries.suggestions(meeting, at)[:2]:
            item = Item(title=one.title, comes_from=one.comes_from, source=one.source, about=one.about, minutes=15)
            sessions.put_on(meeting.pk, item, by=by, at=at)
        sessions.put_on(meeting.pk, Item(title="冬天的水管保温", comes_from="物业提出"), by=by, at=at)
        sessions.call(meeting.pk, by=by, at=at)
        meetings.acknowledge(meeting.pk, party="wu", by=year.staff.by_party["wu"], at=at + timedelta(hours=1))

    year.stage(year.day(-1, 11), call)


def _log(year: Year) -> None:
    by, house = year.staff.by_party["ju"], year.estate.buildings.order_by("order")[0]

    def entry(kind: str, parties: str, words: str, at: datetime, *, at_house: bool = False) -> UUID:
        given = Entry(
            estate=year.estate, kind=kind, parties=parties.split(), happened_at=at, words=words,
            building=house if at_house else None,
        )  # fmt: skip
        return desk.log(given, by=by, at=at).pk

    def patrol(at: datetime) -> None:
        seen = entry("patrol", "ju wu", "1号楼后面的雨水篦子碎了一块，踩空会崴脚，先放了锥桶。", at, at_house=True)
        case = desk.make_case(seen, category="building", caller="", by=by, at=at + timedelta(minutes=20))
        year.watch(case)

    def call(at: datetime) -> None:
        for row in stuck([year.estate], at)[:1]:
            due_at = end_of_business((year.now + timedelta(days=3)).date(), "Asia/Shanghai")
            said = Call(
                estate=year.estate, party=row.party, source=row.source, about=row.about, title=row.title,
                words="人手排不开，三天里一定办好。", promised=Promised(what=f"办好：{row.title}", due_at=due_at),
            )  # fmt: skip
            desk.call_party(said, by=by, at=at)

    visit = "王阿姨来问加装电梯要几户同意，讲清楚了，给了说明书。"
    year.stage(year.day(-2, 10), lambda at: void(entry("visit", "ju", visit, at)))
    reception = "业委会接待日，来了五位业主，问得最多的是停车费用到哪里去了。"
    year.stage(year.day(-6, 15), lambda at: void(entry("reception", "ye", reception, at)))
    year.stage(year.day(-1, 9), patrol)
    year.stage(year.day(-2, 16), call)


def _supervise(year: Year) -> None:
    """A resident looks closely: one question answered in time, one overdue, one still open."""
    named = {one.name: one for one in PERSONAS if (one.at, one.office) == (year.estate.code, Office.Kind.SUPERVISOR)}
    supervisor = next((one.person for one in year.residents if one.person.name in named), year.residents[5].person)

    def begin(at: datetime) -> None:
        kind = Office.Kind.SUPERVISOR
        appoint(year.estate.pk, supervisor, by=year.staff.triage, at=at, kind=kind, since=at.astimezone(ZONE).date())
        if supervisor.name in named:
            name_persona(named[supervisor.name], supervisor, at)

    def ask(party: str, title: str, words: str, at: datetime) -> UUID:
        query = Query(estate=year.estate, party=party, title=title, words=words)
        return desk.ask(query, by=supervisor, at=at).pk

    def with_answer(at: datetime) -> None:
        pk = ask("wu", "电梯保养记录", "15号楼电梯上个月保养了几次，记录在哪里看？", at)
        answer = "两次，4日和18日。记录贴在轿厢里，原件在物业前台，随时可以翻。"
        answered_at = at + timedelta(days=2, hours=5, minutes=25)
        year.stage(answered_at, lambda at: void(desk.answer(pk, words=answer, by=year.staff.by_party["wu"], at=at)))

    year.stage(year.day(-120, 10), begin)
    year.stage(year.day(-40, 9, 40), with_answer)
    fees = "东门的停车费今年收了多少，花在哪里，能不能一笔一笔贴出来？"
    year.stage(year.day(-13, 19, 10), lambda at: void(ask("ye", "停车费的去向", fees, at)))
    lamps = "楼道里的声控灯是按什么价买的，比外面贵不贵？"
    year.stage(year.day(-1, 18, 25), lambda at: void(ask("wu", "楼道灯的价钱", lamps, at)))


def _help(year: Year) -> None:
    """One Saturday that is over, with thanks, and one to come."""
    by = year.staff.by_party["ju"]
    over = Offer(
        estate=year.estate, party="ju", title="一起清楼道", words="带手套，大件物业来搬。", place="1号楼门口",
        starts_at=year.day(-8, 9), wanted=12,
    )  # fmt: skip
    coming = Offer(
        estate=year.estate, party="ju", title="给独居老人送冬至饺子", words="包好了，送上门，陪着说几句话。",
        place="居委会活动室", starts_at=year.day(5, 9), wanted=6,
    )  # fmt: skip

    def take_on(one: Offer, person: Person, at: datetime) -> None:
        desk.take_on(one.id, by=person, at=at)

    def offer(one: Offer, helpers: slice, at: datetime) -> None:
        desk.offer(one, by=by, at=at)
        for person in dict.fromkeys(tenure.person for tenure in year.residents[helpers]):
            year.stage(at + timedelta(hours=1), partial(take_on, one, person))

    def thank(at: datetime) -> None:
        desk.thank(over.id, words="清出两车东西，楼道宽了。谢谢各位邻居。", by=by, at=at)

    year.stage(year.day(-14, 10, 15), lambda at: offer(over, slice(10, 19), at))
    year.stage(year.day(-7, 16, 20), thank)
    year.stage(year.day(-1, 11, 5), lambda at: offer(coming, slice(44, 47), at))


READ = 0.25
NOTICES = (
    (3, "wu", "周三除四害", "周三上午除四害，药放在绿化带和车棚墙角。请看好小孩和猫狗，晾晒的东西收一收。"),
    (12, "ju", "免费量血压", "每周二上午，社区医院的医生在活动室量血压、看报告，带上医保卡。"),
)


def _board(year: Year) -> None:
    def hang(party: str, title: str, words: str, at: datetime) -> None:
        until = (year.now + timedelta(days=14)).astimezone(ZONE).date()
        tells = BoardNotice.Tells.RESIDENTS
        posting = Posting(estate=year.estate, party=party, title=title, words=words, until=until, tells=tells)
        post(posting, by=year.staff.by_party[party], at=at)
        _tell_neighbours(year, at)

    for days, party, title, words in NOTICES:
        year.stage(year.day(-days, 9, 30), partial(hang, party, title, words))


def _tell_neighbours(year: Year, posted_at: datetime) -> None:
    """The clerk tells the residents; one in four looks two days later."""

    def tell(at: datetime) -> None:
        while BoardNotice.objects.filter(estate=year.estate, told_at__isnull=True).exists():
            tell_residents(at)

    def look(at: datetime) -> None:
        for person in dict.fromkeys(tenure.person for tenure in year.residents):
            if year.chance.random() < READ:
                mark_read(person, at)

    year.stage(posted_at + timedelta(minutes=10), tell)
    year.stage(posted_at + timedelta(days=2), look)
