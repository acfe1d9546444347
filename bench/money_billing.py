"""A city's homes billed, estate by estate: one deed each, made by the database in sets; then a second month.

On PostgreSQL two processes share the estates, as production's two workers would; SQLite has one writer.
Starting them is not counted.
"""

from concurrent.futures import ThreadPoolExecutor

from bench.report import Report, at_most
from bench.server import Place

ESTATES, ESTATES_SQLITE, ESTATES_QUICK = 800, 40, 16
HOMES_EACH = 625
FILL = "bench.fill_billing"
SECONDS, MEBIBYTES = 60, 1024


def measure(place: Place, report: Report, *, quick: bool) -> None:
    many = ESTATES_QUICK if quick else ESTATES if place.name == "PostgreSQL" else ESTATES_SQLITE
    place.run("courtyard", "migrate", "--verbosity", "0")
    homes = place.ask("begin", str(many), str(HOMES_EACH), of=FILL)["homes"]
    for month, what in ((0, "the first month"), (1, "the next month, part of it paid ahead")):
        if month:
            place.ask("ahead", of=FILL)
        _month(place, report, month, f"{homes:,} homes of {many} estates billed, {what}", homes)


def _month(place: Place, report: Report, month: int, what: str, homes: int) -> None:
    hands = 2 if place.name == "PostgreSQL" else 1
    with ThreadPoolExecutor(hands) as pool:
        asked = [pool.submit(place.ask, "bill", str(month), str(n), str(hands), of=FILL) for n in range(hands)]
        told = [one.result() for one in asked]
    seconds = max(one["seconds"] for one in told)
    assert sum(one["bills"] for one in told) == homes, "every home has its bill"
    scale = homes / (ESTATES * HOMES_EACH)
    report.add(what, place.name, seconds, " s", goal=at_most(SECONDS * scale, " s"))
    report.add(f"{what}: CPU outside the database", place.name, sum(one["cpu"] for one in told), " s")
    if place.name == "PostgreSQL":
        report.add(f"{what}: CPU of the database", place.name, sum(one["database_cpu"] for one in told), " s")
    peak = sum(one["mebibytes"] for one in told)
    report.add(f"{what}: peak memory of all processes", place.name, peak, " MiB", goal=at_most(MEBIBYTES, " MiB"))
    report.add(f"{what}: the slowest estate", place.name, max(one["slowest"] for one in told), " s")
