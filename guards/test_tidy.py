"""The house style that a linter cannot check. Each rule says why."""

import ast
from collections.abc import Iterator
from functools import cache
from pathlib import Path

import pytest

from guards.tree import PACKAGE, ROOT, name

FILE_LINES_MAX = 400
FUNCTION_LINES_MAX = 50
ALONE = {PACKAGE / "assembly" / "standalone" / "recount.py": 650}
"""What goes into every bundle by itself, with its words in two languages, cannot be taken apart."""
WRITES = {
    "create",
    "bulk_create",
    "update",
    "bulk_update",
    "delete",
    "get_or_create",
    "update_or_create",
    "save",
    "set",
    "add",
    "remove",
    "clear",
}
WRITERS = {"upkeep.py", "upkeep", "actions.py", "actions", "tests", "migrations", "conftest.py"}
BUILDERS = {PACKAGE / "trail"}  # the record's own writing, which every deed goes through
ODDS_AND_ENDS = {"utils", "util", "helpers", "helper", "common", "managers", "misc", "lib"}
UNFINISHED = ("TO" + "DO", "FIX" + "ME", "XX" + "X")

FILES = sorted(p for p in PACKAGE.rglob("*.py") if "migrations" not in p.parts)
OUTSIDE = sorted(p for folder in ("guards", "tools", "bench") for p in (ROOT / folder).rglob("*.py"))
CODE = [p for p in FILES if not WRITERS & set(p.relative_to(PACKAGE).parts) and not BUILDERS & set(p.parents)]
Function = ast.FunctionDef | ast.AsyncFunctionDef


@cache
def tree_of(path: Path) -> ast.Module:
    return ast.parse(path.read_text(encoding="utf-8"))


def functions(path: Path) -> Iterator[Function]:
    yield from (node for node in ast.walk(tree_of(path)) if isinstance(node, Function))


def deeds(path: Path) -> Iterator[Function]:
    """What an actions file offers; a function inside another is its own affair."""
    yield from (node for node in tree_of(path).body if isinstance(node, Function) and not node.name.startswith("_"))


def is_actions(path: Path) -> bool:
    """`actions.py`, or a file of an `actions/` package."""
    return "actions" in path.relative_to(PACKAGE).with_suffix("").parts and "tests" not in path.parts


def app_of(path: Path) -> str:
    return path.relative_to(PACKAGE).parts[0]


def calls(path: Path) -> Iterator[ast.Call]:
    yield from (node for node in ast.walk(tree_of(path)) if isinstance(node, ast.Call))


def is_model_save(call: ast.Call) -> bool:
    """`thing.save()`; a save with positional arguments is an image's, a file's or a storage's."""
    return isinstance(call.func, ast.Attribute) and call.func.attr == "save" and not call.args


@pytest.mark.parametrize("path", FILES + OUTSIDE, ids=name)
def test_file_fits_in_one_sitting(path: Path) -> None:
    assert len(path.read_text(encoding="utf-8").splitlines()) <= ALONE.get(path, FILE_LINES_MAX)


@pytest.mark.parametrize("path", FILES + OUTSIDE, ids=name)
def test_functions_fit_on_a_screen(path: Path) -> None:
    long = [f.name for f in functions(path) if (f.end_lineno or f.lineno) - f.lineno >= FUNCTION_LINES_MAX]

    assert long == []


@pytest.mark.parametrize("path", FILES + OUTSIDE, ids=name)
def test_nothing_is_put_off(path: Path) -> None:
    """What is worth doing later is an issue; a note in the code is read by nobody."""
    text = path.read_text(encoding="utf-8")

    assert [word for word in UNFINISHED if word in text] == []


@pytest.mark.parametrize("path", FILES, ids=name)
def test_no_room_for_odds_and_ends(path: Path) -> None:
    """A module that may hold anything soon does."""
    assert not ODDS_AND_ENDS & set(path.relative_to(PACKAGE).with_suffix("").parts)


@pytest.mark.parametrize("path", CODE, ids=name)
def test_only_actions_write(path: Path) -> None:
    """A write outside actions.py skips the permission, the lock and the record."""
    manager_writes = [
        ast.unparse(call)
        for call in calls(path)
        if isinstance(call.func, ast.Attribute)
        and call.func.attr in WRITES
        and (".objects" in ast.unparse(call.func) or is_model_save(call))
    ]

    assert manager_writes == []


@pytest.mark.parametrize("path", FILES, ids=name)
def test_save_names_its_fields(path: Path) -> None:
    """A bare save() writes back stale columns another request has just changed."""
    bare = [
        ast.unparse(call)
        for call in calls(path)
        if is_model_save(call) and not any(k.arg in {"update_fields", "force_insert"} for k in call.keywords)
    ]

    assert bare == []


@pytest.mark.parametrize("path", [p for p in FILES if is_actions(p) or app_of(p) == "core"], ids=name)
def test_actions_are_told_the_time(path: Path) -> None:
    """What reads the clock cannot be tested or replayed without tricks."""
    clock = ("now", "today", "utcnow")
    assert not [c for c in calls(path) if ast.unparse(c.func).split(".")[-1] in clock]


ACTIONS = [
    pytest.param(path, function, id=f"{app_of(path)}.{function.name}")
    for path in FILES
    if is_actions(path) and app_of(path) != "trail"
    for function in deeds(path)
]


@cache
def suite_of(app: str) -> str:
    return "\n".join(t.read_text(encoding="utf-8") for t in sorted((PACKAGE / app / "tests").rglob("*.py")))


@pytest.mark.skipif(not ACTIONS, reason="no app has a deed yet")
@pytest.mark.parametrize(("path", "function"), ACTIONS)
def test_every_action_is_guarded_recorded_and_tested(path: Path, function: Function) -> None:
    body = ast.unparse(function)

    assert "@deed" in body  # the trail's decorator: one transaction, its lines sealed at the end
    assert "require(" in body
    assert "record(" in body
    assert function.name in suite_of(app_of(path))


@pytest.mark.skipif(not ACTIONS, reason="no app has a deed yet")
@pytest.mark.parametrize("path", [p for p in FILES if is_actions(p)], ids=name)
def test_actions_write_their_own_tables_only(path: Path) -> None:
    """Another app's tables are changed by calling that app's actions."""
    foreign = {
        alias.asname or alias.name
        for node in ast.walk(tree_of(path))
        if isinstance(node, ast.ImportFrom)
        and (node.module or "").endswith(".models")
        and not (node.module or "").startswith(f"courtyard.{app_of(path)}.")
        for alias in node.names
    }
    trespasses = [
        ast.unparse(call)
        for call in calls(path)
        if isinstance(call.func, ast.Attribute)
        and call.func.attr in WRITES
        and ast.unparse(call.func).split(".objects")[0] in foreign
    ]

    assert trespasses == []
