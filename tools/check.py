"""What can be known without a database: `python -m tools.check`. All run; those that fail show what they said."""

import os
import secrets
import subprocess
import sys
import tempfile
import time
from dataclasses import dataclass, field
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
TYPED = [name for name in ("courtyard", "guards", "tools", "bench") if list((ROOT / name).glob("*.py"))]


@dataclass(frozen=True)
class Check:
    name: str
    command: list[str]
    environment: dict[str, str] = field(default_factory=dict)

    def run(self) -> bool:
        start = time.monotonic()
        done = subprocess.run(
            [sys.executable, *self.command],
            cwd=ROOT,
            env=os.environ | self.environment,
            stdin=subprocess.DEVNULL,
            stdout=subprocess.PIPE,
            stderr=subprocess.STDOUT,
            text=True,
            check=False,
        )
        passed = done.returncode == 0
        print(f"{'ok    ' if passed else 'FAILED'}  {self.name}  {time.monotonic() - start:.1f} s", flush=True)
        if not passed:
            print(done.stdout.rstrip(), end="\n\n", flush=True)
        return passed


def checks(empty_folder: str) -> list[Check]:
    django = ["-W", "error", "-m", "django"]
    production = {
        "DJANGO_SETTINGS_MODULE": "courtyard.config.settings",
        "COURTYARD_VAR": empty_folder,
        "COURTYARD_SECRET_KEY": secrets.token_urlsafe(64),
        "COURTYARD_HOSTS": "courtyard.example",
        "COURTYARD_DEMO": "0",
    }
    return [
        Check("style", ["-m", "ruff", "check", "."]),
        Check("layout", ["-m", "ruff", "format", "--check", "."]),
        Check("types", ["-m", "mypy", *TYPED, "conftest.py"], production),
        Check("floors and rooms", ["-c", "from importlinter.cli import lint_imports_command as c; c()"], production),
        Check("migrations", [*django, "makemigrations", "--check", "--dry-run"], production),
        Check("fit for production", [*django, "check", "--deploy", "--fail-level", "WARNING"], production),
        Check("guards", ["-m", "pytest", "-q", "--no-header", "-p", "no:cacheprovider", "guards"], production),
    ]


def main() -> int:
    with tempfile.TemporaryDirectory(prefix="courtyard-check-") as folder:
        failed = [check.name for check in checks(folder) if not check.run()]
    if failed:
        print(f"make check: {', '.join(failed)} failed.")
    return 1 if failed else 0


if __name__ == "__main__":
    sys.exit(main())
