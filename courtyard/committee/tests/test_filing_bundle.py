"""The papers of a filing as one PDF and one zip; broken and locked files are refused by name."""

import hashlib
import io
import zipfile

import pytest
from django.core.files.storage import default_storage
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from pypdf import PdfReader, PdfWriter
from pypdf.generic import DictionaryObject, NameObject, TextStringObject

from courtyard.assembly.attachments import PDF, File
from courtyard.committee import bundles, printed
from courtyard.committee.models import Filing, FilingPaper
from courtyard.committee.tests.papers import TODAY, add, blank, complete, formation, new_committee, opened, picture
from courtyard.conftest import Court
from courtyard.people.models import Person
from courtyard.trail.tests.clock import Clock
from courtyard.web.tests.printed import A4, Printed, closed, set_here

K = FilingPaper.Kind


def page_of(filing: Filing, code: str = "plum") -> str:
    return f"/e/{code}/committee/filings/{filing.pk}/"


def client_of(person: Person) -> Client:
    client = Client()
    client.force_login(person)
    return client


def missing(paper: Printed, said: list[str]) -> list[str]:
    return [words for words in said if closed(words) not in paper.text]


@pytest.mark.parametrize("pages", [1, 3])
def test_the_pages_of_a_pdf_are_counted(pages: int) -> None:
    assert bundles.pages_of(File("规约.pdf", PDF, blank(pages))) == pages


def test_a_picture_is_one_page() -> None:
    assert bundles.pages_of(File("规约.png", "image/png", picture())) == 1


@pytest.mark.parametrize("data", [b"%PDF-1.7 three offers", blank()[:150], b"%PDF-"])
def test_half_a_pdf_is_refused_by_name(data: bytes) -> None:
    with pytest.raises(bundles.BrokenPaper) as refused:
        bundles.pages_of(File("规约.pdf", PDF, data))

    assert refused.value.fields == {"name": "规约.pdf"}


def test_a_pdf_with_a_password_is_refused_by_name() -> None:
    with pytest.raises(bundles.LockedPaper) as refused:
        bundles.pages_of(File("规约.pdf", PDF, blank(password="plum")))

    assert refused.value.fields == {"name": "规约.pdf"}


def test_a_pdf_has_a_limit(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(bundles, "PAGES_MAX", 2)

    with pytest.raises(bundles.ThickPaper):
        bundles.pages_of(File("规约.pdf", PDF, blank(3)))


def test_one_that_takes_for_ever_is_given_up(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(bundles, "COUNT_SECONDS", 0.001)

    with pytest.raises(bundles.ThickPaper):
        bundles.pages_of(File("规约.pdf", PDF, blank()))


def test_the_page_refuses_a_broken_and_a_locked_file_and_keeps_neither(court: Court, clock: Clock) -> None:
    filing = opened(court)
    yan, page = client_of(court.yan), f"{page_of(filing)}papers/rules/add/"

    broken = yan.post(page, {"file": SimpleUploadedFile("半本.pdf", b"%PDF-1.7 half")})
    locked = yan.post(page, {"file": SimpleUploadedFile("加密.pdf", blank(password="plum"))})
    text = yan.post(page, {"file": SimpleUploadedFile("笔记.pdf", b"just words")})

    assert [one.status_code for one in (broken, locked, text)] == [422, 422, 422]
    assert ("半本.pdf" in broken.content.decode(), "加密.pdf" in locked.content.decode()) == (True, True)
    assert not filing.papers.exists()


def test_all_papers_are_bound_in_the_order_of_the_law(court: Court) -> None:
    filing = opened(court)
    add(filing, K.TRAINING, court.yan, picture(200, 100), "证书.png", content="image/png")
    add(filing, K.MINUTES, court.yan, blank(2), "纪要.pdf", pages=2)
    papers = list(filing.papers.all())

    made = bundles.bound(papers, lambda first: printed.cover(filing, papers, TODAY, first))

    pages = PdfReader(io.BytesIO(made)).pages
    assert [(round(one.mediabox.width), round(one.mediabox.height)) for one in pages] == [A4, A4, A4, (842, 595)]


def test_the_cover_names_every_paper_its_first_page_and_its_hash(court: Court) -> None:
    filing = opened(court)
    add(filing, K.RULES, court.yan, blank(3), "议事规则.pdf", pages=3)
    rules = filing.papers.get()
    add(filing, K.TRAINING, court.yan, blank(1), "证书.pdf")

    cover = set_here("committee/cover", printed.cover(filing, list(filing.papers.all()), TODAY))

    assert (cover.pages[0].width, cover.pages[0].height) == A4
    whole = bundles.hash_of(list(filing.papers.all()))
    assert missing(cover, ["议事规则.pdf", "证书.pdf", rules.sha256[:8], whole[:8]]) == []
    rows = printed.cover(filing, list(filing.papers.all()), TODAY)["rows"]
    assert [(row["n"], row["from"]) for row in rows] == [("1", "2"), ("2", "5")]


def test_a_long_cover_moves_what_follows(court: Court) -> None:
    filing = opened(court)
    for number in range(30):
        add(filing, K.OTHER, court.yan, blank() + bytes([number]), f"附件{number}" * 6 + ".pdf")
    papers, firsts = list(filing.papers.all()), []

    def cover(first: int) -> dict[str, object]:
        firsts.append(first)
        return printed.cover(filing, papers, TODAY, first)

    made = PdfReader(io.BytesIO(bundles.bound(papers, cover)))

    assert firsts[0] == 2
    assert len(made.pages) == firsts[-1] - 1 + 30


def test_the_zip_holds_numbered_files_and_hashes_that_are_right(court: Court, clock: Clock) -> None:
    filing = complete(court)

    answer = client_of(court.jie).get(f"{page_of(filing)}papers.zip")

    with zipfile.ZipFile(io.BytesIO(answer.content)) as bundle:
        listed = [line.split("  ", 1) for line in bundle.read(bundles.MANIFEST).decode().splitlines()]
        assert len(listed) == 6
        assert [hashlib.sha256(bundle.read(name)).hexdigest() for _, name in listed] == [digest for digest, _ in listed]
        assert [name[:2] for _, name in listed] == ["01", "02", "03", "04", "05", "06"]


def test_the_same_papers_make_the_same_zip(court: Court) -> None:
    papers = list(complete(court).papers.all())

    assert bundles.zipped(papers) == bundles.zipped(papers[::-1])
    assert bundles.hash_of(papers) == hashlib.sha256(bundles.manifest(papers)).hexdigest()


@pytest.mark.parametrize("name", ["../../etc/passwd", "..", "a/b\\c:d.pdf", "名\u202e字\n.pdf", "长" * 200])
def test_no_name_of_a_file_leads_out_of_the_zip(court: Court, name: str) -> None:
    paper = FilingPaper(kind=K.RULES, name=name, content=PDF)

    made = bundles.file_name(1, paper)

    assert (set(made) & set("/\\:\n\u202e"), made.startswith("01-"), made.endswith(".pdf")) == (set(), True, True)
    assert len(made) <= bundles.NAME_MAX + 4


def test_a_file_that_is_gone_is_named(court: Court) -> None:
    filing = opened(court)
    paper = add(filing, K.RULES, court.yan, name="议事规则.pdf")
    default_storage.delete(paper.file)

    with pytest.raises(bundles.LostPaper) as refused:
        bundles.zipped([paper])

    assert refused.value.fields == {"name": "议事规则.pdf"}


def test_what_a_page_does_by_itself_is_left_out(court: Court) -> None:
    writer = PdfWriter(clone_from=io.BytesIO(blank()))
    script = DictionaryObject(
        {NameObject("/S"): NameObject("/JavaScript"), NameObject("/JS"): TextStringObject("app.alert(1)")}
    )
    writer.pages[0][NameObject("/AA")] = DictionaryObject({NameObject("/O"): script})
    stream = io.BytesIO()
    writer.write(stream)
    filing = opened(court)
    papers = [add(filing, K.RULES, court.yan, stream.getvalue())]

    made = bundles.bound(papers, lambda first: printed.cover(filing, papers, TODAY, first))

    before, after = PdfReader(stream).pages[0], PdfReader(io.BytesIO(made)).pages[1]
    assert ("/AA" in before, "/AA" in after, b"/JavaScript" in made) == (True, False, False)


def test_the_housing_office_reads_each_paper_and_all_in_one(court: Court, clock: Clock) -> None:
    filing = complete(court)
    paper = filing.papers.get(kind="rules")
    jie, page = client_of(court.jie), page_of(filing)

    one, whole = jie.get(f"{page}papers/{paper.pk}/"), jie.get(f"{page}papers.pdf")

    assert (one.status_code, one["Content-Type"], one["Cache-Control"]) == (200, PDF, "private, no-store")
    assert len(PdfReader(io.BytesIO(whole.content)).pages) == 7
    assert jie.get(f"{page_of(filing, 'pine')}papers.pdf").status_code == 404


def test_the_list_of_members_has_everybody_with_post_and_pledge(court: Court) -> None:
    committee = new_committee(court, alternates=("夏知微",), number=3)

    paper = set_here("committee/members", printed.members(committee, TODAY))

    assert (paper.pages[0].width, paper.pages[0].height) == A4
    assert missing(paper, ["兰委成", "秦松涛", "江映月", "夏知微", "2031年5月31日"]) == []
    assert all(paper.fonts.values())


def test_without_an_election_here_the_minutes_are_added_as_a_file(court: Court, clock: Clock) -> None:
    filing = opened(court, new_committee(court, formation=formation(court)))

    made = client_of(court.yan).post(f"{page_of(filing)}papers/minutes/make/")

    assert made.status_code == 422
    assert not filing.papers.exists()
