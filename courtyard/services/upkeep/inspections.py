"""Files of photographs of findings. The upkeep of cases keeps account of them and sweeps what nobody owns."""

from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from datetime import datetime
from uuid import UUID

from django.core.files.storage import default_storage

from courtyard.cases.models import LooseFile
from courtyard.cases.pictures import Kept, Picture
from courtyard.cases.upkeep import kept, remove
from courtyard.services.models import FindingPhoto


@contextmanager
def copies(estate_id: UUID, photos: Iterable[FindingPhoto], at: datetime) -> Iterator[list[Kept]]:
    """Files of their own for the case that takes them over: its words and photographs can be erased, ours stay.

    They go again if the case is refused, or was there already.
    """
    with kept(estate_id, [_picture(photo) for photo in photos], at) as files:
        yield files
    names = [name for one in files for name in (one.file, one.thumbnail)]
    remove(list(LooseFile.objects.filter(file__in=names).values_list("file", flat=True)))


def _picture(photo: FindingPhoto) -> Picture:
    with default_storage.open(photo.file) as large, default_storage.open(photo.thumbnail) as small:
        return Picture(large.read(), small.read(), photo.width, photo.height)


def take_away(one: Kept) -> None:
    """A photograph that came twice: the first one stands, and the file of the second is nobody's."""
    remove([one.file, one.thumbnail])
