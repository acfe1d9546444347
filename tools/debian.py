"""Debian's packages, for whoever may install them."""

import os
import shutil
import subprocess
import tempfile
from collections.abc import Callable
from functools import cache

TRIES = 3
OPTIONS = ["-q", "-o", "Acquire::Retries=3", "-o", "DPkg::Lock::Timeout=300"]

Say = Callable[[str], None]


def can_install() -> bool:
    return os.geteuid() == 0 and shutil.which("apt-get") is not None


def is_installed(package: str) -> bool:
    query = ["dpkg-query", "--show", "--showformat=${db:Status-Status}", package]
    if shutil.which(query[0]) is None:
        return False
    return subprocess.run(query, capture_output=True, text=True, check=False).stdout == "installed"


def install(packages: list[str], say: Say) -> bool:
    """Whether the packages are there now. apt's own words are shown only when it fails."""
    if not can_install():
        return False
    say(f"installing {', '.join(packages)} (Debian, once)")
    _update()
    return _apt(["install", "--yes", "--no-install-recommends", *packages])


@cache
def _update() -> bool:
    return _apt(["update"])


def _apt(words: list[str]) -> bool:
    environment = os.environ | {"DEBIAN_FRONTEND": "noninteractive", "LC_ALL": "C.UTF-8"}
    with tempfile.TemporaryFile("w+") as log:
        for _ in range(TRIES):
            command = ["apt-get", *OPTIONS, *words]
            done = subprocess.run(
                command, env=environment, stdin=subprocess.DEVNULL, stdout=log, stderr=log, check=False
            )
            if done.returncode == 0:
                return True
        log.seek(0)
        print("".join(log.readlines()[-20:]))
    return False
