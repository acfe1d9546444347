"""The index of quality: what moves it, by how much at most, and what it takes to say enough."""

import random
from fractions import Fraction

from hypothesis import given, settings
from hypothesis import strategies as st

from courtyard.core.quality import (
    FIELDS,
    SOURCES,
    Comparison,
    Evidence,
    FieldFigure,
    Figure,
    Method,
    Source,
    figure,
    gains,
    household_bound,
    merged,
)

METHOD = Method(
    middle=Fraction(7, 10),
    sources={
        "inspections": Source(3, 10, 5), "works": Source(2, 4, 2), "cases": Source(2, 10, 5),
        "ratings": Source(3, 10, 10),
    },
    fields={"general": 2, "cleaning": 2, "order": 2, "green": 1, "facilities": 3},
    least_sources=2,
    least_fields=3,
    late=Fraction(1, 2),
    comparison=Comparison(8, (1979, 1999, 2009), (300, 800, 1500), ("size", "age", "district")),
)  # fmt: skip

OUTCOMES = st.lists(st.sampled_from([Fraction(part, 4) for part in range(5)]), max_size=40)
FOUND = st.fixed_dictionaries({field: st.fixed_dictionaries(dict.fromkeys(SOURCES, OUTCOMES)) for field in FIELDS})
bounded = settings(derandomize=True, deadline=None, max_examples=100)
FIELD, SOURCE = st.sampled_from(FIELDS), st.sampled_from(SOURCES)


def evidence(outcomes: dict[str, dict[str, list[Fraction]]]) -> dict[str, dict[str, Evidence | None]]:
    return {
        field: {source: Evidence(sum(all_, Fraction(0)), len(all_)) for source, all_ in sources.items()}
        for field, sources in outcomes.items()
    }


@bounded
@given(FOUND, FIELD, SOURCE, st.data())
def test_a_better_outcome_never_lowers_the_index(
    found: dict[str, dict[str, list[Fraction]]], field: str, source: str, data: st.DataObject
) -> None:
    there = found[field][source]
    before = figure(evidence(found), METHOD)
    if there:
        place = data.draw(st.integers(0, len(there) - 1))
        better = data.draw(st.sampled_from([Fraction(part, 4) for part in range(int(there[place] * 4), 5)]))
        found[field][source] = [*there[:place], better, *there[place + 1 :]]
        after = figure(evidence(found), METHOD)
        assert after.exact >= before.exact
        assert after.milli >= before.milli
    found[field][source] = [*found[field][source], Fraction(1)]
    assert figure(evidence(found), METHOD).exact >= before.exact


@bounded
@given(FOUND, st.data())
def test_one_home_cannot_move_the_index_beyond_its_bound(
    found: dict[str, dict[str, list[Fraction]]], data: st.DataObject
) -> None:
    """It changes all it can: its rating and its cases, in each field; or it says something where it said nothing."""
    before = figure(evidence(found), METHOD)
    said_anew = data.draw(st.booleans())
    for field in FIELDS:
        for source in ("cases", "ratings"):
            outcome = data.draw(st.sampled_from([Fraction(0), Fraction(1)]))
            there = found[field][source]
            found[field][source] = [*there, outcome] if said_anew or not there else [outcome, *there[1:]]
    now = evidence(found)

    assert abs(figure(now, METHOD).exact - before.exact) <= household_bound(now, METHOD)


@bounded
@given(FOUND, st.randoms())
def test_the_order_of_events_does_not_matter(
    found: dict[str, dict[str, list[Fraction]]], chance: random.Random
) -> None:
    lots = {
        field: {source: [Evidence(one, 1) for one in all_] for source, all_ in found[field].items()} for field in FIELDS
    }
    in_order = {field: {source: merged(all_) for source, all_ in lots[field].items()} for field in FIELDS}
    for sources in lots.values():
        for all_ in sources.values():
            chance.shuffle(all_)
    shuffled = {field: {source: merged(all_) for source, all_ in lots[field].items()} for field in FIELDS}

    assert figure(shuffled, METHOD) == figure(in_order, METHOD)


@bounded
@given(FOUND, FIELD, SOURCE, st.integers(1, 5))
def test_the_fewer_the_answers_the_wider_the_interval(
    found: dict[str, dict[str, list[Fraction]]], field: str, source: str, times: int
) -> None:
    few = evidence(found)
    one = few[field][source]
    assert one is not None
    many = {**few, field: {**few[field], source: Evidence(one.total * times, one.count * times)}}
    narrow, wide = figure(many, METHOD).fields[field], figure(few, METHOD).fields[field]

    def room(milli: int, low: int, high: int) -> int:
        return max(milli - low, high - milli)

    free = narrow.low_milli > 0 and narrow.high_milli < 1000 and wide.low_milli > 0 and wide.high_milli < 1000
    assert not free or room(narrow.milli, narrow.low_milli, narrow.high_milli) <= room(
        wide.milli, wide.low_milli, wide.high_milli
    )


@bounded
@given(FOUND)
def test_an_index_lies_in_its_interval_and_between_nought_and_a_thousand(
    found: dict[str, dict[str, list[Fraction]]],
) -> None:
    whole = figure(evidence(found), METHOD)

    figures: list[Figure | FieldFigure] = [whole, *whole.fields.values()]
    for one in figures:
        assert 0 <= one.low_milli <= one.milli <= one.high_milli <= 1000


def test_when_everybody_answered_their_ratings_leave_no_doubt() -> None:
    some = {"ratings": Evidence(Fraction(30), 40, out_of=80), "inspections": None, "works": None, "cases": None}
    all_ = {**some, "ratings": Evidence(Fraction(60), 80, out_of=80)}

    assert figure({"green": some}, METHOD).fields["green"].high_milli > 744
    assert figure({"green": all_}, METHOD).fields["green"].low_milli == 744
    assert figure({"green": all_}, METHOD).fields["green"].high_milli == 744


def test_nothing_known_is_the_middle_and_not_enough() -> None:
    nothing = figure({}, METHOD)

    assert (nothing.milli, nothing.enough) == (700, False)
    assert nothing.fields["green"].missing == {"inspections": 5, "works": 2, "cases": 5, "ratings": 10}


def test_a_field_says_enough_when_two_sources_do() -> None:
    two = {"inspections": Evidence(Fraction(5), 5), "works": None, "cases": Evidence(Fraction(5), 5)}
    one = {**two, "cases": Evidence(Fraction(4), 4)}

    assert figure({"green": two}, METHOD).fields["green"].enough
    assert not figure({"green": one}, METHOD).fields["green"].enough
    assert figure({"green": one}, METHOD).fields["green"].missing == {"cases": 1, "ratings": 10}


def test_a_field_that_a_few_homes_rated_is_not_shown() -> None:
    """Their marks could be reckoned back from the index and the other sources."""
    two = {"inspections": Evidence(Fraction(5), 5), "works": None, "cases": Evidence(Fraction(5), 5)}
    few, ten = ({**two, "ratings": Evidence(Fraction(n), n)} for n in (9, 10))

    assert not figure({"green": few}, METHOD).fields["green"].enough
    assert figure({"green": few}, METHOD).fields["green"].missing == {"ratings": 1}
    assert figure({"green": ten}, METHOD).fields["green"].enough


def test_what_would_raise_it_most_comes_first() -> None:
    found = {
        "facilities": {"ratings": Evidence(Fraction(20), 40), "works": Evidence(Fraction(1), 2)},
        "green": {"ratings": Evidence(Fraction(10), 40), "cases": Evidence(Fraction(9), 9)},
    }
    won = gains(found, METHOD)

    assert [(one.field, one.source, one.lost, one.count) for one in won] == [
        ("facilities", "ratings", Fraction(20), 40),
        ("green", "ratings", Fraction(30), 40),
        ("facilities", "works", Fraction(1), 2),
    ]
    found["facilities"]["ratings"] = Evidence(Fraction(40), 40)
    assert (
        figure(found, METHOD).exact
        - figure({**found, "facilities": {**found["facilities"], "ratings": Evidence(Fraction(20), 40)}}, METHOD).exact
        == won[0].share
    )
