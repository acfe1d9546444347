"""The tests, on each database: `python -m tools.suite short` or `long`, run by tools.services.

`short` is everything but what is marked long; `long` is that. The core knows no database, so it is tested once.
"""

import os
import subprocess
import sys
import time
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
WORKERS = os.environ.get("JOBS", "2")
NO_TESTS = 5
HANGING = ["--timeout", "900"]  # a test that does not end says where it stands, and fails
SELECTIONS = {
    "short": [["-m", "not long", "-n", WORKERS, "--dist", "worksteal"]],
    "long": [
        ["-m", "long and not alone", "-n", WORKERS, "--dist", "worksteal"],
        ["-m", "long and alone"],
    ],
}


def run_on(database: str, url: str, selection: str) -> bool:
    print(f"\n── tests on {database}", flush=True)
    start = time.monotonic()
    environment = os.environ | {"COURTYARD_TEST_DATABASE": url}
    if not url:
        environment.pop("COURTYARD_TEST_DATABASE")
    pure = ["--ignore", "courtyard/core"] if url else []
    command = [sys.executable, "-m", "pytest", "courtyard", "bench", "--no-header", *pure, *HANGING]
    passing = (0, NO_TESTS) if selection == "long" else (0,)
    passed = True
    for chosen in SELECTIONS[selection]:
        status = subprocess.run([*command, *chosen], cwd=ROOT, env=environment, check=False).returncode
        passed = passed and status in passing
    print(f"── {database}: {time.monotonic() - start:.0f} s", flush=True)
    return passed


def main(words: list[str]) -> int:
    if len(words) != 1 or words[0] not in SELECTIONS:
        print(__doc__)
        return 2
    passed = run_on("SQLite", "", words[0])
    postgres = os.environ.get("COURTYARD_POSTGRES", "")
    if postgres:
        passed = run_on("PostgreSQL", postgres, words[0]) and passed
    else:
        print("── PostgreSQL: skipped, there is none here")
    return 0 if passed else 1


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
