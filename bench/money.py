"""The public ledger of an estate with 2,000 entries and of one with 200,000, and what its books add up to."""

from bench.load import COOKIE, Call, Load, press
from bench.report import Report, at_most
from bench.server import Place, Running, serving

FILL = "bench.fill_money"
SMALL, LARGE = 2_000, 200_000
SMALL_QUICK, LARGE_QUICK = 200, 4_000
SECONDS, SECONDS_QUICK = 4.0, 3.0
LEDGER_MS, RATIO = 40, 1.2
BALANCE_MS, TRIAL_MS = 50, 1_000


def measure(place: Place, report: Report, *, quick: bool) -> None:
    place.run("courtyard", "migrate", "--verbosity", "0")
    place.run("courtyard", "collectstatic", "--no-input", "--verbosity", "0")
    counts = (SMALL_QUICK, LARGE_QUICK) if quick else (SMALL, LARGE)
    told = place.ask("begin", *map(str, counts), of=FILL)
    seconds = SECONDS_QUICK if quick else SECONDS
    with serving(place) as ours:
        small = _press(ours, report, place, f"ledger, {counts[0]:,} entries", told["small"], seconds)
        large = _press(ours, report, place, f"ledger, {counts[1]:,} entries", told["large"], seconds)
        signed_in = Call(f"/e/{told['large']}/money/", (f"{COOKIE}={told['session']}",))
        mine = press(ours, signed_in, connections=1, seconds=seconds)
        report.add("ledger, an owner: p50", place.name, mine.p50, " ms", goal=at_most(LEDGER_MS, " ms"))
        report.add("ledger, large to small", place.name, large.p50 / small.p50, "×", goal=at_most(RATIO, "×"))
    counted = place.ask("balances", of=FILL)
    many = f"{told['postings']:,} postings"
    report.add(f"one estate's balances, {many}", place.name, counted["balance"], " ms", goal=at_most(BALANCE_MS, " ms"))
    for name, key in (("trial balance of every home", "trial"), ("the same, reckoned again from them", "proof")):
        report.add(f"{name}, {many}", place.name, counted[key], " ms", goal=at_most(TRIAL_MS, " ms"))


def _press(ours: Running, report: Report, place: Place, name: str, code: str, seconds: float) -> Load:
    page = press(ours, Call(f"/e/{code}/money/"), connections=1, seconds=seconds)
    report.add(f"{name}: p50", place.name, page.p50, " ms", goal=at_most(LEDGER_MS, " ms"))
    report.add(f"{name}: web CPU", place.name, page.cpu_ms, " ms")
    return page
