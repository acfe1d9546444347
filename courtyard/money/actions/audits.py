"""An audit of a year's books: commissioned by the owners' side, and its report received, for everybody to read."""

from dataclasses import dataclass, field
from datetime import date, datetime
from uuid import UUID

from courtyard.assembly.upkeep import Kept
from courtyard.core.errors import BadInput, Refusal, sentence
from courtyard.money.events.modes import AuditCommissioned, AuditReceived
from courtyard.money.locks import lock_book
from courtyard.money.models import YearAudit
from courtyard.money.models.book import WORDS_MAX, Fund
from courtyard.money.models.budget import PAYEE_MAX
from courtyard.money.permissions.modes import may_commission_audit, may_receive_audit
from courtyard.money.public_papers import FIELDS, put
from courtyard.people.models import Person
from courtyard.places.rules import rules_of
from courtyard.trail.deeds import deed, record, require
from courtyard.trail.ids import new_id
from courtyard.trail.rows import holder, there


class NoAuditor(BadInput):
    says = sentence("Say in at most {most} characters which firm audits.")
    field = "auditor"


class NoSuchFund(BadInput):
    says = sentence("Choose which money is audited.")
    field = "fund"


class YearToCome(BadInput):
    says = sentence("The books begin in {first}, and {last} is this year. Choose a year between them.")
    field = "year"


class NotComeYet(BadInput):
    says = sentence("Choose a day that has come; a report comes no earlier than it was asked for.")
    field = "on"


class CommissionedAlready(Refusal):
    says = sentence("{auditor} was asked already to audit this.")


class ReceivedAlready(Refusal):
    says = sentence("The report of this audit is here already. A new one is another audit.")


class NoWords(BadInput):
    says = sentence("Say in at most {most} characters what the report found. Everybody reads it.")
    field = "words"


@dataclass(frozen=True, kw_only=True)
class Commission:
    """Who is asked to audit which year, of which fund; of all funds where none is named."""

    estate_id: UUID
    year: int
    auditor: str
    on: date
    fund: str = ""
    id: UUID = field(default_factory=new_id)


@deed
def commission_audit(told: Commission, *, by: Person, at: datetime) -> YearAudit:
    """Not by whoever keeps the money. One audit of a year and fund."""
    book = lock_book(told.estate_id)
    require(may_commission_audit, by, book.estate, at)
    before = YearAudit.objects.filter(estate=book.pk, year=told.year, fund=told.fund).first()
    if before is not None:
        if before.pk == told.id:
            return before
        raise CommissionedAlready(auditor=before.auditor)
    today = rules_of(book.estate).hours.day_of(at)
    if not book.opens_on.year <= told.year <= today.year:
        raise YearToCome(first=book.opens_on.year, last=today.year)
    if told.fund and told.fund not in Fund.values:
        raise NoSuchFund
    if not 0 < len(told.auditor.strip()) <= PAYEE_MAX:
        raise NoAuditor(most=PAYEE_MAX)
    if told.on > today:
        raise NotComeYet
    audit = YearAudit.objects.create(
        id=told.id, estate=book.estate, year=told.year, fund=told.fund, auditor=told.auditor.strip(),
        commissioned_on=told.on, commissioned_by=by,
    )  # fmt: skip
    event = AuditCommissioned(year=audit.year, fund=audit.fund, auditor=audit.auditor, on=audit.commissioned_on)
    record(event, node=book.pk, about=audit.pk, by=by, at=at)
    return audit


@dataclass(frozen=True, kw_only=True)
class Report:
    """When a report came, what it found in a few words, and the report, with nothing personal to be made out."""

    on: date
    words: str
    file: Kept | None
    looked: bool


@deed
def receive_audit(audit_id: UUID, report: Report, *, by: Person, at: datetime) -> YearAudit:
    """From now on everybody can read it; to be posted it is the disclosure's."""
    book = lock_book(holder(YearAudit.objects, audit_id, "estate"))
    audit = there(YearAudit.objects.select_related("estate__node"), audit_id)
    require(may_receive_audit, by, audit, at)
    if audit.received_on is not None:
        raise ReceivedAlready
    if not audit.commissioned_on <= report.on <= rules_of(book.estate).hours.day_of(at):
        raise NotComeYet
    if not 0 < len(report.words.strip()) <= WORDS_MAX:
        raise NoWords(most=WORDS_MAX)
    put(audit, report.file, looked=report.looked, at=at)
    audit.received_on, audit.says, audit.received_by = report.on, report.words.strip(), by
    audit.save(update_fields=["received_on", "says", "received_by", *FIELDS])
    event = AuditReceived(
        year=audit.year, fund=audit.fund, auditor=audit.auditor, on=report.on, words=audit.says, sha256=audit.sha256
    )
    record(event, node=book.pk, about=audit.pk, by=by, at=at)
    return audit
