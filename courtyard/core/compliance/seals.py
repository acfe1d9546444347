"""C49: who keeps the seals, and how each use is entered."""

from collections import defaultdict
from collections.abc import Iterator
from datetime import date, timedelta
from uuid import UUID

from courtyard.core.compliance.days import happened, still_told
from courtyard.core.compliance.facts import Facts, Seal
from courtyard.core.compliance.findings import Fields, Finding, found
from courtyard.core.rulebook import Rulebook


def c49(facts: Facts, book: Rulebook, on: date) -> Iterator[Finding]:
    """沪房物业〔2026〕36号: the seals are kept by different members, with a register. Days, never moved.

    A use is entered on its day or the next, and a decision stands behind it.
    """
    yield from _one_keeper(facts, book, on)
    days = book.checks["C49"].days
    assert days is not None
    for use in facts.seal_uses:
        if not happened(use.on, facts, on) or not still_told(book, "C49", use.on, on):
            continue
        too_late = use.on + timedelta(days=days + 1)
        late = use.entered_on >= too_late
        if late or not use.decided:
            case = "both" if late and not use.decided else "late" if late else "undecided"
            since = use.on if not use.decided else too_late
            if since <= on:
                given: Fields = {"label": use.label, "day": use.on, "entered_on": use.entered_on}
                yield found(book, "C49", use.id, since, {"case": case, **given})


def _one_keeper(facts: Facts, book: Rulebook, on: date) -> Iterator[Finding]:
    kept: dict[UUID, list[Seal]] = defaultdict(list)
    for seal in facts.seals:
        if seal.keeper is not None and (seal.kept_since or facts.known_from) <= on:
            kept[seal.keeper].append(seal)
    for keeper, seals in kept.items():
        if len(seals) > 1:
            second = sorted(seal.kept_since or facts.known_from for seal in seals)[1]
            labels = "、".join(sorted(seal.label for seal in seals))
            yield found(
                book,
                "C49",
                keeper,
                max(second, facts.known_from),
                {"case": "keeper", "count": len(seals), "labels": labels},
            )
