"""Pages of the committee's business in a browser: nothing is wider than a phone, and nothing axe holds against them."""

from datetime import datetime, timedelta

import pytest

from courtyard.committee.actions.limits import Spending, use_limit
from courtyard.committee.actions.receptions import Announcement, announce_reception, hold_reception
from courtyard.committee.actions.reports import Report, post_report
from courtyard.committee.actions.seals import Use, use_seal
from courtyard.committee.actions.secretary import Naming, name_secretary
from courtyard.committee.tests.business import TODAY, YUAN, decision, filed, limit, three_seals
from courtyard.committee.tests.sitting import decided
from courtyard.conftest import MONDAY_9AM, SHANGHAI, Court
from courtyard.trail.tests.clock import Clock
from courtyard.web.tests.browser import DESK, PHONE, Visit, faults, overflow

pytestmark = pytest.mark.browser
BEGINS = datetime(2026, 6, 20, 9, 0, tzinfo=SHANGHAI)
AFTER = BEGINS + timedelta(hours=2)


def busy(court: Court, clock: Clock) -> dict[str, str]:
    """A committee with something of everything; where each page of it is."""
    committee = filed(court)
    seal = three_seals(committee)[0]
    posted = decided(committee, court, "换大门门禁机", state="posted", posted_on=TODAY)
    waiting = decided(committee, court, "补种东门绿篱")
    contract = decision(court, "续聘物业服务企业")
    for what, cited in (("门禁更换合同", {"resolution": posted.pk}), ("绿化合同", {"resolution": waiting.pk})):
        use_seal(seal.pk, Use(used_on=TODAY, what=what, copies=2, **cited), by=court.yan, at=MONDAY_9AM)
    use = Use(used_on=TODAY - timedelta(days=3), what="物业服务合同", copies=6, decision=contract.pk)
    use_seal(seal.pk, use, by=court.yan, at=MONDAY_9AM)
    given = limit(court)
    use_limit(
        given.pk, Spending(resolution=posted.pk, fen=1_280 * YUAN, what="修门禁", on=TODAY), by=court.yan, at=MONDAY_9AM
    )
    said = Announcement(estate=court.estate, starts_at=BEGINS, ends_at=AFTER, place="1号楼底层议事厅", times=3)
    first, second, _ = announce_reception(said, by=court.yan, at=MONDAY_9AM)
    name_secretary(Naming(estate=court.estate, name="简如文"), by=court.desk, at=MONDAY_9AM)
    post_report(Report(estate=court.estate, year=2025, words="开会六次。"), by=court.yan, at=MONDAY_9AM)
    clock.go_on_to(AFTER)
    hold_reception(first.pk, visitors=3, words="问了停车和门禁。", by=court.yan, at=AFTER)
    pages = ("seals", "receptions", "reports", "limits", "reports/2025", "seals/cut", "reports/post", "limits/give")
    forms = {
        "use_seal": f"seals/{seal.pk}/use", "pass_seal": f"seals/{seal.pk}/pass", "end_seal": f"seals/{seal.pk}/end",
        "announce": "receptions/announce", "drop": f"receptions/{second.pk}/drop",
        "use_limit": f"limits/{given.pk}/use", "end_limit": f"limits/{given.pk}/end", "committee": "",
    }  # fmt: skip
    found = {name: f"/e/plum/committee/{path}" for name, path in ({one: one for one in pages} | forms).items()}
    return {name: path if path.endswith("/") else f"{path}/" for name, path in found.items()}


@pytest.mark.parametrize(("width", "language", "large"), [(PHONE, "zh-hans", True), (DESK, "en", False)])
def test_pages_are_well_made(
    visit: Visit, court: Court, clock: Clock, width: int, language: str, *, large: bool
) -> None:
    addresses = busy(court, clock)
    page = visit(addresses["seals"], as_=court.yan, width=width, language=language, large=large)

    for address in addresses.values():
        page.goto(page.url.split("/e/")[0] + address)
        assert (address, overflow(page), faults(page)) == (address, 0, [])


def test_who_names_the_secretary_and_who_holds_a_day(visit: Visit, court: Court, clock: Clock) -> None:
    filed(court)
    said = Announcement(estate=court.estate, starts_at=BEGINS, ends_at=AFTER, place="1号楼底层议事厅")
    day = announce_reception(said, by=court.yan, at=MONDAY_9AM)[0]
    clock.go_on_to(AFTER)

    for person, path in ((court.desk, "secretary/name"), (court.yan, f"receptions/{day.pk}/hold")):
        page = visit(f"/e/plum/committee/{path}/", as_=person, large=True)
        assert (path, overflow(page), faults(page)) == (path, 0, [])
