"""The two deeds that the record itself knows: erasing somebody's words, and signing a checkpoint."""

from collections import defaultdict
from datetime import datetime
from uuid import UUID

from django.db.models import Q

from courtyard.core import merkle
from courtyard.core.chain import canonical
from courtyard.trail.deeds import Doer, deed, moment, record
from courtyard.trail.events import WordsErased
from courtyard.trail.ids import new_id
from courtyard.trail.keys import SigningKey, signed_text
from courtyard.trail.models import Chain, Checkpoint, Erasure, Line

ERASED_AT_ONCE = 500


@deed
def erase_words(*, whom: UUID, by: Doer, at: datetime) -> int:
    """Take the words away from every line that belongs to `whom`, and say so on each chain they stand on.

    Whether this may be done is asked by the caller's deed, which knows the person. Returns the number of lines.
    """
    theirs = Line.objects.filter(Q(whom=whom) | Q(whom__isnull=True, by=whom)).exclude(digests="")
    lines = list(theirs.filter(words__isnull=False).order_by("node", "seq").only("id", "node", "digest"))
    if not lines:
        return 0
    batch = new_id()
    Erasure.objects.bulk_create((Erasure(line=line, batch=batch) for line in lines), batch_size=ERASED_AT_ONCE)
    for start in range(0, len(lines), ERASED_AT_ONCE):
        Line.objects.filter(pk__in=[line.pk for line in lines[start : start + ERASED_AT_ONCE]]).update(words=None)
    _say_so(batch, lines, whom, by, at)
    return len(lines)


def _say_so(batch: UUID, lines: list[Line], whom: UUID, by: Doer, at: datetime) -> None:
    chains = defaultdict(list)
    for line in lines:
        chains[line.node].append(line.digest)
    for node, digests in chains.items():
        event = WordsErased(batch=batch, lines=len(digests), root=erasure_root(digests))
        record(event, node=node, about=whom, by=by, at=at, whom=whom)


def erasure_root(digests: list[str]) -> str:
    """The Merkle root over the erased lines' digests, in their order on the chain."""
    return merkle.root([bytes.fromhex(digest) for digest in digests]).hex()


@deed
def sign_checkpoint(*, key: SigningKey, at: datetime) -> Checkpoint:
    """Gather the heads of all chains under one signed root. Anyone who keeps it can tell later changes."""
    before = Checkpoint.objects.select_for_update(no_key=True).order_by("-number").first()
    heads = [[c.node.hex, c.length, c.head] for c in Chain.objects.order_by("node").only("node", "length", "head")]
    checkpoint = Checkpoint(
        number=before.number + 1 if before else 1,
        at=at,
        chains=canonical(heads),
        size=len(heads),
        root=heads_root(heads),
        key=key.public_hex,
    )
    text = signed_text(checkpoint.number, moment(at), checkpoint.size, checkpoint.root, before.root if before else "")
    checkpoint.signature = key.sign(text)
    checkpoint.save(force_insert=True)
    return checkpoint


def heads_root(heads: list[list[object]]) -> str:
    """The Merkle root (RFC 9162) over one leaf for each chain: its node, its length, its head."""
    return merkle.root([canonical(head).encode() for head in heads]).hex()
