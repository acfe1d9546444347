"""The import through its pages."""

import re
from typing import Any
from uuid import uuid4

import pytest
from django.conf import settings
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from courtyard.conftest import MONDAY_9AM, Court
from courtyard.core.errors import NotAllowed
from courtyard.people.actions import exporting, namesakes, registering
from courtyard.people.importing import drafts, kept
from courtyard.people.importing.listed import groups
from courtyard.people.models import Import, Person, Tenure
from courtyard.people.tests.register import GOOD, HEADINGS, IDENTITY, applied, file, revised, uploaded
from courtyard.places.models import Home
from courtyard.trail.models import Line

BAD = ("5号楼", "104", "兰心", "13900000105", "", "1O2.35", "住宅", "")
IMPORTS = "/e/plum/register/imports/"


def chosen(client: Client, data: bytes, **more: str) -> Any:
    upload = SimpleUploadedFile("名册.csv", data)
    return client.post(IMPORTS, {"id": str(uuid4()), "file": upload, **more})


def typed(page: Any) -> dict[str, Any]:
    """The preview's form as it stands, to be sent back with changes."""
    form = page.context["form"]
    fields = {name: form[name].value() for name in form.fields}
    return {name: value for name, value in fields.items() if value not in (None, "")}


def test_from_the_file_to_the_register_and_back(court: Court, client: Client) -> None:
    client.force_login(court.reg)

    preview = chosen(client, file([*GOOD, BAD]))["Location"]
    page = client.get(preview)
    counted_again = client.post(preview, typed(page) | {"cell-F5": "102.35"})
    ready = client.get(counted_again["Location"])
    done = client.post(f"{preview}apply/", typed(ready))
    client.post(f"{preview}undo/")

    assert (page.context["bad"], page.context["ready"]) == (1, False)
    assert (ready.context["done"], ready.context["ready"]) == (1, True)
    assert (done.status_code, done["Location"]) == (302, preview)
    assert Import.objects.get().state == "undone"
    assert Home.objects.filter(estate=court.estate).count() == 4


def test_nothing_is_imported_that_was_changed_and_not_seen(court: Court, client: Client) -> None:
    client.force_login(court.reg)
    preview = chosen(client, file())["Location"]

    answer = client.post(f"{preview}apply/", typed(client.get(preview)) | {"column-5": "ignore"})

    one = Import.objects.get()
    assert answer["Location"].endswith("?changed")
    assert (one.state, one.summary["area_cm2"]) == ("previewed", 0)


def test_who_looked_at_an_old_preview_is_told(court: Court, client: Client) -> None:
    client.force_login(court.reg)
    preview = chosen(client, file([*GOOD, BAD]))["Location"]
    page = client.get(preview)
    revised(Import.objects.get(), by=court.desk)

    answer = client.post(preview, typed(page) | {"cell-F5": "102.35"})

    assert answer.status_code == 409
    assert Import.objects.get().summary["problems"] == 1


def test_all_suggestions_are_taken_at_once_when_asked(court: Court, client: Client) -> None:
    client.force_login(court.reg)
    preview = chosen(client, file([*GOOD, BAD]))["Location"]

    client.post(preview, typed(client.get(preview)) | {"suggestions": "yes"})

    assert Import.objects.get().summary["problems"] == 0


def test_a_second_click_on_upload_is_the_same_upload(court: Court, client: Client) -> None:
    client.force_login(court.reg)
    form = str(uuid4())

    for _click in range(2):
        client.post(IMPORTS, {"id": form, "file": SimpleUploadedFile("名册.csv", file())})

    assert Import.objects.count() == 1


@pytest.mark.parametrize("data", [b"", b"<html><table></table></html>", b"PK\x03\x04 broken", b"\x89PNG\r\n\x1a\n"])
def test_a_file_that_is_no_register_is_said_at_its_field(court: Court, client: Client, data: bytes) -> None:
    client.force_login(court.reg)

    answer = chosen(client, data)

    assert answer.status_code == 422
    assert answer.context["form"].errors.keys() == {"file"}
    assert Import.objects.count() == 0


@pytest.mark.parametrize("name", ["lin", "yan", "zhu", "bai", "jie", "far"])
def test_the_import_is_not_there_for_others(court: Court, client: Client, name: str) -> None:
    one = uploaded(court)
    client.force_login(getattr(court, name))

    pages = [IMPORTS, f"{IMPORTS}{one.pk}/", f"{IMPORTS}{one.pk}/bad-rows.csv", "/e/plum/register/same-names/"]
    assert {client.get(page).status_code for page in [*pages, "/e/plum/register/export/"]} == {404}
    assert client.post(f"{IMPORTS}{one.pk}/apply/").status_code == 404


def test_a_preview_is_not_there_on_another_estates_pages(court: Court, client: Client) -> None:
    one = uploaded(court)
    client.force_login(court.reg)

    assert client.get(f"/e/pine/register/imports/{one.pk}/").status_code == 404


def test_what_the_house_forbids_is_said_and_leaves_no_trace(court: Court, client: Client) -> None:
    client.force_login(court.reg)
    rows = [(*row, "隐秘教派甲") for row in GOOD]

    preview = chosen(client, file(rows, (*HEADINGS, "宗教信仰")))["Location"]
    page = client.get(preview).content.decode()
    kept_rows = drafts.unpacked(kept.read(Import.objects.get().file))
    client.post(f"{preview}apply/", typed(client.get(preview)))

    assert "隐秘教派甲" not in str(kept_rows)
    assert "I列“宗教信仰”" in page
    assert Import.objects.get().state == "applied"
    assert everything_kept("隐秘教派甲") == []


def test_an_identity_number_is_kept_nowhere(court: Court, client: Client) -> None:
    client.force_login(court.reg)
    rows = [("5号楼", "101", "柏青", "", IDENTITY, "1O2", "", ""), *GOOD[1:]]

    preview = chosen(client, file(rows))["Location"]
    previewed = everything_kept(IDENTITY)
    client.post(preview, typed(client.get(preview)) | {"cell-F2": "102"})
    client.post(f"{preview}apply/", typed(client.get(preview)))

    assert Import.objects.get().state == "applied"
    assert previewed == everything_kept(IDENTITY) == []


def everything_kept(words: str) -> list[str]:
    """In which tables and files the words stand."""
    found = []
    with connection.cursor() as cursor:
        for table in connection.introspection.table_names(cursor):
            cursor.execute(f'SELECT * FROM "{table}"')
            found += [table for row in cursor.fetchall() if words in str(row)]
    files = [path for path in (settings.VAR / "files").rglob("*") if path.is_file()]
    return found + [path.name for path in files if words.encode() in path.read_bytes()]


def test_the_bad_rows_are_downloaded(court: Court, client: Client) -> None:
    client.force_login(court.reg)
    one = uploaded(court, file([*GOOD, BAD]))

    text = client.get(f"{IMPORTS}{one.pk}/bad-rows.csv").content.decode("utf-8-sig")

    assert text.splitlines()[1].startswith("5,F5,1O2.35,")


def test_a_page_costs_as_many_queries_however_many_rows_are_bad(court: Court, client: Client) -> None:
    client.force_login(court.reg)
    counts = []
    for number in (1, 3):
        bad = [("5号楼", f"20{n}", "柏青", "", "", "1O2.35", "住宅", "") for n in range(number)]
        one = uploaded(court, file([*GOOD, *bad]))
        with CaptureQueriesContext(connection) as made:
            client.get(f"{IMPORTS}{one.pk}/")
        counts.append(len(made))

    assert counts[0] == counts[1]


# Who of one name is whom


def test_one_person_of_two_entries_is_said_before_the_import(court: Court, client: Client) -> None:
    client.force_login(court.reg)
    preview = chosen(client, file())["Location"]
    page = client.get(preview)
    key = page.context["groups"][0].key
    said = {f"same-{key}": "one", f"why-{key}": "两张产权证上是同一个身份证号"}

    client.post(preview, typed(page) | said)
    client.post(f"{preview}apply/", typed(client.get(preview)))

    assert Person.objects.filter(name="柏青").count() == 1
    assert Tenure.objects.filter(person__name="柏青").count() == 2
    line = Line.objects.get(kind="people.confirmed_one")
    assert (line.fields["entries"], line.fields["reason"]) == (2, "两张产权证上是同一个身份证号")


def test_one_person_wants_a_reason(court: Court, client: Client) -> None:
    client.force_login(court.reg)
    preview = chosen(client, file())["Location"]
    page = client.get(preview)

    client.post(preview, typed(page) | {f"same-{page.context['groups'][0].key}": "one"})

    answer = client.get(preview)
    assert (answer.context["ready"], answer.context["figures"]["without_reason"]) == (False, 1)


def test_said_to_be_two_is_not_asked_again(court: Court, client: Client) -> None:
    client.force_login(court.reg)
    preview = chosen(client, file())["Location"]
    page = client.get(preview)

    client.post(preview, typed(page) | {f"same-{page.context['groups'][0].key}": "two"})
    client.post(f"{preview}apply/", typed(client.get(preview)))

    assert groups(court.estate, MONDAY_9AM.date()) == ([], "")
    assert Line.objects.filter(kind="people.confirmed_two").count() == 1


def test_names_are_told_after_the_import_many_at_once(court: Court, client: Client) -> None:
    rows = [("5号楼", f"{n}", "甲木" if n < 104 else "乙木", "", "", "80", "", "") for n in range(101, 107)]
    applied(uploaded(court, file(rows)), by=court.reg)
    client.force_login(court.reg)
    page = client.get("/e/plum/register/same-names/")
    first, second = page.context["groups"]
    said = {
        f"same-{first.key}": "one",
        f"why-{first.key}": "本人到场",
        f"who-{first.key}": [one["ident"] for one in first.entries[:2]],
        f"same-{second.key}": "two",
    }

    answer = client.post("/e/plum/register/same-names/", said)

    assert answer.status_code == 302
    merged, apart = first.entries[0]["name"], second.entries[0]["name"]
    assert Person.objects.filter(name=merged).count() == 2
    assert Person.objects.filter(name=apart, told_apart_at__isnull=False).count() == 3
    kinds = Line.objects.order_by("id").values_list("kind", flat=True)
    assert list(kinds)[-2:] == ["people.confirmed_one", "people.confirmed_two"]


def two(court: Court) -> list[Person]:
    applied(uploaded(court), by=court.reg)
    return list(Person.objects.filter(name="柏青").order_by("pk"))


def test_names_do_not_merge_without_a_reason(court: Court) -> None:
    persons = [person.pk for person in two(court)]

    with pytest.raises(namesakes.ReasonNeeded):
        namesakes.tell_names(
            court.estate.pk, said=[namesakes.Said(persons, one=True, reason=" ")], by=court.reg, at=MONDAY_9AM
        )

    assert Person.objects.filter(name="柏青").count() == 2


@pytest.mark.parametrize("name", ["lin", "yan", "zhu", "jie", "far"])
def test_nobody_else_tells_names(court: Court, name: str) -> None:
    persons = [person.pk for person in two(court)]

    with pytest.raises(NotAllowed):
        namesakes.tell_names(
            court.estate.pk, said=[namesakes.Said(persons, one=False)], by=getattr(court, name), at=MONDAY_9AM
        )


def test_a_merged_person_keeps_an_import_from_being_taken_back(court: Court) -> None:
    persons = [person.pk for person in two(court)]
    namesakes.tell_names(
        court.estate.pk, said=[namesakes.Said(persons, one=True, reason="本人到场")], by=court.reg, at=MONDAY_9AM
    )

    with pytest.raises(registering.Leaning):
        registering.undo_import(Import.objects.get().pk, by=court.reg, at=MONDAY_9AM)


# The way out


@pytest.mark.parametrize("kind", ["csv", "xlsx"])
@pytest.mark.parametrize("language", ["zh-hans", "en"])
def test_what_is_taken_out_comes_in_again_as_it_was(court: Court, client: Client, kind: str, language: str) -> None:
    applied(uploaded(court), by=court.reg)
    client.force_login(court.reg)
    client.cookies["language"] = language

    answer = client.post("/e/plum/register/export/", {"reason": "换系统前备份", "kind": kind})

    again = uploaded(court, answer.content)
    figures = {
        name: again.summary[name] for name in ("homes", "owners", "problems", "new_homes", "new_owners", "notes")
    }
    assert figures == {"homes": 7, "owners": 5, "problems": 0, "new_homes": 0, "new_owners": 0, "notes": 0}
    assert again.summary["area_cm2"] == again.summary["area_before_cm2"]
    line = Line.objects.get(kind="people.register_exported")
    assert (line.fields["homes"], line.fields["owners"], line.fields["reason"]) == (7, 5, "换系统前备份")


def test_the_register_is_taken_out_by_its_keeper_only_and_with_a_reason(court: Court) -> None:
    with pytest.raises(NotAllowed):
        exporting.export_register(court.estate.pk, reason="备份", by=court.desk, at=MONDAY_9AM)
    with pytest.raises(exporting.NoReason):
        exporting.export_register(court.estate.pk, reason=" ", by=court.reg, at=MONDAY_9AM)
    assert Line.objects.count() == 0


def test_no_cell_of_the_file_is_reckoned(court: Court, client: Client) -> None:
    Person.objects.filter(pk=court.lin.pk).update(name='=HYPERLINK("x")')
    client.force_login(court.reg)

    answer = client.post("/e/plum/register/export/", {"reason": "备份", "kind": "csv"})

    assert re.search(r"'=HYPERLINK", answer.content.decode("utf-8-sig"))
    assert drafts.read(answer.content, "x.csv").has_homes
