"""On what it was measured."""

import os
import platform
from datetime import UTC, datetime
from importlib.metadata import version
from pathlib import Path


def description() -> str:
    cores = len(os.sched_getaffinity(0))
    return (
        f"{datetime.now(UTC):%Y-%m-%d}: {processor()}, {cores} cores, {memory_gib()} GiB, {system()}, "
        f"Python {platform.python_version()}, Django {version('django')}, gunicorn {version('gunicorn')}, "
        "load generator, server and database on the same cores"
    )


def processor() -> str:
    lines = Path("/proc/cpuinfo").read_text(encoding="utf-8").splitlines()
    names = (line.partition(":")[2].strip() for line in lines if line.startswith("model name"))
    return next(names, platform.machine())


def memory_gib() -> int:
    total = next(line for line in Path("/proc/meminfo").read_text(encoding="ascii").splitlines() if "MemTotal" in line)
    return round(int(total.split()[1]) / 1024**2)


def system() -> str:
    told = dict(
        line.split("=", 1) for line in Path("/etc/os-release").read_text(encoding="utf-8").splitlines() if "=" in line
    )
    return told.get("PRETTY_NAME", platform.system()).strip('"')
