"""Sentences a desk keeps ready: what they may name is checked when they are kept."""

import pytest

from courtyard.cases import actions
from courtyard.cases.actions import TitleTaken
from courtyard.cases.models import ReplyTemplate
from courtyard.cases.sentences import BrokenField, UnknownField, filled_in
from courtyard.cases.tests.build import TUESDAY_9AM
from courtyard.conftest import Court
from courtyard.core.errors import NotAllowed


def keep(court: Court, words: str, title: str = "收到") -> ReplyTemplate:
    return actions.keep_template(
        court.estate, title=title, words=words, for_deed="triage", by=court.desk, at=TUESDAY_9AM
    )


def test_a_template_is_kept_filled_in_and_dropped(court: Court) -> None:
    one = keep(court, "收到，编号{number}，{due}前办好。")

    assert (
        filled_in(one.words, {"number": "2606-0001", "due": "6月11日17:30"})
        == "收到，编号2606-0001，6月11日17:30前办好。"
    )
    with pytest.raises(TitleTaken):
        keep(court, "又一条。")
    for _ in range(2):
        one = actions.drop_template(one.pk, by=court.zhu, at=TUESDAY_9AM)
    assert one.dropped_at == TUESDAY_9AM
    keep(court, "名字可以再用。")


@pytest.mark.parametrize("words", ["找{manager}", "{number.__class__}", "{0}"])
def test_a_field_that_is_not_there_is_named(court: Court, words: str) -> None:
    with pytest.raises(UnknownField) as refusal:
        keep(court, words)

    assert refusal.value.fields["name"] in words


@pytest.mark.parametrize("words", ["编号{", "}", "{}", "{number!r}", "{number:>40000}", "{number"])
def test_a_broken_field_is_refused(court: Court, words: str) -> None:
    with pytest.raises(BrokenField):
        keep(court, words)

    assert not ReplyTemplate.objects.exists()


@pytest.mark.parametrize("name", ["lin", "bai", "jie", "far"])
def test_only_those_at_the_desk_keep_and_drop(court: Court, name: str) -> None:
    one = keep(court, "收到。")

    with pytest.raises(NotAllowed):
        actions.drop_template(one.pk, by=getattr(court, name), at=TUESDAY_9AM)
    with pytest.raises(NotAllowed):
        actions.keep_template(
            court.estate, title="x", words="x", for_deed="answer", by=getattr(court, name), at=TUESDAY_9AM
        )
