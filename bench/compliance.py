"""A city's estates evaluated against the law, where they stand, and the page of one of them."""

from bench.load import COOKIE, Call, press
from bench.report import Report, at_most
from bench.server import Place, serving

ESTATES, ESTATES_SQLITE = 13_000, 1_000
FILL = "bench.fill_compliance"
SECONDS = 4.0


def measure(place: Place, report: Report, *, quick: bool) -> None:
    many = 500 if quick else ESTATES if place.name == "PostgreSQL" else ESTATES_SQLITE
    place.run("courtyard", "migrate", "--verbosity", "0")
    place.run("courtyard", "collectstatic", "--no-input", "--verbosity", "0")
    told = place.ask("begin", str(many), of=FILL)
    for when, goal in (("the first time", None), ("again, nothing changed", at_most(60 * many / ESTATES, " s"))):
        looked = place.ask("evaluate", of=FILL)
        what = f"{many:,} estates evaluated, {when}"
        report.add(what, place.name, looked["seconds"], " s", goal=goal)
        report.add(f"{what}: CPU of the clerk", place.name, looked["cpu"], " s")
    report.add(f"{many:,} estates: findings kept", place.name, looked["findings"])
    covered = place.ask("coverage", of=FILL)
    report.add(f"{many:,} estates: coverage of the whole tree, from nothing", place.name, covered["seconds"], " s")
    with serving(place) as ours:
        page = press(
            ours, Call(f"/e/{told['code']}/health/", (f"{COOKIE}={told['session']}",)), connections=1, seconds=SECONDS
        )
    report.add("health page of an estate: p50", place.name, page.p50, " ms", goal=at_most(40, " ms"))
    report.add("health page of an estate: web CPU", place.name, page.cpu_ms, " ms")
