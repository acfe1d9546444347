"""Ratings in the demo: each quarter some of the homes say how content they are; their words are looked at."""

from collections.abc import Sequence
from datetime import date, datetime, time, timedelta
from functools import partial

from django.db import transaction

from courtyard.core.quarters import Quarter
from courtyard.demo.services_promises import Service, at_of, quarters_of
from courtyard.demo.year import ZONE, Year
from courtyard.people.models import CLERK, Tenure
from courtyard.services.actions.ratings import Answer, close_ratings, rate, rate_on_paper
from courtyard.services.actions.remarks import refuse_remark, reply_to_remark, show_remark
from courtyard.services.models import Field, Remark
from courtyard.services.queries.ratings import closes_on
from courtyard.trail.deeds import together

DAYS_OF_A_QUARTER = 3
"""On so many days of its last month homes rate, a third of them on each: told quicker than one by one."""
MARKS = 4
"""Steps from the lowest mark to the highest."""
LEFT_OUT = 0.1
ON_PAPER = 5
WORDS: dict[str, Sequence[tuple[str, str]]] = {
    "taoan": (
        ("灯坏了当天就有人来，比前两年好多了。", "谢谢。报修电话夜里也有人接，有事请直接打。"),
        ("16号楼新电梯稳当，希望保养单按时贴出来。", "以后保养当天就贴，贴在轿厢里右手边。"),
        ("绿化修得勤，东边还有一块黄土。", ""),
        ("门岗那个小王脾气太坏，换掉他。", ""),
        ("垃圾房夏天味道大，能不能一天多冲一次。", ""),
    ),
    "csc": (
        ("物业费不低，地库的灯一半不亮。", "地库灯具已经订货，下个月换完。"),
        ("报修三天没有人上门，打电话才来。", "人手不够是我们的错，十月起加了一班。"),
        ("保安换得太勤，谁是谁都不认识。", ""),
    ),
    "wannan6": (("扫楼道的师傅认真。", "一定转告。"), ("车棚晚上太暗。", "")),
}
"""What is said in the last quarter that is closed, and what the company replies."""
REFUSED, WAITS = "门岗那个小王", "垃圾房夏天"


def rate_quarters(year: Year, service: Service) -> None:
    for quarter in quarters_of(year):
        for part in range(DAYS_OF_A_QUARTER):
            on = quarter.last_month + timedelta(days=5 + 8 * part)
            year.stage(_at(on, 19), partial(_rate, year, service, quarter, part))
        closed_on = closes_on(year.estate, quarter) + timedelta(days=1)
        year.stage(_at(closed_on, 9), partial(_close, year, quarter))


def _at(day: date, hour: int) -> datetime:
    return datetime.combine(day, time(hour), ZONE)


def _rate(year: Year, service: Service, quarter: Quarter, part: int, at: datetime) -> None:
    liked = at_of(service.liked, year, quarter.last_day)
    share = at_of(service.answers, year, quarter.last_day)
    homes = list({tenure.home_id: tenure for tenure in year.residents}.values())
    asked = homes[part::DAYS_OF_A_QUARTER]
    chosen = year.chance.sample(asked, round(len(asked) * share))
    said = (
        [words for words, _reply in WORDS[year.spec.code]][part::DAYS_OF_A_QUARTER] if _is_last(year, quarter) else []
    )
    with transaction.atomic(), together():
        for number, tenure in enumerate(chosen):
            _answer(year, tenure, quarter, liked, said.pop() if said else "", number, at)


def _answer(year: Year, tenure: Tenure, quarter: Quarter, liked: float, words: str, number: int, at: datetime) -> None:
    """A home's marks; some cannot say of every field. The last few come on slips of paper."""
    marks = {str(field): _mark(year, liked) for field in Field if year.chance.random() > LEFT_OUT}
    answer = Answer(home=tenure.home_id, quarter=str(quarter), marks=marks or {"general": 4}, words=words)
    at += timedelta(seconds=40 * number)
    if number < ON_PAPER and not words:
        rate_on_paper(answer, estate=year.estate, by=year.staff.by_party["ju"], at=at)
    else:
        rate(answer, by=tenure.person, at=at)


def _mark(year: Year, liked: float) -> int:
    return 1 + sum(year.chance.random() < liked for _ in range(MARKS))


def _is_last(year: Year, quarter: Quarter) -> bool:
    """The newest quarter whose remarks may be read by now."""
    closed = [one for one in quarters_of(year) if _at(closes_on(year.estate, one) + timedelta(days=3), 0) < year.now]
    return quarter == closed[-1]


def _close(year: Year, quarter: Quarter, at: datetime) -> None:
    close_ratings(year.estate.pk, quarter, by=CLERK, at=at)
    if _is_last(year, quarter):
        year.stage(at + timedelta(hours=6), partial(_look, year))


def _look(year: Year, at: datetime) -> None:
    """The residents' committee looks at remarks: one names a guard and is not shown, one waits for another day."""
    ju, wu = year.staff.by_party["ju"], year.staff.by_party["wu"]
    replies = dict(WORDS[year.spec.code])
    for one in Remark.objects.filter(estate=year.estate, state=Remark.State.HIDDEN).order_by("words"):
        if one.words.startswith(WAITS):
            continue
        if one.words.startswith(REFUSED):
            refuse_remark(one.pk, ground=Remark.Ground.PERSON, words="说的是一个人，不是服务。", by=ju, at=at)
            continue
        show_remark(one.pk, by=ju, at=at)
        if replies[one.words]:
            reply_to_remark(one.pk, words=replies[one.words], by=wu, at=at + timedelta(minutes=45))
