"""The pages of quality for price, on the demo's story: two years of rounds, works, requests and ratings, 24 peers."""

from dataclasses import replace

from bench.load import COOKIE, Call, press
from bench.report import Report, at_most
from bench.server import Place, serving

FILL = "bench.fill_services"
SECONDS, SECONDS_QUICK = 4.0, 3.0
QUALITY_MS = 40


def measure(place: Place, report: Report, *, quick: bool) -> None:
    told_here = replace(place, demo=True)
    told_here.run("courtyard", "story")
    told_here.run("courtyard", "collectstatic", "--no-input", "--verbosity", "0")
    told = told_here.ask("begin", of=FILL)
    code, signed_in = told["code"], (f"{COOKIE}={told['session']}",)
    pages = {
        "quality for price, a stranger": (Call(f"/e/{code}/quality/"), QUALITY_MS),
        "quality for price, a resident": (Call(f"/e/{code}/quality/", signed_in), QUALITY_MS),
        "its figures as a file": (Call(f"/e/{code}/quality/{told['quarter']}/figures.csv"), None),
        "ratings": (Call(f"/e/{code}/ratings/"), None),
        "contracts": (Call(f"/e/{code}/contracts/"), None),
        "works": (Call(f"/e/{code}/works/"), None),
        "rounds": (Call(f"/e/{code}/rounds/"), None),
        "companies": (Call("/companies/"), None),
    }
    with serving(told_here) as ours:
        for name, (call, most) in pages.items():
            page = press(ours, call, connections=1, seconds=SECONDS_QUICK if quick else SECONDS)
            report.add(f"{name}: p50", place.name, page.p50, " ms", goal=at_most(most, " ms") if most else None)
            report.add(f"{name}: web CPU", place.name, page.cpu_ms, " ms")
    reckoned = told_here.ask("reckon", of=FILL)
    report.add("an estate's quarter reckoned and compared", place.name, reckoned["ms"], " ms")
