"""What lies where in the repository, as the guards see it."""

import shutil
import subprocess
import tomllib
from functools import cache
from pathlib import Path
from typing import Any

ROOT = Path(__file__).resolve().parent.parent
PACKAGE = ROOT / "courtyard"
TEMPLATES = sorted(path for path in PACKAGE.glob("*/templates/**/*") if path.is_file())


@cache
def pyproject() -> dict[str, Any]:
    return tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))


def contract(key: str) -> dict[str, Any]:
    found: dict[str, Any] = next(c for c in pyproject()["tool"]["importlinter"]["contracts"] if c["id"] == key)
    return found


@cache
def tracked() -> list[Path]:
    """The files of the next commit, or of an unpacked archive all but what `make` made."""
    listing = ["git", "ls-files", "-z", "--cached", "--others", "--exclude-standard"]
    if shutil.which("git") and (ROOT / ".git").exists():
        done = subprocess.run(listing, cwd=ROOT, capture_output=True, check=True)
        names = [ROOT / name for name in done.stdout.decode().split("\0") if name]
        return sorted(path for path in names if path.is_file())
    made = {".venv", "var", "build", "dist", "__pycache__"}
    return sorted(p for p in ROOT.rglob("*") if p.is_file() and not made & set(p.relative_to(ROOT).parts))


def name(path: Path) -> str:
    return str(path.relative_to(ROOT))
