"""Papers of Plum Court’s first assembly, as somebody would print them."""

from collections.abc import Sequence
from datetime import date, datetime
from typing import Any
from zoneinfo import ZoneInfo

from courtyard.assembly.papers import (
    AssemblyNotice,
    BallotPapers,
    Certificate,
    Cost,
    NoticeMotion,
    PaperBallot,
    PaperCandidate,
    PaperMotion,
    Signer,
    Turnout,
    Way,
)
from courtyard.assembly.verdicts import ElectionResult, MotionResult, Result, Standing
from courtyard.core.counting.elections import Ballots, Candidate, elect
from courtyard.core.counting.outcome import apply
from courtyard.core.counting.resolution import follow_majority
from courtyard.core.counting.tally import Pile, Tally, Weights
from courtyard.core.tests.counted import RULES

SHANGHAI = ZoneInfo("Asia/Shanghai")
OPENS, CLOSES = datetime(2026, 6, 1, 9, tzinfo=SHANGHAI), datetime(2026, 6, 16, 20, tzinfo=SHANGHAI)
HEADS, AREA_CM2 = 1_196, 986_400_000
ORDINARY, SPECIAL = RULES["cn.cc278-ordinary"], RULES["cn.cc278-special"]
SILENT: Weights = {"heads": 284, "area": 231_000_000}
HASHES = {kind: f"{number:064x}" for number, kind in enumerate(("roll", "motions", "rules", "box"), start=10)}

PUMPS = PaperMotion(
    1, "用维修资金更换生活水泵和水管", "水泵用了26年，高楼层水压不够。换3台水泵和全部立管，工程款48.6万元。",
    passes="三分之二以上的业主参加，参加的人里超过一半同意。", follows=True,
)  # fmt: skip
SHED = PaperMotion(2, "把东北角旧车棚改成电动自行车充电棚", "旧车棚交给一家公司改造、经营五年。", cost=Cost("不用出钱"))
MOTIONS = (PUMPS, SHED)


def candidates(many: int) -> tuple[PaperCandidate, ...]:
    return tuple(PaperCandidate(number, f"候选人{number}", f"{number}号楼") for number in range(1, many + 1))


def election(number: int, many: int = 9) -> PaperMotion:
    return PaperMotion(number, "选举第三届业主委员会委员", "委员5人。", candidates=candidates(many), choose_max=5)


def ballot(number: int, **given: Any) -> PaperBallot:
    usual: dict[str, Any] = {
        "number": number, "code": f"P{number:03}ABCDEFGH", "slip_code": f"S{number:03}STUVWXYZ",
        "names": ("王喆", "李堃"), "homes": (f"12号楼30{number}室",), "area_cm2": 864_000 + number,
        "costs": {1: Cost("425.69元", "从您家的维修资金里扣。")},
    }  # fmt: skip
    return PaperBallot(**usual | given)


def ballots(many: int = 1, **given: Any) -> BallotPapers:
    usual: dict[str, Any] = {
        "estate": "陶安小区", "assembly": "2026年第1次业主大会", "opens_at": OPENS, "closes_at": CLOSES,
        "return_to": "1号楼底层合署办公室", "phone": "021-5550 0101", "motions": MOTIONS,
        "ballots": tuple(ballot(number) for number in range(1, many + 1)), "scan_at": "https://courtyard.example/p/",
        "printed_on": date(2026, 5, 28), "clause": "议事规则第十二条",
    }  # fmt: skip
    return BallotPapers(**usual | given)


def tally(told: dict[Pile, tuple[int, int]]) -> Tally:
    """Heads and cm² of each pile; the others of Plum Court did not take part."""
    heads, area = (sum(pile[place] for pile in told.values()) for place in (0, 1))
    piles = told | {"absent": (HEADS - heads, AREA_CM2 - area)}
    return Tally({pile: {"heads": many, "area": cm2} for pile, (many, cm2) in piles.items()})


CARRIED = tally({"for": (689, 589_112_000), "against": (98, 81_026_000), "abstain": (55, 41_897_000)})
MISSED = tally({"for": (622, 541_863_000), "against": (148, 114_207_000), "abstain": (72, 55_965_000)})
FEW = tally({"for": (417, 339_112_000), "against": (278, 201_026_000), "abstain": (8, 6_897_000)})


def carried(number: int = 1) -> MotionResult:
    return MotionResult(number, PUMPS.title, apply(ORDINARY, CARRIED))


def missed(number: int = 2) -> MotionResult:
    return MotionResult(number, SHED.title, apply(SPECIAL, MISSED), article="民法典第二百七十八条第一款第八项")


def deemed(number: int = 3) -> MotionResult:
    added = follow_majority(FEW, SILENT)
    assert added
    return MotionResult(number, "修改议事规则", apply(ORDINARY, FEW), apply(ORDINARY, added), clause="议事规则第十二条")


def elected(
    number: int = 4, votes: Sequence[int] = (700, 655, 612, 560, 520, 430, 390), seats: int = 3
) -> ElectionResult:
    took = Ballots(HEADS, AREA_CM2, 842, 712_035_000)
    field = [Candidate(f"候选人{n}", heads, heads * 850_000) for n, heads in enumerate(votes, start=1)]
    result = elect(ORDINARY.gates, took, field, seats=seats, alternates=2)
    standing = tuple(Standing(one, one.id) for one in field)
    return ElectionResult(number, "选举业主委员会", result, took, standing, ORDINARY.gates, "民法典第二百七十八条")


def certificate(*results: Result, **given: Any) -> Certificate:
    usual: dict[str, Any] = {
        "estate": "陶安小区", "assembly": "2026年第1次业主大会", "number": "陶安业〔2026〕3号", "opens_at": OPENS,
        "closes_at": CLOSES, "objections_from": date(2026, 6, 18), "objections_until": date(2026, 6, 24),
        "heads": HEADS, "area_cm2": AREA_CM2, "results": results, "hashes": HASHES,
        "turnout": (Turnout("手机", 703, 600_123_000), Turnout("纸质票", 139, 111_912_000)),
        "address": "https://courtyard.example/taoan/votes/2026-1/", "ask_at": "1号楼底层合署办公室",
        "signers": (Signer("计票人", "业主代表3人"), Signer("陶安小区业主委员会", "2026年6月18日，盖章")),
        "posted_on": date(2026, 6, 18),
    }  # fmt: skip
    return Certificate(**usual | given)


NOTICED = NoticeMotion(
    1, PUMPS.title, PUMPS.decides, "每平方米4.93元。", "全体业主得益，按面积承担。", "参加的人里超过一半同意。",
    article="民法典第二百七十八条第一款第五项", attachments=("施工方案", "三家报价"),
)  # fmt: skip


def notice(**given: Any) -> AssemblyNotice:
    usual: dict[str, Any] = {
        "estate": "陶安小区", "assembly": "2026年第1次业主大会", "number": "陶安业〔2026〕2号",
        "convener": "陶安小区业主委员会", "opens_at": OPENS, "closes_at": CLOSES,
        "ways": (Way("手机", "扫码，一项一项选。"), Way("纸质票", "投进票箱。")),
        "motions": (NOTICED, NoticeMotion(2, "选举业主委员会", "委员5人。", seats=5, candidates=("林知秋", "梅若兰"))),
        "heads": HEADS, "area_cm2": AREA_CM2, "roll_hash": HASHES["roll"], "roll_at": "各楼门厅",
        "challenges_until": None, "ask_at": "1号楼底层合署办公室", "phone": "021-5550 0101",
        "address": "https://courtyard.example/taoan/votes/2026-1/", "posted_on": date(2026, 5, 16),
    }  # fmt: skip
    return AssemblyNotice(**usual | given)
