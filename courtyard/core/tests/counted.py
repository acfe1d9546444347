"""Votes for the counting tests: random estates and papers, and a slow counter that anybody can follow."""

import json
import random
import tomllib
from collections.abc import Mapping
from dataclasses import dataclass, replace
from fractions import Fraction
from pathlib import Path
from typing import Any

from courtyard.core.counting.roll import Unit
from courtyard.core.counting.settling import Choice, HouseRules, Paper
from courtyard.core.rulebook import Part, Rulebook, load, load_part
from courtyard.core.rulebook.counts import CountRule

BOOKS = Path(__file__).parents[2] / "rulebooks"
VECTORS = Path(__file__).with_name("counting_vectors.json")
EVERYBODY = ("for", "against", "abstain", "nothing")
CHOICES: tuple[Choice, ...] = ("for", "against", "abstain")


def vectors() -> dict[str, Any]:
    data: dict[str, Any] = json.loads(VECTORS.read_text(encoding="utf-8"))
    return data


def rules() -> dict[str, CountRule]:
    """Every rule of every rulebook, as “cn.cc278-special”."""
    parts = {}
    for path in sorted(BOOKS.glob("*/2026.1.toml")):
        data = tomllib.loads(path.read_text(encoding="utf-8"))
        if data.get("part"):
            parts[path.parent.name] = replace(load_part(data, path.name), name=path.parent.name)
    city = load(
        tomllib.loads((BOOKS / "cn-shanghai" / "2026.2.toml").read_text(encoding="utf-8")), "2026.2.toml", parts["cn"]
    )
    books: dict[str, Part | Rulebook] = {**parts, "cn-shanghai": city}
    return {f"{name}.{key}": rule for name, book in books.items() for key, rule in book.counts.items()}


RULES = rules()


@dataclass(frozen=True)
class Vote:
    units: list[Unit]
    papers: list[Paper]
    delivered: list[str]
    house: HouseRules
    building: str


def random_vote(chance: random.Random) -> Vote:
    """A small estate with everything that is disputed in it: a developer, co-owners, parking, sales, two papers."""
    owners = [f"O{n}" for n in range(1, chance.randint(3, 9))]
    owners += [f"{owners[0]}+{owners[1]}"]
    units = [
        Unit(
            id=f"U{n}",
            area_cm2=chance.choice((500_000, 896_500, 1_000_000, 333_333)),
            owner=chance.choice(owners),
            owner_at_close=chance.choice(("", "", "", "NEW")),
            building=chance.choice(("B1", "B2")),
            use=chance.choice(("dwelling", "dwelling", "dwelling", "parking")),
            delivery=chance.choice(("delivered", "delivered", "delivered", "unsold", "sold_undelivered")),
        )
        for n in range(chance.randint(1, 14))
    ]
    papers = [
        Paper(
            head=chance.choice([*owners, "DEV", "NEW", "STRANGER"]),
            choice=chance.choice(CHOICES),
            seq=seq,
            agent=chance.choice(("", "", "", "A1", "A2")),
            defect=chance.choice(("", "", "", "", "unsigned")),
        )
        for seq in chance.sample(range(100), chance.randint(0, 14))
    ]
    house = HouseRules(
        duplicates=chance.choice(("reject_both", "first_valid", "last_valid")),
        invalid_participates=chance.random() < 0.5,
        proxies_max=chance.choice((None, 0, 1, 2)),
        unreturned=chance.choice(("not_participating", "follow_majority_if_delivered")),
        count_parking=chance.random() < 0.5,
        record_point=chance.choice(("notice", "close")),
    )
    delivered = chance.sample(owners, chance.randint(0, len(owners)))
    return Vote(units, papers, delivered, house, chance.choice(("", "", "B1")))


def slow_count(vote: Vote, *, special: bool) -> Mapping[str, Any]:
    """Civil Code art 278 as one reads it aloud: one head after the other, and fractions all the way."""
    homes = _homes(vote)
    voice = {head: said for head in homes if (said := _voice(head, homes, vote))}

    def heads(*wanted: str) -> int:
        return sum(1 for one in voice.values() if one in wanted)

    def area(*wanted: str) -> Fraction:
        return sum((_m2(homes[head]) for head, one in voice.items() if one in wanted), Fraction())

    ahead = heads("for") > heads("against") and area("for") > area("against")
    if vote.house.unreturned == "follow_majority_if_delivered" and not special and ahead:
        for head in vote.delivered:
            if head in homes and head not in voice:
                voice[head] = "for"

    all_area = sum((_m2(held) for held in homes.values()), Fraction())
    part = (_share(area(*EVERYBODY), all_area), _share(heads(*EVERYBODY), len(homes)))
    approve = (_share(area("for"), area(*EVERYBODY)), _share(heads("for"), heads(*EVERYBODY)))
    line = Fraction(3, 4)
    agreed = all(one is not None and (one >= line if special else one * 2 > 1) for one in approve)
    return {
        "shares": (*part, *approve),
        "passed": agreed and all(one is not None and one * 3 >= 2 for one in part),
    }


def _homes(vote: Vote) -> dict[str, list[Unit]]:
    """Whose each home is, of those that count."""
    homes: dict[str, list[Unit]] = {}
    for unit in vote.units:
        parked = unit.use == "parking" and not vote.house.count_parking
        elsewhere = vote.building and unit.building != vote.building
        holder = unit.owner
        if vote.house.record_point == "close" and unit.owner_at_close:
            holder = unit.owner_at_close
        if unit.delivery in ("unsold", "sold_undelivered"):
            holder = "DEV"
        if not (parked or elsewhere):
            homes.setdefault(holder, []).append(unit)
    return homes


def _voice(head: str, homes: Mapping[str, Any], vote: Vote) -> str:
    """What one head said; “nothing” where it took part without a word that counts; empty where it did not."""
    own = sorted((paper for paper in vote.papers if paper.head == head), key=lambda paper: paper.seq)
    limit = vote.house.proxies_max
    good = [
        paper.choice
        for paper in own
        if not paper.defect and not (paper.agent and limit is not None and _rank(paper, vote.papers, homes) > limit)
    ]
    if len(good) == 1 or (good and vote.house.duplicates == "first_valid"):
        return good[0]
    if good and vote.house.duplicates == "last_valid":
        return good[-1]
    spoiled = any(paper.defect for paper in own)
    return "nothing" if spoiled and vote.house.invalid_participates else ""


def _m2(units: list[Unit]) -> Fraction:
    return sum((Fraction(unit.area_cm2, 10_000) for unit in units), Fraction())


def _rank(paper: Paper, papers: list[Paper], homes: Mapping[str, Any]) -> int:
    """Which of the agent's proxies this is, of those that somebody on the roll gave validly."""
    same = [one for one in papers if one.agent == paper.agent and not one.defect and one.head in homes]
    return sum(1 for one in same if one.seq <= paper.seq)


def _share(part: Fraction | int, whole: Fraction | int) -> Fraction | None:
    return Fraction(part) / Fraction(whole) if whole else None
