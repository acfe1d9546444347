"""`courtyard demo`: fill an embedded database with the story, and serve it."""

import hashlib
import os
import shutil
import signal
import subprocess
import sys
import time
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from django.conf import settings
from django.core.management.base import BaseCommand, CommandParser

STORY = ("demo", "rulebooks", "*/migrations", "*/actions*")
SEED = 2026
STOP_SECONDS = 10


class Command(BaseCommand):
    help = "Fill an embedded database with an invented city's year, once, and serve it on http://127.0.0.1:8000."
    requires_system_checks: list[str] = []

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("--no-serve", action="store_true", help="fill and stop")
        parser.add_argument("--fresh", action="store_true", help="tell the story anew, even if it is there")
        parser.add_argument("--seed", type=int, default=SEED, help=f"another city ({SEED})")
        parser.add_argument("--port", type=int, default=int(os.environ.get("PORT", "8000")))

    def handle(self, *, no_serve: bool, fresh: bool, seed: int, port: int, **options: Any) -> None:
        home = settings.VAR / "demo"
        told = home / "told"
        if fresh or not told.exists() or told.read_text() != edition(seed):
            self._fill(home, seed)
        if not no_serve:
            serve(home, port)

    def _fill(self, home: Path, seed: int) -> None:
        """Into a folder beside, which takes the place of the old one only when the story is told to its end."""
        draft = home.with_name("demo.part")
        shutil.rmtree(draft, ignore_errors=True)
        draft.mkdir(parents=True)
        start = time.monotonic()
        environment = surroundings(draft) | {"COURTYARD_SQLITE_SYNCHRONOUS": "OFF"}
        subprocess.run([sys.executable, "-m", "courtyard", "story", "--seed", str(seed)], env=environment, check=True)
        (draft / "told").write_text(edition(seed))
        shutil.rmtree(home, ignore_errors=True)
        draft.replace(home)
        self.stdout.write(f"The story is told: {time.monotonic() - start:.0f} s")


def edition(seed: int) -> str:
    """Changes with everything that shapes the story, so that an old one is told anew."""
    digest = hashlib.sha256(str(seed).encode())
    for file in sorted(_files(Path(__file__).resolve().parents[3])):
        digest.update(file.read_bytes())
    return digest.hexdigest()


def _files(root: Path) -> Iterator[Path]:
    for pattern in STORY:
        for folder in root.glob(pattern):
            yield from (
                [folder] if folder.is_file() else (f for f in folder.rglob("*") if f.suffix in {".py", ".toml"})
            )


def surroundings(home: Path) -> dict[str, str]:
    own = {key: value for key, value in os.environ.items() if key != "COURTYARD_DATABASE"}
    return own | {"COURTYARD_DEMO": "1", "COURTYARD_VAR": str(home)}


def serve(home: Path, port: int) -> None:
    """The web server and one clerk, until one of them ends or somebody stops us."""
    environment = surroundings(home)
    collect = [sys.executable, "-m", "courtyard", "collectstatic", "--no-input", "--verbosity", "0"]
    subprocess.run(collect, env=environment, check=True)  # each time: a new version brings its own
    address = f"127.0.0.1:{port}"
    web = ["gunicorn", "-c", "python:courtyard.config.gunicorn", "--bind", address, "--log-level", "warning"]
    started = [
        subprocess.Popen([sys.executable, "-m", *web], env=environment),
        subprocess.Popen([sys.executable, "-m", "courtyard", "clerk"], env=environment),
    ]
    signal.signal(signal.SIGTERM, lambda *_: sys.exit(0))
    sys.stdout.write(
        f"Courtyard 合院 is at http://{address} — people, figures and events are invented. Ctrl-C stops it.\n"
    )
    sys.stdout.flush()
    try:
        while all(process.poll() is None for process in started):
            time.sleep(0.5)
        sys.exit(1)
    except KeyboardInterrupt:
        pass
    finally:
        for process in started:
            process.terminate()
        for process in started:
            try:
                process.wait(STOP_SECONDS)
            except subprocess.TimeoutExpired:
                process.kill()
