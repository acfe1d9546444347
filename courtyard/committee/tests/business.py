"""What tests of the committee's business share: a filed committee, its seals, and decisions of the owners."""

from datetime import date, timedelta
from typing import Any

from courtyard.assembly.models import Assembly, Decision, Motion
from courtyard.committee.actions.seals import Cut, Use, cut_seal
from courtyard.committee.models import Committee, Limit, Resolution, Seal
from courtyard.committee.tests.sitting import in_office, sitting
from courtyard.conftest import MONDAY_9AM, Court
from courtyard.people.models import Office, Person
from courtyard.people.standing import forget_standing
from courtyard.people.tests import build as people

TODAY = date(2026, 6, 8)
FILED, CUT_ON = date(2024, 4, 1), date(2024, 4, 10)
YUAN = 100


def filed(court: Court, **given: Any) -> Committee:
    """A committee in office that is filed: yan in the chair, four members more."""
    return in_office(court, **({"filed_on": FILED} | given))


def three_seals(committee: Committee) -> list[Seal]:
    """The assembly's with yan, the committee's with the second member, the accounts' with the third."""
    members = sitting(committee)
    return [
        cut_seal(Cut(kind=kind, keeper=member, cut_on=CUT_ON), by=members[0].person, at=MONDAY_9AM)
        for kind, member in zip(Seal.Kind.values, members, strict=False)
    ]


def cut(committee: Committee, kind: str = "committee", keeper: int = 0, **given: Any) -> Cut:
    """A seal that was cut; `keeper` counts the members."""
    columns: dict[str, Any] = {"kind": kind, "keeper": sitting(committee)[keeper], "cut_on": CUT_ON}
    return Cut(**(columns | given))


def use(resolution: Resolution | None = None, **given: Any) -> Use:
    """Two copies of a contract, sealed today."""
    columns: dict[str, Any] = {
        "used_on": TODAY, "what": "门禁更换合同", "copies": 2, "resolution": resolution.pk if resolution else None,
    }  # fmt: skip
    return Use(**(columns | given))


def decision(court: Court, title: str = "小额维修授权", **given: Any) -> Decision:
    """Something the owners decided half a year ago."""
    number = Decision.objects.filter(estate=court.estate).count() + 1
    vote = Assembly.objects.create(
        estate=court.estate, number=number, year=2026, convener="committee", opens_at=MONDAY_9AM - timedelta(days=200),
        closes_at=MONDAY_9AM - timedelta(days=190), drafted_by=court.yan, drafted_at=MONDAY_9AM - timedelta(days=220),
    )  # fmt: skip
    motion = Motion.objects.create(estate=court.estate, assembly=vote, position=1, matter="other", title=title)
    columns: dict[str, Any] = {"carried": True, "in_force_on": TODAY - timedelta(days=180), "year": 2026}
    return Decision.objects.create(
        estate=court.estate, motion=motion, number=number, matter="other", title=title, **(columns | given)
    )


def limit(court: Court, each: int = 2_000 * YUAN, total: int | None = 5_000 * YUAN, **given: Any) -> Limit:
    columns: dict[str, Any] = {
        "decision": given.pop("decision", None) or decision(court), "title": "公共部位小修", "each_fen": each,
        "total_fen": total, "valid_from": date(2026, 1, 1), "entered_at": MONDAY_9AM, "entered_by": court.yan,
    }  # fmt: skip
    return Limit.objects.create(estate=court.estate, **(columns | given))


def secretary(court: Court, name: str = "文书香") -> Person:
    """Somebody who holds the office and nothing else."""
    somebody = people.person(name, court.estate.node)
    people.office(somebody, court.estate.node, Office.Kind.SECRETARY)
    forget_standing(somebody)
    return somebody
