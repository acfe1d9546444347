"""Spendings in the demo, from the plan to the papers everybody may open: a lift, a burst pipe, a gate, some lamps."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from functools import partial
from typing import Any
from uuid import UUID

from courtyard.assembly.models import Decision
from courtyard.committee.models import Limit, Resolution
from courtyard.demo.committees import DECIDED
from courtyard.demo.elections import sitting
from courtyard.demo.money_disclosures import put_up
from courtyard.demo.money_papers import show_papers
from courtyard.demo.money_plan import BRIGHT, LIFTS, POWER, Money, day_of
from courtyard.demo.services_renewal import REVENUE_USE
from courtyard.demo.votes import PAST
from courtyard.money.actions.authorising import announce_works, approve_spending, authorise_spending, review_spending
from courtyard.money.actions.plans import Offer, Plan, add_quote, plan_spending, withdraw_spending
from courtyard.money.actions.spending import Ask, accept_spending, ask_draw, pay, publish_spending
from courtyard.money.grounds import Ground
from courtyard.money.models import Spending
from courtyard.places.models import Building
from courtyard.services.queries.current import contract_on

FIRST_PERCENT = 30
BEGINS_AFTER = timedelta(days=1)
FACTORY = "听松工程服务有限公司"


@dataclass(frozen=True)
class Job:
    """A spending: the cheapest of its quotes is taken. Days are counted back from today; nought where it stops before.

    `paid_first` is the day of the first draw, where there is one before the review.
    """

    fund: str
    account: str
    what: str
    why: str
    quotes: Sequence[tuple[str, int]]
    rests_on: Callable[[Money, datetime], Ground | None]
    planned: int
    authorised: int = 0
    signed: int = 0
    paid_first: int = 0
    reviewed: int = 0
    published: int = 0
    withdrawn: int = 0
    building: str = ""
    danger: str = ""
    found: str = "按合同做完，当场试过。"


def by_decision(title: str) -> Callable[[Money, datetime], Ground | None]:
    def ground(money: Money, _at: datetime) -> Ground | None:
        found = Decision.objects.filter(estate=money.estate_id, title=title, carried=True).first()
        return Ground(kind="assembly", id=found.pk) if found else None

    return ground


def by_limit(title: str) -> Callable[[Money, datetime], Ground | None]:
    """Within what the owners let their committee spend, by the committee's own decision."""

    def ground(money: Money, _at: datetime) -> Ground | None:
        limit = Limit.objects.filter(estate=money.estate_id).first()
        decided = Resolution.objects.filter(estate=money.estate_id, title=title, state__in=Resolution.DECIDED).first()
        return Ground(kind="limit", id=limit.pk, resolution=decided.pk) if limit and decided else None

    return ground


def by_contract(money: Money, at: datetime) -> Ground | None:
    found = contract_on(money.year.estate, day_of(at))
    return Ground(kind="contract", id=found.pk) if found else None


def by_emergency(_money: Money, _at: datetime) -> Ground | None:
    return Ground(kind="emergency")


JOBS: Mapping[str, Sequence[Job]] = {
    "taoan": (
        Job("revenue", "revenue_upkeep", "东门道闸更换", "道闸一个月坏三次，三家报价贴过公告栏。",
            ((FACTORY, 9_800_00), ("桐江智能门禁有限公司", 11_200_00), ("望潮投资管理有限公司", 12_600_00)),
            by_decision(REVENUE_USE.text.title), 280, 272, 271, 0, 262, 255),
        Job("maintenance", "fund_repairs", "5号楼给水立管爆裂抢修", "半夜立管爆裂，一楼进水，全楼停水。",
            ((FACTORY, 18_460_00),), by_emergency, 171, 170, 170, 169, 150, 141, building="5号楼",
            danger="给水立管爆裂，电表箱旁漏水，全楼停水。"),
        Job("maintenance", "fund_repairs", "16号楼电梯整机更换", "电梯用了27年，去年困人三次，配件已停产。",
            ((LIFTS, 38_500_000), ("桐江机电设备有限公司", 39_860_000), ("望潮投资管理有限公司", 41_200_000)),
            by_decision(PAST[0].text.title), 96, 50, 49, 47, 9, 5, building="16号楼",
            found="试运行三天，检验所合格证已贴，业主代表五人到场。"),
        Job("maintenance", "fund_repairs", "16号楼新电梯防撞垫", "新电梯刚装好，搬家容易磕碰。",
            ((LIFTS, 2_600_00),), by_limit(DECIDED[-1][1]), 7, 6, 6, 0, 5, 4, building="16号楼"),
        Job("revenue", "revenue_upkeep", "7号楼前非机动车棚顶棚更换", "顶棚锈穿三处，下雨漏在车上。",
            ((FACTORY, 18_600_00), (BRIGHT, 21_300_00)), by_decision(REVENUE_USE.text.title), 6, 3, 2),
    ),
    "csc": (
        Job("revenue", "revenue_other_uses", "地下车库广告灯箱改造", "旧灯箱暗，想换成电子屏多收广告费。",
            (("灿烂传媒有限公司", 86_000_00),), by_emergency, 74, withdrawn=61),
        Job("maintenance", "fund_repairs", "3号楼消防水泵损坏抢修", "消防水泵烧毁，喷淋没有水压。",
            (("松涛物业管理有限公司", 42_700_00),), by_emergency, 118, 117, 116, 115, 0, 0, building="3号楼",
            danger="消防水泵烧毁，整幢楼喷淋没有水压。"),
    ),
    "wannan6": (
        Job("trust", "trust_other_costs", "非机动车棚加装照明", "车棚晚上太暗，老人摔过一次。",
            ((POWER, 6_840_00), (FACTORY, 7_900_00)), by_contract, 140, 132, 131, 0, 120, 112),
        Job("trust", "trust_other_costs", "北门岗亭空调和监控硬盘", "岗亭夏天四十度；硬盘坏了，录像只存三天。",
            ((FACTORY, 8_260_00),), by_contract, 20, 15, 14, 0, 8),
    ),
}  # fmt: skip
"""By the estates' codes. In Tao'an the newest waits for its second signature; in Chengshangcheng one was taken back."""


def spend(money: Money) -> None:
    for job in JOBS[money.code]:
        known: dict[str, Any] = {}
        money.year.stage(money.year.day(-job.planned, 10), partial(_plan, money, job, known))
        if job.withdrawn:
            money.year.stage(money.year.day(-job.withdrawn, 11), partial(_withdraw, money, known))
        for days, hour, step in (
            (job.authorised, 11, _authorise), (job.signed, 18, _sign), (job.paid_first, 10, _pay_first),
            (job.reviewed, 10, _pay_rest), (job.published, 16, _publish),
        ):  # fmt: skip
            if days:
                money.year.stage(money.year.day(-days, hour), partial(step, money, job, known))


def _plan(money: Money, job: Job, known: dict[str, Any], at: datetime) -> None:
    """The company finds what is broken, and asks for prices."""
    house = Building.objects.get(estate=money.estate_id, name=job.building).pk if job.building else None
    emergency: dict[str, Any] = {}
    if job.danger:
        emergency = {
            "emergency": True, "danger": job.danger, "reported_to": "街道房管所", "reported_on": day_of(at),
        }  # fmt: skip
    plan = Plan(
        fund=job.fund,
        account=job.account,
        what=job.what,
        why=job.why,
        fen=job.quotes[0][1],
        building=house,
        **emergency,
    )
    known["pk"] = plan_spending(money.year.estate, plan, by=money.wu, at=at).pk
    for number, (company, fen) in enumerate(job.quotes, start=1):
        offer = Offer(company=company, fen=fen, words="含税，保修两年")
        quote = add_quote(known["pk"], offer, by=money.wu, at=at + timedelta(minutes=20 * number))
        known.setdefault("quote", quote.pk)


def _withdraw(money: Money, known: dict[str, Any], at: datetime) -> None:
    reason = "业主提出：电子屏没有表决过，也没有审价。先撤回，开业主大会再说。"
    withdraw_spending(known["pk"], reason=reason, by=money.wu, at=at)


def _authorise(money: Money, job: Job, known: dict[str, Any], at: datetime) -> None:
    """By whoever keeps the fund: what the company plans from public revenue, it also puts under its decision."""
    ground = job.rests_on(money, at)
    if ground is None:
        return
    by = money.ye if job.fund == "maintenance" else money.wu
    authorise_spending(known["pk"], ground, known["quote"], by=by, at=at)
    known["rests"] = True


def _sign(money: Money, job: Job, known: dict[str, Any], at: datetime) -> None:
    """Two of the committee who did not plan it; the newest one waits for the chair."""
    if "rests" not in known:
        return
    others = [one.person for one in sitting(money.year) if one.person.pk != money.ye.pk]
    many = 2 if job.paid_first or job.reviewed else 1
    for number, person in enumerate(others[:many]):
        approve_spending(known["pk"], by=person, at=at + timedelta(minutes=35 * number))
    known["signed"] = many == 2
    if known["signed"] and job.fund == "maintenance" and not job.danger:
        announce_works(known["pk"], day_of(at) + BEGINS_AFTER, by=money.ye, at=at + timedelta(hours=2))
        money.year.stage(at + timedelta(hours=3), partial(put_up, money, f"D23:{known['pk'].hex}"))


def _pay_first(money: Money, job: Job, known: dict[str, Any], at: datetime) -> None:
    """No more than the limit of a first draw."""
    if known.get("signed"):
        _draw(money, job, known["pk"], job.quotes[0][1] * FIRST_PERCENT // 100, at)


def _pay_rest(money: Money, job: Job, known: dict[str, Any], at: datetime) -> None:
    """The price review comes out as agreed; what is left is paid two days later."""
    if not known.get("signed"):
        return
    first = job.quotes[0][1] * FIRST_PERCENT // 100 if job.paid_first else 0
    review_spending(known["pk"], job.quotes[0][1], by=sitting(money.year)[1].person, at=at)
    _draw(money, job, known["pk"], job.quotes[0][1] - first, at + timedelta(hours=2))


def _draw(money: Money, job: Job, pk: UUID, fen: int, at: datetime) -> None:
    by = _keeper(money, job)
    draw = ask_draw(pk, Ask(fen=fen, payee=job.quotes[0][0]), by=by, at=at)
    pay(draw.pk, day=day_of(at), by=by, at=at + timedelta(minutes=40))


def _keeper(money: Money, job: Job) -> Any:
    return money.wu if job.fund == "trust" else money.ye


def _publish(money: Money, job: Job, known: dict[str, Any], at: datetime) -> None:
    """Looked at by a member, shown with its papers."""
    one = Spending.objects.filter(pk=known["pk"], state=Spending.State.PAYING).first()
    if one is None:
        return
    member = sitting(money.year)[1].person
    accept_spending(one.pk, words=job.found, by=member, at=at)
    show_papers(money, one, by=_keeper(money, job), at=at + timedelta(minutes=10))
    publish_spending(one.pk, by=_keeper(money, job), at=at + timedelta(minutes=50))
