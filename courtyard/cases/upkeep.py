"""Files of photographs: written down as loose before they are written, owned once a deed takes them over.

A file is written outside of any transaction, before its deed. If the deed is refused it is removed at once;
what a crash leaves behind, the clerk sweeps.
"""

import hashlib
import secrets
from collections.abc import Iterable, Iterator, Sequence
from contextlib import contextmanager
from datetime import datetime, timedelta
from uuid import UUID

from django.core.files.base import ContentFile
from django.core.files.storage import default_storage

from courtyard.cases.models import FILTERS_MAX, QUERY_MAX, LooseFile, SavedFilter
from courtyard.cases.pictures import Kept, Picture
from courtyard.people.models import Person
from courtyard.places.models import Estate

LOOSE_FOR = timedelta(days=1)
SWEPT_AT_ONCE = 200


@contextmanager
def kept(estate_id: UUID, pictures: Sequence[Picture], at: datetime) -> Iterator[list[Kept]]:
    """Files for the deed done inside; removed again if it is refused."""
    files: list[Kept] = []
    try:
        files.extend(keep(estate_id, picture, at) for picture in pictures)
        yield files
    except BaseException:
        remove(name for one in files for name in (one.file, one.thumbnail))
        raise


def keep(estate_id: UUID, picture: Picture, at: datetime) -> Kept:
    """Write the two files of a photograph under a random name that tells nothing."""
    name = f"{estate_id}/cases/{secrets.token_hex(16)}"
    digest = hashlib.sha256(picture.large).hexdigest()
    one = Kept(f"{name}.jpg", f"{name}-s.jpg", digest, picture.width, picture.height)
    LooseFile.objects.bulk_create([LooseFile(file=one.file, since=at), LooseFile(file=one.thumbnail, since=at)])
    default_storage.save(one.file, ContentFile(picture.large))
    default_storage.save(one.thumbnail, ContentFile(picture.small))
    return one


def own(files: Sequence[Kept]) -> bool:
    """A case owns them now; False if one was swept or has an owner. Called within the deed."""
    names = {name for one in files for name in (one.file, one.thumbnail)}
    return LooseFile.objects.filter(file__in=names).delete()[0] == len(names)


def let_go(names: Iterable[str], at: datetime) -> None:
    """No case owns them any more: they are removed in the clerk's next round. Called within the deed."""
    LooseFile.objects.bulk_create((LooseFile(file=name, since=at - LOOSE_FOR) for name in names), ignore_conflicts=True)


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


def filters_of(person: Person, estate: Estate) -> list[SavedFilter]:
    """The views of the queue somebody keeps under a name."""
    return list(SavedFilter.objects.filter(estate=estate, person=person)[:FILTERS_MAX])


def keep_filter(person: Person, estate: Estate, name: str, query: str) -> None:
    """Keep a view under a name, in place of the one of that name. Beyond a score of them the oldest goes."""
    SavedFilter.objects.update_or_create(estate=estate, person=person, name=name, defaults={"query": query[:QUERY_MAX]})
    kept = SavedFilter.objects.filter(estate=estate, person=person).order_by("-pk").values_list("pk", flat=True)
    SavedFilter.objects.filter(pk__in=list(kept[FILTERS_MAX:])).delete()


def drop_filter(person: Person, estate: Estate, pk: UUID) -> None:
    SavedFilter.objects.filter(estate=estate, person=person, pk=pk).delete()
