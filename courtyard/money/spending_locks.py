"""The database itself holds the fund: no money goes to works unless two people approved it on some authority.

What an entry takes from the maintenance fund for works is a draw of a spending: same id, same sum, same authority.
What two people approved is not changed afterwards. A sharing out to homes moves no money and is not held.
"""

from typing import Any

WORKS = (
    "fund_advanced", "fund_payable", "fund_repairs", "fund_repairs_building", "fund_repairs_entrance", "fund_reviews",
)  # fmt: skip
STAYS_OURS = ("fund_bank_charges", "fund_bonds", "fund_deposits_placed", "fund_of_homes", "fund_returned")
"""Where else money may go from the fund's account at the bank: put by, or back to a home."""
FREE = ("opening", "reversal")
DRAWN, SIGNED, FIXED = "money_works_are_approved", "money_spending_is_a_draw", "money_what_two_approved_stays"
UNAPPROVED = "no two people approved this spending"
STAYS = "what two people approved is not changed"
KEPT = (
    "estate_id", "fund", "account", "building_id", "entrance_id", "planned_by_id", "agreed_fen", "authority",
    "authority_id", "first_by_id", "second_by_id",
)  # fmt: skip


def _listed(names: tuple[str, ...]) -> str:
    return ", ".join(f"'{name}'" for name in names)


HELD = f"""d.fund = 'maintenance' AND (
  d.key IN ({_listed(WORKS)}) OR c.key = 'fund_bank' AND d.key NOT IN ({_listed(STAYS_OURS)})
)"""
IS_DRAW = """EXISTS (
  SELECT 1 FROM money_draw w JOIN money_spending s ON s.id = w.spending_id
  WHERE w.id = {entry}.id AND w.estate_id = {entry}.estate_id AND w.fen = {entry}.fen AND w.dropped_at IS NULL
  AND s.estate_id = w.estate_id AND s.authority = {entry}.authority AND s.authority_id = {entry}.authority_id
  AND s.state IN ('approved', 'paying', 'accepted')
  AND s.first_by_id IS NOT NULL AND s.second_by_id IS NOT NULL AND s.first_by_id <> s.second_by_id
)"""


def lock(apps: Any, schema_editor: Any) -> None:
    for statement in locking(schema_editor.connection.vendor):
        schema_editor.execute(statement, params=None)


def unlock(apps: Any, schema_editor: Any) -> None:
    for statement in unlocking(schema_editor.connection.vendor):
        schema_editor.execute(statement, params=None)


def locking(vendor: str) -> list[str]:
    return _postgresql() if vendor == "postgresql" else _sqlite()


def unlocking(vendor: str) -> list[str]:
    tables = {DRAWN: "money_posting", SIGNED: "money_entry", FIXED: "money_spending"}
    on = " ON {}" if vendor == "postgresql" else ""
    return [f"DROP TRIGGER {name}{on.format(table)}" for name, table in tables.items()]


def _sqlite() -> list[str]:
    works = f"""EXISTS (
      SELECT 1 FROM money_account d JOIN money_account c ON c.id = NEW.credit_id WHERE d.id = NEW.debit_id AND {HELD}
    ) AND EXISTS (
      SELECT 1 FROM money_entry e WHERE e.id = NEW.entry_id AND e.kind NOT IN ({_listed(FREE)})
      AND NOT {IS_DRAW.format(entry="e")}
    )"""  # noqa: S608 -- our own constants
    signed = f"NEW.kind = 'spending' AND NEW.source = 'spending' AND NOT {IS_DRAW.format(entry='NEW')}"
    changed = " OR ".join(f'NEW."{column}" IS NOT OLD."{column}"' for column in KEPT)
    return [
        _abort(f"{DRAWN} BEFORE INSERT ON money_posting", works, UNAPPROVED),
        _abort(f"{SIGNED} BEFORE INSERT ON money_entry", signed, UNAPPROVED),
        _abort(f"{FIXED} BEFORE UPDATE ON money_spending", f"OLD.second_by_id IS NOT NULL AND ({changed})", STAYS),
    ]


def _abort(when: str, condition: str, message: str) -> str:
    return f"CREATE TRIGGER {when} WHEN {condition} BEGIN SELECT RAISE(ABORT, '{message}'); END"


def _postgresql() -> list[str]:
    """Postings are looked at once a statement: a run of bills writes half a million of them."""
    works = f"""EXISTS (
      SELECT 1 FROM written p JOIN money_account d ON d.id = p.debit_id JOIN money_account c ON c.id = p.credit_id
      JOIN money_entry e ON e.id = p.entry_id
      WHERE {HELD} AND e.kind NOT IN ({_listed(FREE)})
      AND NOT {IS_DRAW.format(entry="e")}
    )"""  # noqa: S608 -- our own constants
    changed = " OR ".join(f'NEW."{column}" IS DISTINCT FROM OLD."{column}"' for column in KEPT)
    own = "NEW.kind = 'spending' AND NEW.source = 'spending'"
    return [
        _function(DRAWN, works, UNAPPROVED, "NULL"),
        _trigger(DRAWN, "AFTER INSERT ON money_posting REFERENCING NEW TABLE AS written FOR EACH STATEMENT"),
        _function(SIGNED, f"NOT {IS_DRAW.format(entry='NEW')}", UNAPPROVED, "NEW"),
        _trigger(SIGNED, f"BEFORE INSERT ON money_entry FOR EACH ROW WHEN ({own})"),
        _function(FIXED, changed, STAYS, "NEW"),
        _trigger(FIXED, "BEFORE UPDATE ON money_spending FOR EACH ROW WHEN (OLD.second_by_id IS NOT NULL)"),
    ]


def _trigger(name: str, when: str) -> str:
    return f"CREATE TRIGGER {name} {when} EXECUTE FUNCTION {name}()"


def _function(name: str, condition: str, message: str, answer: str) -> str:
    return f"""CREATE OR REPLACE FUNCTION {name}() RETURNS trigger LANGUAGE plpgsql AS
        $$ BEGIN
          IF {condition} THEN RAISE EXCEPTION '{message}'; END IF;
          RETURN {answer};
        END $$"""
