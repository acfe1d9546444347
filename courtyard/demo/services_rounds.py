"""Rounds in the demo: each quarter somebody of the owners walks and says what passes; some of it with a photograph."""

from collections.abc import Sequence
from datetime import date, datetime, time, timedelta
from functools import partial
from uuid import UUID

from django.db import transaction

from courtyard.cases import actions as cases
from courtyard.demo.services_notes import NOTES
from courtyard.demo.services_promises import Service, at_of, quarters_of
from courtyard.demo.year import ZONE, Year, void
from courtyard.people.models import Office, Person
from courtyard.services.actions.findings import Seen, Shot, add_photo, finding_to_case, record_finding
from courtyard.services.actions.rounds import Begin, begin_round, finish_round
from courtyard.services.models import Finding, Item, Round
from courtyard.services.queries.current import contract_on, items_of
from courtyard.trail.deeds import together

WIDE, NARROW = ("general", "cleaning", "facilities"), ("order", "green", "facilities")
FIRST = {"wannan6": (WIDE, NARROW)}
"""What the first round of a quarter looks at, in turn; everything where nothing is said."""
SECOND = {"taoan": ("cleaning", "facilities"), "csc": ("facilities",)}
"""What the second one looks at, where there is one."""
SCENES = {
    "B-01": "leak", "B-02": "leak", "B-11": "leak", "C-07": "clutter", "C-08": "clutter", "D-02": "tree",
    "D-04": "tree", "D-09": "tree", "E-04": "leak", "E-06": "lamp", "E-08": "leak", "E-14": "lamp", "E-15": "wall",
}  # fmt: skip
"""Of which items that do not pass there is a picture that fits, and which."""
BROKEN = "E-06"
"""What the last round of Tao'an reports to the joint desk: the lamps of a stair."""
STEP = timedelta(minutes=2)


def walk_rounds(year: Year, service: Service) -> None:
    """The committee walks in the middle of a quarter; where there is a supervisor, somebody walks a part again."""
    code = year.spec.code
    for number, quarter in enumerate(quarters_of(year)):
        fields = FIRST.get(code, ((),))[number % len(FIRST.get(code, ((),)))]
        first = quarter.first_day + timedelta(days=33 + 3 * (number % 4))
        year.stage(_at(first, 9), partial(_walk, year, service, fields))
        if code in SECOND:
            year.stage(_at(quarter.last_month, 14), partial(_walk, year, service, SECOND[code]))
    if code == "taoan":
        year.stage(year.day(-16, 9, 30), partial(_walk, year, service, SECOND[code], reports=BROKEN))


def _at(day: date, hour: int) -> datetime:
    return datetime.combine(day, time(hour), ZONE)


def _walker(year: Year, fields: Sequence[str], at: datetime) -> tuple[Person, str]:
    """The committee's chair goes round all of it; the rest is the supervisor's, once there is one."""
    named = Office.objects.on(at.date()).filter(node=year.estate.node, kind=Office.Kind.SUPERVISOR)
    part = fields == SECOND.get(year.spec.code)
    supervisor = named.select_related("person").first() if part else None
    if supervisor is not None:
        return supervisor.person, Round.Body.SUPERVISOR
    return year.staff.by_party["ye"], Round.Body.COMMITTEE


def _walk(year: Year, service: Service, fields: Sequence[str], at: datetime, *, reports: str = "") -> None:
    by, body = _walker(year, fields, at)
    contract = contract_on(year.estate, at.date())
    assert contract is not None, "two years are told"
    items = [item for item in items_of(contract) if not fields or item.field in fields]
    share = at_of(service.passes, year, at.date())
    with transaction.atomic(), together():  # a round comes home as one
        one = begin_round(Begin(estate=year.estate, body=body, fields=fields), by=by, at=at)
        items.sort(key=lambda item: one.items.index(item.pk.hex))
        for number, item in enumerate(items, start=1):
            fails = item.code == reports or year.chance.random() > share
            _look(year, one, item, NOTES[item.code] if fails else "", by, at + STEP * number)
        finish_round(one.pk, by=by, at=at + STEP * (len(items) + 1))
    found = Finding.objects.filter(round=one, item__code=reports).first()
    if found is not None:
        _to_desk(year, found.pk, by, at + STEP * (len(items) + 8))


def _look(year: Year, one: Round, item: Item, note: str, by: Person, at: datetime) -> None:
    outcome = Finding.Outcome.FAIL if note else Finding.Outcome.PASS
    record_finding(one.pk, Seen(item=item.pk, outcome=outcome, note=note, seen_at=at), by=by, at=at)
    if note and item.code in SCENES:
        shot = Shot(item=item.pk, file=year.photo(SCENES[item.code], at, well=False), cleared=True)
        add_photo(one.pk, shot, by=by, at=at)


def _to_desk(year: Year, finding: UUID, by: Person, at: datetime) -> None:
    """It becomes a request, with a photograph, and is put right the next day."""
    photos = [year.photo("lamp", at, well=False)]
    case = finding_to_case(finding, public=True, photos=photos, by=by, at=at)
    year.watch(case)
    handler = year.staff.workers[0]
    words, done = "物业今天下午派人去看。", "15号楼三层换了六个声控灯，夜里试过，都亮。"
    year.stage(
        at + timedelta(minutes=25),
        lambda at: void(cases.triage(case.pk, by=year.staff.triage, at=at, party="wu", words=words, handler=handler)),
    )

    def resolve(at: datetime) -> None:
        cases.resolve(case.pk, by=handler, at=at, words=done, photos=[year.photo("lamp", at, well=True)])
        year.wait_for(case, at)

    year.stage(at + timedelta(hours=26), resolve)
