"""Rows are locked so that foreign keys to them can still be checked; courtyard/trail/rows.py says why."""

import ast

from guards.tree import PACKAGE, name


def test_every_lock_lets_keys_be_checked() -> None:
    calls = [
        (file, node)
        for file in sorted(PACKAGE.rglob("*.py"))
        for node in ast.walk(ast.parse(file.read_text("utf-8")))
        if isinstance(node, ast.Call) and getattr(node.func, "attr", "") == "select_for_update"
    ]

    wrong = [
        f"{name(file)}:{node.lineno}" for file, node in calls if "no_key" not in {word.arg for word in node.keywords}
    ]

    assert len(calls) > 30
    assert wrong == []
