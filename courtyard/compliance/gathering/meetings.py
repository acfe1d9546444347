"""The committee's meetings, requests, decisions, and who came."""

from collections.abc import Iterator
from datetime import date
from uuid import UUID

from courtyard.committee.models import Committee, MeetingRequest, Resolution, Sitting
from courtyard.compliance.gathering.batch import Batch, gathered
from courtyard.compliance.gathering.terms import Seats
from courtyard.core.compliance.facts import Attendance, CommitteeDecision, CommitteeMeeting
from courtyard.core.compliance.facts import MeetingRequest as Asked
from courtyard.meetings.models import Presence

LIVING = Committee.State.IN_OFFICE


def sittings(batch: Batch) -> dict[UUID, list[Sitting]]:
    """Meetings that were held by the committee of now; those of committees before it are past."""
    held = Sitting.objects.filter(estate__in=batch.ids, held_on__lte=batch.on, committee__state__in=Committee.LIVING)
    return gathered((one.estate_id, one) for one in held.order_by("held_on", "pk"))


def meetings(batch: Batch, held: dict[UUID, list[Sitting]]) -> dict[UUID, list[CommitteeMeeting]]:
    """As the checks read them. Nobody comes by proxy here: the house takes no such attendance."""

    def rows() -> Iterator[tuple[UUID, CommitteeMeeting]]:
        for estate, some in held.items():
            for one in some:
                assert one.held_on is not None, "only those held were asked for"
                invited = one.residents_invited_at is not None
                yield estate, CommitteeMeeting(one.pk, one.held_on, one.seats, one.attended, 0, invited)

    return gathered(rows())


def requests(batch: Batch) -> dict[UUID, list[Asked]]:
    """Requests that a third of the members made, each round once."""
    rows = MeetingRequest.objects.filter(estate__in=batch.ids, asked_on__lte=batch.on, committee__state=LIVING)
    rounds: dict[UUID, list[MeetingRequest]] = {}
    for one in rows.select_related("committee").order_by("asked_on", "pk"):
        rounds.setdefault(one.round, []).append(one)

    def found() -> Iterator[tuple[UUID, Asked]]:
        for first, some in rounds.items():
            reached = max((one.reached_on for one in some if one.reached_on), default=None)
            if reached is not None and reached <= batch.on:
                met = min((one.met_on for one in some if one.met_on), default=None)
                yield some[0].estate_id, Asked(first, reached, some[0].committee.seats, len(some), batch.by(met))

    return gathered(found())


def decisions(batch: Batch) -> dict[UUID, list[CommitteeDecision]]:
    """Decisions of the committee of now, with how many signed."""
    decided = Resolution.objects.filter(
        estate__in=batch.ids, state__in=Resolution.DECIDED, decided_on__lte=batch.on, committee__state=LIVING
    )

    def rows() -> Iterator[tuple[UUID, CommitteeDecision]]:
        for one in decided.prefetch_related("signatures").order_by("decided_on", "pk"):
            assert one.decided_on is not None, "the database holds it"
            signed = sum(signature.agrees for signature in one.signatures.all())
            yield (
                one.estate_id,
                CommitteeDecision(
                    one.pk, one.title, one.decided_on, one.seats, signed, batch.by(one.posted_on), batch.by(one.told_on)
                ),
            )

    return gathered(rows())


def attendance(batch: Batch, seats: Seats, held: dict[UUID, list[Sitting]]) -> dict[UUID, list[Attendance]]:
    """How often each sitting member came in this calendar year, of the meetings held while they sat."""
    year = batch.on.year
    came = Presence.objects.filter(
        estate__in=batch.ids, meeting__sitting__held_on__gte=date(year, 1, 1), meeting__sitting__held_on__lte=batch.on,
        came=True,
    ).values_list("meeting", "person")  # fmt: skip
    there = set(came)

    def rows() -> Iterator[tuple[UUID, Attendance]]:
        for estate, some in held.items():
            committee = seats.current(estate, batch.on)
            for member in seats.seated(committee, batch.on) if committee else ():
                theirs = [s for s in some if s.held_on and s.held_on.year == year and s.held_on >= member.since]
                absent = sum((one.pk, member.person_id) not in there for one in theirs)
                if theirs:
                    yield estate, Attendance(member.pk, member.name, year, len(theirs), absent)

    return gathered(rows())
