"""Which lines of the bank pay what was expected. Only what is unique and strong is matched by itself.

Nothing depends on the order of what is handed in. A payer's code decides; a home with the exact sum of some of its
bills does; a name with the exact sum in the usual time does. All else is proposed, with its reasons, for a hand.
"""

from bisect import bisect_left, bisect_right
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from datetime import date
from itertools import combinations

from courtyard.core.bank.clues import REFERENCE_MIN, Homes, bare_name, bare_reference, references_in
from courtyard.core.bank.expected import Expected, Home, OpenLine, Part, Proposal, Reason, Window
from courtyard.core.errors import sentence
from courtyard.core.quantities import format_fen
from courtyard.core.register.text import squeeze

PROPOSALS_MAX = 5
COMBINED_MAX = 8  # of more open bills than this, not every combination is tried
ALIKE_MAX = 20  # so many things of one amount say nothing about whose it is

REFERENCE, HOME, AMOUNT, NAME, WORDS, IN_TIME, OLDEST = 100, 50, 40, 30, 10, 10, 5
ANOTHER_HOME = -50
STRONG = 80
PROPOSED = 40

BY_REFERENCE = sentence("The payment names the code {code}.")
BY_HOME = sentence("The payment names the home.")
BY_AMOUNT = sentence("The amount is exactly what is open.")
BY_SUM = sentence("The amount is exactly the sum of {count}.")
BY_NAME = sentence("The name is the same.")
BY_WORDS = sentence("The payment calls it “{word}”.")
BY_TIME = sentence("It came in the usual time.")
BY_AGE = sentence("It pays what has been due longest.")
IN_PART = sentence("It pays only a part: {left} stays open.")
LEFT_OVER = sentence("{left} of the payment is left over.")
NAMES_ANOTHER = sentence("The payment names another home.")
SEVERAL_WAYS = sentence("It fits in several ways, so a person must say which.")
CLAIMED_TWICE = sentence("Another payment has paid this already, so this one may be paid twice.")


@dataclass(frozen=True, slots=True)
class Matching:
    """`made` are certain; `proposed` need a hand, the best of each line first; `unmatched` lines have neither."""

    made: tuple[Proposal, ...]
    proposed: tuple[Proposal, ...]
    unmatched: tuple[str, ...]


def match(
    lines: Iterable[OpenLine], expected: Iterable[Expected], *, homes: Iterable[Home] = (), window: Window | None = None
) -> Matching:
    """Matches what names a code first, then what names a home, then the rest, each in order of the day.

    What one line pays is no longer open for the next, so that two payments of a home pay its two oldest bills; of two
    for one and the same bill the later needs a hand. `homes` are all of the estate, that a home without open bills is
    not taken for its neighbour. Ids must be unique among lines and among what is expected. A line of nought is
    unmatched.
    """
    every = sorted(expected, key=lambda one: (one.day, one.id))
    ordered = sorted(lines, key=lambda line: (line.day, line.id))
    usual = window or Window()
    named = Homes((*homes, *(one.home for one in every if one.home is not None)))
    sides, untouched = (
        {way: _Side([one for one in every if (one.fen > 0) is way], named, usual) for way in (True, False)}
        for _once in range(2)
    )
    read = [(line, untouched[line.fen > 0].clues(line)) for line in ordered]
    made: dict[str, Proposal] = {}
    for line, clues in sorted(read, key=lambda one: one[1].rank):
        sure, ways = sides[line.fen > 0].proposals(line, clues)
        if sure:
            made[line.id] = ways[0]
            sides[line.fen > 0].use(ways[0])
    proposed = {
        line.id: sides[line.fen > 0].proposals(line, clues)[1] or _claimed(untouched[line.fen > 0], line, clues)
        for line, clues in read
        if line.id not in made
    }
    return Matching(
        tuple(made[line.id] for line in ordered if line.id in made),
        tuple(one for ways in proposed.values() for one in ways),
        tuple(line for line, ways in proposed.items() if not ways),
    )


@dataclass(frozen=True, slots=True)
class _Clues:
    """What one line says. Of `mentioned` each is one home the text names: all it may be."""

    references: frozenset[str]
    mentioned: tuple[frozenset[Home], ...]
    homes: frozenset[Home]
    name: str
    text: str

    @property
    def in_doubt(self) -> bool:
        """Whether some words may mean several homes."""
        return any(len(homes) > 1 for homes in self.mentioned)

    @property
    def rank(self) -> int:
        """The surest first."""
        return 0 if self.references else 1 if self.homes else 2


class _Side:
    """What is expected to come in, or to go out, found by each thing a line may say of it."""

    def __init__(self, expected: Sequence[Expected], homes: Homes, window: Window) -> None:
        """`expected` stands in order of days."""
        self._window = window
        self._open = {one.id: one for one in expected}
        self._by_reference: dict[str, list[str]] = {}
        self._by_home: dict[Home, list[str]] = {}
        self._by_name: dict[str, list[str]] = {}
        self._by_fen: dict[int, list[tuple[date, str]]] = {}
        for one in expected:
            self._by_fen.setdefault(abs(one.fen), []).append((one.day, one.id))
            for code in {bare_reference(code) for code in one.references}:
                if len(code) >= REFERENCE_MIN:
                    self._by_reference.setdefault(code, []).append(one.id)
            for name in {bare_name(name) for name in one.names} - {""}:
                self._by_name.setdefault(name, []).append(one.id)
            if one.home is not None:
                self._by_home.setdefault(one.home, []).append(one.id)
        self._lengths = sorted({len(code) for code in self._by_reference})
        self._homes = homes

    def clues(self, line: OpenLine) -> _Clues:
        codes = frozenset(references_in(line.text, self._by_reference, self._lengths))
        mentioned = tuple(self._homes.named(line.text))
        homes = frozenset(home for homes in mentioned for home in homes)
        return _Clues(codes, mentioned, homes, bare_name(line.name), squeeze(line.text))

    def use(self, proposal: Proposal) -> None:
        """What the proposal pays is no longer open."""
        for part in proposal.parts:
            one = self._open.pop(part.expected)
            if one.fen != part.fen:
                self._open[one.id] = replace(one, fen=one.fen - part.fen)

    def proposals(self, line: OpenLine, clues: _Clues) -> tuple[bool, list[Proposal]]:
        """The ways to use the line, the best first, and whether the first is certain."""
        if line.fen == 0:
            return False, []
        judged = sorted(
            (self._judged(line, clues, way, pool) for way, pool in self._ways(line, clues).items()),
            key=lambda one: (-one[1].score, [part.expected for part in one[1].parts]),
        )
        judged = [one for one in judged if one[1].score >= PROPOSED][:PROPOSALS_MAX]
        if not judged:
            return False, []
        best = judged[0][1].score
        proposals = [proposal for _strong, proposal in judged]
        if len(judged) == 1 or judged[1][1].score < best:
            return judged[0][0], proposals
        return False, [_one_of_several(one) if one.score == best else one for one in proposals]

    def _ways(self, line: OpenLine, clues: _Clues) -> dict[tuple[str, ...], Sequence[Expected]]:
        """Each combination worth judging, and the open things it was chosen from."""
        if clues.references:
            chosen = self._still_open(one for code in clues.references for one in self._by_reference[code])
            return {tuple(one.id for one in chosen): chosen} if chosen else {}
        found: dict[tuple[str, ...], Sequence[Expected]] = {}
        for pool in self._pools(clues):
            for way in _combined(pool, abs(line.fen)):
                found.setdefault(tuple(one.id for one in way), pool)
        for one in self._alike(line):
            found.setdefault((one.id,), (one,))
        return found

    def _alike(self, line: OpenLine) -> list[Expected]:
        """What is of exactly this amount and due about now; nothing where that is true of many."""
        same = self._by_fen.get(abs(line.fen), [])
        first, last = self._window.dues(line.day)
        begin, end = bisect_left(same, (first, "")), bisect_right(same, last, key=lambda one: one[0])
        if end - begin > ALIKE_MAX:
            return []
        alike = self._still_open(one for _day, one in same[begin:end])
        return [one for one in alike if abs(one.fen) == abs(line.fen)]

    def _still_open(self, numbers: Iterable[str]) -> list[Expected]:
        found = {number: self._open[number] for number in numbers if number in self._open}
        return sorted(found.values(), key=lambda one: (one.day, one.id))

    def _pools(self, clues: _Clues) -> list[Sequence[Expected]]:
        """What may be paid together: all that the text names, else each home it may mean, and all of one name."""
        homes = [sorted(clues.homes, key=lambda home: (home.building, home.entrance, home.room))]
        if clues.in_doubt:
            homes = [[home] for home in homes[0]]
        pools = [self._still_open(one for home in group for one in self._by_home.get(home, ())) for group in homes]
        pools.append(self._still_open(self._by_name.get(clues.name, ())))
        return [pool for pool in pools if pool]

    def _judged(
        self, line: OpenLine, clues: _Clues, way: tuple[str, ...], pool: Sequence[Expected]
    ) -> tuple[bool, Proposal]:
        chosen = [self._open[one] for one in way]
        parts = _parts(line, chosen)
        scored = [*self._said(line, clues, chosen), *_fitting(line, chosen, pool)]
        score = sum(points for points, _reason in scored)
        reasons = [reason for _points, reason in scored]
        total = sum(abs(one.fen) for one in chosen)
        rest = abs(line.fen) - total
        if rest:
            reasons.append(Reason(LEFT_OVER if rest > 0 else IN_PART, {"left": format_fen(abs(rest))}))
        certain = rest >= 0 or len(chosen) == 1
        strong = (bool(clues.references) and certain) or (rest == 0 and score >= STRONG and not clues.in_doubt)
        strong = strong and not any(points < 0 for points, _reason in scored)
        return strong, Proposal(line.id, parts, score, tuple(reasons))

    def _said(self, line: OpenLine, clues: _Clues, chosen: Sequence[Expected]) -> list[tuple[int, Reason]]:
        """What the line says for these things, and against them."""
        found: list[tuple[int, Reason]] = []
        if clues.references:
            found.append((REFERENCE, Reason(BY_REFERENCE, {"code": "、".join(sorted(clues.references))})))
        elif clues.homes and all(one.home in clues.homes for one in chosen):
            found.append((HOME, Reason(BY_HOME)))
        elif clues.homes and any(one.home is not None for one in chosen):
            found.append((ANOTHER_HOME, Reason(NAMES_ANOTHER)))
        if clues.name and all(clues.name in map(bare_name, one.names) for one in chosen):
            found.append((NAME, Reason(BY_NAME)))
        words = [[word for word in one.words if squeeze(word) in clues.text] for one in chosen]
        if all(words):
            found.append((WORDS, Reason(BY_WORDS, {"word": words[0][0]})))
        if all(self._window.holds(line.day, one.day) for one in chosen):
            found.append((IN_TIME, Reason(BY_TIME)))
        return found


def _one_of_several(proposal: Proposal) -> Proposal:
    return replace(proposal, reasons=(*proposal.reasons, Reason(SEVERAL_WAYS)))


def _claimed(side: _Side, line: OpenLine, clues: _Clues) -> list[Proposal]:
    """What the line would have paid, had not another paid it."""
    _sure, ways = side.proposals(line, clues)
    return [replace(one, reasons=(*one.reasons, Reason(CLAIMED_TWICE))) for one in ways]


def _fitting(line: OpenLine, chosen: Sequence[Expected], pool: Sequence[Expected]) -> list[tuple[int, Reason]]:
    """How the sum fits, and whether it leaves nothing older open."""
    found: list[tuple[int, Reason]] = []
    if sum(abs(one.fen) for one in chosen) == abs(line.fen):
        exactly = Reason(BY_AMOUNT) if len(chosen) == 1 else Reason(BY_SUM, {"count": len(chosen)})
        found.append((AMOUNT, exactly))
    rest = pool[len(chosen) :]
    oldest = list(pool[: len(chosen)]) == list(chosen)
    if len(pool) > 1 and oldest and (not rest or rest[0].day > chosen[-1].day):
        found.append((OLDEST, Reason(BY_AGE)))
    return found


def _combined(pool: Sequence[Expected], fen: int) -> list[Sequence[Expected]]:
    """The combinations that sum to exactly `fen`; where there are none, the oldest until the money is used up."""
    if len(pool) <= COMBINED_MAX:
        every: Iterable[Sequence[Expected]] = (
            list(some) for count in range(1, len(pool) + 1) for some in combinations(pool, count)
        )
    else:
        every = [*([one] for one in pool), *(pool[:count] for count in range(2, len(pool) + 1))]
    exact = [way for way in every if sum(abs(one.fen) for one in way) == fen]
    return exact or [_until_used_up(pool, fen)]


def _until_used_up(pool: Sequence[Expected], fen: int) -> Sequence[Expected]:
    used: list[Expected] = []
    for one in pool:
        if fen <= 0:
            break
        used.append(one)
        fen -= abs(one.fen)
    return used


def _parts(line: OpenLine, chosen: Sequence[Expected]) -> tuple[Part, ...]:
    """The line's money, to the oldest first, never more than is open of one or left of the line."""
    sign = 1 if line.fen > 0 else -1
    left, parts = abs(line.fen), []
    for one in chosen:
        fen = min(left, abs(one.fen))
        if fen:
            parts.append(Part(one.id, sign * fen))
        left -= fen
    return tuple(parts)
