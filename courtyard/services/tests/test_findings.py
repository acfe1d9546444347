"""What a phone sends of each item: once however often it is sent, corrected while the round is open."""

from datetime import timedelta
from typing import Any
from uuid import uuid4

import pytest
from django.core.files.storage import default_storage

from courtyard.cases.models import Case, CasePhoto, LooseFile
from courtyard.conftest import MONDAY_9AM, Court
from courtyard.core.errors import NotAllowed, NotThere
from courtyard.services.actions import findings as actions
from courtyard.services.actions.findings import add_photo, clear_photo, finding_to_case, hide_photo
from courtyard.services.models import Finding, FindingPhoto
from courtyard.services.round_rules import InTheFuture, NotInTheRound, UsedId
from courtyard.services.tests import build
from courtyard.services.tests.walking import (
    MINUTE,
    WRONG,
    begun,
    finished,
    found,
    items_of,
    jpeg,
    kept,
    photo,
    shot,
    supervisor,
)
from courtyard.services.views.inspections import file_case
from courtyard.trail.models import FileHash, Line

LATER = MONDAY_9AM + 5 * MINUTE


def said(kind: str) -> int:
    return Line.objects.filter(kind=f"services.{kind}").count()


def test_what_is_sent_twice_is_there_once(court: Court) -> None:
    build.contract(court)
    one = begun(court)
    item, key = items_of(one)[0], uuid4()

    twice = [found(one, item, "fail", WRONG, id=key) for _ in range(2)]

    assert [row.pk for row in twice] == [key, key]
    assert (Finding.objects.count(), said("finding_recorded")) == (1, 1)
    assert (twice[0].outcome, twice[0].note) == ("fail", WRONG)


def test_what_was_sent_is_the_same_deed_even_on_a_finished_round(court: Court) -> None:
    build.contract(court)
    one = finished(court, fails=0)
    there = one.findings.get(item=items_of(one)[0])

    assert found(one, there.item, id=there.pk).pk == there.pk


def test_a_correction_leaves_one_finding_with_its_photographs(court: Court) -> None:
    build.contract(court)
    one = begun(court)
    item, first, second = items_of(one)[0], uuid4(), uuid4()
    found(one, item, "pass", id=first)
    photo(one, item)

    corrected = found(one, item, "fail", WRONG, id=second, at=LATER)
    again = found(one, item, "pass", id=first, at=LATER + MINUTE)

    assert (corrected.pk, again.pk, again.outcome, again.note) == (first, first, "fail", WRONG)
    assert (Finding.objects.count(), again.photos.count(), again.sent_as) == (1, 1, [second.hex])
    assert said("finding_corrected") == 1


def test_what_was_seen_earlier_and_arrives_later_changes_nothing(court: Court) -> None:
    build.contract(court)
    one = begun(court)
    item, late = items_of(one)[0], uuid4()
    found(one, item, "fail", WRONG, seen_at=LATER, at=LATER)

    for _ in range(2):
        stands = found(one, item, "pass", id=late, seen_at=MONDAY_9AM + MINUTE, at=LATER + MINUTE)

    assert (stands.outcome, stands.is_said_under(late), said("finding_overtaken")) == ("fail", True, 1)


@pytest.mark.parametrize(
    ("given", "wrong"),
    [
        ({"outcome": "fail"}, actions.FailsWithoutNote),
        ({"outcome": "fail", "note": "  "}, actions.FailsWithoutNote),
        ({"outcome": "unseen"}, actions.UnseenWithoutReason),
        ({"outcome": "good"}, actions.NoSuchOutcome),
        ({"outcome": "fail", "note": "长" * 501}, actions.LongNote),
        ({"seen_at": MONDAY_9AM - timedelta(hours=1)}, NotInTheRound),
        ({"seen_at": MONDAY_9AM + timedelta(hours=1)}, InTheFuture),
        ({"seen_at": MONDAY_9AM + timedelta(days=8), "at": MONDAY_9AM + timedelta(days=9)}, NotInTheRound),
    ],
)
def test_what_cannot_be_used(court: Court, given: dict[str, Any], wrong: type[Exception]) -> None:
    build.contract(court)
    one = begun(court)

    with pytest.raises(wrong):
        found(one, items_of(one)[0], **given)

    assert not Finding.objects.exists()


def test_an_item_that_is_not_on_the_round(court: Court) -> None:
    build.contract(court)
    one, all_of_it = begun(court, fields=["green"]), begun(court)
    other = items_of(all_of_it)[0]

    with pytest.raises(actions.NotOnTheRound):
        found(one, other)
    with pytest.raises(actions.NotOnTheRound):
        photo(one, other)


def test_an_id_stands_for_one_item(court: Court) -> None:
    build.contract(court)
    one, key = begun(court), uuid4()
    first, second = items_of(one)[:2]
    found(one, first, id=key)

    with pytest.raises(UsedId):
        found(one, second, id=key)


def test_nobody_corrects_for_ever(court: Court, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(actions, "SENT_AS_MAX", 1)
    build.contract(court)
    one = begun(court)
    item = items_of(one)[0]
    found(one, item)
    found(one, item, "fail", WRONG, at=LATER)

    with pytest.raises(actions.TooOftenCorrected):
        found(one, item, at=LATER + MINUTE)


@pytest.mark.parametrize("name", ["jie", "zhu", "lin", "desk", "wei"])
def test_nobody_else_says_what_somebody_saw(court: Court, name: str) -> None:
    build.contract(court)
    one, person = begun(court), supervisor(court) if name == "wei" else getattr(court, name)
    item = items_of(one)[0]
    found(one, item)

    with pytest.raises(NotAllowed):
        found(one, item, by=person)
    with pytest.raises(NotAllowed):
        photo(one, item, by=person)

    assert FindingPhoto.objects.count() == 0


# photographs


def test_a_photograph_sent_twice_is_there_once(court: Court) -> None:
    build.contract(court)
    one = begun(court)
    item, key, file = items_of(one)[0], uuid4(), jpeg()
    found(one, item)

    first = photo(one, item, file=file, id=key)
    again = photo(one, item, file=file, id=key)

    assert (again.pk, again.file, FindingPhoto.objects.count(), said("finding_photo_added")) == (key, first.file, 1, 1)
    assert FileHash.objects.filter(digest=first.sha256).count() == 1
    assert default_storage.exists(first.file)


def test_an_id_stands_for_one_photograph(court: Court) -> None:
    build.contract(court)
    one, key = begun(court), uuid4()
    first, second = items_of(one)[:2]
    found(one, first)
    found(one, second)
    photo(one, first, id=key)

    with pytest.raises(UsedId):
        photo(one, first, id=key, file=jpeg(20, 20))
    with pytest.raises(UsedId):
        photo(one, second, id=key)


def test_an_item_has_three_photographs_after_it_was_found(court: Court) -> None:
    build.contract(court)
    one = begun(court)
    item = items_of(one)[0]
    with pytest.raises(actions.NothingFound):
        photo(one, item)
    found(one, item)
    for _ in range(3):
        photo(one, item)

    with pytest.raises(actions.TooManyPhotos):
        photo(one, item)

    assert FindingPhoto.objects.count() == 3


def test_a_photograph_that_was_swept_meanwhile(court: Court) -> None:
    build.contract(court)
    one = begun(court)
    item = items_of(one)[0]
    found(one, item)
    sent = shot(one, item)
    LooseFile.objects.all().delete()

    with pytest.raises(actions.PhotoGone):
        add_photo(one.pk, sent, by=court.yan, at=MONDAY_9AM)


def test_a_photograph_is_published_only_after_somebody_looked(court: Court) -> None:
    build.contract(court)
    one = begun(court)
    item = items_of(one)[0]
    found(one, item)
    hidden = photo(one, item)

    with pytest.raises(actions.NobodyLooked):
        clear_photo(hidden.pk, looked=False, by=court.yan, at=LATER)
    for name in ("zhu", "lin", "desk", "jie"):
        with pytest.raises(NotAllowed):
            clear_photo(hidden.pk, looked=True, by=getattr(court, name), at=LATER)
    cleared = [clear_photo(hidden.pk, looked=True, by=court.yan, at=LATER).cleared for _ in range(2)]

    assert (cleared, said("finding_photo_cleared")) == ([True, True], 1)


def test_a_photograph_is_hidden_by_those_who_answer_for_it_and_never_by_the_company(court: Court) -> None:
    build.contract(court)
    one = begun(court)
    item = items_of(one)[0]
    found(one, item)
    shown = photo(one, item, cleared=True)

    for name in ("zhu", "bai", "lin"):
        with pytest.raises(NotAllowed):
            hide_photo(shown.pk, by=getattr(court, name), at=LATER)
    hidden = [hide_photo(shown.pk, by=court.desk, at=LATER).cleared for _ in range(2)]

    assert (hidden, said("finding_photo_hidden")) == ([False, False], 1)
    with pytest.raises(NotThere):
        hide_photo(uuid4(), by=court.desk, at=LATER)


# what fails, reported


@pytest.mark.parametrize("name", ["yan", "jie", "wei"])
def test_what_fails_becomes_a_case_once(court: Court, name: str) -> None:
    build.contract(court)
    bodies = {"yan": "ye", "jie": "jie", "wei": "supervisor"}
    person = supervisor(court) if name == "wei" else getattr(court, name)
    one = begun(court, by=person, body=bodies[name], building=court.building)
    item = items_of(one)[0]
    failed = found(one, item, "fail", WRONG)
    shown, _ = photo(one, item, cleared=True), photo(one, item)

    numbers = [file_case(failed, "power", True, person, LATER) for _ in range(2)]

    case = Case.objects.get()
    failed.refresh_from_db()
    assert numbers == [case.number, case.number]
    assert (failed.case, case.reporter, case.building, case.public) == (case, person, court.building, True)
    assert case.words == f"{item.what}：{WRONG}"
    copy = CasePhoto.objects.get()
    assert (copy.sha256, copy.file == shown.file) == (shown.sha256, False)
    assert (LooseFile.objects.count(), said("finding_reported")) == (0, 1)


def test_what_came_as_a_case_stays_failed(court: Court) -> None:
    build.contract(court)
    one = begun(court)
    item = items_of(one)[0]
    failed = found(one, item, "fail", WRONG)
    finding_to_case(failed.pk, category="power", by=court.yan, at=LATER)

    with pytest.raises(actions.ReportedAlready):
        found(one, item, at=LATER + MINUTE)

    assert found(one, item, "fail", "门坏了。", at=LATER + 2 * MINUTE).note == "门坏了。"


def test_what_is_no_case(court: Court) -> None:
    build.contract(court)
    one = begun(court)
    first, second = items_of(one)[:2]
    passed, failed = found(one, first), found(one, second, "fail", WRONG)

    with pytest.raises(actions.DoesNotFail):
        finding_to_case(passed.pk, category="power", by=court.yan, at=LATER)
    for category in ("", "cooking"):
        with pytest.raises(actions.NoCategory):
            finding_to_case(failed.pk, category=category, by=court.yan, at=LATER)
    for name in ("zhu", "lin", "jie"):
        with pytest.raises(NotAllowed):
            finding_to_case(failed.pk, category="power", by=getattr(court, name), at=LATER)

    assert not Case.objects.exists()


def test_what_the_item_is_about_is_its_category(court: Court) -> None:
    build.contract(court)
    one = begun(court)
    item = items_of(one)[0]
    item.category = "power"
    item.save(update_fields=["category"])

    case = finding_to_case(found(one, item, "fail", WRONG).pk, by=court.yan, at=LATER)

    assert (case.category, case.public) == ("power", False)


def test_files_wait_for_their_deed(court: Court) -> None:
    one = kept(court.estate)

    assert LooseFile.objects.filter(file__in=[one.file, one.thumbnail]).count() == 2
