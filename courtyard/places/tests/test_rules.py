"""The rules an estate lives under: its city's, its own in versions, and a page that says where each stands."""

from datetime import date, timedelta
from typing import Any

import pytest
from django.test import Client

from courtyard.cases import actions as cases
from courtyard.cases.tests import build
from courtyard.conftest import MONDAY_9AM, Court
from courtyard.core.clocks import Promise
from courtyard.core.errors import NotAllowed
from courtyard.core.rulebook import NotStricter, UnknownRule
from courtyard.people.models import Person
from courtyard.places import actions
from courtyard.places.actions import AdoptedLater
from courtyard.places.models import Estate, EstateRules
from courtyard.places.rules import NoRulebook, rulebook, rules_of, version_of, versions

TWO_DAYS = {"ordinary_repair": {"amount": "2", "unit": "days", "clause": "第十二条", "page": "4"}}
ADOPTED = date(2026, 6, 1)


def adopt(court: Court, by: Person | None = None, items: Any = None, on: date = ADOPTED) -> EstateRules:
    return actions.adopt_rules(
        court.estate.pk, title="管理规约", adopted_on=on, items=TWO_DAYS if items is None else items,
        by=by or court.yan, at=MONDAY_9AM,
    )  # fmt: skip


def fresh(court: Court) -> Estate:
    return Estate.objects.select_related("node").get(pk=court.estate.pk)


def test_a_version_stays_loadable_when_a_newer_one_is_there() -> None:
    assert versions("cn-shanghai") == ["2026.1", "2026.2"]
    assert rulebook("cn-shanghai").version == "2026.2"
    assert rulebook("cn-shanghai", "2026.1").version == "2026.1"
    with pytest.raises(NoRulebook):
        rulebook("cn-shanghai", "1999.1")


def test_what_began_under_a_version_keeps_it(court: Court) -> None:
    before = build.filed(court, at=MONDAY_9AM - timedelta(hours=1))

    adopt(court)
    court.estate = fresh(court)
    after = build.filed(court)

    assert (before.rulebook_version, before.promise) == ("2026.2", Promise(3, "days"))
    assert (after.rulebook_version, after.promise) == ("2026.2+1", Promise(2, "days"))
    before = cases.triage(before.pk, by=court.desk, at=MONDAY_9AM, party="wu", words="收到。", category="lift")
    assert before.promise == Promise(3, "days")
    assert version_of(court.estate) == "2026.2+1"
    assert rules_of(court.estate).rules["ordinary_repair"].certainty == "own"


@pytest.mark.parametrize("name", ["zhu", "bai", "lin", "jie", "reg", "far"])
def test_only_the_owners_side_writes_them_down(court: Court, name: str) -> None:
    with pytest.raises(NotAllowed):
        adopt(court, by=getattr(court, name))

    assert not EstateRules.objects.exists()


def test_laxer_than_the_law_or_not_yet_decided_is_refused(court: Court) -> None:
    longer = {"ordinary_repair": TWO_DAYS["ordinary_repair"] | {"amount": "9"}}

    with pytest.raises(NotStricter):
        adopt(court, items=longer)
    with pytest.raises(UnknownRule):
        adopt(court, items={"weather": TWO_DAYS["ordinary_repair"]})
    with pytest.raises(AdoptedLater):
        adopt(court, on=date(2026, 6, 9))

    assert fresh(court).own_rules == 0


def signed_in(person: Person) -> Client:
    client = Client()
    client.force_login(person)
    return client


def test_anybody_reads_the_rules_and_what_is_to_be_confirmed_says_so(court: Court) -> None:
    page = Client().get("/e/plum/rules/").text

    assert "沪房规范〔2025〕8号第十四条" in page
    assert "待核实" in page
    assert "沪房规范〔2021〕15号" in page.split("clocks")[0]  # ends within 90 days, so it stands on top


def test_the_committee_writes_a_version_down_through_the_page(court: Court) -> None:
    form = {
        "title": "管理规约", "adopted_on": "2026-06-01", "ordinary_repair.amount": "2",
        "ordinary_repair.clause": "第十二条", "ordinary_repair.page": "4",
    }  # fmt: skip
    yan = signed_in(court.yan)

    wrong = [yan.post("/e/plum/rules/adopt/", form | {"ordinary_repair.amount": amount}) for amount in ("", "9", "x")]
    clauseless = yan.post("/e/plum/rules/adopt/", form | {"ordinary_repair.clause": ""})
    done = yan.post("/e/plum/rules/adopt/", form)

    assert [answer.status_code for answer in (*wrong, clauseless)] == [422, 422, 422, 422]
    assert (done.status_code, fresh(court).own_rules) == (302, 1)
    page = Client().get("/e/plum/rules/").text
    assert '一般维修的时限</span><small class="quiet block">管理规约 第十二条，第4页，小区自己的规定</small>' in page
    assert "2026.2版（加小区自己的规定第1版）" in page


def test_days_of_every_year_and_kinds_of_text_are_said_as_people_say_them(court: Court) -> None:
    page = Client().get("/e/plum/rules/").text

    assert "<small>每年12月31日前" in page
    assert "业委会，小区显著位置" in page
    assert "法释〔2020〕17号第十三条第四项，司法解释" in page
