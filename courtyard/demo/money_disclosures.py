"""Walls in the demo: most of what is due is put up in time, some of it late, some not at all; one sheet is corrected,
and owners ask about lines."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date, datetime, timedelta
from functools import partial

from courtyard.core.disclosures import Due, Row
from courtyard.core.quantities import format_fen
from courtyard.core.rulebook import Disclosure
from courtyard.demo.money_plan import DAY, Money, on
from courtyard.demo.year import void
from courtyard.disclosure.actions.publications import Publishing, correct, publish
from courtyard.disclosure.actions.questions import Asking, answer, question, show_question
from courtyard.disclosure.actions.walls import open_wall
from courtyard.disclosure.chores import see_to
from courtyard.disclosure.contents import proposed
from courtyard.disclosure.models import Publication
from courtyard.disclosure.queries.wall import known_of
from courtyard.people.models import CLERK, Person, Tenure
from courtyard.places.rules import rules_of

IN_TIME, SEES_TO = 3, 45
"""Days before the last one on which a sheet is put up; every so many days the clerk looks at the wall."""
LATE: Mapping[str, Mapping[tuple[str, int], int]] = {
    "taoan": {("D24", 0): 6, ("D19", 1): 9},
    "csc": {("D10", 1): 17, ("D08", 0): 23, ("D19", 1): 31, ("D09", 0): 12, ("D16", 0): 41, ("D31", 0): 20},
    "wannan6": {("D10", 0): 12, ("D31", 0): 4, ("D22", 0): 25},
}
NEVER: Mapping[str, frozenset[tuple[str, int]]] = {
    "taoan": frozenset({("D19", 0)}),
    "csc": frozenset({("D10", 0), ("D19", 0), ("D14", 0), ("D29", 0), ("D32", 0)}),
    "wannan6": frozenset({("D08", 0), ("D19", 0)}),
}
"""By the code of a disclosure, and how many times back from the newest that is due: days late, or not up at all."""
CORRECTS = {"taoan": ("D10", 0), "csc": ("D08", 1), "wannan6": ("D10", 0)}
REASON = "有一行的数字打错了两位，合计没有错。已按账簿改正，上一版留着。"
STANDING, WORDS_MAX = 20, 500
WORDS = {
    "D09": "与银行逐笔核对，余额相符。对账单可到合署办公室查看。",
    "D11": "小区共有部分经营项目都在这里；合同原件在物业服务中心，随时可看。",
    "D12": "明年公共收益先补充维修资金，再用于道闸、车棚等小修，余额结转。",
    "D14": "会计师事务所出具了审计报告：账实相符。报告全文可在“钱”一页打开。",
    "D16": "会议、决定、接待、收支情况见业委会年度报告。",
    "D17": "服务事项、负责人、收费和履行情况。",
    "D19": "本季度保洁、秩序、绿化、设备养护按合同做了；报修办结情况和下季度安排见公告栏。",
    "D20b": "明年预算由业委会会议决定，按科目、季度列在“钱”一页。",
    "D20c": "账簿启用以前的年度，决算和审计报告是纸质的，在物业服务中心可以查看。",
    "D22": "水箱清洗、电梯保养、消防检查的日期和单位，都贴在设备旁边。",
    "D24": "这半年没有用过授权额度。",
    "D29": "业委会公开的事项：决定、账目、合同、接待日、年度报告。",
    "D32": "每四周一次，周六上午，接待日程见业委会一页。",
}


@dataclass(frozen=True)
class Asked:
    """A question about the newest sheet of a disclosure: days ago, and the answer after so many days, if it came."""

    code: str
    days: int
    words: str
    answer: str = ""
    after: int = 3


ASKED: Mapping[str, Sequence[Asked]] = {
    "taoan": (
        Asked(
            "D18", 58, "一平方米1.85元，车位和储藏室也按这个收吗？", "储藏室不收物业费；车位只收停车费，算公共收益。"
        ),
        Asked("D10", 34, "停车收入比上个季度多，是多了车还是涨了价？", "没有涨价。多了11个固定车位，名单贴在门岗。", 4),
        Asked("D11", 2, "快递柜的合同到哪一年？到期能不能重新谈价钱？"),
    ),
    "csc": (
        Asked("D18", 71, "一平方米2.68元是哪一年定的？", "前期合同定的，从交房起没有变过。", 12),
        Asked("D11", 24, "灯箱广告一年十一万多，用在哪里了？"),
    ),
    "wannan6": (
        Asked("D10", 40, "停车费里给受托人的分成是多少？", "四分之一，写在合同里，每季度入账一次。", 2),
        Asked("D17", 4, "请的保安公司是怎么选的？"),
    ),
}


def hang_up(money: Money) -> None:
    """What the rulebook asks of this estate, each for each of its days."""
    year = money.year
    year.stage(on(money.opens_on, 12), lambda at: _open(money, at))
    for days in range(2, (money.today - money.opens_on).days, SEES_TO):
        year.stage(on(money.opens_on + days * DAY, 8, 30), lambda at: see_to(year.estate, at))
    for line in rules_of(year.estate).disclosures.values():
        for number, key, day in _occasions(money, line):
            if (line.id, number) not in NEVER[money.code]:
                late = LATE[money.code].get((line.id, number), -IN_TIME)
                year.stage(
                    on(day + late * DAY, 16),
                    partial(put_up, money, key, wrong=CORRECTS[money.code] == (line.id, number)),
                )
    for asked in ASKED[money.code]:
        year.stage(year.day(-asked.days, 20), partial(_ask, money, asked))


def _open(money: Money, at: datetime) -> None:
    open_wall(money.year.estate, since=money.opens_on, by=CLERK, at=at)


def _occasions(money: Money, line: Disclosure) -> Iterator[tuple[int, str, date]]:
    """How many times back from the newest, what its duty is called, and its last day, as far as these have come."""
    if line.when.schedule == "yearly":
        days = list(line.last_days(money.opens_on + DAY, money.today - DAY))
        yield from ((len(days) - n, f"{line.id}:{line.period(day)}", day) for n, day in enumerate(days, start=1))
    elif line.when.schedule == "standing":
        first = max(money.opens_on, line.valid_from) + STANDING * DAY
        yield int(bool(line.renewed_months)), line.id, first
        if line.renewed_months:
            yield 0, line.id, money.today - STANDING * DAY


def put_up(money: Money, key: str, at: datetime, *, wrong: bool = False) -> None:
    """Its rows come from our own data, where there are some; with a figure mistyped, if that is the story."""
    due = known_of(money.year.estate, at).due(key)
    if due is None or (due.state == "published" and not due.line.renewed_months):
        return
    by = money.year.staff.by_party.get(due.bearer)
    if by is None:
        return
    right = _told(money, due, at)
    told = replace(right, rows=_mistyped(right.rows)) if wrong else right
    one = publish(money.year.estate, told, by=by, at=at)
    if told.rows != right.rows:
        money.year.stage(at + timedelta(days=2), partial(_correct, one, right, by))


def _told(money: Money, due: Due, at: datetime) -> Publishing:
    rows = proposed(money.year.estate, due, at)
    words = "" if rows else WORDS.get(due.line.id, due.line.label_zh)
    return Publishing(key=due.key, rows=rows, words=words, without_personal_data=True)


def _mistyped(rows: Sequence[Row]) -> tuple[Row, ...]:
    """Two figures of the largest amount that came in change places."""
    came = [one for one in rows if one.key.startswith("2-in") and one.amounts["fen"] > 0]
    if not came:
        return tuple(rows)
    largest = max(came, key=lambda one: one.amounts["fen"])
    figures = format_fen(largest.amounts["fen"]).replace(",", "").replace(".", "")
    swapped = int(figures[1] + figures[0] + figures[2:])
    wrong = swapped if swapped != largest.amounts["fen"] else swapped + 9_000_00
    return tuple(replace(one, amounts={"fen": wrong}) if one is largest else one for one in rows)


def _correct(one: Publication, right: Publishing, by: Person, at: datetime) -> None:
    told = Publishing(key=right.key, rows=right.rows, words=right.words, without_personal_data=True)
    correct(one.pk, told, reason=REASON, by=by, at=at)


def _ask(money: Money, asked: Asked, at: datetime) -> None:
    """An owner asks; the residents' committee sees that it names nobody; whoever published it answers."""
    shown = Publication.objects.filter(estate=money.estate_id, code=asked.code, followed_by__isnull=True)
    published = shown.order_by("-published_at").first()
    if published is None:
        return
    row = next((row.key for row in published.frozen.rows if row.amounts), "")
    owners = [one for one in money.year.residents if one.kind == Tenure.Kind.OWNER]
    asker = owners[(len(asked.words) * 13 + asked.days) % len(owners)]
    one = question(Asking(publication=published.pk, row=row, words=asked.words), by=asker.person, at=at)
    ju = money.year.staff.by_party["ju"]
    money.year.stage(at + timedelta(hours=14), lambda at: void(show_question(one.pk, by=ju, at=at)))
    if asked.answer:
        by = money.year.staff.by_party[published.bearer]
        money.year.stage(
            at + timedelta(days=asked.after), lambda at: void(answer(one.pk, words=asked.answer, by=by, at=at))
        )
