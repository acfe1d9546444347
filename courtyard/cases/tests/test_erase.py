"""A person's words and photographs go; that there was a case, and its course, stays."""

import pytest
from django.core.files.storage import default_storage

from courtyard.cases import actions, chores, pictures, upkeep
from courtyard.cases.models import Case
from courtyard.cases.tests import build
from courtyard.cases.tests.build import TUESDAY_9AM, photograph
from courtyard.conftest import MONDAY_9AM, Court
from courtyard.core.errors import NotAllowed
from courtyard.people.models import CLERK


def with_photo(court: Court) -> Case:
    picture = pictures.read(photograph(), "灯.jpg", 1000)
    with upkeep.kept(court.estate.pk, [picture], MONDAY_9AM) as photos:
        return build.filed(court, place=court.home, where="门口", photos=photos)


def test_erasing_takes_the_words_and_leaves_the_structure(court: Court) -> None:
    case, neighbours = with_photo(court), build.filed(court, by=court.mei)
    file = case.photos.get().file

    erased = actions.erase(court.lin, by=court.lin, at=TUESDAY_9AM)
    chores.sweep_files(TUESDAY_9AM)

    case.refresh_from_db()
    neighbours.refresh_from_db()
    assert erased == 1
    assert (case.words, case.where, case.home, case.number) == ("", "", None, "2606-0001")
    assert not case.photos.exists()
    assert not default_storage.exists(file)
    assert neighbours.words == build.WORDS


@pytest.mark.parametrize("name", ["mei", "desk", "zhu", "shi"])
def test_nobody_erases_for_another(court: Court, name: str) -> None:
    case = build.filed(court)

    with pytest.raises(NotAllowed):
        actions.erase(court.lin, by=getattr(court, name), at=TUESDAY_9AM)

    case.refresh_from_db()
    assert case.words == build.WORDS


def test_the_clerk_erases_when_the_time_has_come(court: Court) -> None:
    build.filed(court)

    assert actions.erase(court.lin, by=CLERK, at=TUESDAY_9AM) == 1
