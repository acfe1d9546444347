"""Twenty-four estates like Tao'an, of which only figures are known, so that there is something to compare with."""

import hashlib
from collections.abc import Iterator, Sequence
from datetime import datetime
from random import Random

from courtyard.core.quarters import Quarter
from courtyard.people.models import Person
from courtyard.places.models import Estate, Node
from courtyard.services.actions.quality import PeerTable, load_peers
from courtyard.services.peers import PeerRow

PEERS = 24
CHEAPEST, DEAREST = 138, 282
WORST, BEST = 660, 920
NAME, SOURCE = "桂影区可比小区质价数据", "桂影区物业服务质价监测（示例数据）"


def load_others(district: Node, quarters: Sequence[Quarter], chance: Random, *, by: Person, at: datetime) -> None:
    """One table with all of them in each quarter. Who pays more gets more, on the whole and not always."""
    rows = list(_rows(district, quarters, chance))
    digest = hashlib.sha256("\n".join(str(row.columns()) for row in rows).encode()).hexdigest()
    load_peers(district, PeerTable(name=NAME, source=SOURCE, sha256=digest, rows=rows), by=by, at=at)


def _rows(district: Node, quarters: Sequence[Quarter], chance: Random) -> Iterator[PeerRow]:
    for number in range(PEERS):
        fen = CHEAPEST + (DEAREST - CHEAPEST) * number // (PEERS - 1)
        worth = WORST + (BEST - WORST) * number // (PEERS - 1)
        milli = min(BEST, max(WORST, worth + chance.randrange(-80, 60)))
        built, homes = chance.randrange(1982, 1999), chance.randrange(320, 790)
        for quarter in quarters:
            milli = min(BEST, max(WORST, milli + chance.randrange(-12, 14)))
            yield PeerRow(
                label=f"可比小区{number + 1:02}", kind=Estate.Kind.AFTER_SALE_PUBLIC, built=built, lifts=True,
                homes=homes, fen_per_m2=fen, milli=milli, quarter=str(quarter), district=district,
            )  # fmt: skip
