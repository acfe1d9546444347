"""Photographs: looked into, made smaller, stripped of where and when, and refused with a sentence."""

import io
from collections.abc import Callable
from datetime import timedelta
from functools import partial

import pytest
from django.core.files.storage import default_storage
from PIL import Image

from courtyard.cases import actions, chores, pictures, upkeep
from courtyard.cases.models import LooseFile
from courtyard.cases.tests import build
from courtyard.cases.tests.build import photograph
from courtyard.conftest import MONDAY_9AM, Court
from courtyard.core.errors import BadInput, NotAllowed
from courtyard.trail.ids import new_id


def read(stream: io.BytesIO) -> pictures.Picture:
    return pictures.read(stream, "照片", len(stream.getvalue()))


def opened(data: bytes) -> Image.Image:
    return Image.open(io.BytesIO(data))


@pytest.mark.parametrize("kind", ["JPEG", "PNG", "WEBP", "GIF", "MPO"])
def test_each_kind_becomes_a_jpeg(kind: str) -> None:
    picture = read(photograph(kind))

    assert opened(picture.large).format == "JPEG"
    assert (picture.width, picture.height) == (60, 40)


def test_large_ones_are_made_smaller_with_a_thumbnail() -> None:
    picture = read(photograph(size=(4000, 3000)))

    assert opened(picture.large).size == (1600, 1200)
    assert opened(picture.small).size == (320, 240)


def test_where_and_when_it_was_taken_is_gone_and_it_stands_upright() -> None:
    exif = Image.Exif()
    exif[0x0112] = 6  # turned by a quarter
    exif[0x0132] = "2026:06:08 09:00:00"
    exif.get_ifd(0x8825)[1] = "N"
    exif.get_ifd(0x8825)[2] = (31.0, 13.0, 50.0)

    picture = read(photograph(exif=exif))

    assert dict(opened(picture.large).getexif()) == {}
    assert b"Exif" not in picture.large
    assert (picture.width, picture.height) == (40, 60)


def test_what_one_can_see_through_is_laid_on_white() -> None:
    stream = io.BytesIO()
    Image.new("RGBA", (10, 10), (0, 0, 0, 0)).save(stream, "PNG")

    picture = read(stream)

    assert opened(picture.large).getpixel((5, 5)) == (255, 255, 255)


def cut(kind: str) -> io.BytesIO:
    whole = photograph(kind, size=(900, 700)).getvalue()
    return io.BytesIO(whole[: len(whole) // 2])


def bomb() -> io.BytesIO:
    stream = io.BytesIO()
    Image.new("1", (30_000, 30_000)).save(stream, "PNG")
    return stream


@pytest.mark.parametrize(
    ("made", "refusal"),
    [
        (lambda: io.BytesIO(b"<!doctype html><script>alert(1)</script>"), pictures.NoPicture),
        (lambda: io.BytesIO(b"\x89PNG\r\n\x1a\n<html>"), BadInput),
        (lambda: io.BytesIO(b""), pictures.NoPicture),
        (lambda: io.BytesIO(b"BM" + b"\x00" * 100), pictures.NoPicture),
        (partial(cut, "JPEG"), pictures.CutOff),
        (partial(cut, "PNG"), pictures.CutOff),
        (bomb, pictures.VastPicture),
        (partial(photograph, size=(8000, 6500)), pictures.VastPicture),
        (lambda: io.BytesIO(b"\x00\x00\x00\x18ftypheic" + b"\x00" * 64), pictures.PhoneFormat),
    ],
    ids=["html", "png that is html", "empty", "bmp", "half a jpeg", "half a png", "bomb", "vast", "heic"],
)
def test_what_is_no_photograph_is_refused_by_name(made: Callable[[], io.BytesIO], refusal: type[BadInput]) -> None:
    with pytest.raises(refusal):
        read(made())


def test_forty_megabytes_are_not_even_opened() -> None:
    with pytest.raises(pictures.HeavyPicture):
        pictures.read(io.BytesIO(b""), "照片", 40 * 1024 * 1024)


def test_files_lie_in_the_estates_folder_and_belong_to_the_case(court: Court) -> None:
    with upkeep.kept(court.estate.pk, [read(photograph())], MONDAY_9AM) as photos:
        case = build.filed(court, photos=photos)

    photo = case.photos.get()
    assert photo.file.startswith(f"{court.estate.pk}/cases/")
    assert default_storage.exists(photo.file)
    assert default_storage.exists(photo.thumbnail)
    assert not LooseFile.objects.exists()


def test_a_refused_deed_leaves_no_file(court: Court) -> None:
    with pytest.raises(NotAllowed), upkeep.kept(court.estate.pk, [read(photograph())], MONDAY_9AM) as photos:
        build.filed(court, by=court.far, photos=photos)

    assert not default_storage.exists(photos[0].file)
    assert not LooseFile.objects.exists()


def test_what_a_crash_left_behind_is_swept_after_a_day(court: Court) -> None:
    photos = [upkeep.keep(court.estate.pk, read(photograph()), MONDAY_9AM)]

    chores.sweep_files(MONDAY_9AM + timedelta(hours=23))
    waits = default_storage.exists(photos[0].file)
    chores.sweep_files(MONDAY_9AM + timedelta(hours=24))

    assert waits
    assert not default_storage.exists(photos[0].file)
    assert not LooseFile.objects.exists()


def test_a_ticket_brings_back_a_photograph_for_its_own_form_only(court: Court) -> None:
    form = new_id()
    photo = upkeep.keep(court.estate.pk, read(photograph()), MONDAY_9AM)

    ticket = pictures.ticket(photo, form)

    assert pictures.redeem(ticket, form) == photo
    assert pictures.redeem(ticket, new_id()) is None
    assert pictures.redeem(ticket + "x", form) is None


def test_a_photograph_cannot_be_taken_twice(court: Court) -> None:
    """Two cases would share a file, and erasing one would take the other's."""
    photos = [upkeep.keep(court.estate.pk, read(photograph()), MONDAY_9AM)]
    build.filed(court, photos=photos)

    with pytest.raises(actions.LostPhoto):
        build.filed(court, photos=photos)
