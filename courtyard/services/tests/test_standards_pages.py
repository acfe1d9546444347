"""Standards through their pages: looked at, kept, published; which row is broken; as many queries for many rows."""

import io
from pathlib import Path
from typing import Any

import pytest
from django.core.files.storage import default_storage
from django.core.files.uploadedfile import SimpleUploadedFile
from django.core.management import call_command
from django.test import Client
from django.utils.timezone import localdate

from courtyard.assembly.models import LooseFile
from courtyard.conftest import Court
from courtyard.core.standards import EXAMPLE
from courtyard.services import sheets
from courtyard.services.models import Catalogue
from courtyard.services.queries.standards import draft_of
from courtyard.services.tests.reading import client_of, queries_of, read, status
from courtyard.services.tests.standards import NAME, TODAY, as_csv, loaded, published

ALL = "/standards/"
pytestmark = pytest.mark.usefixtures("clock")


def load_address(court: Court) -> str:
    return f"/standards/at/{court.city.code}/load/"


def look_at(court: Court, data: bytes, **given: Any) -> Any:
    said = {"name": NAME, "version": "2026", "file": SimpleUploadedFile("标准.csv", data), **given}
    return client_of(court.shi).post(load_address(court), said)


def ticket_in(page: str) -> str:
    return page.split('name="ticket" value="')[1].split('"', maxsplit=1)[0]


def keep(court: Court, ticket: str) -> Any:
    address = f"/standards/at/{court.city.code}/keep/"
    return client_of(court.shi).post(address, {"ticket": ticket})


def test_a_file_is_looked_at_kept_and_published(court: Court) -> None:
    looked = look_at(court, as_csv(), source="沪房〔2026〕1号")
    page = looked.content.decode()
    assert (looked.status_code, Catalogue.objects.count()) == (200, 0)
    assert "Nothing is kept yet" in page
    assert "电梯轿厢" in page

    kept = keep(court, ticket_in(page))
    one = Catalogue.objects.get()
    assert (kept.status_code, kept.headers["Location"]) == (303, f"/standards/{one.pk}/")
    assert (draft_of(one), one.source, one.loaded_by) == (EXAMPLE, "沪房〔2026〕1号", court.shi)
    assert LooseFile.objects.count() == 0
    assert keep(court, ticket_in(page)).status_code == 422  # its file is gone with the first

    published = client_of(court.shi).post(f"/standards/{one.pk}/publish/", {"valid_from": TODAY})
    assert published.status_code == 303
    assert NAME in read(None, ALL)
    assert "楼道地面" in read(None, f"/standards/{one.pk}/")
    ended = client_of(court.shi).post(f"/standards/{one.pk}/end/", {"valid_to": TODAY, "reason": "另有规定"})
    assert ended.status_code == 303
    assert "另有规定" in read(None, f"/standards/{one.pk}/")


def test_a_broken_row_is_named_and_nothing_is_kept(court: Court) -> None:
    answer = look_at(court, as_csv(二级="", 每月一次=""))
    page = answer.content.decode()

    assert answer.status_code == 422
    assert "row 4" in page
    assert "H4" in page
    assert (Catalogue.objects.count(), LooseFile.objects.count()) == (0, 0)


@pytest.mark.parametrize(
    ("data", "words"),
    [
        (b"%PDF-1.7 no table", "This is not a spreadsheet."),
        ("姓名,房号\n林,101\n".encode(), "We find no headings."),
    ],
)
def test_a_file_that_is_no_catalogue(court: Court, data: bytes, words: str) -> None:
    answer = look_at(court, data)

    assert answer.status_code == 422
    assert words in answer.content.decode()


def test_a_version_that_is_published_is_refused_when_kept(court: Court) -> None:
    published(court)
    page = look_at(court, as_csv()).content.decode()

    answer = keep(court, ticket_in(page))

    assert answer.status_code == 422
    assert "what was published never changes" in answer.content.decode()
    assert Catalogue.objects.count() == 1


def test_a_ticket_is_good_for_its_place_and_file_only(court: Court) -> None:
    page = look_at(court, as_csv()).content.decode()
    elsewhere = f"/standards/at/{court.district.code}/keep/"

    assert client_of(court.shi).post(elsewhere, {"ticket": ticket_in(page)}).status_code == 422
    assert keep(court, "made-up").status_code == 422
    default_storage.delete(LooseFile.objects.get().file)
    assert keep(court, ticket_in(page)).status_code == 422
    assert Catalogue.objects.count() == 0


def test_what_changed_is_shown_before_it_is_kept(court: Court) -> None:
    published(court)

    page = look_at(court, as_csv(无污迹="看不见手印"), version="2027").content.decode()

    assert "Changes since version 2026" in page
    assert "看不见手印" in page


def test_a_draft_is_there_for_its_officers_alone(court: Court) -> None:
    one = loaded(court)

    assert [status(person, f"/standards/{one.pk}/") for person in (None, court.lin, court.jie)] == [404] * 3
    assert [status(person, f"/standards/{one.pk}/file/") for person in (None, court.shi)] == [404, 200]
    assert "Publish it" in read(court.shi, f"/standards/{one.pk}/")
    assert NAME in read(court.shi, ALL)
    assert NAME not in read(None, ALL)
    assert client_of(court.shi).post(f"/standards/{one.pk}/drop/").status_code == 303
    assert Catalogue.objects.count() == 0


def test_an_example_says_so_everywhere(court: Court) -> None:
    one = published(court, name="示例", is_example=True)

    assert "example, set by no authority" in read(None, ALL)
    assert "No authority set them" in read(None, f"/standards/{one.pk}/")


def test_the_files_are_spreadsheets(court: Court) -> None:
    one = published(court)

    answers = [Client().get(address) for address in (f"{ALL}template/", f"{ALL}{one.pk}/file/")]

    assert [answer.headers["Content-Type"] for answer in answers] == [sheets.XLSX] * 2
    drafts = [sheets.look_into(answer.content, "a.xlsx", court.city).reading.draft for answer in answers]
    assert drafts == [EXAMPLE, EXAMPLE]


def test_what_is_usual_for_each_kind_of_estate(court: Court) -> None:
    page = read(None, ALL)

    assert "After-sale public housing" in page
    assert "Courtyard’s own default" in page


def test_an_officer_s_part_of_the_tree_leads_there(court: Court) -> None:
    assert load_address(court) in read(court.shi, ALL)
    assert load_address(court) not in read(court.jie, ALL)


@pytest.mark.parametrize("address", ["all", "one"])
def test_pages_ask_as_often_for_three_rows_as_for_one(court: Court, address: str) -> None:
    first = published(court, "2026")
    where = ALL if address == "all" else f"/standards/{first.pk}/"
    once = queries_of(court.shi, where)
    for version in ("2027", "2028"):
        published(court, version, name=f"另一份{version}")
        loaded(court, version, name=f"草稿{version}")

    assert queries_of(court.shi, where) == once


# the command


def command(*words: str) -> tuple[str, str, int]:
    out, err = io.StringIO(), io.StringIO()
    try:
        call_command("catalogue", *words, "--language", "en", stdout=out, stderr=err)
    except SystemExit as left:
        return out.getvalue(), err.getvalue(), int(str(left.code))
    return out.getvalue(), err.getvalue(), 0


def test_our_example_is_loaded_by_one_command(court: Court) -> None:
    out, _, code = command("--place", court.city.code, "--example", "--publish", localdate().isoformat())

    one = Catalogue.objects.get()
    assert (code, one.is_example, one.valid_from, one.items.count()) == (0, True, localdate(), 64)
    assert "64 check items" in out


def test_the_command_names_broken_rows_and_loads_nothing(court: Court, tmp_path: Path) -> None:
    file = tmp_path / "standards.csv"
    file.write_bytes(as_csv(每月一次=""))

    _, err, code = command(str(file), "--place", court.city.code, "--edition", "1")

    assert (code, Catalogue.objects.count()) == (1, 0)
    assert "H4\tThis must not be empty." in err


@pytest.mark.parametrize(
    ("words", "said"),
    [
        (["--place", "nowhere", "--example"], "There is no place nowhere."),
        (["--place", "310000"], "say --example for our own"),
        (["/nowhere.csv", "--place", "310000"], "cannot be opened"),
    ],
)
def test_the_command_says_what_it_cannot_use(court: Court, words: list[str], said: str) -> None:
    words = [court.city.code if word == "310000" else word for word in words]

    _, err, code = command(*words)

    assert (code, Catalogue.objects.count()) == (2, 0)
    assert said in err


def test_a_second_example_is_refused_in_words(court: Court) -> None:
    command("--place", court.city.code, "--example", "--publish", localdate().isoformat())

    _, err, code = command("--place", court.city.code, "--example")

    assert code == 2
    assert "what was published never changes" in err
