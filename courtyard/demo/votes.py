"""Owners decide, in the demo: a vote in force, one that runs, a petition, and an election that is being prepared."""

from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import datetime, time, timedelta
from functools import partial
from typing import Any
from uuid import UUID

from django.conf import settings

from courtyard.assembly import actions as votes
from courtyard.assembly import upkeep
from courtyard.assembly.actions import House, Plan, Text, Wish
from courtyard.assembly.actions.petitions import Signed
from courtyard.assembly.models import Assembly, Head, Motion, Petition
from courtyard.demo.elections import street_officer
from courtyard.demo.year import ZONE, Year, void
from courtyard.people.actions.namesakes import Said, tell_names
from courtyard.people.importing import listed
from courtyard.people.models import CLERK, Office, Person, Tenure
from courtyard.places.models import Building
from courtyard.trail.clock import database_now

REFUSALS_SHED = 0.27
CLAUSE = "陶安小区业主大会议事规则第十一条，第4页"
REPLIED = "没有意见。请把三家报价都附上，方便大家看。"


@dataclass(frozen=True)
class Ask:
    """A motion, and how owners take it: the shares in favour and against, the rest abstains."""

    text: Text
    likes: float
    dislikes: float


PAST = (
    Ask(Text(
        matter="fund-use", title="用维修资金更换16号楼的电梯",
        decides="电梯用了27年，去年困人三次。整机更换，工程款38.5万元，施工四十天，期间请走楼梯。",
        costs="从各家的维修资金里按面积分摊，不用另外交钱。", bears="楼层越高越方便；费用本楼业主按面积分摊。",
        cost_fen=38_500_000), 0.84, 0.1),
    Ask(Text(
        matter="fund-raise", title="本楼再筹一次维修资金，每平方米20元",
        decides="换完电梯以后，本楼的维修资金只剩两成。按每平方米20元再筹一次，一年内交清。",
        costs="50平方米的房子交1,000元。", bears="以后大修有钱用；现在每家要拿出一笔钱。"), 0.54, 0.34),
    Ask(Text(
        matter="other", title="授权业委会：本楼电梯小修，单笔3,000元以内自行决定",
        decides="电梯换新以后的零星小修，单笔3,000元以内、两年总共20,000元以内，由业委会开会决定，每笔都贴出来。",
        costs="从本楼的维修资金里出。", bears="小毛病不用再等一次表决；每一笔大家都看得到。"), 0.8, 0.1),
)  # fmt: skip
RUNNING = (
    Ask(Text(
        matter="fund-use", title="用维修资金修12幢楼的屋面防水",
        decides="三年里顶楼漏水报修57次。12幢楼的屋面防水全部重做，保修五年，工程款31.8万元。",
        costs="从各家的维修资金里按面积分摊，不用另外交钱。", bears="顶楼得益最多；别的楼层分摊费用，以后少修少吵。",
        cost_fen=31_800_000), 0.78, 0.14),
    Ask(Text(
        matter="rules-of-procedure", title="议事规则里写明：可以用手机投票，以最后一次为准",
        decides="业主可以用手机投票，也可以投纸质票。截止前可以改，以最后一次为准。",
        costs="不用出钱。", bears="上班的人不用专门跑一趟；不用手机的照样投纸质票。"), 0.74, 0.1),
)  # fmt: skip


@contextmanager
def database_at(at: datetime) -> Iterator[None]:
    """The story's time is the database's, as long as something of it is told."""
    settings.CLOCK_SHIFT = timedelta(0)
    settings.CLOCK_SHIFT = at - database_now()
    try:
        yield
    finally:
        settings.CLOCK_SHIFT = timedelta(0)


def hold_votes(year: Year) -> None:
    """Tao'an has decided and is deciding; Chengshangcheng collects signatures; Lanting prepares an election."""
    match year.spec.code:
        case "taoan":
            _stage_past(year)
            _stage_running(year)
        case "csc":
            _stage_petition(year)
        case "lanting":
            _stage_election(year)


def at_hour(day: datetime, hour: int) -> datetime:
    return datetime.combine(day.astimezone(ZONE).date(), time(hour), ZONE)


def settle_names(year: Year, at: datetime) -> None:
    """Whoever keeps the register looked at entries of one name and found them to be different people."""
    keeper = Office.objects.filter(node=year.estate.node, kind=Office.Kind.REGISTRAR).select_related("person").first()
    assert keeper is not None, "every estate of the story has one"
    after = ""
    while True:
        found, more = listed.groups(year.estate, at.date(), after)
        said = [Said([entry.person_id for entry in one.entries if entry.person_id], one=False) for one in found]
        if said:
            tell_names(year.estate.pk, said=said, by=keeper.person, at=at)
        if not more:
            return
        after = more


def draft(
    year: Year, asks: Sequence[Ask], opens: datetime, closes: datetime, at: datetime, building: Building | None = None
) -> Assembly:
    yan = year.staff.by_party["ye"]
    plan = Plan(
        estate=year.estate, convener="committee", opens_at=opens, closes_at=closes, building=building,
        house=House(proxies_max=3, clause=CLAUSE),
    )  # fmt: skip
    one = votes.draft(plan, by=yan, at=at)
    for ask in asks:
        votes.put_motion(one.pk, ask.text, by=yan, at=at)
    return one


def report(year: Year, one: Assembly, at: datetime) -> Assembly:
    """Major matters go to the convenor before the owners are asked."""
    return votes.report(one.pk, by=year.staff.by_party["ye"], at=at)


def notice_of(year: Year, one: Assembly, at: datetime, words: str = REPLIED) -> None:
    """The convenor has replied; the notice goes out, is delivered, and officials are named."""
    yan, ju = year.staff.by_party["ye"], year.staff.by_party["ju"]
    votes.reply(one.pk, words=words, by=year.staff.triage, at=at)
    one = votes.give_notice(one.pk, by=yan, at=at + timedelta(hours=2))
    watcher = year.residents[7].person
    for person, role in (
        (ju, "teller"),
        (watcher, "scrutineer"),
        (year.staff.workers[0], "canvasser"),
        (ju, "canvasser"),
    ):
        votes.name_official(one.pk, person=person, role=role, by=yan, at=at + timedelta(hours=3))
    homes = list(one.roll_homes.filter(head__isnull=False).order_by("pk").values_list("home", flat=True))
    for start in range(0, len(homes), 200):
        votes.deliver(one.pk, homes=homes[start : start + 200], channel="hand", by=ju, at=at + timedelta(days=1))


def voters_of(year: Year, one: Assembly, share: float, but: Sequence[UUID] = ()) -> list[tuple[Head, Person]]:
    """So many heads in a chance order, each with who votes for it."""
    heads = list(Head.objects.filter(assembly=one, is_developer=False).order_by("number").select_related("voter"))
    owners = {head.pk: head.voter or head.owners.select_related("person").order_by("pk")[0].person for head in heads}
    chosen = [head for head in heads if owners[head.pk].pk not in but and owners[head.pk].kind == Person.Kind.NATURAL]
    year.chance.shuffle(chosen)
    return [(head, owners[head.pk]) for head in chosen[: round(len(heads) * share)]]


def cast_part(
    year: Year, one_id: UUID, asks: Sequence[Ask], voters: Sequence[tuple[Head, Person]], at: datetime
) -> None:
    motions = list(Motion.objects.filter(assembly=one_id).order_by("position"))
    with database_at(at):
        for head, person in voters:
            choices = {str(motion.pk): _choice(year, ask) for motion, ask in zip(motions, asks, strict=True)}
            votes.cast(head.pk, choices, by=person, at=at)


def _choice(year: Year, ask: Ask) -> str:
    luck = year.chance.random()
    return "for" if luck < ask.likes else "against" if luck < ask.likes + ask.dislikes else "abstain"


def _stage_past(year: Year) -> None:
    """The owners of one building decided about its lift: in force; what needed three quarters missed them."""
    drafted = at_hour(year.now - timedelta(days=100), 10)
    opens, closes = at_hour(year.now - timedelta(days=74), 9), at_hour(year.now - timedelta(days=64), 18)
    known: dict[str, Any] = {}

    def prepare(at: datetime) -> None:
        settle_names(year, at)
        house = Building.objects.get(estate=year.estate, name="16号楼")
        known["one"] = report(year, draft(year, PAST, opens, closes, at, house), at)

    def notice(at: datetime) -> None:
        notice_of(year, known["one"], at)
        known["voters"] = voters_of(year, known["one"], 0.84)

    def cast(part: int, at: datetime) -> None:
        voters: list[tuple[Head, Person]] = known["voters"]
        cast_part(year, known["one"].pk, PAST, voters[part::8], at)

    year.stage(drafted, prepare)
    year.stage(drafted + timedelta(days=1), notice)
    for part in range(8):
        year.stage(opens + timedelta(days=part, hours=part % 5), partial(cast, part))
    year.stage(closes + timedelta(minutes=5), lambda at: count_all(year, known["one"], known["voters"][4][1], at))


def count_all(year: Year, one: Assembly, resident: Person | None, at: datetime) -> None:
    """Closed, counted, counted again, published; perhaps somebody objects; then it is in force."""
    yan, ju, watcher = year.staff.by_party["ye"], year.staff.by_party["ju"], year.residents[7].person
    with database_at(at):
        votes.close(one.pk, by=CLERK, at=at)
    votes.count(one.pk, by=ju, at=at + timedelta(minutes=20))
    one = votes.check_count(one.pk, by=watcher, at=at + timedelta(minutes=50))
    with upkeep.bundled(one, at + timedelta(hours=1)) as (bundle, full):
        one = votes.certify(one.pk, bundle=bundle, full=full, by=yan, at=at + timedelta(hours=1))
    if resident is not None:
        year.stage(at + timedelta(days=2), lambda at: _object(one, resident, yan, at))
    assert one.objections_until is not None, "a published result says until when"
    year.stage(
        one.objections_until + timedelta(hours=9), lambda at: void(votes.bring_into_force(one.pk, by=CLERK, at=at))
    )


def _object(one: Assembly, resident: Person, yan: Person, at: datetime) -> None:
    said = votes.object_to(
        one.pk, words="再筹资金那一项，四楼有两家说没看到明细，这样算不算通知到了？", by=resident, at=at
    )
    words = "明细随通知送到每一户，送达记录可以到合署办公室查。两家已请他们来看过，明细也贴在楼道里。"
    votes.answer_objection(said.pk, upheld=False, words=words, by=yan, at=at + timedelta(days=1))


def _stage_running(year: Year) -> None:
    """Open since three days, for nine more: 桂阿姨 has not voted yet."""
    drafted = at_hour(year.now - timedelta(days=24), 9)
    opens, closes = at_hour(year.now - timedelta(days=3), 9), at_hour(year.now + timedelta(days=9), 20)
    known: dict[str, Any] = {}
    waiting = list(
        Tenure.objects.filter(estate=year.estate, home__building__name="12号楼").values_list("person", flat=True)
    )

    def prepare(at: datetime) -> None:
        settle_names(year, at)
        known["one"] = report(year, draft(year, RUNNING, opens, closes, at), at)

    def notice(at: datetime) -> None:
        notice_of(year, known["one"], at)
        known["voters"] = voters_of(year, known["one"], 0.16, waiting)

    def cast(part: int, at: datetime) -> None:
        cast_part(year, known["one"].pk, RUNNING, known["voters"][part::3], at)

    year.stage(drafted, prepare)
    year.stage(drafted + timedelta(hours=26), notice)
    for part in range(3):
        year.stage(opens + timedelta(hours=1 + 20 * part), partial(cast, part))


def _stage_petition(year: Year) -> None:
    """枫先生 asks for an assembly about the garage; more than half of what is needed have signed."""
    begun_at = at_hour(year.now - timedelta(days=12), 19)
    known: dict[str, Petition] = {}

    def begin(at: datetime) -> None:
        feng = Person.objects.get(node=year.estate.node, name="枫远山")
        wish = Wish(
            estate=year.estate, matter="common-parts", title="地下车库的广告位收入怎么用，请业主大会定",
            words="广告位一年收入十多万元，没有人说过用在哪里。请业委会公布账目，并由业主大会决定用途。",
        )  # fmt: skip
        known["one"] = votes.begin_petition(wish, by=feng, at=at)

    def sign(part: int, at: datetime) -> None:
        for tenure in year.residents[30 + part * 6 : 36 + part * 6]:
            if not known["one"].signatures.filter(person=tenure.person).exists() and tenure.kind in {
                "owner",
                "co_owner",
            }:
                _sign(known["one"], tenure.person, at)

    year.stage(begun_at, begin)
    for part in range(5):
        year.stage(begun_at + timedelta(days=1 + 2 * part, hours=part), partial(sign, part))


def _sign(one: Petition, person: Person, at: datetime) -> None:
    try:
        votes.sign_petition(one.pk, by=person, at=at)
    except Signed:
        return


def _stage_election(year: Year) -> None:
    """Lanting elects its next committee: five seats, candidates are being looked at."""
    drafted = at_hour(year.now - timedelta(days=6), 10)
    known: dict[str, Motion] = {}
    checks = {"capable": True, "no_relative": True, "no_damage": True, "no_misuse": True, "complies": True}

    def prepare(at: datetime) -> None:
        settle_names(year, at)
        street = street_officer(year)
        opens = at_hour(year.now + timedelta(days=24), 9)
        plan = Plan(estate=year.estate, convener="group", opens_at=opens, closes_at=opens + timedelta(days=14))
        one = votes.draft(plan, by=street, at=at)
        text = Text(
            matter="committee-election", title="选举兰亭苑第四届业主委员会", seats=5, alternates=2, tie_break="seed",
            decides="选五名委员，任期五年。票数在前、双过半的当选；下面两位候补。", costs="不用出钱。",
        )  # fmt: skip
        known["motion"] = votes.put_motion(one.pk, text, by=street, at=at)

    def nominate(at: datetime) -> None:
        street = street_officer(year)
        for number, tenure in enumerate(year.residents[11:95:12]):
            if tenure.kind not in {"owner", "co_owner"}:
                continue
            words = STATEMENTS[number % len(STATEMENTS)]
            candidate = votes.nominate(known["motion"].pk, person=tenure.person, words=words, by=tenure.person, at=at)
            if number < 4:
                votes.accept_candidate(candidate.pk, checks=checks, by=street, at=at + timedelta(hours=5))

    year.stage(drafted, prepare)
    year.stage(drafted + timedelta(days=2), nominate)


STATEMENTS = (
    "在小区住了十八年，做过楼组长。账目我看得懂，也愿意每个月贴出来。",
    "退休前在房管所工作，懂维修资金怎么用。",
    "做工程监理的，漏水和电梯的事可以帮大家把关。",
    "两个孩子的妈妈，想把儿童活动区修好，也愿意听老人家的意见。",
    "做会计，保证每一笔公共收益都查得到。",
    "保安、保洁的事情我天天看在眼里，愿意多跑腿。",
    "年轻人，手机投票和公众号我来教大家用。",
)
