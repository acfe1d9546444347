"""What we stand on: locked, licensed, and with a reason."""

import ast
import re
import sys
from collections.abc import Iterator
from importlib.metadata import Distribution, distribution, packages_distributions
from pathlib import Path

import pytest
from packaging.requirements import Requirement
from packaging.utils import canonicalize_name
from packaging.version import Version

from guards.tree import PACKAGE, ROOT, name, pyproject

PINNED = re.compile(r"^([\w.-]+)==([^\s;\\]+)(?:\s*;\s*([^\\]+))?", re.MULTILINE)
COPYLEFT = re.compile(r"GPL|General Public", re.IGNORECASE)
LESSER = re.compile(r"LGPL|Lesser", re.IGNORECASE)
RUN = [Requirement(line) for line in pyproject()["project"]["dependencies"]]
DEV = [Requirement(line) for line in pyproject()["project"]["optional-dependencies"]["dev"]]
REASONS = (ROOT / "docs" / "DEPENDENCIES.md").read_text(encoding="utf-8")


def lock(level: str) -> dict[str, Version]:
    text = (ROOT / "requirements" / f"{level}.txt").read_text(encoding="utf-8")
    return {canonicalize_name(package): Version(version) for package, version, _ in PINNED.findall(text)}


def installed_run_time() -> list[Distribution]:
    """What is locked for running, less what only other systems need."""
    text = (ROOT / "requirements" / "run.txt").read_text(encoding="utf-8")
    lines = [
        f"{package}=={version}" + (f"; {marker}" if marker else "") for package, version, marker in PINNED.findall(text)
    ]
    needed = [Requirement(line) for line in lines]
    return [distribution(r.name) for r in needed if r.marker is None or r.marker.evaluate()]


def licence(package: Distribution) -> str:
    """As the package declares it: the expression, else the classifiers, else the first line of the free text."""

    def told(field: str) -> list[str]:
        return list(package.metadata.get_all(field, []))

    classifiers = [c.split("::")[-1].strip() for c in told("Classifier") if c.startswith("License ::")]
    free = [text.strip().split("\n")[0] for text in told("License")]
    return "; ".join(told("License-Expression") or classifiers or free)


@pytest.mark.parametrize(("level", "asked"), [("run", RUN), ("dev", RUN + DEV)], ids=["run", "dev"])
def test_lock_holds_what_is_asked_for(level: str, asked: list[Requirement]) -> None:
    """Else: `make lock`."""
    locked = lock(level)
    unmet = [
        str(r)
        for r in asked
        if (version := locked.get(canonicalize_name(r.name))) is None or version not in r.specifier
    ]

    assert unmet == []


def test_run_and_dev_and_build_agree() -> None:
    run, dev, build = lock("run"), lock("dev"), lock("build")

    assert {n: v for n, v in run.items() if dev.get(n) != v} == {}
    assert {n: v for n, v in build.items() if dev.get(n, v) != v} == {}


def test_nothing_at_run_time_is_copyleft() -> None:
    """Courtyard is Apache-2.0. The Lesser GPL lets us link; the GPL and the AGPL would not."""
    licences = {package.name: licence(package) for package in installed_run_time()}

    assert [package for package, words in licences.items() if not words] == []
    assert {n: w for n, w in licences.items() if COPYLEFT.search(w) and not LESSER.search(w)} == {}


def imported() -> Iterator[tuple[str, Path]]:
    """The outermost names that the product itself imports, its tests left out."""
    for path in sorted(PACKAGE.rglob("*.py")):
        if {"tests", "conftest.py"} & set(path.parts):
            continue
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
            modules = [alias.name for alias in node.names] if isinstance(node, ast.Import) else []
            if isinstance(node, ast.ImportFrom) and node.module and not node.level:
                modules = [node.module]
            yield from ((module.split(".")[0], path) for module in modules)


def test_the_product_runs_on_its_run_time_dependencies() -> None:
    """What only a developer has installed is missing in `make demo` and in production."""
    locked, distributions = lock("run"), packages_distributions()
    missing = [
        f"{name(path)}: {module}"
        for module, path in imported()
        if module not in sys.stdlib_module_names | {"courtyard"}
        and not any(canonicalize_name(found) in locked for found in distributions.get(module, []))
    ]

    assert missing == []


@pytest.mark.parametrize("requirement", RUN + DEV, ids=lambda r: r.name)
def test_every_dependency_has_its_reason(requirement: Requirement) -> None:
    assert f"| {requirement.name.lower()}" in REASONS.lower()
