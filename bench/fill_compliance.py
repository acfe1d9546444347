"""A city that is evaluated: `python -m bench.fill_compliance begin N | evaluate | coverage`.

Like bench.fill it runs in a process of its own with the measured server's settings and answers with JSON. Each estate
has a committee in its term with a year of meetings, decisions, receptions, sessions, seals and one vote, as deeds would
have left them, and a contract with a property company, its manager and requests it was late with; one in twenty has no
committee, one in twelve's term is over, one in eight is asked to renew its contract and has rated the company.
"""

import json
import sys
import time
from collections.abc import Iterable, Iterator
from datetime import date, timedelta
from itertools import islice
from typing import Any
from uuid import UUID

import django

django.setup()

from bench.fill import AT_ONCE, NOW, session_of  # noqa: E402
from courtyard.assembly.models import Assembly, Motion  # noqa: E402
from courtyard.cases.models import Case  # noqa: E402
from courtyard.committee.models import (  # noqa: E402
    Committee,
    Member,
    Reception,
    Resolution,
    Seal,
    SealUse,
    Signature,
    Sitting,
)
from courtyard.committee.upkeep import coverage  # noqa: E402
from courtyard.compliance import upkeep  # noqa: E402
from courtyard.compliance.models import Finding  # noqa: E402
from courtyard.core.satisfaction import asked_before  # noqa: E402
from courtyard.desk import sessions  # noqa: E402
from courtyard.meetings.models import Meeting, Presence  # noqa: E402
from courtyard.people.models import CLERK, Office, Person, Tenure  # noqa: E402
from courtyard.places.models import Building, Estate, Home, Node  # noqa: E402
from courtyard.places.rules import version_of  # noqa: E402
from courtyard.services.models import Company, Contract, ContractPrice, Rating  # noqa: E402

DISTRICTS, STREETS, AREAS = 16, 14, 8
SEATS, MEETINGS, RECEPTIONS, SESSIONS = 5, 6, 12, 12
LATE, RATED = 3, 12
CODE = "bench-0"
TODAY = NOW.date()


def begin(many: int) -> dict[str, Any]:
    """The tree, its estates, and what their committees did in a year; a resident of the first one is signed in."""
    areas = list(_tree())
    estates = _estates(areas, many)
    for start in range(0, many, 1_000):
        _live(estates[start : start + 1_000], start)
    return {"session": session_of(_resident(estates[0])), "code": CODE, "estates": many}


def _tree() -> Iterator[Node]:
    city = Node.objects.create(kind="city", code="990000", name="桐江市", path="/990000/")
    districts = _nodes([city], Node.Kind.DISTRICT, DISTRICTS)
    streets = _nodes(districts, Node.Kind.SUBDISTRICT, STREETS)
    yield from _nodes(streets, Node.Kind.AREA, AREAS)


def _nodes(parents: Iterable[Node], kind: str, each: int) -> list[Node]:
    made = [
        Node(kind=kind, code=f"{parent.code}-{n}", name=f"{parent.name}{n}", parent=parent,
             path=f"{parent.path}{parent.code}-{n}/")
        for parent in parents for n in range(each)
    ]  # fmt: skip
    return Node.objects.bulk_create(made, batch_size=AT_ONCE)


def _estates(areas: list[Node], many: int) -> list[Estate]:
    nodes = [
        Node(kind=Node.Kind.ESTATE, code=f"bench-{n}", name=f"长河{n}村", parent=areas[n % len(areas)],
             path=f"{areas[n % len(areas)].path}bench-{n}/")
        for n in range(many)
    ]  # fmt: skip
    Node.objects.bulk_create(nodes, batch_size=AT_ONCE)
    kinds = list(Estate.Kind)
    return Estate.objects.bulk_create(
        [Estate(node=node, kind=kinds[n % len(kinds)]) for n, node in enumerate(nodes)], batch_size=AT_ONCE
    )


def _live(estates: list[Estate], start: int) -> None:
    """A year of these estates, written table by table."""
    committees = [one for n, estate in enumerate(estates, start) if n % 20 != 7 for one in [_committee(estate, n)]]
    Committee.objects.bulk_create(committees, batch_size=AT_ONCE)
    people = [Person(node=c.estate.node, name=f"委员{n}", password="!") for c in committees for n in range(SEATS)]
    Person.objects.bulk_create(people, batch_size=AT_ONCE)
    seats = {c.pk: people[i * SEATS : (i + 1) * SEATS] for i, c in enumerate(committees)}
    members = {
        c.pk: [
            Member(estate=c.estate, committee=c, person=person, name=person.name, rank=rank, since=c.starts_on,
                   post="chair" if rank == 1 else "member")
            for rank, person in enumerate(seats[c.pk], start=1)
        ]
        for c in committees
    }  # fmt: skip
    Member.objects.bulk_create((m for some in members.values() for m in some), batch_size=AT_ONCE)
    _meet(committees, seats, members)
    _receive(committees)
    _seal(committees, members)
    _vote(committees)
    _serve(estates, start)


def _committee(estate: Estate, n: int) -> Committee:
    ends_on = TODAY - timedelta(days=40) if n % 12 == 3 else TODAY + timedelta(days=200 + n % 1_400)
    starts_on = ends_on - timedelta(days=5 * 365)
    return Committee(
        estate=estate, number=2, state=Committee.State.IN_OFFICE, seats=SEATS, elected_on=starts_on,
        starts_on=starts_on, ends_on=ends_on, names_posted_on=starts_on + timedelta(days=2),
        filed_on=starts_on + timedelta(days=20), entered_at=NOW - timedelta(days=500), entered_by=CLERK,
    )  # fmt: skip


def _meetings(c: Committee, kind: str, many: int, parties: str) -> list[Meeting]:
    return [
        Meeting(estate=c.estate, kind=kind, year=TODAY.year - (1 if days > TODAY.timetuple().tm_yday else 0),
                number=many - n, state=Meeting.State.FINISHED, parties=parties, starts_at=NOW - timedelta(days=days),
                ends_at=NOW - timedelta(days=days) + timedelta(hours=1), place="活动室", planned_by=CLERK,
                planned_at=NOW - timedelta(days=days + 9), finished_at=NOW - timedelta(days=days), digest="0" * 64)
        for n in range(many) for days in [10 + n * (330 // many)]
    ]  # fmt: skip


def _meet(committees: list[Committee], seats: dict[UUID, list[Person]], members: dict[UUID, list[Member]]) -> None:
    own = {c.pk: _meetings(c, "committee.meeting", MEETINGS, "ye") for c in committees}
    joint = [m for c in committees for m in _meetings(c, sessions.KIND, SESSIONS, "ju ye wu")]
    Meeting.objects.bulk_create([*(m for some in own.values() for m in some), *joint], batch_size=AT_ONCE)
    Sitting.objects.bulk_create(
        (
            Sitting(meeting=m, estate=c.estate, committee=c, seats=SEATS, attended=SEATS - 1,
                    held_on=m.starts_at.date(), residents_invited_at=m.planned_at)
            for c in committees for m in own[c.pk]
        ), batch_size=AT_ONCE,
    )  # fmt: skip
    Presence.objects.bulk_create(
        (
            Presence(estate=c.estate, meeting=m, party="ye", person=p, name=p.name, came=bool(rank))
            for c in committees for m in own[c.pk] for rank, p in enumerate(seats[c.pk])
        ), batch_size=AT_ONCE,
    )  # fmt: skip
    decided = {c.pk: [_resolution(c, m, n) for n, m in enumerate(own[c.pk], start=1)] for c in committees}
    Resolution.objects.bulk_create((r for some in decided.values() for r in some), batch_size=AT_ONCE)
    Signature.objects.bulk_create(
        (
            Signature(estate=c.estate, resolution=r, member=m, agrees=True, at=NOW)
            for c in committees for r in decided[c.pk] for m in members[c.pk][: SEATS - 1]
        ), batch_size=AT_ONCE,
    )  # fmt: skip


def _resolution(c: Committee, m: Meeting, n: int) -> Resolution:
    on = m.starts_at.date()
    return Resolution(
        estate=c.estate, committee=c, meeting=m, year=on.year, number=n, state=Resolution.State.POSTED,
        title="修剪树木",
        words="请物业在周末前修剪。", seats=SEATS, put_by=CLERK, put_at=m.starts_at, decided_on=on,
        posted_on=on + timedelta(days=2), told_on=on + timedelta(days=2),
    )  # fmt: skip


def _receive(committees: list[Committee]) -> None:
    Reception.objects.bulk_create(
        (
            Reception(estate=c.estate, committee=c, starts_at=begins, ends_at=begins + timedelta(hours=2),
                      place="办公室",
                      announced_by=CLERK, held_at=begins + timedelta(hours=2))
            for c in committees for n in range(RECEPTIONS) for begins in [NOW - timedelta(days=5 + 30 * n)]
        ), batch_size=AT_ONCE,
    )  # fmt: skip


def _seal(committees: list[Committee], members: dict[UUID, list[Member]]) -> None:
    seals = [
        Seal(
            estate=c.estate, committee=c, kind=kind, keeper=members[c.pk][n], cut_on=c.starts_on, since=c.starts_on,
        )
        for c in committees for n, kind in enumerate(Seal.Kind)
    ]  # fmt: skip
    Seal.objects.bulk_create(seals, batch_size=AT_ONCE)
    decided = dict(Resolution.objects.filter(committee__in=committees, number=1).values_list("estate", "pk"))
    SealUse.objects.bulk_create(
        (
            SealUse(estate=s.estate, seal=s, resolution_id=decided[s.estate_id], used_on=TODAY - timedelta(days=9),
                    what="修剪合同", keeper_name="委员", by=CLERK, entered_at=NOW - timedelta(days=9))
            for s in seals
        ), batch_size=AT_ONCE,
    )  # fmt: skip


def _vote(committees: list[Committee]) -> None:
    votes = [
        Assembly(estate=c.estate, year=TODAY.year, number=1, state=Assembly.State.FINAL, convener="committee",
                 opens_at=NOW - timedelta(days=90), closes_at=NOW - timedelta(days=80), rulebook=c.estate.node.rulebook,
                 rulebook_version=version_of(c.estate), drafted_by=CLERK, drafted_at=NOW - timedelta(days=130),
                 noticed_at=NOW - timedelta(days=110), closed_at=NOW - timedelta(days=80), heads=1, area_cm2=1,
                 roll_hash="0" * 64, motions_hash="0" * 64, rules_hash="0" * 64)
        for c in committees
    ]  # fmt: skip
    Assembly.objects.bulk_create(votes, batch_size=AT_ONCE)
    Motion.objects.bulk_create(
        (Motion(estate=v.estate, assembly=v, position=1, matter="other", rule="cc278-ordinary", title="修水泵",
                decides="换三台水泵。") for v in votes), batch_size=AT_ONCE,
    )  # fmt: skip


def _serve(estates: list[Estate], start: int) -> None:
    """A contract of each estate, who manages it for the company, what was late, and what homes said of it."""
    company, _ = Company.objects.get_or_create(
        credit_code="BENCH",
        defaults={"node": estates[0].node, "name": "长河物业", "registered_by": CLERK, "registered_at": NOW},
    )
    contracts = [
        Contract(estate=estate, company=company, kind="first", state="signed", mode="lump_sum", authority="前期合同",
                 starts_on=TODAY - timedelta(days=900), ends_on=TODAY + timedelta(days=n % 900), rulebook="cn-shanghai",
                 drafted_by=CLERK, drafted_at=NOW, signed_on=TODAY - timedelta(days=901), signed_by=CLERK)
        for n, estate in enumerate(estates, start)
    ]  # fmt: skip
    Contract.objects.bulk_create(contracts, batch_size=AT_ONCE)
    ContractPrice.objects.bulk_create(
        (ContractPrice(estate=c.estate, contract=c, use=use, fen_per_m2=185) for c in contracts
         for use in ("dwelling", "shop")), batch_size=AT_ONCE,
    )  # fmt: skip
    people = [Person(node=e.node, name=f"经理{n}", password="!") for n, e in enumerate(estates, start)]
    Person.objects.bulk_create(people, batch_size=AT_ONCE)
    Office.objects.bulk_create(
        (Office(node=e.node, person=p, kind=Office.Kind.COMPANY_MANAGER, since=date(2025, 1, 1))
         for e, p in zip(estates, people, strict=True)), batch_size=AT_ONCE,
    )  # fmt: skip
    Case.objects.bulk_create((c for e in estates for c in _late(e)), batch_size=AT_ONCE)
    quarter = asked_before(TODAY - timedelta(days=110))[0]
    asked = [e for n, e in enumerate(estates, start) if n % 8 == 0]
    Motion.objects.filter(estate__in=asked).update(matter="company", title="续聘长河物业")
    Rating.objects.bulk_create(
        (Rating(estate=e, quarter=quarter, general=1 + n % 5, cleaning=4) for e in asked for n in range(RATED)),
        batch_size=AT_ONCE,
    )


def _late(estate: Estate) -> Iterator[Case]:
    for n in range(LATE):
        filed = NOW - timedelta(days=40 + n)
        yield Case(
            estate=estate, number=f"L{n}", state=Case.State.CLOSED, category="power", channel="phone", party="wu",
            filed_at=filed, triaged_at=filed, due_at=filed + timedelta(days=3), resolved_at=filed + timedelta(days=6),
            closed_at=filed + timedelta(days=7), rulebook=estate.node.rulebook, rulebook_version=version_of(estate),
            rule="ordinary_repair", promise_amount=3, promise_unit="days",
        )  # fmt: skip


def _resident(estate: Estate) -> Person:
    person = Person(node=estate.node, name="居民一")
    person.set_unusable_password()
    person.save(force_insert=True)
    building = Building.objects.create(estate=estate, name="1号楼")
    home = Home.objects.create(estate=estate, building=building, name="101", area_cm2=850_000)
    Tenure.objects.create(estate=estate, home=home, person=person, kind=Tenure.Kind.OWNER, since=date(2020, 1, 1))
    Office.objects.create(node=estate.node, person=person, kind=Office.Kind.SUPERVISOR, since=date(2026, 1, 1))
    return person


def evaluate() -> dict[str, Any]:
    """Every estate looked at once, five hundred at a time; what is kept is written, duties are counted and not owed."""
    began, cpu, came, estates = time.perf_counter(), time.process_time(), 0, 0
    rows = Estate.objects.select_related("node").order_by("pk").iterator(chunk_size=500)
    while some := list(islice(rows, 500)):
        came += sum(len(change.came) for change in upkeep.look(some, TODAY, NOW))
        estates += len(some)
    return {
        "seconds": time.perf_counter() - began, "cpu": time.process_time() - cpu, "estates": estates, "duties": came,
        "findings": Finding.objects.count(),
    }  # fmt: skip


def cover() -> dict[str, Any]:
    """Where every estate stands, and the figures of the whole tree."""
    began, cpu = time.perf_counter(), time.process_time()
    coverage.rebuild(NOW)
    return {"seconds": time.perf_counter() - began, "cpu": time.process_time() - cpu}


if __name__ == "__main__":
    match sys.argv[1:]:
        case ["begin", many]:
            said = begin(int(many))
        case ["evaluate"]:
            said = evaluate()
        case ["coverage"]:
            said = cover()
        case _:
            sys.exit(__doc__)
    print(json.dumps(said))
