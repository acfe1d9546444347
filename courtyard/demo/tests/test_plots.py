"""The lines of life of the demo's year: each can happen somewhere, and nobody complains of a lift they do not have."""

import pytest

from courtyard.cases.models import WORDS_MAX, Party
from courtyard.demo.pictures import SCENES
from courtyard.demo.places import ESTATES
from courtyard.demo.words import PLOTS, Plot
from courtyard.places.rules import rulebook

SOMEWHERE = {"home", "building"}.union(*(estate.common_parts for estate in ESTATES))
HOURS_OF_THE_DAY = ("今天早上", "今天上午", "今天中午", "今天下午", "今天晚上", "今晚")


def name(plot: Plot) -> str:
    return plot.words[:12]


@pytest.mark.parametrize("plot", PLOTS, ids=name)
def test_a_plot_can_happen(plot: Plot) -> None:
    assert plot.category in rulebook("cn-shanghai").categories
    assert plot.party in Party.values
    assert plot.where in SOMEWHERE
    assert plot.picture in {"", *SCENES}


@pytest.mark.parametrize("plot", PLOTS, ids=name)
def test_everybody_says_something_that_fits_at_any_hour(plot: Plot) -> None:
    said = (plot.words, plot.first, plot.halfway, plot.done, plot.back, plot.again)

    assert [words for words in said if not 0 < len(words) <= WORDS_MAX] == []
    assert [words for words in said for hour in HOURS_OF_THE_DAY if hour in words] == []


def test_no_two_say_the_same() -> None:
    assert len({plot.words for plot in PLOTS}) == len(PLOTS)


def test_only_houses_with_lifts_have_them() -> None:
    lifts = {estate.code: estate.with_lifts for estate in ESTATES}

    assert lifts["taoan"] == {"15号楼", "16号楼"}
    assert lifts["wannan6"] == frozenset()
