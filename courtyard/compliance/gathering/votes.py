"""Votes of the owners, and petitions that wait for one."""

from collections.abc import Iterator
from datetime import timedelta
from uuid import UUID
from zoneinfo import ZoneInfo

from courtyard.assembly.models import Assembly, Freeze
from courtyard.assembly.models import Petition as Asking
from courtyard.assembly.queries.votes import title_of
from courtyard.compliance.gathering.batch import Batch, gathered
from courtyard.core.compliance.facts import OwnersVote, Petition
from courtyard.people.models import Office
from courtyard.places.rules import rules_of

JU = (Office.Kind.CONVENOR, Office.Kind.RESIDENTS_COMMITTEE)
BACK = timedelta(days=800)
"""So far back votes are looked at: two calendar years, for whether one was held in each."""


def votes(batch: Batch) -> dict[UUID, list[OwnersVote]]:
    """Votes from their notice on. What is voted on stands in the notice: the house takes nothing else to a ballot."""
    rows = Assembly.objects.filter(
        estate__in=batch.ids, noticed_at__isnull=False, noticed_at__lt=batch.end, opens_at__gte=batch.end - BACK
    )
    rows = rows.select_related("estate__node").prefetch_related("motions").order_by("opens_at", "pk")
    freezes = gathered((one.estate_id, one) for one in Freeze.objects.filter(estate__in=batch.ids))
    told = _told(batch)

    def found() -> Iterator[tuple[UUID, OwnersVote]]:
        for one in rows:
            one.estate = batch.estates[one.estate_id]
            matters = rules_of(one.estate, one.rulebook_version).matters
            over = [freeze for freeze in freezes.get(one.estate_id, ()) if _overlaps(one, freeze)]
            frozen = [m.title for m in one.motions.all() if m.matter in matters and matters[m.matter].frozen]
            noticed = batch.day(one.estate_id, one.noticed_at)
            opens = one.opens_at.astimezone(ZoneInfo(one.estate.node.zone)).date()
            assert noticed is not None, "only those noticed by that day were asked for"
            yield one.estate_id, OwnersVote(
                id=one.pk, title=title_of(one), noticed_on=noticed, opens_on=opens,
                closed_on=batch.day(one.estate_id, one.closed_at), void=one.state == Assembly.State.VOID,
                residents_committee_told=one.estate_id in told, frozen_matters=tuple(frozen) if over else (),
            )  # fmt: skip

    return gathered(found())


def _overlaps(one: Assembly, freeze: Freeze) -> bool:
    """Whether ballots were taken while it was frozen."""
    return one.closes_at > freeze.since and (freeze.until is None or one.opens_at < freeze.until)


def _told(batch: Batch) -> set[UUID]:
    """Estates with a residents' committee on record: the notice goes to it by itself."""
    held = Office.objects.on(batch.on).filter(kind__in=JU).select_related("node")
    paths = {office.node.path for office in held}
    return {pk for pk, one in batch.estates.items() if any(path in paths for path in one.node.paths())}


def petitions(batch: Batch) -> dict[UUID, list[Petition]]:
    """Petitions that reached their number, and the notice of the vote that follows."""
    rows = Asking.objects.filter(estate__in=batch.ids, state=Asking.State.REACHED, reached_at__lt=batch.end)

    def found() -> Iterator[tuple[UUID, Petition]]:
        for one in rows.prefetch_related("assemblies").order_by("reached_at", "pk"):
            reached = batch.day(one.estate_id, one.reached_at)
            noticed = [day for vote in one.assemblies.all() if (day := batch.day(one.estate_id, vote.noticed_at))]
            if reached is not None and one.convene_by is not None:
                yield one.estate_id, Petition(one.pk, one.title, reached, one.convene_by, min(noticed, default=None))

    return gathered(found())
