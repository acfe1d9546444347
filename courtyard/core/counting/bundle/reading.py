"""A bundle read back into what it was written from: so that a second program, which shares nothing with the stand-alone
file, counts it as well, and the two have to agree.
"""

import csv
from collections.abc import Iterable, Iterator, Mapping
from datetime import date, datetime
from typing import Any

from courtyard.core.counting.bundle.vote import (
    BadBundle,
    Ballot,
    Confidential,
    Head,
    Motion,
    Named,
    Part,
    Slip,
    Total,
    Vote,
)
from courtyard.core.counting.gates import Gate
from courtyard.core.counting.settling import HouseRules
from courtyard.core.quantities import BadShare, parse_share
from courtyard.core.rulebook.counts import CountRule


def vote_of(told: Mapping[str, Any]) -> Vote:
    """The vote that bundle.json tells of. Raises BadBundle."""
    try:
        return Vote(
            estate=told["estate"],
            title=told["title"],
            scope=told["scope"],
            secrecy=told["secrecy"],
            opens_at=datetime.fromisoformat(told["opens_at"]),
            closes_at=datetime.fromisoformat(told["closes_at"]),
            closed_at=datetime.fromisoformat(told["closed_at"]),
            motions=tuple(_motion(motion) for motion in told["motions"]),
            house=HouseRules(**told["house"]),
            hashes=told["hashes"],
        )
    except (KeyError, TypeError, ValueError, BadShare) as reason:
        raise BadBundle(reason=f"bundle.json: {reason!r}") from reason


def _motion(told: Mapping[str, Any]) -> Motion:
    return Motion(
        number=told["n"],
        title=told["title"],
        rule=_rule(told["rule"]),
        text_sha256=told["text_sha256"],
        matter=told["matter"],
        seats=told["seats"],
        alternates=told["alternates"],
        tie_break=told["tie_break"],
        seed=told["seed"],
        candidates=tuple(candidate["name"] for candidate in told["candidates"]),
    )


def _rule(told: Mapping[str, Any]) -> CountRule:
    """A bundle says of a rule what decides, and not from when to when it holds."""
    return CountRule(
        label_zh=told["label_zh"],
        label_en=told["label_en"],
        key=told["key"],
        article=told["article"],
        source="",
        level="",
        certainty=told["certainty"],
        valid_from=date.min,
        valid_to=None,
        gates=tuple(
            Gate(gate["key"], gate["of"], gate["base"], gate["weight"], gate["sign"], parse_share(gate["share"]))
            for gate in told["gates"]
        ),
        may_follow=told["may_follow"],
    )


def read_roll(roll: Iterable[str], delivered: Iterable[str]) -> Iterator[Head]:
    """The lines of roll.csv, with who stands in delivered.csv. Raises BadBundle."""
    reached = {_whole(row[0]) for row in _rows(delivered, 1)}
    for number, area_cm2, building in _rows(roll, 3):
        yield Head(_whole(number), _whole(area_cm2), building, _whole(number) in reached)


def read_named(ballots: Iterable[str]) -> Named:
    """The lines of ballots.csv. Raises BadBundle, as they are counted."""
    return Named(Ballot(_whole(head), _whole(motion), choice) for head, motion, choice in _rows(ballots, 3))


def read_confidential(took_part: Iterable[str], choices: Iterable[str]) -> Confidential:
    """The lines of took_part.csv and of choices.csv. Raises BadBundle, as they are counted."""
    return Confidential(
        (Part(_whole(head), _whole(motion)) for head, motion in _rows(took_part, 2)),
        (Slip(_whole(motion), choice, _whole(area_cm2)) for motion, choice, area_cm2 in _rows(choices, 3)),
    )


def read_totals(lines: Iterable[str]) -> tuple[Total, ...]:
    """The lines of totals.csv. Raises BadBundle."""
    return tuple(
        Total(_whole(motion), choice, building, _whole(heads), _whole(area_cm2))
        for motion, choice, building, heads, area_cm2 in _rows(lines, 5)
    )


def _rows(lines: Iterable[str], columns: int) -> Iterator[list[str]]:
    reader = csv.reader(lines, strict=True)
    try:
        for row in reader:
            if len(row) != columns:
                raise BadBundle(reason=f"a line of {len(row)} columns instead of {columns}")
            if reader.line_num > 1:
                yield row
    except csv.Error as reason:
        raise BadBundle(reason=str(reason)) from reason


def _whole(text: str) -> int:
    if not (text.isascii() and text.isdigit()):
        raise BadBundle(reason=f"“{text[:20]}” is no whole number")
    return int(text)
