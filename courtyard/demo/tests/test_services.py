"""The demo's two years of services: figures of eight quarters, somebody to compare with, points in each state."""

from dataclasses import replace
from datetime import datetime, timedelta
from pathlib import Path
from random import Random

import pytest
from django.conf import settings

from courtyard.assembly.models import Attachment
from courtyard.conftest import SHANGHAI, Court
from courtyard.core.quarters import Quarter, latest
from courtyard.demo import story
from courtyard.demo.committees import ENTERED
from courtyard.demo.places import ESTATES
from courtyard.demo.services import BEFORE, open_books
from courtyard.demo.services_notes import NOTES
from courtyard.demo.services_peers import PEERS
from courtyard.demo.services_promises import QUARTERS, SERVED, quarters_of, renewed_on
from courtyard.demo.services_renewal import DRAFT, PLAN
from courtyard.demo.year import Staff, Year
from courtyard.services.models import Contract, CreditPoint, Finding, Item, QualityFigure, Remark, Turn
from courtyard.services.queries.ratings import closes_on
from courtyard.trail.keys import SigningKey
from courtyard.trail.models import Line

NOW = datetime(2026, 11, 23, 10, tzinfo=SHANGHAI)


def indexes(code: str) -> list[int]:
    whole = QualityFigure.objects.filter(estate__node__code=code, field="", enough=True)
    return list(whole.order_by("quarter").values_list("milli", flat=True))


@pytest.mark.parametrize("code", SERVED)
def test_everything_of_which_there_are_figures_lies_within_the_story(code: str) -> None:
    for days in range(0, 366, 7):
        now = NOW + timedelta(days=days)
        quarters = latest(QUARTERS, Quarter.on(now.date()).before)

        assert (now - BEFORE).date() < quarters[0].first_day - timedelta(days=21)
        assert now.date() + timedelta(days=SERVED[code].ends_in) > now.date() + timedelta(days=30)


def test_owners_renew_while_their_committee_sits_and_with_figures_to_read(court: Court) -> None:
    for days in range(0, 366, 7):
        now = NOW + timedelta(days=days)
        year = Year(ESTATES[0], court.estate, Staff(court.desk, {}, []), [], now, Random(1))
        begins = renewed_on(year, SERVED["taoan"])

        assert begins - timedelta(days=PLAN) > (now - timedelta(days=ENTERED)).date()
        assert closes_on(court.estate, quarters_of(year)[1]) < begins - timedelta(days=DRAFT)


def test_whatever_may_fail_on_a_round_has_its_words(court: Court) -> None:
    books = open_books(court.city, by=court.shi, at=NOW)

    codes = Item.objects.filter(catalogue=books.catalogue).values_list("code", flat=True)

    assert set(codes) == set(NOTES)
    assert set(books.companies) == set(SERVED)


@pytest.mark.long
@pytest.mark.django_db
def test_two_years_of_three_estates_are_told(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    three = tuple(replace(spec, cases=12) for spec in ESTATES[:3])
    monkeypatch.setattr(story, "ESTATES", three)
    monkeypatch.setattr(settings, "PAY_KEYS", tmp_path / "pay-keys")

    story.tell(2026, NOW, say=lambda _words: None, key=SigningKey.make(tmp_path / "checkpoint.key"))

    assert [len(indexes(code)) for code in SERVED] == [QUARTERS] * len(SERVED)
    assert indexes("taoan")[-1] > indexes("taoan")[0] + 40
    assert indexes("csc")[-1] < indexes("csc")[0] - 40
    last = QualityFigure.objects.filter(estate__node__code="taoan", field="").order_by("-quarter")[0]
    assert last.peers is not None
    assert (last.peers["count"], last.peers["given_up"]) == (PEERS, [])
    assert set(CreditPoint.objects.values_list("state", flat=True)) == set(CreditPoint.State.values)
    assert set(Remark.objects.values_list("state", flat=True)) == set(Remark.State.values)
    assert Turn.objects.filter(estate__node__code="taoan", doubted=True).count() == 1
    assert Finding.objects.filter(case__isnull=False).count() == 1
    _owners_renewed()


def _owners_renewed() -> None:
    """In Tao'an they read what service was worth, decided to keep the company, and the next contract rests on that."""
    first, second = Contract.objects.filter(estate__node__code="taoan").order_by("starts_on")
    decision, signed_on, paper = second.decision, second.signed_on, Attachment.objects.get(motion__matter="company")
    assert decision is not None
    assert signed_on is not None
    assert (decision.motion, decision.carried) == (paper.motion, True)
    noticed_at = paper.motion.assembly.noticed_at
    assert noticed_at is not None
    assert paper.added_at < noticed_at
    assert (first.state, first.ended_on) == (Contract.State.ENDED, second.starts_on - timedelta(days=1))
    assert (second.state, second.ends_on) == (Contract.State.SIGNED, (NOW + timedelta(days=74)).date())
    assert decision.in_force_on < signed_on < second.starts_on
    assert Line.objects.get(kind="services.quality_attached").fields["sha256"] == paper.sha256
