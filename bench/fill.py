"""What the server is measured on, put into the database in bulk: `python -m bench.fill begin | cases N | queries`.

It runs in a process of its own with the measured server's settings and answers with JSON. The record is sealed by the
trail itself, many lines at once; the rows have the shape that the deeds would have given them.
"""

import json
import sys
from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from typing import Any

import django

django.setup()

from django.conf import settings  # noqa: E402
from django.db import connection, transaction  # noqa: E402
from django.test import Client  # noqa: E402
from django.test.utils import CaptureQueriesContext  # noqa: E402

from courtyard.cases.events import CaseAnswered, CaseConfirmed, CaseFiled, CaseResolved, CaseTriaged  # noqa: E402
from courtyard.cases.models import Case  # noqa: E402
from courtyard.people.models import CLERK, Office, Person, Tenure  # noqa: E402
from courtyard.places.actions import add_estate, add_node  # noqa: E402
from courtyard.places.models import Building, Estate, Home, Node  # noqa: E402
from courtyard.trail.deeds import record, together  # noqa: E402

NOW = datetime.now(UTC)
HOMES, RESIDENTS, BUILDINGS = 1_000, 200, 20
OPEN_PERCENT, LATEST = 6, 900
"""Open ones were filed within six days, so that each size has the desk's groups filled, those overdue among them."""
SAID_OF_EACH = 4
"""Every fourth case has its lines on the record: 120,000 of them beside 100,000 cases."""
AT_ONCE = 5_000
WORDS = "三楼楼道灯不亮，晚上看不清台阶，怕老人摔跤。"
CODE = "bench"
LOOKED_AT = "2000-0008"


def begin() -> dict[str, Any]:
    """A city with one estate, its desk, and residents who are signed in."""
    node: Node | None = None
    for kind, code, name in (
        ("city", "990000", "桐江市"),
        ("district", "990100", "石榴区"),
        ("area", "990101", "一居"),
    ):
        node = add_node(node.pk if node else None, kind=Node.Kind(kind), code=code, name=name, by=CLERK, at=NOW)
    assert node is not None
    estate = add_estate(node.pk, code=CODE, name="长河小区", kind=Estate.Kind.COMMODITY, by=CLERK, at=NOW)
    buildings = [Building(estate=estate, name=f"{n}号楼", order=n) for n in range(1, BUILDINGS + 1)]
    Building.objects.bulk_create(buildings)
    homes = [
        Home(estate=estate, building=buildings[n % BUILDINGS], name=f"{n // BUILDINGS + 101}", area_cm2=850_000)
        for n in range(HOMES)
    ]
    Home.objects.bulk_create(homes)
    people = [Person(node=estate.node, name=f"居民{n}") for n in range(RESIDENTS + 1)]
    for person in people:
        person.set_unusable_password()
    Person.objects.bulk_create(people)
    keeper, residents = people[0], people[1:]
    Tenure.objects.bulk_create(
        Tenure(estate=estate, home=home, person=who, kind=Tenure.Kind.OWNER, since=NOW.date() - timedelta(days=900))
        for home, who in zip(homes, residents, strict=False)
    )
    Office.objects.create(
        node=estate.node, person=keeper, kind=Office.Kind.COMPANY_MANAGER, since=NOW.date() - timedelta(days=900)
    )
    return {
        "building": str(buildings[0].pk),
        "residents": [session_of(person) for person in residents[:8]],
        "desk": session_of(keeper),
    }


def session_of(person: Person) -> str:
    client = Client()
    client.force_login(person)
    return client.cookies[settings.SESSION_COOKIE_NAME].value


def fill(until: int) -> dict[str, Any]:
    """As many more cases as make `until`, each with its lines on the record; a case of each kind to look at."""
    estate = Estate.objects.select_related("node").get(node__code=CODE)
    there = Case.objects.count()
    for start in range(there, until, AT_ONCE):
        _more(estate, range(start, min(start + AT_ONCE, until)))
    if connection.vendor == "postgresql":
        with connection.cursor() as cursor:
            cursor.execute("ANALYZE")
    return {"number": LOOKED_AT, "cases": Case.objects.count()}


def _more(estate: Estate, numbers: range) -> None:
    residents = list(Person.objects.filter(name__startswith="居民").order_by("pk")[1 : RESIDENTS + 1])
    buildings = list(Building.objects.filter(estate=estate).order_by("order"))
    keeper = Office.objects.get(node=estate.node).person
    cases = [_case(n, estate, residents[n % RESIDENTS], buildings[n % BUILDINGS], keeper) for n in numbers]
    with transaction.atomic():
        Case.objects.bulk_create(cases, batch_size=500)
        with together():
            for case in cases[::SAID_OF_EACH]:
                for event, by, at in _course(case, keeper):
                    record(event, node=estate.pk, about=case.pk, by=by or keeper, at=at)


WAITING = (Case.State.FILED, Case.State.TRIAGED, Case.State.RESOLVED)


def _case(n: int, estate: Estate, resident: Person, building: Building, keeper: Person) -> Case:
    """94 of 100 are closed; of the others a third each waits for the desk, for the company, for the resident.

    Filed before a weekend, all of them: the first reply is due as late as it can be.
    """
    is_open = n % 100 < OPEN_PERCENT
    state = WAITING[n % 3] if is_open else Case.State.CLOSED
    filed = NOW - timedelta(minutes=10 * (n % LATEST) if is_open else 20_000 + 5 * n)
    case = Case(
        estate=estate, number=f"2{n // 10_000:03}-{n % 10_000:04}", state=state, reporter=resident, category="power",
        building=building, place_label=building.name, words=WORDS, public=n % 5 == 0, filed_at=filed,
        contact_due_at=filed + timedelta(days=3), due_at=filed + timedelta(days=3), rulebook="cn-shanghai",
        rulebook_version="2026.1", rule="ordinary_repair", promise_amount=3, promise_unit="days",
    )  # fmt: skip
    if state != Case.State.FILED:
        case.party, case.handler = "wu", keeper
        case.triaged_at = case.contacted_at = filed + timedelta(hours=1)
    if state in (Case.State.RESOLVED, Case.State.CLOSED):
        case.resolved_at = filed + timedelta(hours=20)
    if state == Case.State.CLOSED:
        case.closed_at, case.rating = filed + timedelta(hours=30), 3 + n % 2
    return case


def _course(case: Case, keeper: Person) -> Iterator[tuple[Any, Person | None, datetime]]:
    filed = CaseFiled(
        number=case.number, category=case.category, place=case.place_label, urgent=False, public=case.public,
        due_at=case.due_at, rulebook="cn-shanghai 2026.1", photos=(), home="", where="", words=case.words,
    )  # fmt: skip
    yield filed, case.reporter, case.filed_at
    if case.triaged_at:
        triaged = CaseTriaged(
            seat="wu", party="wu", handler=keeper.pk, category="power", due_at=case.due_at, words="今天派人来看。"
        )
        yield triaged, keeper, case.triaged_at
        yield CaseAnswered(seat="wu", words="配件明天到。"), keeper, case.triaged_at + timedelta(hours=3)
    if case.resolved_at:
        yield CaseResolved(seat="wu", late=False, photos=(), words="换好了。"), keeper, case.resolved_at
    if case.closed_at:
        yield CaseConfirmed(rating=case.rating or 3, words="谢谢"), case.reporter, case.closed_at


def queries(number: str) -> dict[str, int]:
    """Asked of the database for each page, the session's and the person's own included."""
    keeper = Office.objects.get(node__code=CODE).person
    resident = Person.objects.filter(name__startswith="居民").order_by("pk")[1:2].get()
    pages = {
        "desk": (keeper, f"/e/{CODE}/cases/"),
        "case": (keeper, f"/e/{CODE}/cases/{number}/"),
        "form": (resident, f"/e/{CODE}/cases/new/"),
    }
    return {name: _queries(person, path) for name, (person, path) in pages.items()}


def _queries(person: Person, path: str) -> int:
    client = Client(headers={"X-Forwarded-Proto": "https", "Host": "127.0.0.1"})
    client.force_login(person)
    client.get(path)
    with CaptureQueriesContext(connection) as asked:
        answer = client.get(path)
    assert answer.status_code == 200, answer.status_code
    return len(asked)


def main(words: list[str]) -> None:
    match words:
        case ["begin"]:
            answer: dict[str, Any] = begin()
        case ["cases", until]:
            answer = fill(int(until))
        case ["count"]:
            answer = {"cases": Case.objects.count()}
        case ["queries", number]:
            answer = queries(number)
        case _:
            raise SystemExit(__doc__)
    print(json.dumps(answer))


if __name__ == "__main__":
    main(sys.argv[1:])
