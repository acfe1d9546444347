"""The first journey, measured: filing beside the bare floor, the desk and a case's page as they grow, the record."""

import re
from collections import defaultdict
from html import unescape
from http.client import HTTPConnection

from bench.load import COOKIE, Call, Load, press, token
from bench.report import Report, at_least, at_most, median
from bench.server import HOST, Place, Running, serving

SIZES = (1_000, 10_000, 100_000)
ROUNDS, SECONDS = 3, 4.0
BOUNDARY = "courtyardbench"
FLOOR = Call(
    "/create/", method="POST", kind="application/x-www-form-urlencoded", wanted=201,
    body="estate=7&title=Lift+stuck&body=Lift+no+2+is+stuck+on+floor+7&email=owner%40example.org",
)  # fmt: skip
DESK = "/e/bench/cases/"
SEEN = re.compile(rb'hx-get="([^"]*/pulse/[^"]*)"')
NEXT = re.compile(rb'hx-get="([^"]*/triage/)"')
RATE = re.compile(r"([\d,]+) lines on .*?([\d,]+) lines/s")


def measure(place: Place, report: Report, *, quick: bool) -> None:
    sizes, rounds, seconds = (SIZES[:1], 1, 1.0) if quick else (SIZES, ROUNDS, SECONDS)
    place.run("courtyard", "migrate", "--verbosity", "0")
    place.run("courtyard", "collectstatic", "--no-input", "--verbosity", "0")
    place.run("bench.floor")
    told = place.ask("begin")
    with serving(place, "bench.floor:application") as floor, serving(place) as ours:
        pages(place, report, ours, told, sizes, rounds, seconds)
        filing(place, report, floor, ours, told, rounds, seconds)
        report.add("memory of a web worker (PSS)", place.name, ours.memory_mib(), " MiB", goal=at_most(100, " MiB"))
    record(place, report)


def filing(
    place: Place, report: Report, floor: Running, ours: Running, told: dict[str, str], rounds: int, seconds: float
) -> None:
    """Floor and form in turn, so that what else the machine does meets both. All cases of the largest size are held."""
    call = form_call(ours, told)
    before = place.ask("count")["cases"]
    taken = 0
    for connections in (1, 8):
        bare: list[Load] = []
        real: list[Load] = []
        for _ in range(rounds):
            bare.append(press(floor, FLOOR, connections=connections, seconds=seconds))
            real.append(press(ours, call, connections=connections, seconds=seconds))
        taken += sum(load.requests for load in real)
        tell(place, report, connections, bare, real)
    stored = place.ask("count")["cases"] - before
    if stored < taken:
        raise RuntimeError(f"{taken} filings were acknowledged, {stored} are stored")


def tell(place: Place, report: Report, connections: int, bare: list[Load], real: list[Load]) -> None:
    where, many = place.name, f"{connections} connection{'s' if connections > 1 else ''}"
    judged = connections > 1
    rate, bare_rate = median([load.a_second for load in real]), median([load.a_second for load in bare])
    report.add(f"bare floor, {many}", where, bare_rate, "/s")
    report.add(f"bare floor, {many}: web CPU", where, median([load.cpu_ms for load in bare]), " ms")
    report.add(f"case filed, {many}", where, rate, "/s")
    report.add(
        f"case filed, {many}: of the floor", where, rate / bare_rate, " ×", goal=at_least(0.4, " ×") if judged else None
    )
    report.add(f"case filed, {many}: p50", where, median([load.p50 for load in real]), " ms")
    report.add(f"case filed, {many}: p99", where, median([load.p99 for load in real]), " ms")
    cpu = median([load.cpu_ms for load in real])
    report.add(f"case filed, {many}: web CPU", where, cpu, " ms", goal=at_most(5, " ms") if judged else None)


def form_call(server: Running, told: dict[str, str]) -> Call:
    """The form as a phone sends it: multipart, with its own id each time, by eight residents in turn."""
    path = "/e/bench/cases/new/"
    csrf, cookie = token(server, path, told["residents"][0])
    fields = {
        "csrfmiddlewaretoken": csrf, "id": "{id}", "category": "power", "place": f"building:{told['building']}",
        "words": "三楼楼道灯不亮，晚上看不清台阶，怕老人摔跤。", "where": "三楼",
    }  # fmt: skip
    head = f"--{BOUNDARY}\r\nContent-Disposition: form-data; name="
    body = "".join(f'{head}"{name}"\r\n\r\n{value}\r\n' for name, value in fields.items())
    sessions = tuple(f"{COOKIE}={session}; {cookie}" for session in told["residents"])
    kind = f"multipart/form-data; boundary={BOUNDARY}"
    return Call(path, sessions, method="POST", body=f"{body}--{BOUNDARY}--\r\n", kind=kind, wanted=303)


def _linked(server: Running, session: str, link: re.Pattern[bytes]) -> str:
    """What the open desk asks by itself: what is next to assign, and every twenty seconds whether anything happened."""
    line = HTTPConnection(HOST, server.port, timeout=20)
    line.request("GET", DESK, headers={"Cookie": f"{COOKIE}={session}", "X-Forwarded-Proto": "https"})
    answer = line.getresponse()
    found = link.search(answer.read())
    line.close()
    if found is None:
        raise RuntimeError(f"{DESK} answered {answer.status} without {link.pattern!r}")
    return unescape(found[1].decode())


def pages(
    place: Place, report: Report, server: Running, began: dict[str, str], sizes: tuple[int, ...], rounds: int,
    seconds: float,
) -> None:  # fmt: skip
    """One request at a time: how long somebody waits who is alone."""
    session = (f"{COOKIE}={began['desk']}",)
    narrowed = f"{DESK}?party=wu&category=power&building={began['building']}&age=3"
    waits: defaultdict[str, list[float]] = defaultdict(list)
    asked: dict[str, int] = {}
    for size in sizes:
        told = place.ask("cases", str(size))
        asked = place.ask("queries", told["number"])
        calls = {
            "desk list": Call(DESK, session),
            "desk, four filters": Call(narrowed, session),
            "desk pulse": Call(_linked(server, began["desk"], SEEN), session, wanted=204),
            "desk panel": Call(_linked(server, began["desk"], NEXT), session, part=True),
            "case page": Call(f"{DESK}{told['number']}/", session),
        }
        for name, call in calls.items():
            press(server, call, connections=1, seconds=1)
            loads = [press(server, call, connections=1, seconds=seconds / 2) for _ in range(rounds)]
            p50 = median([load.p50 for load in loads])
            waits[name].append(p50)
            report.add(f"{name}, {size:,} cases: p50", place.name, p50, " ms", goal=at_most(40, " ms"))
            report.add(f"{name}, {size:,} cases: p99", place.name, median([load.p99 for load in loads]), " ms")
            report.add(f"{name}, {size:,} cases: web CPU", place.name, median([load.cpu_ms for load in loads]), " ms")
    for name, figures in waits.items():
        if len(figures) > 1:
            growth = figures[-1] / figures[0]
            report.add(f"{name}: {sizes[-1]:,} against {sizes[0]:,}", place.name, growth, " ×", goal=at_most(1.2, " ×"))
    for name, count in asked.items():
        report.add(f"queries: {name}", place.name, count, goal=at_most(20 if name == "desk" else 15))


def record(place: Place, report: Report) -> None:
    said = [RATE.search(place.run("courtyard", "verify")) for _ in range(2)]
    rates = [float(found[2].replace(",", "")) for found in said if found]
    lines = float(said[0][1].replace(",", "")) if said[0] else 0
    report.add("lines on the record", place.name, lines)
    report.add("verify", place.name, max(rates), " lines/s", goal=at_least(100_000, " lines/s"))
