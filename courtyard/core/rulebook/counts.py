"""What a statute asks of a vote, as data: its gates, whether a second vote opens, and what else follows from it.

A jurisdiction whose gates are of these kinds needs a TOML file and no code: [counts.KEY] in its rulebook.
"""

from collections.abc import Mapping
from dataclasses import dataclass, field
from fractions import Fraction
from types import MappingProxyType
from typing import Literal, get_args

from courtyard.core.counting.gates import SIGNS, Gate
from courtyard.core.counting.tally import Group, Weight
from courtyard.core.quantities import BadShare, parse_share
from courtyard.core.rulebook.terms import Named, Ruled, terms_of
from courtyard.core.tables import Misfit, Table

GATES_MAX = 8
SILENCE_DAYS_MAX = 366

SecondWhen = Literal["at_once", "new_meeting"]


@dataclass(frozen=True, slots=True)
class Second:
    """A second vote: opened by gates that the first one passed, decided by its own."""

    when: SecondWhen
    opens: tuple[Gate, ...]
    gates: tuple[Gate, ...]


@dataclass(frozen=True, slots=True)
class CountRule(Ruled):
    """What a motion of a kind needs.

    `also` are further questions that the same figures answer and that do not decide whether the motion passes: who
    pays (WEG § 21). `silent_days`: a summoned absentee silent for so long counts as in favour (LPH 17.8).
    `may_follow`: the estate's rules may have ballots proven delivered and not returned follow the majority.
    """

    gates: tuple[Gate, ...]
    second: Second | None = None
    also: Mapping[str, tuple[Gate, ...]] = field(default_factory=dict)
    silent_days: int | None = None
    may_follow: bool = False


@dataclass(frozen=True, slots=True)
class Matter(Named):
    """Something owners decide, and the rule that it is counted by. `major` ones are told to the convenor beforehand;
    `frozen` ones are not decided while a re-election group sits."""

    key: str
    rule: str
    item: str
    major: bool
    frozen: bool = False


def count_rule_of(table: Table) -> CountRule:
    """A rule from [counts.KEY]. Raises Misfit."""
    rule = CountRule(
        **terms_of(table),
        gates=_gates(table, "gates"),
        second=_second(table.table("second")) if "second" in table else None,
        also=MappingProxyType(
            {also.key: _closed_gates(also) for also in table.tables("also", GATES_MAX)} if "also" in table else {}
        ),
        silent_days=_silent_days(table) if "silent_days" in table else None,
        may_follow="may_follow" in table and table.yes("may_follow"),
    )
    table.close()
    return rule


def matter_of(table: Table) -> Matter:
    """Something to decide, from [matters.KEY]. Raises Misfit."""
    matter = Matter(
        label_zh=table.text("label_zh"),
        label_en=table.text("label_en"),
        key=table.key,
        rule=table.text("rule"),
        item=table.text("item") if "item" in table else "",
        major="major" in table and table.yes("major"),
        frozen="frozen" in table and table.yes("frozen"),
    )
    table.close()
    return matter


def _silent_days(table: Table) -> int:
    days = table.number("silent_days")
    if not 1 <= days <= SILENCE_DAYS_MAX:
        raise Misfit(table.path_to("silent_days"), f"it must be between 1 and {SILENCE_DAYS_MAX}")
    return days


def _second(table: Table) -> Second:
    second = Second(
        when=table.choice("when", get_args(SecondWhen)), opens=_gates(table, "opens"), gates=_gates(table, "gates")
    )
    table.close()
    return second


def _closed_gates(table: Table) -> tuple[Gate, ...]:
    gates = _gates(table, "gates")
    table.close()
    return gates


def _gates(table: Table, key: str) -> tuple[Gate, ...]:
    return tuple(_gate(row) for row in table.rows(key, GATES_MAX))


def _gate(row: Table) -> Gate:
    signs = [sign for sign in SIGNS if sign in row]
    if len(signs) != 1:
        raise Misfit(row.path, f"it needs a share: exactly one of {', '.join(SIGNS)}")
    gate = Gate(
        key=row.text("key"),
        of=row.choice("of", get_args(Group)),
        base=row.choice("base", get_args(Group)),
        weight=row.choice("weight", get_args(Weight)),
        sign=signs[0],
        share=_share(row, signs[0]),
    )
    row.close()
    return gate


def _share(row: Table, sign: str) -> Fraction:
    try:
        return parse_share(row.text(sign))
    except BadShare as bad:
        raise Misfit(row.path_to(sign), str(bad)) from bad
