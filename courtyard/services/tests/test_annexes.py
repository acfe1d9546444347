"""Papers of a contract: the file is what it was, whoever looks later; and it can be taken off."""

import hashlib
from typing import Any

import pytest
from django.core.files.storage import default_storage

from courtyard.assembly import upkeep as files
from courtyard.assembly.models import LooseFile
from courtyard.conftest import MONDAY_9AM, Court
from courtyard.core.errors import NotAllowed, NotThere
from courtyard.services.actions import annexes as wrong
from courtyard.services.actions.annexes import add_annex, drop_annex
from courtyard.services.actions.contract_ending import end_contract
from courtyard.services.models import Annex
from courtyard.services.tests.contracting import DAY, PDF, TODAY, draft, paper, secretary, sign
from courtyard.trail.ids import new_id
from courtyard.trail.models import FileHash, Line


def test_a_paper_is_kept_with_its_hash_on_the_record(court: Court) -> None:
    one, given = draft(court), paper(court)

    first, second = (add_annex(one.pk, given, by=court.yan, at=MONDAY_9AM) for _ in range(2))

    assert (first, Annex.objects.count(), LooseFile.objects.count()) == (second, 1, 0)
    assert first.sha256 == hashlib.sha256(PDF).hexdigest()
    assert FileHash.objects.count() == 1
    assert first.file.startswith(f"{court.estate.pk}/services/")


def test_the_scan_is_added_after_signing_too(court: Court) -> None:
    one = sign(court, draft(court))

    annex = add_annex(one.pk, paper(court), by=secretary(court), at=MONDAY_9AM)

    assert annex.contract == one


@pytest.mark.parametrize(
    ("given", "refusal"),
    [
        ({"kind": "song"}, wrong.NoSuchPaper),
        ({"name": " "}, wrong.NoName),
        ({"name": "长" * 121}, wrong.NoName),
        ({"file": None}, wrong.NoFile),
        ({"file": files.Kept("nowhere.pdf", "0" * 64, 1)}, wrong.LostFile),
    ],
)
def test_a_paper_that_is_none_is_refused(court: Court, given: dict[str, Any], refusal: type[Exception]) -> None:
    one = draft(court)

    with pytest.raises(refusal):
        add_annex(one.pk, paper(court, **given), by=court.yan, at=MONDAY_9AM)

    assert Annex.objects.count() == 0


def test_papers_are_so_many_at_most(court: Court, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(wrong, "ANNEXES_MAX", 1)
    one = draft(court)
    add_annex(one.pk, paper(court), by=court.yan, at=MONDAY_9AM)

    with pytest.raises(wrong.ManyAnnexes):
        add_annex(one.pk, paper(court), by=court.yan, at=MONDAY_9AM)


def test_what_is_taken_off_goes_with_its_file_and_leaves_its_hash(court: Court) -> None:
    one = sign(court, draft(court))
    annex = add_annex(one.pk, paper(court), by=court.yan, at=MONDAY_9AM)

    with pytest.raises(wrong.NoReason):
        drop_annex(annex.pk, reason=" ", by=court.yan, at=MONDAY_9AM)
    drop_annex(annex.pk, reason="有电话号码", by=court.yan, at=MONDAY_9AM)
    files.sweep(MONDAY_9AM + DAY)

    assert (Annex.objects.count(), default_storage.exists(annex.file)) == (0, False)
    assert Line.objects.get(kind="services.annex_dropped").fields["sha256"] == annex.sha256
    with pytest.raises(NotThere):
        drop_annex(annex.pk, reason="有电话号码", by=court.yan, at=MONDAY_9AM)


@pytest.mark.parametrize("name", ["lin", "desk", "zhu", "jie", "far"])
def test_nobody_else_adds_or_takes_off(court: Court, name: str) -> None:
    one, somebody = draft(court), getattr(court, name)
    annex = add_annex(one.pk, paper(court), by=court.yan, at=MONDAY_9AM)

    with pytest.raises(NotAllowed):
        add_annex(one.pk, paper(court), by=somebody, at=MONDAY_9AM)
    with pytest.raises(NotAllowed):
        drop_annex(annex.pk, reason="有电话号码", by=somebody, at=MONDAY_9AM)


def test_the_papers_of_a_contract_that_is_over_stay_as_they_are(court: Court) -> None:
    one = sign(court, draft(court, starts_on=TODAY))
    annex = add_annex(one.pk, paper(court), by=court.yan, at=MONDAY_9AM)
    end_contract(one.pk, on=TODAY, reason="企业退出", by=court.jie, at=MONDAY_9AM)

    with pytest.raises(wrong.OverAlready):
        add_annex(one.pk, paper(court), by=court.yan, at=MONDAY_9AM)
    with pytest.raises(wrong.OverAlready):
        drop_annex(annex.pk, reason="有电话号码", by=court.yan, at=MONDAY_9AM)


def test_there_is_no_paper_of_no_contract(court: Court) -> None:
    with pytest.raises(NotThere):
        add_annex(new_id(), paper(court), by=court.yan, at=MONDAY_9AM)
