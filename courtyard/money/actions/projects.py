"""What common parts are let for: opened with its contract and its decision, shown, expected ahead, closed."""

from dataclasses import dataclass, field
from datetime import date, datetime
from uuid import UUID

from courtyard.assembly.upkeep import Kept
from courtyard.core.errors import BadInput, Refusal, sentence
from courtyard.core.rulebook.periods import months_after
from courtyard.money import citing
from courtyard.money.events.revenue import ContractShown, DuesLaidOut, ProjectClosed, ProjectOpened
from courtyard.money.locks import lock_book, lock_project
from courtyard.money.models import Book, RevenueDue, RevenueProject
from courtyard.money.models.book import WHAT_MAX, WORDS_MAX
from courtyard.money.models.revenue import BASIS_POINTS, NAME_MAX, PARTY_MAX, PLACE_MAX
from courtyard.money.months import FIRST_YEAR, LAST_YEAR, is_near
from courtyard.money.permissions.revenue import (
    may_close_project,
    may_lay_out_dues,
    may_open_project,
    may_show_contract,
)
from courtyard.money.public_papers import FIELDS, put
from courtyard.money.revenue_rules import DUES_AHEAD, PROJECTS_MAX, due_days, whole_fen
from courtyard.people.models import Person
from courtyard.places.rules import rules_of
from courtyard.trail.deeds import deed, record, require
from courtyard.trail.ids import new_id


class NoSuchKind(BadInput):
    says = sentence("Choose what the common part is let for.")
    field = "kind"


class NoSuchCollector(BadInput):
    says = sentence("Choose who collects the money.")
    field = "collector"


class NoSuchPeriod(BadInput):
    says = sentence("Say both: how much is paid, and how often. Leave both empty where no price is fixed.")
    field = "per"


class NoName(BadInput):
    says = sentence("Say in at most {most} characters what it is.")
    field = "name"


class TooLong(BadInput):
    says = sentence("Say it in at most {most} characters.")


class FarOff(BadInput):
    says = sentence("Choose a first day in the years {first} to {last}.")
    field = "since"


class EndsBefore(BadInput):
    says = sentence("Its last day is no earlier than its first, {day}.")
    field = "until"


class BadShareOfManager(BadInput):
    says = sentence("The manager’s share is a part of what comes in, up to 100%, or an amount: one of the two.")
    field = "share"


class TooManyProjects(Refusal):
    says = sentence("There are {most} projects here already. Close one first.")


class ClosedAlready(Refusal):
    says = sentence("This project ended on {day}.")


class NotYetOver(BadInput):
    says = sentence("Its last day has come by now, and is no earlier than its first. Choose another day.")
    field = "last_day"


class NoReason(BadInput):
    says = sentence("Say why, in at most {most} characters. Everybody reads it.")
    field = "reason"


class NothingDue(Refusal):
    says = sentence("No price was agreed that comes again, or all of it is laid out already.")


@dataclass(frozen=True, kw_only=True)
class Project:
    """What is told of one. `ground` is the decision it rests on, as kind and id. Its `id` makes one form one."""

    estate_id: UUID
    kind: str
    name: str
    since: date
    collector: str
    until: date | None = None
    place: str = ""
    party: str = ""
    terms: str = ""
    price_fen: int | None = None
    per: str = ""
    share_bp: int | None = None
    share_fen: int | None = None
    ground: citing.Key | None = None
    decision_words: str = ""
    id: UUID = field(default_factory=new_id)


@deed
def open_project(told: Project, *, by: Person, at: datetime) -> RevenueProject:
    """Everybody reads it from now on; whether the owners decided it, or nobody knows of a decision, too."""
    book = lock_book(told.estate_id)
    require(may_open_project, by, book.estate, at)
    before = RevenueProject.objects.filter(pk=told.id, estate=book.pk).first()
    if before is not None:
        return before
    today = rules_of(book.estate).hours.day_of(at)
    _check(told, book)
    ground = citing.chosen(book.estate, told.ground, today) if told.ground else None
    project = RevenueProject.objects.create(
        id=told.id, estate=book.estate, kind=told.kind, name=told.name.strip(), place=told.place.strip(),
        since=told.since, until=told.until, collector=told.collector, party=told.party.strip(),
        terms=told.terms.strip(), price_fen=told.price_fen, per=told.per, share_bp=told.share_bp,
        share_fen=told.share_fen, authority=ground.kind if ground else "", authority_id=ground.id if ground else None,
        decision_words=told.decision_words.strip(), opened_by=by, opened_at=at,
    )  # fmt: skip
    record(_opened(project), node=book.pk, about=project.pk, by=by, at=at)
    _lay_out(project, book, today)
    return project


def _check(told: Project, book: Book) -> None:
    if told.kind not in RevenueProject.Kind.values:
        raise NoSuchKind
    if told.collector not in RevenueProject.Collector.values:
        raise NoSuchCollector
    if not 0 < len(told.name.strip()) <= NAME_MAX:
        raise NoName(most=NAME_MAX)
    longest = (
        (told.place, PLACE_MAX),
        (told.party, PARTY_MAX),
        (told.terms, WORDS_MAX),
        (told.decision_words, WHAT_MAX),
    )
    _check_words(*longest)
    if not is_near(told.since):
        raise FarOff(first=FIRST_YEAR, last=LAST_YEAR)
    if told.until is not None and told.until < told.since:
        raise EndsBefore(day=told.since)
    _check_sums(told)
    if RevenueProject.objects.filter(estate=book.pk, closed_on__isnull=True).count() >= PROJECTS_MAX:
        raise TooManyProjects(most=PROJECTS_MAX)


def _check_words(*some: tuple[str, int]) -> None:
    for words, most in some:
        if len(words.strip()) > most:
            raise TooLong(most=most)


def _check_sums(told: Project) -> None:
    if (told.price_fen is None) != (not told.per) or (told.per and told.per not in RevenueProject.Per.values):
        raise NoSuchPeriod
    if told.price_fen is not None:
        whole_fen(told.price_fen)
    if told.share_bp is not None and (told.share_fen is not None or not 0 < told.share_bp <= BASIS_POINTS):
        raise BadShareOfManager
    if told.share_fen is not None:
        whole_fen(told.share_fen)


def _opened(one: RevenueProject) -> ProjectOpened:
    return ProjectOpened(
        name=one.name, kind=one.kind, place=one.place, since=one.since, until=one.until, collector=one.collector,
        party=one.party, terms=one.terms, price_fen=one.price_fen, per=one.per, share_bp=one.share_bp,
        share_fen=one.share_fen, authority=one.authority, authority_id=one.authority_id,
        decision_words=one.decision_words,
    )  # fmt: skip


@deed
def lay_out_dues(project_id: UUID, *, by: Person, at: datetime) -> list[RevenueDue]:
    """What its price comes to, day by day, for another year; what stands there already stays."""
    book, project = lock_project(project_id)
    require(may_lay_out_dues, by, project, at)
    if project.closed_on is not None:
        raise ClosedAlready(day=project.closed_on)
    dues = _lay_out(project, book, rules_of(book.estate).hours.day_of(at))
    if not dues:
        raise NothingDue
    event = DuesLaidOut(
        name=project.name, count=len(dues), first=dues[0].due_on, last=dues[-1].due_on,
        fen=sum(due.fen for due in dues),
    )  # fmt: skip
    record(event, node=book.pk, about=project.pk, by=by, at=at)
    return dues


def _lay_out(project: RevenueProject, book: Book, today: date) -> list[RevenueDue]:
    if project.price_fen is None:
        return []
    days = due_days(project, book.opens_on, months_after(max(today, project.since), DUES_AHEAD))
    known = set(project.dues.values_list("due_on", flat=True))
    dues = [
        RevenueDue(estate=project.estate, project=project, due_on=day, fen=project.price_fen)
        for day in days
        if day not in known
    ]
    return RevenueDue.objects.bulk_create(dues)


@deed
def show_contract(project_id: UUID, file: Kept | None, *, looked: bool, by: Person, at: datetime) -> RevenueProject:
    """The contract as everybody may read it: whoever puts it there says that nothing personal can be made out."""
    book, project = lock_project(project_id)
    require(may_show_contract, by, project, at)
    before = project.sha256
    if put(project, file, looked=looked, at=at):
        project.save(update_fields=FIELDS)
        event = ContractShown(name=project.name, sha256=project.sha256, before=before)
        record(event, node=book.pk, about=project.pk, by=by, at=at)
    return project


@deed
def close_project(project_id: UUID, *, last_day: date, reason: str, by: Person, at: datetime) -> RevenueProject:
    """Nothing is expected of it after its last day. What it brought in and cost stays to be read."""
    book, project = lock_project(project_id)
    require(may_close_project, by, project, at)
    if project.closed_on is not None:
        if project.closed_on == last_day:
            return project
        raise ClosedAlready(day=project.closed_on)
    if not project.since <= last_day <= rules_of(book.estate).hours.day_of(at):
        raise NotYetOver
    if not 0 < len(reason.strip()) <= WORDS_MAX:
        raise NoReason(most=WORDS_MAX)
    project.closed_on, project.closed_why = last_day, reason.strip()
    project.save(update_fields=["closed_on", "closed_why"])
    RevenueDue.objects.filter(project=project, due_on__gt=last_day, receipts__isnull=True).delete()
    event = ProjectClosed(name=project.name, last_day=last_day, reason=project.closed_why)
    record(event, node=book.pk, about=project.pk, by=by, at=at)
    return project
