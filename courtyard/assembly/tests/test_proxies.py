"""Written mandates: recorded from the paper, told to both, voted by, taken back."""

from datetime import date, timedelta
from typing import Any

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.utils.timezone import localdate

from courtyard.assembly import actions
from courtyard.assembly.actions import House, Mandate
from courtyard.assembly.actions.proxies import BadDays, HasMandate, HasVoted, OwnHead, TooManyMandates
from courtyard.assembly.models import Assembly, Ballot, LooseFile, Proxy
from courtyard.assembly.notices import voting as notices
from courtyard.assembly.tests import build
from courtyard.assembly.tests.test_canvass import told
from courtyard.assembly.tests.voting import address, client_of, confirmed, page_at, read, send
from courtyard.conftest import Court
from courtyard.core.errors import NotAllowed
from courtyard.people.models import Person, Tenure

pytestmark = pytest.mark.usefixtures("owners")
PDF = b"%PDF-1.7 a signed paper"


def form(person: Person, **more: Any) -> dict[str, Any]:
    paper = SimpleUploadedFile("mandate.pdf", PDF, content_type="application/pdf")
    given = {"home": "1-101", "agent_name": person.name, "agent_phone": person.phone, "document": paper}
    return given | {"given_on": localdate(build.NOTICED).isoformat()} | more


def mandated(court: Court, one: Assembly, giver: Person, agent: Person, **more: Any) -> Proxy:
    given: dict[str, Any] = {"head": build.head_of(one, giver).pk, "agent": agent}
    given |= {"given_on": localdate(build.NOTICED)} | more
    return actions.record_proxy(
        one.pk, Mandate(**given), document=build.kept(court), by=court.yan, at=build.NOTICED
    )  # fmt: skip


def test_a_mandate_is_recorded_from_its_paper_and_both_are_told(court: Court) -> None:
    one = build.noticed(court)

    answer = send(client_of(court.yan), address(one, "proxies/record/"), form(court.zhu))

    proxy = Proxy.objects.get()
    assert (answer.status_code, answer["Location"]) == (303, address(one, "proxies/"))
    assert (proxy.head, proxy.agent, proxy.recorded_by) == (build.head_of(one, court.lin), court.zhu, court.yan)
    assert not LooseFile.objects.exists()
    assert told("assembly.proxy_recorded") == {
        (court.zhu.name, notices.MANDATE): address(one, f"proxies/{proxy.pk}/vote/"),
        (court.lin.name, notices.MANDATE): address(one, f"proxies/{proxy.pk}/revoke/"),
    }
    page = read(client_of(court.yan), address(one, "proxies/"))
    assert "1号楼101室" in page
    assert court.zhu.name in page


@pytest.mark.parametrize(
    "wrong",
    [
        {"home": "9-901"}, {"home": ""}, {"agent_name": "林"}, {"agent_phone": "13900009999"}, {"agent_phone": "1"},
        {"given_on": ""}, {"given_on": "2099-01-01"}, {"ends_on": "2020-01-01"}, {"ends_on": "2026-06-19"},
        {"document": ""}, {"document": SimpleUploadedFile("paper.pdf", b"MZ no paper")},
    ],
)  # fmt: skip
def test_a_mandate_that_cannot_be_is_said_and_no_file_is_left(court: Court, wrong: dict[str, Any]) -> None:
    one = build.noticed(court)

    answer = send(client_of(court.yan), address(one, "proxies/record/"), form(court.zhu) | wrong)

    assert (answer.status_code, Proxy.objects.count(), LooseFile.objects.count()) == (422, 0, 0)


def test_refusals_have_names(court: Court) -> None:
    one = build.noticed(court, House(proxies_max=1, clause="议事规则第九条"))
    mandated(court, one, court.lin, court.zhu)

    for giver, agent, more, refusal in (
        (court.lin, court.bai, {}, HasMandate),
        (court.mei, court.mei, {}, OwnHead),
        (court.mei, court.zhu, {}, TooManyMandates),
        (court.mei, court.bai, {"given_on": date(2099, 1, 1)}, BadDays),
    ):
        with pytest.raises(refusal):
            mandated(court, one, giver, agent, **more)


@pytest.mark.parametrize("name", ["lin", "zhu", "bai", "desk", "far"])
def test_nobody_else_records_a_mandate_nor_reads_the_list(court: Court, name: str) -> None:
    one, person = build.noticed(court), getattr(court, name)

    with page_at():
        for rest in ("proxies/", "proxies/record/"):
            assert client_of(person).get(address(one, rest)).status_code == 404
    with pytest.raises(NotAllowed):
        actions.record_proxy(
            one.pk, Mandate(head=build.head_of(one, court.lin).pk, agent=court.zhu, given_on=date(2026, 6, 18)),
            document=build.kept(court), by=person, at=build.NOTICED,
        )  # fmt: skip


def test_the_agent_votes_by_the_mandate_and_the_owner_hears_of_it(court: Court) -> None:
    one = build.noticed(court)
    proxy = mandated(court, one, court.lin, court.far)
    far = client_of(court.far)
    page = address(one, f"proxies/{proxy.pk}/vote/")
    assert "1号楼101室" in read(far, page)

    answer = send(far, page, confirmed(one))

    ballot = Ballot.objects.get()
    assert (ballot.channel, ballot.proxy, ballot.by) == ("proxy", proxy, court.far)
    assert ballot.receipt[:4] in read(far, answer["Location"])
    assert told("assembly.ballot_received") == {
        (court.far.name, notices.RECEIPT): address(one, f"receipts/{ballot.pk}/"),
        (court.lin.name, notices.TAKEN): address(one, f"receipts/{ballot.pk}/"),
    }
    with pytest.raises(HasVoted):
        actions.revoke_proxy(proxy.pk, by=court.lin, at=build.DURING)


def test_nobody_but_the_agent_votes_by_a_mandate_and_only_while_it_holds(court: Court) -> None:
    one = build.noticed(court)
    ends = localdate(build.OPENS)
    proxy = mandated(court, one, court.lin, court.zhu, ends_on=ends)
    page = address(one, f"proxies/{proxy.pk}/vote/")

    with page_at():
        for person in (court.lin, court.mei, court.yan, court.far, court.zhu):
            assert client_of(person).get(page).status_code == 404
    with page_at(build.OPENS + timedelta(hours=1)):
        assert client_of(court.zhu).get(page).status_code == 200


def test_the_owner_takes_it_back_and_the_agent_votes_no_more(court: Court) -> None:
    one = build.noticed(court)
    proxy = mandated(court, one, court.lin, court.zhu)
    lin = client_of(court.lin)
    assert court.zhu.name in read(lin, address(one, "vote/"), at=build.NOTICED)

    answer = send(lin, address(one, f"proxies/{proxy.pk}/revoke/"), {})

    proxy.refresh_from_db()
    assert (answer["Location"], proxy.revoked_by) == (address(one, "vote/"), court.lin)
    assert {who for who, _ in told("assembly.proxy_revoked")} == {court.lin.name, court.zhu.name}
    with page_at():
        assert client_of(court.zhu).get(address(one, f"proxies/{proxy.pk}/vote/")).status_code == 404


def test_the_paper_is_seen_by_the_two_whom_it_ties_and_whoever_keeps_mandates(court: Court) -> None:
    one = build.noticed(court)
    proxy = mandated(court, one, court.lin, court.zhu)
    page = address(one, f"proxies/{proxy.pk}/document/")

    with page_at():
        seen = {
            name: client_of(getattr(court, name)).get(page).status_code
            for name in ("lin", "zhu", "yan", "mei", "bai", "far")
        }
        answer = client_of(court.lin).get(page)

    assert seen == {"lin": 200, "zhu": 200, "yan": 200, "mei": 404, "bai": 404, "far": 404}
    assert (answer["X-Content-Type-Options"], answer["Cache-Control"]) == ("nosniff", "private, no-store")


def test_an_agent_from_elsewhere_finds_the_ballot_where_the_first_page_leads(court: Court) -> None:
    one = build.noticed(court)
    proxy = mandated(court, one, court.lin, court.far)
    far, page = client_of(court.far), address(one, "vote/")

    assert f'href="{page}"' in read(far, "/")

    with page_at():
        assert far.get(page)["Location"] == address(one, f"proxies/{proxy.pk}/vote/")
        assert client_of(court.shi).get(address(one, f"proxies/{proxy.pk}/vote/")).status_code == 404
    ballot = read(far, page)
    assert "第1件事" in ballot
    assert f'href="{address(one)}"' not in ballot
    actions.revoke_proxy(proxy.pk, by=court.lin, at=build.DURING)
    with page_at():
        assert far.get(page).status_code == 404


def test_whoever_sold_after_the_notice_still_finds_their_ballot(court: Court) -> None:
    one = build.noticed(court)
    head = build.head_of(one, court.lin)
    Tenure.objects.filter(person=court.lin).update(until=localdate(build.NOTICED))

    page = read(client_of(court.lin), address(one, "vote/"))

    assert "motion_1" in page
    assert send(client_of(court.lin), address(one, f"vote/{head.pk}/"), confirmed(one)).status_code == 303
