"""Bills, postings and settlements of a whole estate, made by the database in sets: no bill passes through Python.

Integer arithmetic only, as `core.books.fees.whole_months_fen` says it; both databases give the same.
"""

from collections.abc import Mapping, Sequence
from datetime import date
from hashlib import sha256
from typing import Any
from uuid import UUID

from django.db import connection

from courtyard.trail.ids import new_id

AREA_MAX = 10**12
"""A hundred km² in cm²: what is larger is reckoned in Python, so that no product leaves a database's whole numbers."""
LETTERS = "ABCDEFGHJKLMNPQRSTUVWXY"
"""Twenty-three, a prime: a wrong figure or two changed over make another last letter."""
NUMBER_MAX = 99_999

IDS = {
    # UUIDv7: when, from a new id, and the rest by chance. Two statements of SQL for the same thing.
    "postgresql": "overlay(gen_random_uuid()::text placing %(stem)s from 1 for 15)::uuid",
    "sqlite": "%(stem)s || lower(substr(hex(randomblob(2)), 1, 3)) || '8' || lower(substr(hex(randomblob(8)), 1, 15))",
}
# Looked up home by home, as a value and not as a join: a planner that knows nothing yet of rows just written would read
# all bills of all estates for a join, or all accounts of an estate for each of its homes.
UNBILLED = """
(
  SELECT MIN(b.number) FROM money_bill b
  WHERE b.home_id = h.id AND b."first" <= %(last)s AND b."last" >= %(first)s AND NOT b.taken_back
) IS NULL
"""
USUAL = f"""
SELECT h.id AS home_id, h.building_id, h.name, h.use, r.unit, CASE r.unit WHEN 'm2' THEN h.area_cm2 END AS cm2,
  (2 * r.weight * CASE r.unit WHEN 'm2' THEN h.area_cm2 ELSE 10000 END + 10000) / 20000 AS fen
FROM places_home h JOIN ({{rates}}) r ON r.use = h.use
WHERE h.estate_id = %(estate)s AND {UNBILLED}
  AND (h.delivered OR NOT h.sold) AND (r.unit = 'home' OR h.area_cm2 <= {AREA_MAX})
  AND NOT (h.sold AND h.delivered_on IS NOT NULL AND h.delivered_on >= %(delivered)s)
  AND NOT EXISTS (
    SELECT 1 FROM money_discount d
    WHERE d.home_id = h.id AND d."first" <= %(last)s AND (d."last" IS NULL OR d."last" >= %(first)s)
  )
"""  # noqa: S608 -- our own constants
RATE = """
SELECT CAST(%(use{n})s AS text) AS use, CAST(%(unit{n})s AS text) AS unit, CAST(%(weight{n})s AS bigint) AS weight
"""
SUM_OF_USUAL = "SELECT COUNT(*), COALESCE(SUM(u.fen), 0) FROM ({usual}) u WHERE u.fen > 0"
NUMBERED = """
SELECT u.*, %(base)s + ROW_NUMBER() OVER (ORDER BY p."order", p.name, u.name, u.home_id) AS n
FROM ({usual}) u JOIN (
  SELECT b.id, b."order", b.name FROM places_building b WHERE b.estate_id = %(estate)s
) p ON p.id = u.building_id WHERE u.fen > 0
"""
BILLS = f"""
INSERT INTO money_bill (id, estate_id, run_id, home_id, number, reference, "first", "last", use, unit, cm2, fen,
  paid_fen, due_on, taken_back, lines)
SELECT {{id}}, %(estate)s, %(run)s, u.home_id, u.n,
  %(head)s || substr(CAST({NUMBER_MAX + 1} + u.n AS text), 2)
    || substr('{LETTERS}', CAST((%(month)s * {NUMBER_MAX + 1} + u.n) %% {len(LETTERS)} AS integer) + 1, 1),
  %(first)s, %(last)s, u.use, u.unit, u.cm2, u.fen, 0, %(due_on)s, false, NULL
FROM ({{numbered}}) u
"""  # noqa: S608 -- our own constants
ACCOUNTS = """
INSERT INTO money_account (id, estate_id, key, fund, kind, home_id)
SELECT {id}, %(estate)s, %(key)s, %(fund)s, %(kind)s, h.home_id FROM (SELECT DISTINCT home_id FROM ({homes}) x) h
WHERE (
  SELECT a.kind FROM money_account a WHERE a.estate_id = %(estate)s AND a.key = %(key)s AND a.home_id = h.home_id
) IS NULL
"""
OF_RUN = "SELECT home_id, fen FROM money_bill WHERE run_id = %(run)s"
PAID_OF_RUN = "SELECT home_id, paid_fen AS fen FROM money_bill WHERE run_id = %(run)s AND paid_fen > 0"
SETTLED = """
SELECT b.home_id, s.fen FROM money_settlement s JOIN money_bill b ON b.id = s.bill_id WHERE s.entry_id = %(entry)s
"""
SUM_OF_SETTLED = "SELECT COUNT(*), COALESCE(SUM(fen), 0) FROM money_settlement WHERE entry_id = %(entry)s"
WRITTEN = {
    # Canonical JSON of [debit, credit, fen], in order: 32 figures each, as ids are written in both databases.
    "postgresql": """
        SELECT COUNT(*), string_agg(
          '["' || replace(debit_id::text, '-', '') || '","' || replace(credit_id::text, '-', '') || '",' || fen || ']',
          ',' ORDER BY debit_id, credit_id, fen)
        FROM money_posting WHERE entry_id = %(entry)s
    """,
    "sqlite": """
        SELECT COUNT(*), group_concat('["' || debit_id || '","' || credit_id || '",' || fen || ']', ',')
        FROM (SELECT * FROM money_posting WHERE entry_id = %(entry)s ORDER BY debit_id, credit_id, fen)
    """,
}
POSTINGS = """
INSERT INTO money_posting (estate_id, entry_id, debit_id, credit_id, fen)
SELECT %(estate)s, %(entry)s, {debit}, {credit}, x.fen FROM ({homes}) x ORDER BY x.home_id
"""
OF_HOME = """(
  SELECT a.id FROM money_account a
  WHERE a.estate_id = %(estate)s AND a.key = %({side}_key)s AND a.home_id = x.home_id
)"""
AHEAD = """
SELECT a.home_id, CAST(SUM(m.credit_fen - m.debit_fen) AS bigint) AS fen
FROM money_account a JOIN money_accountmonth m ON m.account_id = a.id
WHERE a.estate_id = %(estate)s AND a.key = %(prepaid)s AND a.home_id IS NOT NULL
GROUP BY a.home_id HAVING SUM(m.credit_fen - m.debit_fen) > 0
"""
SETTLE = f"""
INSERT INTO money_settlement (estate_id, bill_id, entry_id, fen, taken_back)
SELECT %(estate)s, o.id, %(entry)s,
  CASE WHEN o.ahead_fen - o.before_fen < o.open_fen THEN o.ahead_fen - o.before_fen ELSE o.open_fen END, false
FROM (
  SELECT b.id, b.fen - b.paid_fen AS open_fen, ahead.fen AS ahead_fen,
    CAST(SUM(b.fen - b.paid_fen) OVER (PARTITION BY b.home_id ORDER BY b.due_on, b.id) AS bigint)
      - (b.fen - b.paid_fen) AS before_fen
  FROM money_bill b JOIN ({AHEAD}) ahead ON ahead.home_id = b.home_id JOIN money_billrun r ON r.id = b.run_id
  WHERE b.estate_id = %(estate)s AND NOT b.taken_back AND b.paid_fen < b.fen AND r.mode IN ({{modes}})
) o WHERE o.ahead_fen > o.before_fen
"""  # noqa: S608 -- our own constants
PAY = """
UPDATE money_bill SET paid_fen = paid_fen + (
  SELECT s.fen FROM money_settlement s WHERE s.entry_id = %(entry)s AND s.bill_id = money_bill.id
) WHERE id IN (SELECT s.bill_id FROM money_settlement s WHERE s.entry_id = %(entry)s)
"""
LEFT_OUT = f"""
SELECT COUNT(CASE WHEN NOT x.handed THEN 1 END), COUNT(CASE WHEN x.handed AND x.unit IS NULL THEN 1 END),
  COUNT(CASE WHEN x.handed AND x.unit = 'm2' AND x.area_cm2 IS NULL THEN 1 END)
FROM (
  SELECT h.area_cm2, r.unit,
    (NOT h.sold OR (h.delivered AND (h.delivered_on IS NULL OR h.delivered_on < %(too_late)s))) AS handed
  FROM places_home h LEFT JOIN ({{rates}}) r ON r.use = h.use
  WHERE h.estate_id = %(estate)s AND {UNBILLED}
) x
"""  # noqa: S608 -- our own constants


def by_index() -> None:
    """Until the transaction ends PostgreSQL finds rows by their index, also those its foreign keys ask for.

    It keeps the plans of its foreign keys for as long as a connection lives: made while the first estate of a city is
    billed, when a table is one page, they would read all bills there are for each bill of the last one.
    """
    if connection.vendor == "postgresql":
        with connection.cursor() as cursor:
            cursor.execute("SET LOCAL enable_seqscan = off")


def months_figures(first: date) -> int:
    """2607 for July 2026, as references say it."""
    return first.year % 100 * 100 + first.month


def reference(first: date, number: int) -> str:
    """What a payer writes beside the money: WY2607-00012K. The last letter tells a slip of the pen."""
    month = months_figures(first)
    letter = LETTERS[(month * (NUMBER_MAX + 1) + number) % len(LETTERS)]
    return f"WY{month:04}-{number:05}{letter}"


def usual(rates: Sequence[tuple[str, str, int]], about: Mapping[str, Any]) -> tuple[int, int]:
    """How many homes are billed at one price over whole months, and what that comes to."""
    if not rates:
        return 0, 0
    told, more = _rates(rates)
    ((count, fen),) = _ask(SUM_OF_USUAL.format(usual=USUAL.format(rates=told)), {**about, **more})
    return count, int(fen)


def left_out(rates: Sequence[tuple[str, str, int]], about: Mapping[str, Any]) -> dict[str, int]:
    """Homes that get no bill: not handed over, of a use without a price, of an unknown area."""
    told, more = _rates(rates)
    ((not_handed_over, no_price, no_area),) = _ask(LEFT_OUT.format(rates=told), {**about, **more})
    return {"not_handed_over": not_handed_over, "no_price": no_price, "no_area": no_area}


def insert_bills(rates: Sequence[tuple[str, str, int]], about: Mapping[str, Any]) -> None:
    if not rates:
        return
    told, more = _rates(rates)
    numbered = NUMBERED.format(usual=USUAL.format(rates=told))
    _do(BILLS.format(id=IDS[connection.vendor], numbered=numbered), {**about, **more, "stem": _stem()})


def insert_accounts(homes: str, about: Mapping[str, Any]) -> None:
    """The account of each home that has none yet."""
    _do(ACCOUNTS.format(id=IDS[connection.vendor], homes=homes), {**about, "stem": _stem()})


def insert_postings(homes: str, about: Mapping[str, Any], *, debit: UUID | str, credit: UUID | str) -> None:
    """From account to account, one a home: a key is the home's own account of it, an id one for all."""
    sides = {"debit": debit, "credit": credit}
    named = {
        side: OF_HOME.format(side=side) if isinstance(one, str) else f"%({side}_id)s" for side, one in sides.items()
    }
    given = {f"{side}_key" if isinstance(one, str) else f"{side}_id": one for side, one in sides.items()}
    _do(POSTINGS.format(homes=homes, **named), {**about, **given})


def settle_ahead(about: Mapping[str, Any], modes: Sequence[str]) -> tuple[int, int]:
    """What was paid ahead pays open bills, each home's oldest first; how many bills, and how much."""
    names = {f"mode{place}": mode for place, mode in enumerate(modes)}
    _do(SETTLE.format(modes=", ".join(f"%({name})s" for name in names)), {**about, **names})
    ((count, fen),) = _ask(SUM_OF_SETTLED, about)
    if count:
        _do(PAY, about)
    return count, int(fen)


def digest(entry: UUID) -> tuple[int, str]:
    """How many postings an entry has, and their hash as `booking.digest_of` says it: the database writes them down."""
    ((count, written),) = _ask(WRITTEN[connection.vendor], {"entry": entry})
    return count, sha256(f"[{written or ''}]".encode()).hexdigest()


def _rates(rates: Sequence[tuple[str, str, int]]) -> tuple[str, dict[str, Any]]:
    """A little table of uses. One without a price at all keeps its shape."""
    rows = rates or [("", "home", 0)]
    given = {
        f"{name}{n}": value
        for n, row in enumerate(rows)
        for name, value in zip(("use", "unit", "weight"), row, strict=True)
    }
    return " UNION ALL ".join(RATE.format(n=n) for n in range(len(rows))), given


def _stem() -> str:
    """How ids made now begin."""
    text = str(new_id())[:13]
    return f"{text}-7" if connection.vendor == "postgresql" else f"{text.replace('-', '')}7"


def _do(sql: str, about: Mapping[str, Any]) -> None:
    with connection.cursor() as cursor:
        cursor.execute(sql, _used(sql, about))


def _ask(sql: str, about: Mapping[str, Any]) -> list[tuple[Any, ...]]:
    with connection.cursor() as cursor:
        cursor.execute(sql, _used(sql, about))
        return list(cursor.fetchall())


def _used(sql: str, about: Mapping[str, Any]) -> dict[str, Any]:
    """What the statement asks for, as the database keeps it."""
    return {name: _kept(value) for name, value in about.items() if f"%({name})s" in sql}


def _kept(value: Any) -> Any:
    if connection.vendor == "postgresql":
        return value
    return value.hex if isinstance(value, UUID) else value.isoformat() if isinstance(value, date) else value
