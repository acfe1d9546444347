"""Works that come again, in the demo: laid out as the clerk does, proved in time or late, left undone, doubted."""

from dataclasses import replace
from datetime import date, datetime, time, timedelta
from functools import partial

from courtyard.demo.services_contracts import scanned
from courtyard.demo.services_promises import Line, Service, at_of, first_day
from courtyard.demo.year import ZONE, Year
from courtyard.people.models import CLERK
from courtyard.services.actions.proofs import Done, Shown, doubt_turn, prove_turn
from courtyard.services.actions.works import Plan, Rhythm, lay_out_turns, plan_work
from courtyard.services.models import Turn, Work
from courtyard.services.upkeep.annexes import keep
from courtyard.trail.deeds import together

LAYS_OUT = 40
"""Every so many days the clerk lays out what comes due: less often than real life, and always in time."""
UNDONE, NEVER = 0.4, timedelta(days=150)
"""Of what is not done in time and was due lately, the share that is never done. What is older is done by now."""
SHEETS = timedelta(days=60)
WORDS = {
    "电梯维护保养": "维保单位两人，半月保养单逐项打勾，轿厢内已贴。",
    "消防设施检查": "灭火器、消火栓、应急灯逐层看过，过期的换下。",
    "二次供水水箱清洗消毒": "清洗消毒，水样送检合格，报告贴在公告栏。",
    "雨水井、污水管清掏": "全部井盖打开清掏，淤泥当天运走。",
    "绿地修剪和病虫害防治": "修剪、打药、清运，提前一天贴了通知。",
    "楼道和公共玻璃全面冲洗": "从顶楼冲到底楼，玻璃两面擦，积水当场推干。",
    "公布物业服务收支账目": "收入、支出、结余三张表贴在公告栏，凭证可查。",
}
DOUBTS = {
    "taoan": (31, "保养单上的日子那天，两部电梯一直在用，轿厢里也没有贴保养单。"),
    "csc": (150, "地下车库的灭火器还是去年的封签，看不出检查过。"),
}
ANSWERS = "已经请维保单位重做一遍，逐只换了封签，请监督员一起看过。"


def plan_works(year: Year, service: Service) -> None:
    """The plan is made on the contract's first day; its turns come from the clerk, who carries it over a renewal."""
    begins = datetime.combine(first_day(year), time(9, 30), ZONE)
    for number, line in enumerate(service.works):
        year.stage(begins + timedelta(minutes=5 * number), partial(_plan, year, service, line, 3 + 2 * number))
    for days in range(1, (year.now - begins).days, LAYS_OUT):
        year.stage(begins + timedelta(days=days, hours=-1), partial(_lay_out, year, service))
    if year.spec.code in DOUBTS:
        days, words = DOUBTS[year.spec.code]
        year.stage(year.day(-days, 10), partial(_doubt, year, words))


def _plan(year: Year, service: Service, line: Line, days: int, at: datetime) -> None:
    rhythm = Rhythm(
        every=line.days or line.months, unit=Work.Unit.DAYS if line.days else Work.Unit.MONTHS,
        first_on=at.date() + timedelta(days=days),
    )  # fmt: skip
    plan = Plan(field=line.field, what=line.what, rhythm=rhythm, rule=line.rule)
    work = plan_work(year.estate.pk, plan, by=year.staff.by_party["wu"], at=at)
    _expect(year, service, list(work.turns.order_by("number")))


def _lay_out(year: Year, service: Service, at: datetime) -> None:
    with together():
        for pk in Work.objects.filter(estate=year.estate, until=None).order_by("what").values_list("pk", flat=True):
            _expect(year, service, lay_out_turns(pk, by=CLERK, at=at))


def _expect(year: Year, service: Service, turns: list[Turn]) -> None:
    """When each of them will be done, if at all."""
    for turn in turns:
        luck, done_on = year.chance.random(), turn.due_on
        in_time = at_of(service.in_time, year, turn.due_on)
        if luck > 1 - (1 - in_time) * UNDONE and turn.due_on > (year.now - NEVER).date():
            continue
        done_on += timedelta(days=year.chance.randrange(2, 6) if luck > in_time else -year.chance.randrange(2))
        at = datetime.combine(done_on, time(13 + year.chance.randrange(4), year.chance.randrange(60)), ZONE)
        year.stage(at, partial(_prove, year, turn))


def _prove(year: Year, turn: Turn, at: datetime) -> None:
    """With the sheet that was filled in, where it was done lately: enough to look at, and quick to tell."""
    by = year.staff.workers[turn.number % len(year.staff.workers)]
    done = Done(done_on=at.date(), words=WORDS[turn.work.what], shown=True)
    if at > year.now - SHEETS:
        kept = keep(year.estate.pk, scanned(at), "pdf", at)
        done = replace(done, files=[Shown(kept=kept, name=f"{turn.work.what}{at:%m%d}.pdf")])
    prove_turn(turn.pk, done, by=by, at=at)


def _doubt(year: Year, words: str, at: datetime) -> None:
    """Of a turn that was told lately; in Chengshangcheng the company proves it anew, in Tao'an it still owes that."""
    what = "电梯维护保养" if year.spec.code == "taoan" else "消防设施检查"
    done = Turn.objects.filter(estate=year.estate, work__what=what, done_on__lte=at.date())
    turn = done.order_by("-work__first_on", "-number")[0]
    done_on = turn.done_on
    assert done_on is not None, "it was told"
    doubt_turn(turn.pk, words=words, by=year.staff.by_party["ye"], at=at)
    if year.spec.code != "taoan":
        year.stage(at + timedelta(days=5), partial(_answer, year, turn, done_on))


def _answer(year: Year, turn: Turn, done_on: date, at: datetime) -> None:
    prove_turn(turn.pk, Done(done_on=done_on, words=ANSWERS), by=year.staff.by_party["wu"], at=at)
