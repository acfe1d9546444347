"""Catalogues of standards: loaded as a whole, published, followed by the next version, ended, dropped."""

from dataclasses import replace
from datetime import date, timedelta
from typing import Any

import pytest

from courtyard.conftest import MONDAY_9AM, Court
from courtyard.core.errors import BadInput, NotAllowed, NotThere, Refusal
from courtyard.core.standards import EXAMPLE
from courtyard.people.models import CLERK, Office
from courtyard.people.standing import forget_standing
from courtyard.people.tests import build as people
from courtyard.places.models import Estate
from courtyard.services import sheets
from courtyard.services.actions import standards as actions
from courtyard.services.actions.standards import (
    drop_catalogue,
    end_catalogue,
    load_catalogue,
    publish_catalogue,
)
from courtyard.services.models import Catalogue, Field, Item, Level
from courtyard.services.queries.standards import (
    catalogues_for,
    changed_since,
    defaults_for,
    draft_of,
    usual,
    version_before,
)
from courtyard.services.tests import build
from courtyard.services.tests.standards import NAME, TODAY, as_csv, loaded, loading, published
from courtyard.trail.models import FileHash, Line

DAY = timedelta(days=1)


def test_a_catalogue_is_loaded_as_a_whole(court: Court) -> None:
    sha = "a" * 64

    one = loaded(court, source="沪房〔2026〕1号", sha256=sha)

    assert (one.node, one.name, one.version, one.source, one.is_example) == (
        court.city, NAME, "2026", "沪房〔2026〕1号", False,
    )  # fmt: skip
    assert draft_of(one) == EXAMPLE
    assert (one.valid_from, one.valid_to) == (None, None)
    assert Line.objects.filter(kind="services.catalogue_loaded", node=court.city.pk).count() == 1
    assert FileHash.objects.filter(digest=sha).count() == 1


def test_the_same_form_sent_twice_is_one_catalogue(court: Court) -> None:
    said = loading(court)

    first, second = (load_catalogue(said, by=court.shi, at=MONDAY_9AM) for _ in range(2))

    assert first == second
    assert (Catalogue.objects.count(), Item.objects.count(), Level.objects.count()) == (1, 2, 2)
    assert Line.objects.filter(kind="services.catalogue_loaded").count() == 1


@pytest.mark.parametrize("name", ["lin", "desk", "yan", "zhu", "reg", "jie"])
def test_only_officers_of_a_city_or_district_load_one(court: Court, name: str) -> None:
    with pytest.raises(NotAllowed):
        load_catalogue(loading(court), by=getattr(court, name), at=MONDAY_9AM)

    assert Catalogue.objects.count() == 0


def test_a_district_loads_its_own_and_no_city_s(court: Court) -> None:
    officer = people.person("区里人", court.district)
    people.office(officer, court.district, Office.Kind.DISTRICT)
    forget_standing(officer)

    one = load_catalogue(loading(court, node=court.district), by=officer, at=MONDAY_9AM)

    assert one.node == court.district
    with pytest.raises(NotAllowed):
        load_catalogue(loading(court), by=officer, at=MONDAY_9AM)
    with pytest.raises(NotAllowed):
        load_catalogue(loading(court, node=court.subdistrict), by=court.shi, at=MONDAY_9AM)


@pytest.mark.parametrize(
    ("given", "refusal", "field"),
    [
        ({"name": "  "}, actions.NoName, "name"),
        ({"name": "标" * 81}, actions.NoName, "name"),
        ({"version": ""}, actions.NoVersion, "version"),
        ({"version": "2" * 21}, actions.NoVersion, "version"),
        ({"source": "源" * 201}, actions.LongSource, "source"),
    ],
)
def test_what_cannot_be_called_so(court: Court, given: dict[str, Any], refusal: type[BadInput], field: str) -> None:
    with pytest.raises(refusal) as refused:
        loaded(court, **given)

    assert refused.value.field == field
    assert Catalogue.objects.count() == 0


def test_a_version_is_loaded_once(court: Court) -> None:
    loaded(court)
    published(court, "2025")

    with pytest.raises(actions.VersionThere):
        loaded(court)
    with pytest.raises(actions.VersionPublished):
        loaded(court, "2025")

    assert Catalogue.objects.count() == 2


def test_a_published_version_holds_from_its_day_and_ends_the_one_before(court: Court) -> None:
    first = published(court)
    second = published(court, "2027", TODAY + 30 * DAY)
    first.refresh_from_db()

    assert (first.valid_from, first.valid_to, second.valid_to) == (TODAY, TODAY + 29 * DAY, None)
    assert version_before(court.city, NAME, second.valid_from) == first
    assert [one.kind for one in Line.objects.filter(kind="services.catalogue_published")] == [
        "services.catalogue_published"
    ] * 2


def test_published_twice_for_one_day_it_is_one_deed_and_never_moves(court: Court) -> None:
    one = published(court)

    again = publish_catalogue(one.pk, valid_from=TODAY, by=court.shi, at=MONDAY_9AM)

    assert again.valid_from == TODAY
    with pytest.raises(actions.PublishedAlready):
        publish_catalogue(one.pk, valid_from=TODAY + DAY, by=court.shi, at=MONDAY_9AM)
    with pytest.raises(actions.PublishedAlready):
        drop_catalogue(one.pk, by=court.shi, at=MONDAY_9AM)
    assert Line.objects.filter(kind="services.catalogue_published").count() == 1


@pytest.mark.parametrize(
    ("day", "refusal"),
    [(TODAY - DAY, actions.BeginsInThePast), (date(2030, 1, 1), actions.BeginsFarAhead)],
)
def test_it_begins_today_at_the_earliest(court: Court, day: date, refusal: type[Refusal]) -> None:
    one = loaded(court)

    with pytest.raises(refusal):
        publish_catalogue(one.pk, valid_from=day, by=court.shi, at=MONDAY_9AM)

    one.refresh_from_db()
    assert one.valid_from is None


def test_a_version_begins_after_the_one_before(court: Court) -> None:
    published(court, valid_from=TODAY + 10 * DAY)
    second = loaded(court, "2027")

    with pytest.raises(actions.BeforeLast):
        publish_catalogue(second.pk, valid_from=TODAY + 10 * DAY, by=court.shi, at=MONDAY_9AM)


@pytest.mark.parametrize("name", ["lin", "zhu", "jie"])
def test_who_neither_publishes_ends_nor_drops(court: Court, name: str) -> None:
    one, person = loaded(court), getattr(court, name)

    with pytest.raises(NotAllowed):
        publish_catalogue(one.pk, valid_from=TODAY, by=person, at=MONDAY_9AM)
    with pytest.raises(NotAllowed):
        drop_catalogue(one.pk, by=person, at=MONDAY_9AM)
    publish_catalogue(one.pk, valid_from=TODAY, by=court.shi, at=MONDAY_9AM)
    with pytest.raises(NotAllowed):
        end_catalogue(one.pk, valid_to=TODAY, reason="不用了", by=person, at=MONDAY_9AM)


def test_it_ends_with_a_reason_that_everybody_reads(court: Court) -> None:
    one = published(court)

    ended = end_catalogue(one.pk, valid_to=TODAY + 5 * DAY, reason="改由区里制定", by=court.shi, at=MONDAY_9AM)
    again = end_catalogue(one.pk, valid_to=TODAY + 5 * DAY, reason="再来一次", by=court.shi, at=MONDAY_9AM)

    assert (ended.valid_to, again.ended_why) == (TODAY + 5 * DAY, "改由区里制定")
    assert catalogues_for(court.estate.node, TODAY + 5 * DAY) == [one]
    assert catalogues_for(court.estate.node, TODAY + 6 * DAY) == []
    assert Line.objects.filter(kind="services.catalogue_ended").count() == 1


@pytest.mark.parametrize(
    ("given", "refusal"),
    [
        ({"valid_to": TODAY - DAY}, actions.EndsTooEarly),
        ({"reason": " "}, actions.NoReason),
        ({"reason": "因" * 501}, actions.NoReason),
    ],
)
def test_it_does_not_end_before_today_or_without_words(
    court: Court, given: dict[str, Any], refusal: type[Refusal]
) -> None:
    one = published(court)

    said: dict[str, Any] = {"valid_to": TODAY, "reason": "不用了"} | given
    with pytest.raises(refusal):
        end_catalogue(one.pk, **said, by=court.shi, at=MONDAY_9AM)


def test_what_never_began_does_not_end_and_what_ended_does_not_end_again(court: Court) -> None:
    one = loaded(court)

    with pytest.raises(actions.NeverPublished):
        end_catalogue(one.pk, valid_to=TODAY, reason="不用了", by=court.shi, at=MONDAY_9AM)
    publish_catalogue(one.pk, valid_from=TODAY, by=court.shi, at=MONDAY_9AM)
    end_catalogue(one.pk, valid_to=TODAY, reason="不用了", by=court.shi, at=MONDAY_9AM)
    with pytest.raises(actions.EndedAlready):
        end_catalogue(one.pk, valid_to=TODAY + DAY, reason="不用了", by=court.shi, at=MONDAY_9AM)


def test_one_that_was_never_published_is_dropped_with_its_rows(court: Court) -> None:
    one = loaded(court)

    drop_catalogue(one.pk, by=court.shi, at=MONDAY_9AM)

    assert (Catalogue.objects.count(), Level.objects.count(), Item.objects.count()) == (0, 0, 0)
    assert Line.objects.filter(kind="services.catalogue_dropped", about=one.pk).count() == 1
    with pytest.raises(NotThere):
        drop_catalogue(one.pk, by=court.shi, at=MONDAY_9AM)


def test_one_that_a_contract_rests_on_is_not_dropped(court: Court) -> None:
    one = loaded(court)
    build.contract(court, by=one, state="draft", signed_on=None, signed_by=None)

    with pytest.raises(actions.InUse):
        drop_catalogue(one.pk, by=court.shi, at=MONDAY_9AM)


# which holds where


def test_the_nearest_place_upward_wins(court: Court) -> None:
    of_city = published(court)
    assert catalogues_for(court.estate.node, TODAY) == [of_city]

    of_district = published(court, node=court.district)

    assert catalogues_for(court.estate.node, TODAY) == [of_district]
    assert catalogues_for(court.city, TODAY) == [of_city]
    assert catalogues_for(court.estate.node, TODAY - DAY) == []


def test_an_example_is_offered_only_where_there_is_nothing_else(court: Court) -> None:
    example = published(court, node=court.district, name="示例", is_example=True)
    assert catalogues_for(court.estate.node, TODAY) == [example]

    real = published(court)

    assert catalogues_for(court.estate.node, TODAY) == [real]


def test_a_draft_is_offered_to_nobody(court: Court) -> None:
    loaded(court)

    assert catalogues_for(court.estate.node, TODAY) == []


def test_what_changed_since_the_version_before(court: Court) -> None:
    first = published(court)
    after = replace(EXAMPLE, items=(replace(EXAMPLE.items[0], how="看两遍"), EXAMPLE.items[1]))
    second = loaded(court, "2027", after)

    before = version_before(court.city, NAME, second.valid_from)
    found = changed_since(before, draft_of(second))

    assert before == first
    assert found is not None
    assert [one.parts for one in found.items] == [(("how", EXAMPLE.items[0].how, "看两遍"),)]
    assert changed_since(None, EXAMPLE) is None


# what is usual for a kind of estate


def test_each_kind_of_estate_has_its_usual_levels(court: Court) -> None:
    rules = [defaults_for(replace_kind(court.estate, kind)) for kind in Estate.Kind]

    assert all(rule is not None and set(rule.levels) == set(Field.values) for rule in rules)
    assert {rule.certainty for rule in rules if rule} == {"memory"}
    public, commodity = rules[0], rules[1]
    assert public is not None
    assert commodity is not None
    assert public.target_index < commodity.target_index
    assert [one.city for one in usual()] == [court.city]


def replace_kind(estate: Estate, kind: str) -> Estate:
    estate.kind = kind
    return estate


def test_our_example_has_the_usual_levels(court: Court) -> None:
    reading = sheets.look_into(*sheets.ours(), court.city).reading

    assert reading.draft is not None
    for rows in usual():
        for _kind, rule in rows.rows:
            for field, level in rule.levels.items():
                assert level in [one.number for one in reading.draft.levels_of(field)]


# files


def test_our_example_is_whole(court: Court) -> None:
    looked = sheets.look_into(*sheets.ours(), court.city)

    assert looked.reading.faults == ()
    draft = looked.reading.draft
    assert draft is not None
    assert (len(draft.items), {one.field for one in draft.items}) == (64, set(Field.values))


def test_what_is_exported_is_loaded_again(court: Court) -> None:
    ours = sheets.look_into(*sheets.ours(), court.city).reading.draft
    assert ours is not None
    one = loaded(court, draft=ours)

    data = sheets.as_file(draft_of(one), court.city)

    assert sheets.look_into(data, "out.xlsx", court.city).reading.draft == ours


def test_the_template_can_be_loaded(court: Court) -> None:
    assert sheets.look_into(sheets.template(), "template.xlsx", court.city).reading.draft == EXAMPLE


@pytest.mark.parametrize("data", [b"", b"%PDF-1.7 nothing", b"<html><table>", b"PK\x03\x04 broken"])
def test_what_is_no_spreadsheet_is_refused(court: Court, data: bytes) -> None:
    with pytest.raises(BadInput) as refused:
        sheets.look_into(data, "标准.xlsx", court.city)

    assert refused.value.field == "file"


def test_a_file_is_known_by_its_hash(court: Court) -> None:
    first, second = sheets.look_into(as_csv(), "a.csv", court.city), sheets.look_into(as_csv(), "b.csv", court.city)

    assert (first.sha256, len(first.sha256)) == (second.sha256, 64)


def test_the_clerk_loads_by_command(court: Court) -> None:
    one = load_catalogue(loading(court), by=CLERK, at=MONDAY_9AM)

    assert one.loaded_by_id == CLERK.pk
