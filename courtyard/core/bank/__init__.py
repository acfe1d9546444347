"""Statements of the bank: read, known again, matched to bills, held against the books.

`guess_columns(rows)` says which column is which, a person corrects it, and the map is kept; `read_statement` reads the
lines and names every row that is wrong. `recognise` says which lines are new, `match` what they pay, `reconcile` why
the books differ. Rows come from a file by way of `courtyard.places.sheets`; an OFX file and a message of a payment
gateway come as they are. `read_openings` reads what each home has in the maintenance fund when the books begin.
"""

from courtyard.core.bank.columns import LABELS, Column
from courtyard.core.bank.expected import Expected, Home, OpenLine, Part, Proposal, Reason, Window
from courtyard.core.bank.faults import Fault
from courtyard.core.bank.gateway import Payment, believed, canonical, expected, sign
from courtyard.core.bank.identity import Identity, Recognised, recognise
from courtyard.core.bank.mapping import ColumnMap, Guess, find_header, guess_columns, headings_of
from courtyard.core.bank.matching import Matching, match
from courtyard.core.bank.ofx import is_ofx, read_ofx
from courtyard.core.bank.opening import OpeningLine, Openings, read_openings
from courtyard.core.bank.opening_columns import OPENING_LABELS, OpeningColumn, OpeningGuess, guess_opening
from courtyard.core.bank.reader import read_statement
from courtyard.core.bank.reconciling import AtBank, Booked, Difference, Kind, Reconciliation, reconcile
from courtyard.core.bank.statement import Figure, Line, Stated, Statement

__all__ = [
    "LABELS",
    "OPENING_LABELS",
    "AtBank",
    "Booked",
    "Column",
    "ColumnMap",
    "Difference",
    "Expected",
    "Fault",
    "Figure",
    "Guess",
    "Home",
    "Identity",
    "Kind",
    "Line",
    "Matching",
    "OpenLine",
    "OpeningColumn",
    "OpeningGuess",
    "OpeningLine",
    "Openings",
    "Part",
    "Payment",
    "Proposal",
    "Reason",
    "Recognised",
    "Reconciliation",
    "Stated",
    "Statement",
    "Window",
    "believed",
    "canonical",
    "expected",
    "find_header",
    "guess_columns",
    "guess_opening",
    "headings_of",
    "is_ofx",
    "match",
    "read_ofx",
    "read_openings",
    "read_statement",
    "recognise",
    "reconcile",
    "sign",
]  # fmt: skip
