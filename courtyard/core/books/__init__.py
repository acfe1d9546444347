"""Double-entry books of an estate's money, fund by fund: pure, in whole fen, from entries and a chart that is data.

A posting debits one account and credits another, so books cannot be unbalanced. Every fund balances by itself; money
goes from one to another only through accounts made for it, out of the one and into the other in the same entry.
"""

from courtyard.core.books.balances import (
    Sheet,
    Sums,
    TrialLine,
    cash_fen,
    folded,
    is_balanced,
    of_homes,
    sheets,
    sums_of,
    trial_balance,
)
from courtyard.core.books.chart import Chart, Place, PlaceKind
from courtyard.core.books.entries import (
    FEN_A_POSTING_MAX,
    ID_MAX,
    POSTINGS_MAX,
    Bounds,
    Closed,
    Entry,
    Posting,
    Side,
    cash_out_fen,
    check_entry,
    reversal,
    spent_fen,
)
from courtyard.core.books.splitting import split, split_by_area, split_by_heads, split_by_shares
from courtyard.core.books.statements import (
    Flow,
    Item,
    Move,
    Node,
    Result,
    Statement,
    flows,
    flows_of_change,
    moves_of,
    result,
    statement,
)

__all__ = [
    "FEN_A_POSTING_MAX", "ID_MAX", "POSTINGS_MAX", "Bounds", "Chart", "Closed", "Entry", "Flow", "Item", "Move",
    "Node", "Place", "PlaceKind", "Posting", "Result", "Sheet", "Side", "Statement", "Sums", "TrialLine", "cash_fen",
    "cash_out_fen", "check_entry", "flows", "flows_of_change", "folded", "is_balanced", "moves_of", "of_homes",
    "result", "reversal", "sheets", "spent_fen", "split", "split_by_area", "split_by_heads", "split_by_shares",
    "statement", "sums_of", "trial_balance",
]  # fmt: skip
