#!/usr/bin/env python3
"""把一次业主表决重新数一遍 / Count a vote of owners again, from the bundle it was published in.

    python3 recount.py BUNDLE.zip [--language en]

只要有 Python（3.8 以上）就行：不用装别的，不上网，也不写任何文件。
Python 3.8 or later is enough: nothing to install, no network, and nothing is written.

Whole numbers are added and shares compared by multiplying crosswise, so that nothing is ever rounded. It ends with how
many checks passed and failed, and with status 0 (all passed), 1 (some failed) or 2 (this is no bundle).
"""

from __future__ import annotations

import argparse
import gc
import hashlib
import json
import math
import re
import struct
import sys
import zipfile
import zlib
from collections import defaultdict
from itertools import groupby, zip_longest
from pathlib import Path
from typing import Any, BinaryIO, Callable, Iterator, Sequence

MIB = 2**20
LINE_MAX, FAULTS_MAX, MEMBERS_MAX, CONTENTS_MAX, FIGURES_MAX, HEADS_SHOWN_MIN = 1_000, 10, 20, 4_096, 30, 10
BEYOND = 10**9
LAST: Any = (0, (BEYOND + 1, ""))
VOICES = ("for", "against", "abstain", "invalid")
PILES = (*VOICES, "absent")
GROUPS = {**{pile: (pile,) for pile in PILES}, "cast": VOICES[:2], "took_part": VOICES, "all": PILES}
SUMS = "SHA256SUMS"
PUBLIC = {"bundle.json", "recount.py", "totals.csv", "receipts.csv", SUMS}
FULL = PUBLIC | {"roll.csv", "delivered.csv"}
SECRECY = {"named": {"ballots.csv"}, "confidential": {"took_part.csv", "choices.csv"}}
BOX = ("ballots.csv", "choices.csv", "delivered.csv", "receipts.csv", "took_part.csv")
SIZES = {"bundle.json": 16 * MIB, "recount.py": MIB, SUMS: MIB, "totals.csv": 64 * MIB}
SIZE_MAX = 1024 * MIB
BROKEN = (zipfile.BadZipFile, zlib.error, struct.error, EOFError, OSError, RuntimeError, ValueError)
COLUMNS = {
    "totals.csv": ("motion,choice,building,heads,area_cm2",
                   r'(\d{1,3}),([a-z0-9_]{1,20}),([^,"\r\n]{0,60}),(\d{1,9}),(\d{1,24})'),
    "receipts.csv": ("receipt", r"([0-9A-Za-z_-]{1,64})"),
    "roll.csv": ("head,area_cm2,building", r'(\d{1,9}),([1-9]\d{0,14}),([^,"\r\n]{0,60})'),
    "delivered.csv": ("head", r"(\d{1,9})"),
    "ballots.csv": ("head,motion,choice", r"(\d{1,9}),(\d{1,3},[a-z0-9+]{1,500})"),
    "took_part.csv": ("head,motion", r"(\d{1,9}),(\d{1,3})"),
    "choices.csv": ("motion,choice,area_cm2", r"(\d{1,3},[a-z0-9+]{1,500}),(\d{1,15})"),
}  # fmt: skip
SHARE, HEX = re.compile(r"[1-9]\d{0,6}/[1-9]\d{0,6}", re.ASCII), re.compile(r"[0-9a-f]{64}")
GATE = {"key": str, "of": tuple(GROUPS), "base": tuple(GROUPS), "weight": ("heads", "area"),
        "sign": ("at_least", "over", "at_most", "under"), "share": SHARE}  # fmt: skip
SHAPE = {
    "format": ("courtyard-bundle/1",), "kind": ("public", "full"), "secrecy": tuple(SECRECY),
    "house": {"invalid_participates": bool, "unreturned": ("not_participating", "follow_majority_if_delivered")},
    "roll": {"heads": int, "area_cm2": int, "sha256": HEX}, "box": {"ballots": int, "sha256": HEX},
    "motions": [{
        "n": int, "kind": ("resolution", "election"), "title": str, "rule": {"may_follow": bool, "gates": [GATE]},
        "seats": int, "alternates": int, "tie_break": ("none", "area", "seed"), "seed": str,
        "candidates": [{"n": int, "name": str}, None], "result": dict,
    }],
}  # fmt: skip
WORDS = {
    "files": ("{n}个文件都和封存时一样。", "All {n} files are as they were sealed."),
    "box": ("名册上共{heads}位业主、{area}平方米，和公布的一样；其中{n}位投了票，每一项只算一次。",
            "The roll has {heads} owners and {area} m², as published; {n} voted, and each counts once on a motion."),
    "totals": ("总数表{n}行，一行一行重新数过，都对。",
               "The {n} lines of totals, counted again one by one, are right."),
    "add_up": ("总数表{n}行，加起来正好是名册上的全部业主和面积。",
               "The {n} lines of totals add up to all owners and all area on the roll."),
    "receipts": ("{n}张回执，没有重复，和票数一样。", "{n} receipts, none of them twice, one for each ballot."),
    "carried": ("第{n}项“{title}”：重新算过，通过，和公布的一样。",
                "Motion {n}, “{title}”: counted again, it is carried, as published."),
    "lost": ("第{n}项“{title}”：重新算过，没有通过，和公布的一样。",
             "Motion {n}, “{title}”: counted again, it is not carried, as published."),
    "elected": ("第{n}项“{title}”：重新算过，当选的是{names}，和公布的一样。",
                "Motion {n}, “{title}”: counted again, elected are {names}, as published."),
    "compare": ("请和公告、表决结果上印的核对：名册{roll}，票箱{box}。",
                "Compare with what the notice and the result print: roll {roll}, ballot box {box}."),
    "no_zip": ("{path}打不开，或者不是完好的zip文件。", "{path} cannot be opened, or is no sound zip file."),
    "no_bundle": ("这不是读得懂的表决包：{path}不对。",
                  "This is no bundle that can be read: {path} is not as it should be."),
    "missing": ("包里少了这个文件。", "this file is missing."),
    "large": ("解开后有{n}字节，比应有的大得多，没有打开。",
              "unpacked it would be {n} bytes, far more than it should be. It was not opened."),
    "damaged": ("文件坏了，读不全。", "this file is damaged and cannot be read to its end."),
    "unknown": ("包里不该有这个文件，或者有两个，没有打开。", "this file does not belong here, or is there twice."),
    "altered": ("和封存时不一样，被改过。", "this is not what was sealed: it was changed."),
    "unread": ("这一行读不懂。", "this line cannot be read."),
    "order": ("这一行重复了，或者次序不对。", "this line is there twice, or out of order."),
    "no_head": ("名册上没有{head}号业主，或者次序不对。",
                "nobody on the roll has number {head}, or the line is out of order."),
    "too_few": ("有{n}张回执，却有{voters}位业主投了票。", "there are {n} receipts, but {voters} owners voted."),
    "no_choice": ("第{n}项没有“{choice}”这个选择。", "“{choice}” is nothing one can choose on motion {n}."),
    "no_weight": ("第{n}项参加的业主里，已经没有谁对得上{area}平方米。",
                  "nobody with {area} m² who took part in motion {n} is left for it."),
    "no_slip": ("第{n}项少了{heads}张票，每张{area}平方米。",
                "on motion {n}, choices of {area} m² each are missing: {heads}."),
    "differs": ("{what}写的是{says}，重新数是{counted}。",
                "{what} is given as {says}; counted again, it is {counted}."),
    "line": ("写的是“{says}”，重新数是“{counted}”。", "it says “{says}”; counted again, it is “{counted}”."),
    "too_many": ("“{row}”比全部还多。", "“{row}” is more than there is in all."),
    "more": ("这样的还有{n}处。", "and {n} more like these."),
    "at": ("{file}第{line}行：", "{file}, line {line}: "),
    "in": ("{file}：", "{file}: "),
}  # fmt: skip


class NoBundle(Exception):
    """What cannot be counted at all: the key of a sentence, and the path that fills it."""


class Recount:
    """A bundle, counted again. Each check ends with one sentence, or with one for each thing that is wrong.

    A weight is [heads, area in cm²]; a place a building, or "" for all. Raises NoBundle.
    """

    def __init__(self, file: BinaryIO, language: str = "zh", say: Callable[[str], object] = print) -> None:
        self.language, self.say = language, say
        self.passed = self.failed = self.wrongs = self.voters = 0
        self.readable = False
        self.archive = opened(file)
        self.told = told_in(self.archive)
        self.full, self.named = self.told["kind"] == "full", self.told["secrecy"] == "named"
        self.follows = self.told["house"]["unreturned"] != "not_participating"
        self.invalid = self.told["house"]["invalid_participates"] or not self.named  # nobody can tell whose it is
        self.motions = {str(motion["n"]): motion for motion in self.told["motions"]}
        # not delivered, delivered: building → weight, {"motion,choice", or "motion" where it is confidential: weight}
        self.spots: Any = ({}, {})
        self.areas: Any = defaultdict(lambda: defaultdict(int))  # confidential: motion → area → heads without a choice
        self.heard: dict[str, Sequence[str]] = {}  # "motion,choice" → voices
        self.totals: Any = defaultdict(nothing)  # (motion, choice, place) → weight
        self.whole: Any = defaultdict(nothing)  # place → weight

    def run(self) -> tuple[int, int]:
        """How many checks passed, and how many failed."""
        self.readable = self.check_files()
        if self.readable:
            if self.full:
                self.check_box()
            self.check_totals()
            self.check_receipts()
            for number, motion in self.motions.items():
                self.check_result(number, motion)
        self.say(words(self.language, "compare", **{name: self.told[name]["sha256"] for name in ("roll", "box")}))
        return self.passed, self.failed

    def wrong(self, key: str, file: str, line: int = 0, **fields: Any) -> None:
        self.wrongs += 1
        if self.wrongs <= FAULTS_MAX:
            place = words(self.language, "at" if line else "in", file=file, line=line)
            self.say(f"✗ {place}{words(self.language, key, **fields)}")

    def end(self, key: str, **fields: Any) -> None:
        """The end of a check: its one sentence where nothing was wrong."""
        self.passed, self.failed = self.passed + (not self.wrongs), self.failed + bool(self.wrongs)
        if not self.wrongs:
            self.say(f"✓ {words(self.language, key, **fields)}")
        elif self.wrongs > FAULTS_MAX:
            self.say(f"✗ {words(self.language, 'more', n=self.wrongs - FAULTS_MAX)}")
        self.wrongs = 0

    def rows(self, name: str) -> Iterator[tuple[int, Any]]:
        """Each line after the first, with its number. One that cannot be read is told and passed over."""
        head, pattern = COLUMNS[name]
        find, line, rest = re.compile(f"^{pattern}$", re.ASCII | re.MULTILINE).findall, 1, b""
        with self.archive.open(name) as file:
            if file.readline(LINE_MAX) != f"{head}\n".encode():
                self.wrong("unread", name, 1)
            for block in iter(lambda: file.read(MIB), b""):
                complete, end, rest = (rest + block).rpartition(b"\n")
                text = (complete + end).decode("utf-8", "replace")
                found, lines = find(text), text.count("\n")
                if len(found) == lines:
                    yield from enumerate(found, line + 1)
                else:
                    for at, one in enumerate(text.split("\n")[:-1], line + 1):
                        yield from ((at, row) for row in find(one))
                        if not find(one):
                            self.wrong("unread", name, at)
                line += lines
                if len(rest) > LINE_MAX:
                    break
        if rest:
            self.wrong("unread", name, line + 1)

    def check_files(self) -> bool:
        """Whether every file is there and can be read. One that was changed is told, and counted all the same."""
        wanted = FULL | SECRECY[self.told["secrecy"]] if self.full else PUBLIC
        digests: dict[str, str] = {}
        for info in self.archive.infolist():
            if info.filename in wanted and info.filename not in digests:
                digests[info.filename] = self.digest(info)
            else:
                self.wrong("unknown", info.filename)
        for name in sorted(wanted - digests.keys()):
            self.wrong("missing", name)
        readable = digests.keys() == wanted and all(digests.values())
        if readable:
            self.check_digests(digests)
        self.end("files", n=len(wanted))
        return readable

    def digest(self, info: zipfile.ZipInfo) -> str:
        """Of a file that can be read to its end; empty for another one, which is told."""
        digest = hashlib.sha256()
        if info.file_size > SIZES.get(info.filename, SIZE_MAX):
            self.wrong("large", info.filename, n=f"{info.file_size:,}")
            return ""
        try:
            with self.archive.open(info) as file:
                for block in iter(lambda: file.read(MIB), b""):
                    digest.update(block)
        except BROKEN:
            self.wrong("damaged", info.filename)
            return ""
        return digest.hexdigest()

    def check_digests(self, digests: dict[str, str]) -> None:
        """SHA256SUMS, and the hashes that stand in the notice and in the result."""
        lines = {name: f"{digests[name]}  {name}\n" for name in sorted(digests) if name != SUMS}
        stated = self.archive.read(SUMS).decode("utf-8", "replace")
        changed = [name for name, line in lines.items() if line not in stated]
        for name in changed or [SUMS] * (stated != "".join(lines.values())):
            self.wrong("altered", name)
        if self.full:
            box = "".join(lines[name] for name in BOX if name in lines)
            sealed = hashlib.sha256(f"{self.told['box'].get('salt')}\n{box}".encode()).hexdigest()
            self.differs("roll.sha256", self.told["roll"]["sha256"], digests["roll.csv"])
            self.differs("box.sha256", self.told["box"]["sha256"], sealed)

    def differs(self, what: str, says: Any, counted: Any) -> None:
        """Something in bundle.json, where it is not what it should be."""
        if says != counted:
            self.wrong("differs", "bundle.json", what=what, says=says, counted=counted)

    def electorate(self) -> Iterator[tuple[int, int, Any]]:
        """Each head of the roll in order: its number, its area, and the piles its ballots belong on."""
        delivered = {int(row): line for line, row in self.rows("delivered.csv")}
        (others, reached), before = self.spots, 0
        for line, (number, text, building) in self.rows("roll.csv"):
            head, area = int(number), int(text)
            if head <= before:
                self.wrong("order", "roll.csv", line)
                continue
            before = head
            spots = reached if delivered and delivered.pop(head, 0) else others
            spot = spots.get(building)
            if spot is None:
                spot = spots[building] = (nothing(), {})
            weight, piles = spot
            weight[0] += 1
            weight[1] += area
            yield head, area, piles
        for head, line in delivered.items():
            self.wrong("no_head", "delivered.csv", line, head=head)
        yield BEYOND, 0, {}

    def check_box(self) -> None:
        """Put each ballot on its pile, with the area of its head. Of a confidential vote, that is who took part."""
        name, named, areas, voters = "ballots.csv" if self.named else "took_part.csv", self.named, self.areas, 0
        ballots = self.rows(name)
        line, (number, said) = next(ballots, LAST)
        voter = int(number)
        for head, area, piles in self.electorate():
            before = ""
            while voter <= head:
                if voter < head:
                    self.wrong("no_head", name, line, head=voter)
                elif before and int(motion_of(said)) <= int(motion_of(before)):
                    self.wrong("order", name, line)
                else:
                    pile = piles.get(said)
                    if pile is None:
                        pile = piles[said] = nothing()
                        self.hear(said, name, line)
                    pile[0] += 1
                    pile[1] += area
                    if not named:
                        areas[said][area] += 1
                    before = said
                line, (number, said) = next(ballots, LAST)
                voter = int(number)
            if before:
                voters += 1
        self.voters = voters
        if not self.named:
            self.check_slips()
        self.tally()
        told, whole = self.told["roll"], self.whole[""]
        self.differs("roll.heads", told["heads"], whole[0])
        self.differs("roll.area_cm2", told["area_cm2"], whole[1])
        self.end("box", heads=f"{whole[0]:,}", area=metres(whole[1]), n=f"{self.voters:,}")

    def hear(self, said: str, file: str, line: int) -> Sequence[str]:
        """What a choice counts for, of “motion,choice”. What cannot be chosen is told once, and counts for nothing."""
        if said not in self.heard:
            self.heard[said] = self.voices(said, file, line)
        return self.heard[said]

    def voices(self, said: str, file: str, line: int) -> Sequence[str]:
        number, asked, choice = said.partition(",")
        motion, given = self.motions.get(number), choice.split("+")
        if motion is None or (choice == "invalid" and not self.invalid):
            self.wrong("no_choice", file, line, n=number, choice=choice)
            return ()
        field = candidates(motion)
        if not asked or (field and choice in ("none", "invalid")):
            return ()
        chosen = [voice for voice in field or VOICES if voice in given]
        if chosen == given and len(chosen) <= (motion["seats"] or 1):
            return chosen
        self.wrong("no_choice", file, line, n=number, choice=choice)
        return ()

    def check_slips(self) -> None:
        """Each choice weighs what somebody weighs who took part. Who that was, nobody can say."""
        known: Any = {}
        for line, (said, text) in self.rows("choices.csv"):
            if said not in known:
                number = motion_of(said)
                voices = self.hear(said, "choices.csv", line)
                known[said] = self.areas[number], [self.totals[number, voice, ""] for voice in voices]
            (left, piles), area = known[said], int(text)
            left[area] -= 1
            if left[area] < 0:
                self.wrong("no_weight", "choices.csv", line, n=motion_of(said), area=metres(area))
            for pile in piles:
                put(pile, 1, area)
        for number, left in self.areas.items():
            for area, heads in left.items():
                if heads > 0:
                    self.wrong("no_slip", "choices.csv", n=number, heads=heads, area=metres(area))

    def tally(self) -> None:
        """From piles to totals, in all and by building."""
        spots = [(delivered, *one) for delivered in (0, 1) for one in self.spots[delivered].items()]
        for delivered, building, (weight, piles) in spots:
            for place in {"", building}:
                put(self.whole[place], *weight)
                for key, pile in piles.items():
                    for voice in ("took_part", *self.heard.get(key, ())):
                        put(self.totals[motion_of(key), voice, place], *pile)
            if delivered and self.follows:
                for number in self.motions:
                    put(self.totals[number, "silent", ""], *weight)
                for key, (heads, area) in piles.items():
                    put(self.totals[motion_of(key), "silent", ""], -heads, -area)
        for motion in self.motions:
            for place, weight in self.whole.items():
                self.totals[motion, "absent", place] = minus(weight, self.totals[motion, "took_part", place])

    def places(self) -> list[str]:
        """All, and the buildings that may be shown: of ten heads or more, and so that no fewer are left over."""
        heads = {place: weight[0] for place, weight in self.whole.items() if place}
        large = sorted((many, place) for place, many in heads.items() if many >= HEADS_SHOWN_MIN)
        left = self.whole[""][0] - sum(many for many, _ in large)
        return ["", *sorted(place for _, place in large[1 if 0 < left < HEADS_SHOWN_MIN else 0 :])]

    def add_up(self) -> list[str]:
        """The totals of a public bundle as its lines add up, and its places. Nothing may be more than all of it."""
        stated = {row[:3]: (line, [int(row[3]), int(row[4])]) for line, row in self.rows("totals.csv")}
        within: Any = defaultdict(nothing)
        for (number, choice, place), (_, weight) in stated.items():
            self.totals[number, choice, place] = weight
            put(within[number, choice], *(weight if place else nothing()))
        for number, motion in self.motions.items():
            for place in {place for _, _, place in stated if self.named or not place}:
                if not self.invalid:
                    self.totals[number, "invalid", place] = nothing()
                if motion["kind"] == "resolution":
                    said = [self.totals[number, voice, place] for voice in VOICES]
                    self.totals[number, "took_part", place] = [sum(heads_or_area) for heads_or_area in zip(*said)]
            roll = [self.told["roll"]["heads"], self.told["roll"]["area_cm2"]]
            self.totals[number, "absent", ""] = minus(roll, self.totals[number, "took_part", ""])
        for (number, choice, place), (line, weight) in stated.items():
            whole = {"silent": "absent", "absent": "absent"}.get(choice, "took_part")
            for part, bound in ((weight, (number, whole, place)), (within[number, choice], (number, choice, ""))):
                if min(minus(self.totals[bound], part)) < 0:
                    self.wrong("too_many", "totals.csv", line, row=f"{number},{choice},{place}")
        return sorted({"", *(place for _, _, place in stated)})

    def check_totals(self) -> None:
        """Each line of totals.csv beside what it should be."""
        lines, places = [COLUMNS["totals.csv"][0]], self.places() if self.full else self.add_up()
        for number, motion in self.motions.items():
            for place in places:
                voices = candidates(motion) or VOICES if self.named or not place else ()
                silent = () if place or candidates(motion) else ("silent",)
                keys = [(number, choice, place) for choice in (*voices, "took_part", "absent", *silent)]
                lines += [",".join(map(str, (*key, *self.totals[key]))) for key in keys]
        stated = self.archive.read("totals.csv").decode("utf-8", "replace").split("\n")
        for line, (says, counted) in enumerate(zip_longest(stated, [*lines, ""], fillvalue=""), 1):
            if says != counted:
                self.wrong("line", "totals.csv", line, says=says, counted=counted)
        self.end("totals" if self.full else "add_up", n=len(lines) - 1)

    def check_receipts(self) -> None:
        before, many = "", 0
        for line, receipt in self.rows("receipts.csv"):
            if receipt <= before:
                self.wrong("order", "receipts.csv", line)
            before = receipt
            many += 1
        voters = self.voters if self.full else max(self.totals[n, "took_part", ""][0] for n in self.motions)
        self.differs("box.ballots", self.told["box"]["ballots"], many)
        if voters > many or (self.full and voters < many):
            self.wrong("too_few", "receipts.csv", n=f"{many:,}", voters=f"{voters:,}")
        self.end("receipts", n=f"{many:,}")

    def check_result(self, number: str, motion: Any) -> None:
        """What a motion came to, from its totals, beside what was published."""
        rows = (*VOICES, *candidates(motion), "took_part", "absent", "silent")
        weights = {choice: self.totals[number, choice, ""] for choice in rows}
        ours = elected(motion, weights) if candidates(motion) else resolved(motion, weights, self.follows)
        for path, says, counted in differing(motion["result"], ours, f"motions.{number}.result"):
            self.differs(path, says, counted)
        names = [motion["candidates"][n - 1]["name"] for n in ours.get("elected", ())]
        key = "elected" if candidates(motion) else "carried" if ours["passed"] else "lost"
        self.end(key, n=number, title=motion["title"], names="、".join(names) or "—")


def held(gate: Any, piles: Any) -> dict[str, Any]:
    """A gate of a rule held against the piles: what there is, what is needed, and whether it is passed."""
    kind, sign = 0 if gate["weight"] == "heads" else 1, gate["sign"]
    have, whole = (sum(piles[pile][kind] for pile in GROUPS[gate[group]]) for group in ("of", "base"))
    over, under = map(int, gate["share"].split("/"))
    part, line = have * under, whole * over
    above = {"at_least": part >= line, "over": part > line, "at_most": part <= line, "under": part < line}[sign]
    need = {"at_least": -(-line // under), "over": line // under + 1, "at_most": line // under,
            "under": -(-line // under) - 1}[sign]  # fmt: skip
    passed, common = above and whole > 0, math.gcd(have, whole)
    return {
        "gate": gate["key"], "weight": gate["weight"], "have": have, "of": whole, "sign": sign, "wanted": gate["share"],
        "share": f"{have // common}/{whole // common}" if whole else None, "need": need, "passed": passed,
        "short": 0 if passed else max(need - have, have - need),
    }  # fmt: skip


def resolved(motion: Any, weights: Any, follows: bool) -> dict[str, Any]:
    """A resolution, strictly and, where the silent follow the majority, with them."""
    piles, rule, silent = {pile: weights[pile] for pile in PILES}, motion["rule"], weights["silent"]
    strict = [held(gate, piles) for gate in rule["gates"]]
    ahead = min(minus(piles["for"], piles["against"])) > 0
    deemed = follows and rule["may_follow"] and ahead and silent[0] > 0
    if deemed:
        more = [piles["for"][0] + silent[0], piles["for"][1] + silent[1]]
        piles = {**piles, "for": more, "absent": minus(piles["absent"], silent)}
    gates = [held(gate, piles) for gate in rule["gates"]]
    return {
        "passed": all(gate["passed"] for gate in gates), "deemed": deemed, "gates": gates,
        "piles": {pile: {"heads": weight[0], "area": weight[1]} for pile, weight in piles.items()},
        "strict": {"passed": all(gate["passed"] for gate in strict), "gates": strict},
    }  # fmt: skip


def elected(motion: Any, weights: Any) -> dict[str, Any]:
    """An election: those over the threshold in their order; a rank that does not fit into the seats is tied."""
    part, absent = weights["took_part"], weights["absent"]
    everybody = {pile: nothing() for pile in PILES}
    places = {}
    for n, voice in enumerate(candidates(motion), 1):
        piles = {**everybody, "for": weights[voice], "abstain": minus(part, weights[voice]), "absent": absent}
        lot = hashlib.sha256(f"{motion['seed']}\n{n}".encode()).hexdigest() if motion["tie_break"] == "seed" else ""
        if all(held(gate, piles)["passed"] for gate in motion["rule"]["gates"]):
            places[n] = (-weights[voice][0], -weights[voice][1] if motion["tie_break"] == "area" else 0, lot)
    in_order = sorted(places, key=lambda n: (places[n], n))
    ranks = [list(rank) for _, rank in groupby(in_order, key=lambda n: places[n])]
    won: list[int] = []
    while ranks and len(won) + len(ranks[0]) <= motion["seats"]:
        won += ranks.pop(0)
    tied = ranks[0] if ranks and len(won) < motion["seats"] else []
    later: list[int] = []
    while ranks and not tied and len(later) + len(ranks[0]) <= motion["alternates"]:
        later += ranks.pop(0)
    gates = [held(gate, {**everybody, "abstain": part, "absent": absent})
             for gate in motion["rule"]["gates"] if gate["of"] == "took_part"]  # fmt: skip
    field = [(n, *weights[voice]) for n, voice in enumerate(candidates(motion), 1)]
    return {
        "passed": len(won) == motion["seats"], "elected": won, "alternates": later, "tied": tied,
        "vacancies": motion["seats"] - len(won), "gates": gates, "took_part": {"heads": part[0], "area_cm2": part[1]},
        "candidates": [{"n": n, "heads": heads, "area_cm2": area, "over": n in places} for n, heads, area in field],
    }  # fmt: skip


def candidates(motion: Any) -> tuple[str, ...]:
    """c1, c2 … of an election; nobody of a resolution."""
    return tuple(f"c{one['n']}" for one in motion["candidates"])


def differing(says: Any, counted: Any, path: str = "") -> Iterator[tuple[str, Any, Any]]:
    """Every figure stated otherwise than counted, with the way to it. What is stated besides is not looked at."""
    if isinstance(counted, dict) and isinstance(says, dict):
        for key, value in counted.items():
            yield from differing(says.get(key), value, f"{path}.{key}")
    elif isinstance(counted, list) and isinstance(says, list) and len(counted) == len(says):
        for n, (one, other) in enumerate(zip(says, counted), 1):
            yield from differing(one, other, f"{path}.{n}")
    elif type(says) is not type(counted) or says != counted:
        yield path, says, counted


def opened(file: BinaryIO) -> zipfile.ZipFile:
    """The archive, once its end says that its table of contents is small: a plain zip of a few files, no comment."""
    try:
        size = file.seek(0, 2)
        file.seek(max(0, size - 42))
        tail = file.read()
        end, members, contents = tail[-22:-18], tail[-12:-10], tail[-10:-6]
        small = int.from_bytes(members, "little") <= MEMBERS_MAX and int.from_bytes(contents, "little") <= CONTENTS_MAX
        if end == b"PK\5\6" and tail[:4] != b"PK\6\7" and small:
            return zipfile.ZipFile(file)
    except BROKEN:
        pass
    raise NoBundle("no_zip", "")


def told_in(archive: zipfile.ZipFile) -> Any:
    """What bundle.json says, once all that is counted by is there and of the right kind."""
    try:
        if archive.getinfo("bundle.json").file_size > SIZES["bundle.json"]:
            raise ValueError("too large")
        text = archive.read("bundle.json").decode("utf-8")
        told = json.loads(text, object_pairs_hook=once, parse_int=whole, parse_float=whole, parse_constant=whole)
    except (*BROKEN, KeyError):
        raise NoBundle("no_bundle", "bundle.json") from None
    path = misfit(told, SHAPE, "bundle.json")
    if not path and not numbered(told["motions"]):
        path = "bundle.json.motions"
    for motion in () if path else told["motions"]:
        election = motion["kind"] == "election"
        if not numbered(motion["candidates"]) or {bool(motion["candidates"]), bool(motion["seats"])} != {election}:
            path = f"bundle.json.motions.{motion['n']}"
    if path:
        raise NoBundle("no_bundle", path)
    return told


def once(pairs: list[tuple[str, Any]]) -> dict[str, Any]:
    """A JSON object whose keys are there once: of two, each program would read another one."""
    if len(dict(pairs)) < len(pairs):
        raise ValueError("twice")
    return dict(pairs)


def whole(figure: str) -> int:
    """A whole number of JSON; nothing else is counted with."""
    if len(figure) > FIGURES_MAX or not figure.lstrip("-").isdecimal():
        raise ValueError("no whole number")
    return int(figure)


def misfit(value: Any, shape: Any, path: str) -> str:
    """The way to the first thing that is not as the shape says; empty where everything is."""
    if isinstance(shape, dict):
        if not isinstance(value, dict):
            return path
        return next(filter(None, (misfit(value.get(key), shape[key], f"{path}.{key}") for key in shape)), "")
    if isinstance(shape, list):
        if not isinstance(value, list) or (len(shape) == 1 and not value):
            return path
        return next(filter(None, (misfit(one, shape[0], f"{path}.{n}") for n, one in enumerate(value, 1))), "")
    if isinstance(shape, tuple):
        fits = isinstance(value, str) and value in shape
    elif isinstance(shape, re.Pattern):
        fits = isinstance(value, str) and bool(shape.fullmatch(value))
    else:
        fits = type(value) is shape and (shape is not int or value >= 0)
    return "" if fits else path


def motion_of(said: str) -> str:
    """The motion of “motion,choice”, or of “motion” alone."""
    return said.partition(",")[0]


def numbered(things: list[Any]) -> bool:
    return [one["n"] for one in things] == list(range(1, len(things) + 1))


def nothing() -> list[int]:
    return [0, 0]


def put(pile: list[int], heads: int, area: int) -> None:
    pile[0] += heads
    pile[1] += area


def minus(one: Sequence[int], other: Sequence[int]) -> list[int]:
    return [one[0] - other[0], one[1] - other[1]]


def metres(cm2: int) -> str:
    """Square metres with two decimals, or as many as there are."""
    whole, part = divmod(abs(cm2), 10_000)
    decimals = f"{part:04d}".rstrip("0").ljust(2, "0")
    return f"{'-' if cm2 < 0 else ''}{whole:,}.{decimals}"


def words(language: str, key: str, **fields: Any) -> str:
    """A sentence, filled in with what the bundle says, which may be anything."""

    def plain(value: Any) -> str:
        few = value is None or isinstance(value, int) or all(isinstance(one, int) for one in value)
        text = value if isinstance(value, str) else json.dumps(value) if few else "…"
        return "".join(one if one.isprintable() else "?" for one in text[:200])

    return WORDS[key][1 if language == "en" else 0].format(**{name: plain(value) for name, value in fields.items()})


def main(given: Sequence[str]) -> int:
    parser = argparse.ArgumentParser(prog="recount.py", description="Count a vote again / 重新计票")
    parser.add_argument("bundle", metavar="BUNDLE.zip")
    parser.add_argument("--language", choices=("zh", "en"), default="zh")
    asked = parser.parse_args(given)
    gc.disable()  # nothing here goes in circles, and looking for circles costs a tenth of the time
    if hasattr(sys.stdout, "reconfigure"):
        sys.stdout.reconfigure(encoding="utf-8", errors="replace")
    try:
        with Path(asked.bundle).open("rb") as file:
            passed, failed = Recount(file, asked.language).run()
    except (FileNotFoundError, IsADirectoryError, NotADirectoryError, PermissionError):
        print(words(asked.language, "no_zip", path=asked.bundle))
        return 2
    except NoBundle as found:
        key, path = found.args
        print(words(asked.language, key, path=path or asked.bundle))
        return 2
    print(f"{passed} passed, {failed} failed")
    return 1 if failed else 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
