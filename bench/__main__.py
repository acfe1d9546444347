"""The measured table: `python -m bench [PART …] [--write FILE]`, run by tools.services (`make bench PART=cases`).

Each part starts the real server on SQLite and on PostgreSQL, on loopback, each with a database and a folder of its
own, and takes at most five minutes. `--write` puts the table and the machine into FILE, between its two marks.
"""

import sys
import tempfile
from argparse import ArgumentParser
from pathlib import Path

from bench import cases, compliance, load, machine, money, money_billing, services, votes
from bench.report import Report, between_marks
from bench.server import places

PARTS = {
    "cases": cases.measure, "votes": votes.measure, "compliance": compliance.measure, "services": services.measure,
    "money": money.measure, "billing": money_billing.measure,
}  # fmt: skip


def main(words: list[str]) -> int:
    parser = ArgumentParser(prog="bench", description="Measure the real server.")
    parser.add_argument("parts", nargs="*", metavar="PART", help=f"of {', '.join(PARTS)}; without one, all")
    parser.add_argument("--write", type=Path, metavar="FILE", help="docs/PERFORMANCE.md")
    parser.add_argument("--quick", action="store_true", help="short rounds, small tables: to see that it runs")
    told = parser.parse_args(words)
    unknown = [part for part in told.parts if part not in PARTS]
    if unknown:
        print(f"bench: there is no part {', '.join(unknown)}; there are {', '.join(PARTS)}.", file=sys.stderr)
        return 2
    if not load.is_here():
        print("bench: wrk is missing. As root: apt-get install wrk", file=sys.stderr)
        return 1
    text = measure(told.parts or [*PARTS], quick=told.quick)
    print(text)
    if told.write:
        told.write.write_text(between_marks(told.write.read_text(encoding="utf-8"), text), encoding="utf-8")
    return 0


def measure(parts: list[str], *, quick: bool) -> str:
    texts = [machine.description()]
    for part in parts:
        report = Report(part)
        with tempfile.TemporaryDirectory(prefix="courtyard-bench-") as folder:
            for place in places(Path(folder)):
                say(f"{part} on {place.name}")
                PARTS[part](place, report, quick=quick)
        texts.append(report.text())
    return "\n\n".join(texts)


def say(sentence: str) -> None:
    print(f"bench: {sentence}", file=sys.stderr, flush=True)


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
