"""Committees that come and go in the demo: one being formed and held up, one that hands over before its re-election."""

from collections.abc import Sequence
from datetime import date, datetime, timedelta
from functools import partial
from uuid import UUID

from courtyard.committee.actions import formation, group, holdups, items, posting, progress
from courtyard.committee.actions.formation import Due
from courtyard.committee.actions.group import Forming, Named, Training
from courtyard.committee.actions.progress import Told
from courtyard.committee.models import Committee, Formation, Handover, Member
from courtyard.committee.steps import DOCUMENTS
from courtyard.core.rulebook import months_after
from courtyard.demo.year import ZONE, Year
from courtyard.people.models import Office, Person, Tenure


def owners_of(year: Year, many: int) -> list[Tenure]:
    """Owners of one home each, from all over the estate, none of them twice."""
    chosen: list[Tenure] = []
    for tenure in year.residents[5::11]:
        if tenure.kind == Tenure.Kind.OWNER and tenure.person.pk not in {one.person_id for one in chosen}:
            chosen.append(tenure)
        if len(chosen) == many:
            break
    return chosen


def sitting(year: Year) -> list[Member]:
    """Who sits in the estate's committee, the chair first."""
    there = Member.objects.sitting().filter(estate=year.estate, committee__state=Committee.State.IN_OFFICE)
    return list(there.select_related("person", "committee__estate__node").order_by("rank", "id"))


def street_officer(year: Year) -> Person:
    """Who sits in the sub-district above this estate."""
    office = Office.objects.reaching(year.estate.node).filter(kind=Office.Kind.SUBDISTRICT).select_related("person")
    return office.order_by("since", "pk")[0].person


def _people_of_group(year: Year, size: int, others: Sequence[Named]) -> list[Named]:
    owners = [one for one in owners_of(year, size + 6)[6:] if one.person.name][: size - len(others)]
    return [*others, *(Named(side="owner", name=one.person.name, person=one.person) for one in owners)]


def _running(year: Year) -> Formation:
    return Formation.objects.get(estate=year.estate)


def _on(at: datetime) -> date:
    return at.astimezone(ZONE).date()


def hand_on(year: Year) -> None:
    """Lanting: reported in time, the group sits, documents and seals are on their way to the housing office."""
    for days, hour, step in (
        (80, 9, _begin_next), (60, 10, _report_end), (9, 10, _form_next), (7, 14, _train_next), (2, 15, _hand_half),
    ):  # fmt: skip
        year.stage(year.day(-days, hour), partial(step, year))


def _begin_next(year: Year, at: datetime) -> None:
    term = sitting(year)[0].committee
    due = Due(
        estate=year.estate, kind=Formation.Kind.REELECTION, due_on=months_after(term.ends_on, -5),
        why=f"第{term.number}届业委会任期到{term.ends_on:%Y年%-m月%-d日}。",
    )  # fmt: skip
    formation.begin_formation(due, by=street_officer(year), at=at)


def _report_end(year: Year, at: datetime) -> None:
    words = "书面报告街道：任期将满，请组建换届改选小组。委员名册、用印登记、账目一并附上。"
    formation.report(_running(year).pk, on=_on(at), words=words, by=year.staff.by_party["ye"], at=at)


def _form_next(year: Year, at: datetime) -> None:
    street, ju = street_officer(year), year.staff.by_party["ju"]
    others = [
        Named(side="street", name=street.name, person=street, chairs=True),
        Named(side="residents", name=ju.name, person=ju),
    ]
    one = _running(year)
    group.form_group(one.pk, Forming(members=_people_of_group(year, 7, others), on=_on(at)), by=street, at=at)
    posting.post_list(one.pk, by=street, at=at + timedelta(minutes=20))


def _train_next(year: Year, at: datetime) -> None:
    _train(year, "听雨街训2026", 11, at)


def _train(year: Year, series: str, first: int, at: datetime) -> None:
    one = _running(year)
    came = {m.pk: f"{series}-{n:03}" for n, m in enumerate(one.group.filter(until__isnull=True), start=first)}
    group.train_group(one.pk, Training(on=_on(at), came=came), by=street_officer(year), at=at)


def _hand_half(year: Year, at: datetime) -> None:
    """Half of the list has changed hands."""
    one = Handover.objects.get(estate=year.estate, kind=Handover.Kind.TO_OFFICE)
    for item in one.items.order_by("position")[:6]:
        items.hand_over(item.pk, by=year.staff.by_party["ye"], at=at)
    for item in one.items.order_by("position")[:4]:
        items.receive(item.pk, by=street_officer(year), at=at + timedelta(hours=1))


def form_first(year: Year) -> None:
    """Tingchao: half delivered, reported late, the group is trained and waits for the developer's list of owners."""
    for days, hour, step in (
        (175, 9, _tell_delivered), (122, 10, _report_first), (78, 10, _form_own), (70, 14, _train_own),
        (37, 10, _hold_up),
    ):  # fmt: skip
        year.stage(year.day(-days, hour), partial(step, year))


def _tell_delivered(year: Year, at: datetime) -> None:
    told = Told(
        estate=year.estate, on=_on(at), whole_cm2=1_874_000_000, delivered_cm2=961_362_000,
        first_on=_on(at) - timedelta(days=700), source="建设单位销售交付清单",
    )  # fmt: skip
    progress.tell_progress(told, by=year.staff.by_party["ju"], at=at)
    due = Due(estate=year.estate, kind=Formation.Kind.FIRST, due_on=_on(at), why="出售并交付的面积达到51.3%。")
    formation.begin_formation(due, by=street_officer(year), at=at)


def _report_first(year: Year, at: datetime) -> None:
    words = "建设单位书面报告，附物业区域资料；业主清单说随后补交。"
    formation.report(_running(year).pk, on=_on(at), words=words, by=street_officer(year), at=at)


def _form_own(year: Year, at: datetime) -> None:
    street, ju = street_officer(year), year.staff.by_party["ju"]
    others = [
        Named(side="street", name=street.name, person=street, chairs=True),
        Named(side="residents", name=ju.name, person=ju),
        Named(side="developer", name="梧有田"),
    ]
    one = _running(year)
    group.form_group(one.pk, Forming(members=_people_of_group(year, 11, others), on=_on(at)), by=street, at=at)
    posting.post_list(one.pk, by=street, at=at + timedelta(days=4))


def _train_own(year: Year, at: datetime) -> None:
    _train(year, "松风街训2026", 31, at)


def _hold_up(year: Year, at: datetime) -> None:
    step = _running(year).steps.get(name=DOCUMENTS)
    words = "2号楼的业主清单没有交。去过函，答应一周内交，没有交。"
    held = holdups.hold_up(step.pk, body="developer", words=words, since=_on(at), by=street_officer(year), at=at)
    year.stage(at + timedelta(days=14), partial(_urge, year, held.pk))


def _urge(year: Year, held: UUID, at: datetime) -> None:
    holdups.urge(held, until=_on(at) + timedelta(days=10), by=street_officer(year), at=at)
