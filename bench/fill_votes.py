"""A vote that is measured: `python -m bench.fill_votes begin | ballots N | count`.

Like bench.fill it runs in a process of its own with the measured server's settings and answers with JSON. The rows have
the shape that the deeds would have given them; what the count reads is there, and what a ballot's casting reads.
"""

import json
import statistics
import sys
import time
from collections.abc import Sequence
from datetime import timedelta
from typing import Any
from uuid import uuid4

from django.db import connection, transaction

from bench.fill import AT_ONCE, CODE, NOW, session_of
from bench.fill import begin as begin_estate
from courtyard.assembly import opening
from courtyard.assembly.codes import receipt
from courtyard.assembly.models import Assembly, Ballot, Head, HeadOwner, Motion, Vote
from courtyard.assembly.queries.roll import digest_of_roll
from courtyard.people.models import Person
from courtyard.places.models import Building, Estate
from courtyard.places.rules import version_of

VOTERS = 8
HEADS_OF_VOTERS = 25_600
"""Heads whose ballots are cast through the page: more than any run casts."""
CHOICES = ("for", "for", "against", "for", "abstain", "for", "for")
COUNTS = 5


def begin() -> dict[str, Any]:
    """An estate whose owners may vote now; the heads of eight of them wait for their ballots."""
    begin_estate()
    estate = Estate.objects.select_related("node").get(node__code=CODE)
    keeper, *voters = Person.objects.filter(name__startswith="居民").order_by("pk")[: VOTERS + 1]
    one = Assembly.objects.create(
        estate=estate, year=NOW.year, number=1, state=Assembly.State.FROZEN, convener="committee", drafted_by=keeper,
        opens_at=NOW - timedelta(days=1), closes_at=NOW + timedelta(days=10),
        rulebook=estate.node.rulebook, rulebook_version=version_of(estate),
        drafted_at=NOW - timedelta(days=40), noticed_at=NOW - timedelta(days=20), heads=1, area_cm2=1,
        roll_hash="0" * 64, motions_hash="0" * 64, rules_hash="0" * 64,
    )  # fmt: skip
    Motion.objects.create(
        estate=estate, assembly=one, position=1, matter="other", rule="cc278-ordinary", title="更换生活水泵",
        decides="换三台水泵和全部立管。", costs="从维修资金里出。", cost_fen=9_600_000,
    )  # fmt: skip
    heads = _heads(one, range(1, HEADS_OF_VOTERS + 1), voters)
    owners = [HeadOwner(estate=estate, head=head, person=voters[number % VOTERS]) for number, head in enumerate(heads)]
    HeadOwner.objects.bulk_create(owners, batch_size=AT_ONCE)
    _weigh(one)
    return {
        "vote": str(one.pk),
        "voters": [session_of(person) for person in voters],
        "heads": [str(head.pk) for head in heads],
    }


def _heads(one: Assembly, numbers: range, voters: Sequence[Person] = ()) -> list[Head]:
    buildings = list(Building.objects.filter(estate=one.estate).order_by("order"))
    places = [buildings[number % len(buildings)] for number in numbers]
    heads = [
        Head(
            estate=one.estate, assembly=one, number=number, key=f"{number:064}", owners_hash="0" * 64,
            label=f"{place.name}{number}室", building=place, place=place.name,
            area_cm2=400_000 + number * 7919 % 1_100_000, homes=1,
            voter=voters[(number - 1) % len(voters)] if voters else None,
        )
        for number, place in zip(numbers, places, strict=True)
    ]  # fmt: skip
    Head.objects.bulk_create(heads, batch_size=AT_ONCE)
    return heads


def _weigh(one: Assembly) -> None:
    """What the roll comes to, and the hash that stands in the notice."""
    heads = Head.objects.filter(assembly=one).order_by("number").only("number", "area_cm2", "place")
    areas = heads.values_list("area_cm2", flat=True)
    one.heads, one.area_cm2 = len(areas), sum(areas)
    one.roll_hash = digest_of_roll(heads.iterator(chunk_size=AT_ONCE))
    one.save(update_fields=["heads", "area_cm2", "roll_hash"])


def fill(until: int) -> dict[str, Any]:
    """As many more heads, with their ballots and votes, as make `until` ballots held."""
    one = Assembly.objects.select_related("estate__node").get()
    more, last = until - Ballot.objects.count(), Head.objects.count()
    if connection.vendor == "postgresql":
        _many(one, last, more)
    else:
        for start in range(last + 1, last + 1 + more, AT_ONCE):
            _some(one, range(start, min(start + AT_ONCE, last + 1 + more)))
    _weigh(one)
    if connection.vendor == "postgresql":
        with connection.cursor() as cursor:
            cursor.execute("VACUUM ANALYZE")
    return {"ballots": Ballot.objects.count()}


@transaction.atomic
def _many(one: Assembly, last: int, more: int) -> None:
    """A million rows of three tables, by the database itself: a minute instead of ten."""
    motion, buildings = one.motions.get(), list(Building.objects.filter(estate=one.estate).order_by("order"))
    given = {
        "estate": one.estate_id, "one": one.pk, "motion": motion.pk, "by": one.drafted_by_id, "now": NOW,
        "first": last + 1, "last": last + more, "buildings": [place.pk for place in buildings],
        "places": [place.name for place in buildings], "choices": list(CHOICES),
    }  # fmt: skip
    with connection.cursor() as cursor:
        for statement in MANY:
            cursor.execute(statement, given)


MANY = (
    """
    INSERT INTO assembly_head (id, estate_id, assembly_id, number, key, names, salt, owners_hash, label, building_id,
        place, area_cm2, homes, is_developer)
    SELECT gen_random_uuid(), %(estate)s, %(one)s, n, lpad(n::text, 64, '0'), '', '', repeat('0', 64),
        (%(places)s::text[])[n %% 20 + 1] || n || '室', (%(buildings)s::uuid[])[n %% 20 + 1],
        (%(places)s::text[])[n %% 20 + 1], 400000 + n::bigint * 7919 %% 1100000, 1, false
    FROM generate_series(%(first)s::int, %(last)s::int) n
    """,
    """
    INSERT INTO assembly_ballot (id, estate_id, assembly_id, head_id, channel, state, turn, receipt, by_id, choices,
        defect, received_at)
    SELECT gen_random_uuid(), estate_id, assembly_id, id, 'phone', 'stands', 1, lpad(to_hex(number), 12, '2'), %(by)s,
        jsonb_build_object(%(motion)s::text, (%(choices)s::text[])[number %% 7 + 1]), '', %(now)s
    FROM assembly_head WHERE assembly_id = %(one)s AND number BETWEEN %(first)s AND %(last)s
    """,
    """
    INSERT INTO assembly_vote (id, estate_id, motion_id, ballot_id, head_id, choice, area_cm2, building_id)
    SELECT gen_random_uuid(), h.estate_id, %(motion)s, b.id, h.id, (%(choices)s::text[])[h.number %% 7 + 1], h.area_cm2,
        h.building_id
    FROM assembly_head h JOIN assembly_ballot b ON b.head_id = h.id
    WHERE h.assembly_id = %(one)s AND h.number BETWEEN %(first)s AND %(last)s
    """,
)


@transaction.atomic
def _some(one: Assembly, numbers: range) -> None:
    motion = one.motions.get()
    heads = _heads(one, numbers)
    ballots = [
        Ballot(
            estate=one.estate, assembly=one, head=head, channel=Ballot.Channel.PHONE, turn=1, receipt=receipt(),
            by=one.drafted_by, choices={str(motion.pk): CHOICES[head.number % len(CHOICES)]}, received_at=NOW,
        )
        for head in heads
    ]  # fmt: skip
    Ballot.objects.bulk_create(ballots, batch_size=AT_ONCE)
    Vote.objects.bulk_create(
        (
            Vote(
                id=uuid4(), estate=one.estate, motion=motion, ballot=ballot, head=ballot.head,
                choice=CHOICES[ballot.head.number % len(CHOICES)], area_cm2=ballot.head.area_cm2,
                building=ballot.head.building,
            )
            for ballot in ballots
        ),
        batch_size=AT_ONCE,
    )  # fmt: skip


def count() -> dict[str, Any]:
    """Seconds of the database's sums, and of the whole box: opened, settled, sealed, counted, compared with them."""
    one = Assembly.objects.select_related("estate__node").get()
    motions = list(one.motions.all())
    sums = [_timed(lambda: opening.count_named(one, motions)) for _ in range(COUNTS)]
    box = _timed(lambda: opening.count_box(one, motions))
    return {"sums": statistics.median(sums), "box": box, "votes": Vote.objects.count()}


def _timed(what: Any) -> float:
    start = time.perf_counter()
    what()
    return time.perf_counter() - start


def main(words: list[str]) -> None:
    match words:
        case ["begin"]:
            answer: dict[str, Any] = begin()
        case ["ballots", until]:
            answer = fill(int(until))
        case ["count"]:
            answer = count()
        case ["held"]:
            answer = {"ballots": Ballot.objects.count()}
        case _:
            raise SystemExit(__doc__)
    print(json.dumps(answer))


if __name__ == "__main__":
    main(sys.argv[1:])
