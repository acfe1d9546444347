"""What must be so of cases, their lines and their photographs, wherever a server was killed."""

import hashlib
from collections.abc import Collection
from datetime import timedelta
from pathlib import Path

from django.core.files.storage import default_storage
from django.utils.timezone import now
from PIL import Image

from courtyard.cases import upkeep
from courtyard.cases.events import CaseFiled
from courtyard.cases.models import Case, CasePhoto, LooseFile, Serial
from courtyard.cases.tests.burst import Sent
from courtyard.trail.models import Line


def assert_whole(sent: Collection[Sent]) -> None:
    """Each case has its line and each line its case; each is as it was sent; no number is left out."""
    cases = {case.pk: case for case in Case.objects.prefetch_related("photos")}
    lines = {line.about: line for line in Line.objects.of_kind(CaseFiled)}
    forms = {one.id: one for one in sent}
    assert lines.keys() == cases.keys()
    assert Line.objects.of_kind(CaseFiled).count() == len(cases)
    for pk, case in cases.items():
        assert_as_sent(case, lines[pk], forms[pk])
    assert sorted(case.number for case in cases.values()) == numbers_given()
    assert files_there() <= owned_files() | set(LooseFile.objects.values_list("file", flat=True))


def assert_as_sent(case: Case, line: Line, sent: Sent) -> None:
    photos = list(case.photos.all())
    assert (case.words, case.reporter_id, len(photos)) == (sent.words, sent.by.pk, sent.photos)
    assert isinstance(line.event, CaseFiled)
    assert (line.event.number, line.event.words, line.by) == (case.number, sent.words, sent.by.pk)
    assert sorted(line.event.photos) == sorted(photo.sha256 for photo in photos)
    for photo in photos:
        with default_storage.open(photo.file) as file:
            assert hashlib.sha256(file.read()).hexdigest() == photo.sha256
        with default_storage.open(photo.thumbnail) as file, Image.open(file) as thumbnail:
            thumbnail.load()


def assert_nothing_lies_about() -> None:
    """What killed deeds left behind is swept within two days, and nothing else."""
    while upkeep.sweep(now() + timedelta(days=2)):
        pass
    assert files_there() == owned_files()
    assert not LooseFile.objects.exists()


def numbers_given() -> list[str]:
    serials = Serial.objects.order_by("month")
    return [f"{one.month}-{number:04}" for one in serials for number in range(1, one.last + 1)]


def owned_files() -> set[str]:
    return {name for names in CasePhoto.objects.values_list("file", "thumbnail") for name in names}


def files_there() -> set[str]:
    folder = Path(default_storage.path(""))
    return {str(path.relative_to(folder)) for path in folder.rglob("*") if path.is_file()}
