"""What the open lines of an account may be: proposals of core/bank over bills, spendings and entries booked already."""

from collections import Counter
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace
from datetime import timedelta
from hashlib import sha256

from courtyard.core import bank as core
from courtyard.money.models import BankAccount, BankLine
from courtyard.money.queries.bank import Movement, open_lines, unmatched
from courtyard.money.targets import ENTRY, for_fund
from courtyard.places.models import Home

LOOKED_AT = 2_000
"""Open lines of an account that are matched at once; the oldest first."""
BETWEEN = ":"
NEAR = timedelta(days=3)
"""So close in time an entry and the only line of its amount are one affair."""


@dataclass(frozen=True, slots=True)
class Way:
    """One way to use a line, and what it would settle, part by part."""

    line: BankLine
    proposal: core.Proposal
    things: tuple[core.Expected, ...]

    @property
    def token(self) -> str:
        """Names exactly this proposal: changed, it has another name."""
        said = [self.line.pk.hex, *(f"{part.expected}={part.fen}" for part in self.proposal.parts)]
        return sha256("|".join(said).encode()).hexdigest()[:32]

    @property
    def left_fen(self) -> int:
        return self.line.open_fen - self.proposal.fen


@dataclass(frozen=True, slots=True)
class Open:
    """`ready` may be confirmed as they are; each of `unsure` has its ways, the likeliest first, or none."""

    ready: tuple[Way, ...]
    unsure: tuple[tuple[BankLine, tuple[Way, ...]], ...]
    more: int


def look_at(account: BankAccount) -> Open:
    """All open lines of an account, held against all that is expected of its fund."""
    rows = list(open_lines(account)[: LOOKED_AT + 1])
    lines = {one.pk.hex: one for one in rows[:LOOKED_AT]}
    expected = expected_of(account)
    things = {one.id: one for one in expected}
    matching = core.match(map(_line, lines.values()), expected, homes=_homes(account))
    ways: dict[str, list[Way]] = {one: [] for one in lines}
    for one in matching.proposed:
        ways[one.line].append(_way(lines[one.line], one, things))
    made = {one.line: _way(lines[one.line], one, things) for one in matching.made}
    made |= _plain(ways)
    unsure = tuple((lines[key], tuple(ways[key])) for key in lines if key not in made)
    return Open(tuple(made[key] for key in lines if key in made), unsure, max(len(rows) - LOOKED_AT, 0))


def _plain(ways: Mapping[str, list[Way]]) -> dict[str, Way]:
    """Lines that can only be one entry, of that amount and about that day, which no other line can be."""
    claimed = Counter(part.expected for some in ways.values() for way in some for part in way.proposal.parts)
    return {
        key: some[0]
        for key, some in ways.items()
        if len(some) == 1 and _is_plain(some[0]) and claimed[some[0].things[0].id] == 1
    }


def _is_plain(way: Way) -> bool:
    entry = way.things[0]
    near = abs(way.line.day - entry.day) <= NEAR
    return len(way.things) == 1 and target_of(entry.id)[0] == ENTRY and entry.fen == way.line.open_fen and near


def expected_of(account: BankAccount) -> list[core.Expected]:
    """Everything an account's lines may settle; ids begin with the target's name."""
    estate, fund = account.estate_id, account.fund
    found = [replace(one, id=f"{target.name}{BETWEEN}{one.id}")
             for target in for_fund(fund) for one in target.expected(estate, fund)]  # fmt: skip
    return [*found, *(_entry(*one) for one in unmatched(account))]


def target_of(expected: str) -> tuple[str, str]:
    """The target's name, and the id it gave."""
    name, _, key = expected.partition(BETWEEN)
    return name, key


def _entry(movement: Movement, fen: int) -> core.Expected:
    """What is booked already stands at the bank about the same day, under about the same words."""
    return core.Expected(f"{ENTRY}{BETWEEN}{movement.id.hex}", fen, movement.day, words=(movement.what,))


def _line(one: BankLine) -> core.OpenLine:
    return core.OpenLine(one.pk.hex, one.day, one.open_fen, one.name, f"{one.text} {one.reference}".strip())


def _way(line: BankLine, proposal: core.Proposal, things: Mapping[str, core.Expected]) -> Way:
    return Way(line, proposal, tuple(things[part.expected] for part in proposal.parts))


def _homes(account: BankAccount) -> Iterable[core.Home]:
    rows = Home.objects.filter(estate=account.estate_id).values_list("building__name", "entrance__name", "name")
    return [core.Home(building, entrance or "", name) for building, entrance, name in rows]


OTHERS_SHOWN = 30


def ways_of(line: BankLine) -> tuple[list[Way], list[core.Expected]]:
    """How one line may be used, the likeliest first; and what else is open that goes its way, the nearest first."""
    if not line.open_fen:
        return [], []
    expected = expected_of(line.account)
    things = {one.id: one for one in expected}
    matching = core.match([_line(line)], expected, homes=_homes(line.account))
    ways = [_way(line, one, things) for one in (*matching.made, *matching.proposed)]
    alone = {way.things[0].id for way in ways if len(way.things) == 1}
    others = [one for one in expected if (one.fen > 0) is (line.fen > 0) and one.id not in alone]
    others.sort(key=lambda one: (abs(one.fen - line.open_fen), abs(one.day - line.day), one.id))
    return ways, others[:OTHERS_SHOWN]
