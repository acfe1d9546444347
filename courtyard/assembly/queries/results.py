"""What pages say of a closed vote besides its figures: who counted, by which channel, objections, decisions."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from typing import Any
from uuid import UUID

from django.db.models import Count, Q, Sum
from django.utils.translation import gettext

from courtyard.assembly.models import Assembly, Ballot, Decision, HeadOwner, Official, Opening, Paper, Slip
from courtyard.people.models import Person, Representative
from courtyard.places.models import Estate

SHOWN = 30
ROWS_AT_ONCE = 2_000
OPENINGS_SHOWN = 50
ROLES = (Official.Role.TELLER, Official.Role.SCRUTINEER)


@dataclass(frozen=True, slots=True)
class Left:
    """Papers that still wait: for a first reading, for a second one; slips for a second one."""

    to_enter: int
    to_check: int
    slips_to_check: int

    @property
    def any(self) -> bool:
        return bool(self.to_enter or self.to_check or self.slips_to_check)


def papers_left(one: Assembly) -> Left:
    papers = Paper.objects.filter(assembly=one).aggregate(
        to_enter=Count("pk", filter=Q(state=Paper.State.RECEIVED)),
        to_check=Count("pk", filter=Q(state=Paper.State.ENTERED)),
    )
    slips = Slip.objects.filter(assembly=one, checked_by__isnull=True).count() if one.is_confidential else 0
    return Left(papers["to_enter"], papers["to_check"], slips)


def officials_of(one: Assembly) -> dict[str, list[Official]]:
    """Tellers and scrutineers, by their task."""
    named = one.officials.filter(role__in=ROLES, ended_at__isnull=True).select_related("person").order_by("named_at")
    found: dict[str, list[Official]] = {str(role): [] for role in ROLES}
    for official in named:
        found[official.role].append(official)
    return found


def channels_of(one: Assembly) -> list[dict[str, Any]]:
    """How many heads took part by which channel, and their area; the most first."""
    stands = Ballot.objects.filter(assembly=one, state=Ballot.State.STANDS)
    rows = stands.values("channel").annotate(heads=Count("pk"), area=Sum("head__area_cm2"))
    return [
        {"channel": row["channel"], "label": Ballot.Channel(row["channel"]).label, "heads": row["heads"],
         "area_cm2": row["area"] or 0}
        for row in rows.order_by("-heads", "channel")
    ]  # fmt: skip


def openings_of(one: Assembly) -> list[Opening]:
    """When the full count was opened and by whom: by their task, or as an owner. Names are for the record."""
    task = Official.objects.filter(assembly=one, role__in=ROLES).values_list("person", "role")
    tasks = dict(task)
    rows = list(one.openings.only("at", "person_id")[:OPENINGS_SHOWN])
    for opening in rows:
        role = tasks.get(opening.person_id)
        opening.as_what = Official.Role(role).label if role else ""  # type: ignore[attr-defined]
    return rows


def objections_in_figures(one: Assembly) -> dict[str, int]:
    return one.objections.aggregate(
        all=Count("pk"), open=Count("pk", filter=Q(answered_at__isnull=True)), upheld=Count("pk", filter=Q(upheld=True))
    )


@dataclass(frozen=True, slots=True)
class DecisionPage:
    """A stretch of the register; `before` is where the next one begins, empty at its end."""

    rows: list[Decision]
    before: str


def decisions_of(estate: Estate, before: str) -> DecisionPage:
    """The newest first. `before` is “2026-12”, as the page before said."""
    found = Decision.objects.filter(estate=estate).select_related("motion__assembly")
    year, _, number = before.partition("-")
    if year.isdecimal() and number.isdecimal() and len(before) < 12:
        found = found.filter(Q(year__lt=int(year)) | Q(year=int(year), number__lt=int(number)))
    rows = list(found.order_by("-year", "-number")[: SHOWN + 1])
    return DecisionPage(rows[:SHOWN], str(rows[SHOWN - 1]) if len(rows) > SHOWN else "")


def decision_of(estate: Estate, year: int, number: int) -> Decision | None:
    with_vote = (
        "motion__assembly__estate__node", "motion__assembly__building", "motion__assembly__entrance__building",
        "motion__assembly__outside",
    )  # fmt: skip
    found = Decision.objects.filter(estate=estate, year=year, number=number).select_related(*with_vote)
    return found.prefetch_related("motion__candidates").first()


def hashes_of(one: Assembly) -> dict[str, list[tuple[str, str]]]:
    """The hashes of a published vote with what each is of: the file to count again with, and all others."""
    main = [(gettext("Public file"), one.bundle_hash)]
    more = [
        (gettext("Roll"), one.roll_hash), (gettext("Whose roll it is"), one.owners_hash),
        (gettext("Texts of the motions"), one.motions_hash), (gettext("Rules of the count"), one.rules_hash),
        (gettext("Ballot box"), one.box_hash), (gettext("Full file"), one.full_bundle_hash),
    ]  # fmt: skip
    return {"main": main, "more": more}


def on_the_roll(one: Assembly, on: date) -> Iterator[UUID]:
    """Every owner on a frozen roll; for an organisation, who acts for it on that day."""
    owners = HeadOwner.objects.filter(head__assembly=one)
    persons = owners.exclude(person__kind=Person.Kind.LEGAL).values_list("person", flat=True).distinct()
    yield from persons.iterator(chunk_size=ROWS_AT_ONCE)
    firms = owners.filter(person__kind=Person.Kind.LEGAL).values("person")
    acting = Representative.objects.filter(Q(until__isnull=True) | Q(until__gt=on), legal__in=firms, since__lte=on)
    yield from acting.values_list("person", flat=True).distinct()
