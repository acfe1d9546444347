"""Files of votes: written down as loose before they are written, owned once a deed takes them over, swept otherwise."""

import hashlib
import secrets
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import datetime, timedelta
from uuid import UUID

from django.core.files.base import ContentFile
from django.core.files.storage import default_storage

from courtyard.assembly import keys
from courtyard.assembly.models import Assembly, LooseFile
from courtyard.assembly.opening import BOX, bundles_of

LOOSE_FOR = timedelta(days=1)
SWEPT_AT_ONCE = 200


@dataclass(frozen=True, slots=True)
class Kept:
    """A file in the storage, which waits for the deed that takes it over."""

    file: str
    sha256: str
    size: int


def keep(estate_id: UUID, data: bytes, ending: str, at: datetime, folder: str = "assembly") -> Kept:
    """Write a file under a random name that tells nothing."""
    name = f"{estate_id}/{folder}/{secrets.token_hex(16)}.{ending}"
    LooseFile.objects.bulk_create([LooseFile(file=name, since=at)])
    default_storage.save(name, ContentFile(data))
    return Kept(name, hashlib.sha256(data).hexdigest(), len(data))


@contextmanager
def kept(
    estate_id: UUID, data: bytes | None, ending: str, at: datetime, folder: str = "assembly"
) -> Iterator[Kept | None]:
    """A file for the deed done inside, if there is one; removed again if it is refused."""
    if data is None:
        yield None
        return
    file = keep(estate_id, data, ending, at, folder)
    try:
        yield file
    except BaseException:
        remove([file.file])
        raise


@contextmanager
def bundled(one: Assembly, at: datetime) -> Iterator[tuple[Kept, Kept]]:
    """The public and the full bundle of a counted vote, for the deed done inside that publishes them.

    The full one lies sealed; its hash is that of the file as it is handed out. Raises CountDiffers.
    """
    public, full = bundles_of(one)
    sealed = keys.make(one.pk, BOX).seal_bytes(one.pk, full)
    with kept(one.estate_id, public, "zip", at) as first, kept(one.estate_id, sealed, "box", at) as second:
        assert first, "a bundle is never empty"
        assert second, "a sealed bundle is never empty"
        yield first, Kept(second.file, hashlib.sha256(full).hexdigest(), len(full))


def own(file: Kept) -> bool:
    """A row owns it now; False if it was swept or has an owner. Called within the deed."""
    return LooseFile.objects.filter(file=file.file).delete()[0] == 1


def let_go(names: Iterable[str], at: datetime) -> None:
    """No row owns them any more: they go in the clerk's next round. Called within the deed."""
    rows = (LooseFile(file=name, since=at - LOOSE_FOR) for name in names if name)
    LooseFile.objects.bulk_create(rows, ignore_conflicts=True)


def remove(names: Iterable[str]) -> None:
    """The file first: if that fails, it stays written down."""
    for name in names:
        default_storage.delete(name)
        LooseFile.objects.filter(file=name).delete()


def sweep(at: datetime) -> bool:
    """Remove a batch of files that have been loose for a day. Says whether more are waiting."""
    loose = LooseFile.objects.filter(since__lte=at - LOOSE_FOR).order_by("since", "file")
    names = list(loose.values_list("file", flat=True)[:SWEPT_AT_ONCE])
    remove(names)
    return len(names) == SWEPT_AT_ONCE


def sweep_keys() -> None:
    """Destroy keys whose vote is counted or void: a server may have died before it did so itself.

    A draft's key is left alone: its notice may be on its way to being saved.
    """
    done = Assembly.objects.filter(state__in=(Assembly.State.COUNTED, *Assembly.PUBLISHED, Assembly.State.VOID))
    for pk in done.filter(pk__in=keys.kept()).values_list("pk", flat=True):
        keys.destroy(pk)
