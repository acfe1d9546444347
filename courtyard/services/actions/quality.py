"""Quality where it counts: attached to the motion that renews, re-prices or replaces; and figures of others, loaded."""

from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import datetime
from uuid import UUID

from courtyard.assembly.actions import add_attachment
from courtyard.assembly.attachments import PDF
from courtyard.assembly.models import Motion
from courtyard.assembly.upkeep import Kept
from courtyard.core.errors import BadInput, NotThere, Refusal, sentence
from courtyard.core.quarters import Quarter
from courtyard.people.models import Person
from courtyard.places.models import Node
from courtyard.services.events.quality import PeersLoaded, PeersTakenBack, QualityAttached
from courtyard.services.models import PeerBatch, PeerFigure
from courtyard.services.peers import PeerRow
from courtyard.services.permissions.quality import (
    may_attach_quality,
    may_load_peers,
    may_take_back_peers,
)
from courtyard.services.queries.figures import quality_of
from courtyard.trail.deeds import deed, record, require
from courtyard.trail.ids import new_id
from courtyard.trail.rows import locked

ROWS_AT_ONCE = 500


class NothingToAttach(Refusal):
    says = sentence(
        "There are no figures of that quarter yet. They are reckoned once everybody could rate it, two weeks after "
        "its end."
    )


class NoSource(BadInput):
    says = sentence("Say where these figures come from.")
    field = "source"


class NothingToLoad(BadInput):
    says = sentence("The table has no row with figures.")
    field = "file"


class SameFile(BadInput):
    says = sentence("This table was loaded before, as “{name}”. Take that back first, if it should be replaced.")
    field = "file"


class TakenBack(Refusal):
    says = sentence("These figures were taken back before.")


@dataclass(frozen=True, kw_only=True)
class PeerTable:
    """A table of figures that was read whole; its `id` makes one form one table."""

    name: str
    source: str
    sha256: str
    rows: Sequence[PeerRow]
    id: UUID = field(default_factory=new_id)


@deed
def attach_quality(motion_id: UUID, *, quarter: Quarter, title: str, file: Kept, by: Person, at: datetime) -> Motion:
    """What service was worth goes with the question whether to keep it; the paper's hash is in the notice."""
    motion = Motion.objects.select_related("assembly__estate__node").filter(pk=motion_id).first()
    if motion is None:
        raise NotThere
    require(may_attach_quality, by, motion, at)
    found = quality_of(motion.assembly.estate, quarter, at)
    if found is None or found.whole is None:
        raise NothingToAttach
    add_attachment(motion.pk, name=title, kind=PDF, file=file, by=by, at=at)
    event = QualityAttached(
        motion=motion.pk, title=motion.title, quarter=str(quarter), milli=found.whole.milli,
        enough=found.whole.enough, fen_per_m2=found.fen_per_m2, sha256=file.sha256,
    )  # fmt: skip
    record(event, node=motion.estate_id, about=motion.assembly_id, by=by, at=at)
    return motion


@deed
def load_peers(node: Node, table: PeerTable, *, by: Person, at: datetime) -> PeerBatch:
    """Figures of estates that are not here, so that those that are can be compared."""
    require(may_load_peers, by, node, at)
    before = PeerBatch.objects.filter(pk=table.id).first()
    if before is not None:
        return before
    if not table.source.strip():
        raise NoSource
    if not table.rows:
        raise NothingToLoad
    same = PeerBatch.objects.filter(node=node, sha256=table.sha256, taken_back_at__isnull=True).first()
    if same is not None:
        raise SameFile(name=same.name)
    batch = PeerBatch.objects.create(
        id=table.id, node=node, name=table.name, source=table.source.strip(), sha256=table.sha256,
        count=len(table.rows), loaded_by=by, loaded_at=at,
    )  # fmt: skip
    rows = [PeerFigure(batch=batch, **row.columns()) for row in table.rows]
    PeerFigure.objects.bulk_create(rows, batch_size=ROWS_AT_ONCE)
    event = PeersLoaded(name=batch.name, source=batch.source, count=batch.count, sha256=batch.sha256)
    record(event, node=node.pk, about=batch.pk, by=by, at=at)
    return batch


@deed
def take_back_peers(batch_id: UUID, *, by: Person, at: datetime) -> PeerBatch:
    """They were wrong, or newer ones came: from the next night on nobody is compared with them."""
    batch = locked(PeerBatch.objects.select_related("node"), batch_id)
    require(may_take_back_peers, by, batch.node, at)
    if batch.taken_back_at is not None:
        raise TakenBack
    batch.taken_back_at = at
    batch.save(update_fields=["taken_back_at"])
    record(PeersTakenBack(name=batch.name, count=batch.count), node=batch.node_id, about=batch.pk, by=by, at=at)
    return batch
