"""Accounts at the bank, their lines, and what the books have on the same account of the chart."""

from collections.abc import Collection, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from uuid import UUID

from django.db.models import Case, Count, F, OuterRef, Q, QuerySet, Subquery, Sum, Value, When
from django.db.models.functions import Coalesce

from courtyard.core.errors import NotThere
from courtyard.money.models import BankAccount, BankLine, Book, Entry, LineMatch, Posting, Reconciliation, Statement
from courtyard.money.permissions.bank import may_keep_bank
from courtyard.money.permissions.keeping import keeps
from courtyard.people.models import Person
from courtyard.places.models import Estate

LINES_SHOWN = 50
STATEMENTS_SHOWN = 24


@dataclass(frozen=True, slots=True)
class Movement:
    """What an entry moves on one account of the chart: fen above nought for money in."""

    id: UUID
    number: int
    day: date
    what: str
    kind: str
    reverses: UUID | None
    fen: int


def account_for(person: Person, code: str, pk: UUID, at: datetime) -> BankAccount:
    """For whoever keeps its fund; for anybody else it is not there. Raises NotThere."""
    found = BankAccount.objects.select_related("estate__node").filter(estate__node__code=code, pk=pk).first()
    if found is None or not may_keep_bank(person, found, at):
        raise NotThere
    return found


def line_for(person: Person, code: str, pk: UUID, at: datetime) -> BankLine:
    """Raises NotThere, for whoever does not keep the fund, too."""
    lines = BankLine.objects.select_related("account__estate__node")
    found = lines.filter(estate__node__code=code, pk=pk).first()
    if found is None or not may_keep_bank(person, found.account, at):
        raise NotThere
    return found


def match_for(person: Person, code: str, pk: UUID, at: datetime) -> LineMatch:
    """Raises NotThere, for whoever does not keep the fund, too."""
    rows = LineMatch.objects.select_related("line__account__estate__node", "entry")
    found = rows.filter(estate__node__code=code, pk=pk).first()
    if found is None or not may_keep_bank(person, found.line.account, at):
        raise NotThere
    return found


def accounts_of(person: Person, estate: Estate, at: datetime) -> list[BankAccount]:
    """Those of the funds that somebody keeps, each with how many lines are open and when it was reconciled last."""
    newest = Reconciliation.objects.filter(account=OuterRef("pk")).order_by("-reconciled_at")
    last = Statement.objects.filter(account=OuterRef("pk")).order_by("-last_on")
    rows = BankAccount.objects.filter(estate=estate.pk).annotate(
        open_lines=Count("lines", filter=~Q(lines__open_fen=0)),
        reconciled_up_to=Subquery(newest.values("day")[:1]),
        told_until=Subquery(last.values("last_on")[:1]),
    )
    return [one for one in rows.order_by("fund", "added_at", "pk") if keeps(person, one.fund, estate, at)]


@dataclass(frozen=True, slots=True)
class Reconciled:
    """What anybody may read of an account: no name, no line."""

    fund: str
    bank: str
    done_at: datetime | None
    day: date | None
    difference_fen: int
    open_lines: int


def reconciled_of(book: Book) -> list[Reconciled]:
    """The newest reconciliation of each account at a bank that has not ended. One query."""
    newest = Reconciliation.objects.filter(account=OuterRef("pk")).order_by("-reconciled_at")
    rows = BankAccount.objects.filter(estate=book.pk, ended_on__isnull=True, gateway="").annotate(
        open_lines=Count("lines", filter=~Q(lines__open_fen=0)), day=Subquery(newest.values("day")[:1]),
        reconciled_at=Subquery(newest.values("reconciled_at")[:1]), book_fen=Subquery(newest.values("book_fen")[:1]),
        bank_fen=Subquery(newest.values("bank_fen")[:1]),
    )  # fmt: skip
    return [
        Reconciled(
            one.fund, one.bank, one.reconciled_at, one.day, (one.book_fen or 0) - (one.bank_fen or 0), one.open_lines
        )
        for one in rows.order_by("fund", "added_at", "pk")
    ]


def lines_of(account: BankAccount, before: tuple[date, int] | None = None) -> list[BankLine]:
    """A stretch of the account's lines, the newest first."""
    rows = BankLine.objects.filter(account=account.pk)
    if before is not None:
        day, number = before
        rows = rows.filter(Q(day__lt=day) | Q(day=day, number__lt=number))
    return list(rows.order_by("-day", "-number")[:LINES_SHOWN])


def statements_of(account: BankAccount) -> list[Statement]:
    rows = Statement.objects.filter(account=account.pk).order_by("-last_on", "-imported_at")
    return list(rows[:STATEMENTS_SHOWN])


def open_lines(account: BankAccount) -> QuerySet[BankLine]:
    return BankLine.objects.filter(account=account.pk).exclude(open_fen=0).order_by("day", "number")


def matches_of(line: BankLine) -> list[LineMatch]:
    rows = LineMatch.objects.filter(line=line.pk).select_related("entry", "matched_by", "withdrawn_by")
    return list(rows.order_by("matched_at", "pk"))


def movements_of(account: BankAccount, *, entries: Collection[UUID] | None = None) -> list[Movement]:
    """What each entry since the account's first day moves on its account of the chart, opening balances left out."""
    rows = _on_account(account).filter(entry__day__gte=account.since).exclude(entry__kind=Entry.Kind.OPENING)
    if entries is not None:
        rows = rows.filter(entry__in=entries)
    columns = ("entry", "entry__number", "entry__day", "entry__what", "entry__kind", "entry__reverses")
    summed = rows.order_by().values_list(*columns).annotate(net=_net(account)).order_by("entry__day", "entry__number")
    return [Movement(*row) for row in summed if row[-1]]


def opening_fen(account: BankAccount) -> int:
    """What the books had on the account before its first day, and as opening balance."""
    before = Q(entry__day__lt=account.since) | Q(entry__kind=Entry.Kind.OPENING)
    total: int | None = _on_account(account).filter(before).aggregate(net=_net(account))["net"]
    return total or 0


def _on_account(account: BankAccount) -> QuerySet[Posting]:
    return Posting.objects.filter(estate=account.estate_id).filter(
        Q(debit__key=account.key) | Q(credit__key=account.key)
    )


def _net(account: BankAccount) -> Sum:
    return Sum(Case(When(debit__key=account.key, then=F("fen")), default=-F("fen")))


def matched_fen(account: BankAccount, entries: Collection[UUID]) -> dict[UUID, int]:
    """How much of each entry is found on this account already, signed: the other end of a transfer is another's."""
    rows = LineMatch.objects.filter(line__account=account.pk, entry__in=entries, withdrawn_at__isnull=True).order_by()
    return dict(rows.values_list("entry").annotate(sum=Coalesce(Sum("fen"), Value(0))))


def unmatched(account: BankAccount) -> list[tuple[Movement, int]]:
    """Entries that the bank has not shown yet, each with what is left of it; what was taken back is none."""
    moves = movements_of(account)
    taken_back = {one.reverses for one in moves if one.reverses is not None}
    there = [one for one in moves if one.reverses is None and one.id not in taken_back]
    found = _matched_on(account)
    left = [(one, one.fen - found.get(one.id, 0)) for one in there]
    return [(one, fen) for one, fen in left if fen and (fen > 0) is (one.fen > 0)]


def _matched_on(account: BankAccount) -> dict[UUID, int]:
    rows = LineMatch.objects.filter(line__account=account.pk, withdrawn_at__isnull=True).order_by()
    return dict(rows.values_list("entry").annotate(sum=Sum("fen")))


def cited_of(account: BankAccount) -> Sequence[tuple[UUID, UUID]]:
    """Which entry was found to be which line, as far as it stands."""
    rows = LineMatch.objects.filter(line__account=account.pk, withdrawn_at__isnull=True)
    return list(rows.values_list("entry", "line"))
