"""What a visitor of the demo should find today: things that wait, and things that are late."""

from datetime import datetime, timedelta
from typing import Any

from courtyard.cases import actions as cases
from courtyard.cases.actions import Announcement, Filing
from courtyard.cases.models import Case, Incident
from courtyard.demo.cast import PERSONAS
from courtyard.demo.words import PLOTS, Plot
from courtyard.demo.year import Year, void
from courtyard.people.models import Tenure

DARK_STAIR = next(plot for plot in PLOTS if plot.words.startswith("三楼楼道灯"))
BUILDING_SITE = next(plot for plot in PLOTS if "工地" in plot.words)
WET_GARAGE = next(plot for plot in PLOTS if "车库B区" in plot.words)
FURNITURE = next(plot for plot in PLOTS if "一张床" in plot.words)
GATE = next(plot for plot in PLOTS if "道闸" in plot.words)


def stage(year: Year) -> None:
    """Each estate's own scenes, among the cases of its year."""
    mine = {tenure.person.name: tenure for tenure in year.residents}
    here = [one for one in PERSONAS if (one.at, one.office) == (year.estate.code, "owner") and one.name in mine]
    for persona in here:
        _waits_for(year, mine[persona.name], DARK_STAIR)
    _templates(year)
    if year.spec.code == "taoan":
        _about_the_company(year, year.residents[60])
        _on_hold(year, year.residents[75])
        _same_thing(year, year.residents[30], year.residents[31])
        _called(year)
        _not_ours(year, year.residents[12])
        _both_sign(year, year.residents[18])
        _outages(year)
        _late(year, year.residents[40], BUILDING_SITE, year.day(-8, 19, 45))
        _fresh(year, year.residents[90], FURNITURE, timedelta(minutes=12))
    if year.spec.code == "csc":
        _late(year, year.residents[25], WET_GARAGE, year.day(-6, 8, 50))
        _fresh(year, year.residents[70], GATE, timedelta(minutes=35))


def _file(year: Year, tenure: Tenure, plot: Plot, at: datetime) -> Case:
    photos = year.photos(plot, at, well=False) if plot.picture else ()
    part = next(iter(year.estate.common_parts.filter(name=plot.where)), None)
    filing = Filing(
        estate=year.estate, category=plot.category, words=plot.words, place=part or tenure.home.building, photos=photos,
        urgent=plot.urgent,
    )  # fmt: skip
    return cases.file(filing, by=tenure.person, at=at)


def _waits_for(year: Year, tenure: Tenure, plot: Plot) -> None:
    """Put right yesterday, and waiting for the resident to say so."""
    worker = year.staff.workers[0]

    def tell(at: datetime) -> None:
        case = _file(year, tenure, plot, at)
        triaged, resolved = at + timedelta(minutes=18), at + timedelta(hours=27, minutes=15)
        year.stage(
            triaged,
            lambda at: void(
                cases.triage(case.pk, by=year.staff.triage, at=at, party="wu", words=plot.first, handler=worker)
            ),
        )
        year.stage(
            resolved,
            lambda at: void(
                cases.resolve(case.pk, by=worker, at=at, words=plot.done, photos=year.photos(plot, at, well=True))
            ),
        )

    year.stage(year.ago(days=2, hours=4), tell)


def _late(year: Year, tenure: Tenure, plot: Plot, filed_at: datetime) -> None:
    """Given to somebody, and overdue since."""

    def tell(at: datetime) -> None:
        case = _file(year, tenure, plot, at)
        year.watch(case)
        handler = year.staff.by_party[plot.party]
        year.stage(
            at + timedelta(hours=2),
            lambda at: void(
                cases.triage(case.pk, by=year.staff.triage, at=at, party=plot.party, words=plot.first, handler=handler)
            ),
        )

    year.stage(filed_at, tell)


def _fresh(year: Year, tenure: Tenure, plot: Plot, before: timedelta) -> None:
    """Come in just now; nobody has looked yet."""
    year.stage(year.ago(seconds=before.total_seconds()), lambda at: void(_file(year, tenure, plot, at)))


READY = (
    ("triage", "收到，马上派人", "收到。编号{number}，今天派人到{place}看，{due}前办好。"),
    ("triage", "要和业主商量", "收到。这件事要先听听大家的意见，{party}会在{due}前给您一个准信。"),
    ("answer", "等配件", "配件已经订了，到了就装。{due}前一定给您办好。"),
    ("resolve", "修好了，请看看", "修好了，请您看一看。有哪里不对，点“没办好，退回重办”就行。"),
)


def _templates(year: Year) -> None:
    """Sentences the desk says often."""

    def keep(at: datetime) -> None:
        for deed, title, words in READY:
            cases.keep_template(year.estate, title=title, words=words, for_deed=deed, by=year.staff.triage, at=at)

    year.stage(year.day(-200, 10, 20), keep)


def _tell(year: Year, tenure: Tenure, words: str, category: str, at: datetime, **more: Any) -> Case:
    given: dict[str, Any] = {"place": tenure.home.building, "category": category, "words": words}
    case = cases.file(Filing(estate=year.estate, **(given | more)), by=tenure.person, at=at)
    year.watch(case)
    return case


def _about_the_company(year: Year, tenure: Tenure) -> None:
    """A complaint about the company goes past it; whoever filed it hides their name from the desk."""
    committee = year.staff.by_party["ju"]

    def tell(at: datetime) -> None:
        words = "物业保安对来收废品的老人又推又骂，我在窗口看见的。怕以后给我难看，名字就不写了。"
        case = _tell(year, tenure, words, "other", at, about="wu", name_hidden=True, place=None)
        year.stage(
            at + timedelta(minutes=50),
            lambda at: void(
                cases.triage(
                    case.pk, by=committee, at=at, party="ju", handler=committee,
                    words="收到，谢谢您说出来。这件事物业看不到，由居委会先看监控、找老人家问清楚。",
                )
            ),
        )  # fmt: skip

    year.stage(year.ago(hours=20), tell)


def _on_hold(year: Year, tenure: Tenure) -> None:
    worker = year.staff.workers[1]

    def tell(at: datetime) -> None:
        case = _tell(year, tenure, "3号楼电梯关门要关三次，夹过一回人。", "lift", at, public=True)
        accept = "收到。先贴警示，请维保单位今天来看。"
        year.stage(
            at + timedelta(minutes=30),
            lambda at: void(
                cases.triage(case.pk, by=year.staff.triage, at=at, party="wu", handler=worker, words=accept)
            ),
        )
        year.stage(
            at + timedelta(hours=5),
            lambda at: void(cases.attend(case.pk, by=worker, at=at, words="维保师傅看过，门机的皮带磨坏了。")),
        )
        year.stage(
            at + timedelta(hours=6),
            lambda at: void(
                cases.pause(
                    case.pk, by=worker, at=at, why="parts", until=at + timedelta(days=4),
                    words="皮带厂家发货要四天，到了当天换。这几天电梯口有人看着。",
                )
            ),
        )  # fmt: skip

    year.stage(year.ago(days=1, hours=3), tell)


def _same_thing(year: Year, first: Tenure, second: Tenure) -> None:
    """Two neighbours report one thing, and the desk makes it one; others say that it is theirs, too."""
    found: list[Case] = []

    def tell(words: str, tenure: Tenure, at: datetime) -> None:
        found.append(_tell(year, tenure, words, "cleaning", at, place=first.home.building, public=True))

    def merge(at: datetime) -> None:
        main = cases.merge([case.pk for case in found], by=year.staff.triage, at=at)
        for tenure in year.residents[32:36]:
            if tenure.person_id not in {first.person_id, second.person_id}:
                cases.follow(main.pk, me_too=True, by=tenure.person, at=at)
        cases.triage(
            main.pk, by=year.staff.triage, at=at, party="wu", handler=year.staff.workers[0],
            words="好几位都反映了，已并成一件。物业今天清走，明天起每天巡一次。",
        )  # fmt: skip

    filed = year.ago(days=1, hours=2)
    year.stage(filed, lambda at: tell("底楼拐角堆了三袋装修垃圾，味道大，老人绕不过去。", first, at))
    year.stage(filed + timedelta(hours=1), lambda at: tell("楼下装修垃圾堆了好几袋，走路要绕。", second, at))
    year.stage(filed + timedelta(hours=3), merge)


def _called(year: Year) -> None:
    """Somebody without a phone in hand comes to the counter."""
    committee = year.staff.by_party["ju"]

    def tell(at: datetime) -> None:
        filing = Filing(
            estate=year.estate, category="other", place=year.estate.buildings.order_by("order")[4],
            words="老伴腿脚不好，想问问助浴车几时来，能不能帮忙登个记。",
        )  # fmt: skip
        case = cases.file_for(filing, resident=None, caller="柳阿婆 5号楼", channel="counter", by=committee, at=at)
        year.watch(case)
        cases.triage(
            case.pk, by=committee, at=at, party="ju", handler=committee, words="登记了，周四上午来，我们来接。"
        )

    year.stage(year.ago(hours=5), tell)


def _not_ours(year: Year, tenure: Tenure) -> None:
    def tell(at: datetime) -> None:
        case = _tell(year, tenure, "马路对面的公交站牌被撞歪了，晚上看不清车次。", "other", at, place=None)
        year.stage(
            at + timedelta(hours=1),
            lambda at: void(
                cases.decline(
                    case.pk, by=year.staff.triage, at=at, words="公交站牌在马路上，不归小区管，我们也帮您报过一次。",
                    instead="公交热线96123，或打12345转公交公司。",
                )
            ),
        )  # fmt: skip

    year.stage(year.day(-3, 13, 20), tell)


def _both_sign(year: Year, tenure: Tenure) -> None:
    """The owners' committee has to agree before the resident is asked."""
    manager = year.staff.by_party["wu"]

    def tell(at: datetime) -> None:
        case = _tell(year, tenure, "健身角的塑胶地面翘了一大片，孩子绊倒过。", "building", at, place=None, public=True)
        cases.triage(
            case.pk,
            by=year.staff.triage,
            at=at,
            party="wu",
            handler=manager,
            words="收到。铺地要用公共收益，请业委会一起验收。",
        )
        cases.involve(
            case.pk, by=year.staff.triage, at=at, party="ye", words="用的是公共收益，请一起验收签字。", signs=True
        )
        year.stage(
            at + timedelta(days=1),
            lambda at: void(cases.resolve(case.pk, by=manager, at=at, words="翘起的地方全部切掉重铺，干透可以踩了。")),
        )

    year.stage(year.ago(days=2), tell)


def _outages(year: Year) -> None:
    """A burst pipe today, a planned power cut in three days, and one that is over."""
    by, houses = year.staff.by_party["wu"], list(year.estate.buildings.order_by("order"))

    def announce(
        title: str, words: str, category: str, some: slice, starts_at: datetime, lasts: timedelta, at: datetime
    ) -> Incident:
        said = Announcement(
            estate=year.estate, title=title, words=words, category=category, buildings=houses[some],
            starts_at=starts_at, expected_until=max(starts_at, at) + lasts, planned=starts_at > at,
        )  # fmt: skip
        return cases.announce(said, by=by, at=at)

    def over(at: datetime) -> None:
        words = "水泵房检修，水压小。要用水的先接一桶。"
        one = announce("全小区水压小", words, "water", slice(0, 0), at, timedelta(hours=6), at)
        ended_at = at + timedelta(hours=5)
        year.stage(ended_at, lambda at: void(cases.end(one.pk, words="检修完，水压正常。", by=by, at=at)))

    def going(at: datetime) -> None:
        announce(
            "7号楼、8号楼停水", "地下总管爆了，正在换管。7号楼门口有送水车，老人家打值班电话，我们送上楼。",
            "water", slice(6, 8), at - timedelta(minutes=50), year.now - at + timedelta(hours=6), at,
        )  # fmt: skip
        announce(
            "1号楼到4号楼停电检修", "供电公司换变压器，电梯停用。请提前充好电，冰箱少开。",
            "power", slice(0, 4), year.day(3, 9), timedelta(hours=5), at,
        )  # fmt: skip

    year.stage(year.ago(days=9), over)
    year.stage(year.ago(minutes=40), going)
