"""Filing with the housing office: opened by what happened, put together, sent, accepted or sent back."""

from dataclasses import dataclass
from datetime import date, datetime, timedelta
from uuid import UUID

from django.urls import reverse
from django.utils.translation import gettext, pgettext

from courtyard.assembly import upkeep
from courtyard.assembly.upkeep import Kept
from courtyard.committee import bundles
from courtyard.committee.actions.handover import begin_handback
from courtyard.committee.actions.steps import mark_step
from courtyard.committee.events.papers import (
    FilingAccepted,
    FilingOpened,
    FilingReturned,
    FilingSent,
    FilingWithdrawn,
    PaperAdded,
    PaperDropped,
)
from courtyard.committee.locks import lock_committee, lock_filing
from courtyard.committee.models import REASON_MAX, TITLE_MAX, Committee, Filing, FilingPaper, Member, Step
from courtyard.committee.permissions.papers import (
    may_accept_filing,
    may_add_paper,
    may_drop_paper,
    may_open_change,
    may_open_filing,
    may_return_filing,
    may_send_filing,
    may_withdraw_filing,
)
from courtyard.committee.queries.filing import missing_of, period_of
from courtyard.committee.queries.terms import day_of
from courtyard.committee.steps import FILING, HANDBACK
from courtyard.core.errors import BadInput, NotThere, OutOfTurn, Refusal, TooLarge, sentence
from courtyard.duties import actions as duties
from courtyard.duties.models import Duty
from courtyard.duties.schedule import closes_on
from courtyard.people.models import CLERK, Person
from courtyard.places.rules import version_of
from courtyard.trail.deeds import deed, record, require

S = Filing.State
DUTY = "committee.filing"
WHAT_ELECTION = sentence("File the new committee with the housing office")
WHAT_CHANGE = sentence("File a change with the housing office: {title}")
PAPERS_MAX, BYTES_MAX = 40, 100 * 1024 * 1024
NAME_MAX = 120
AT_ONCE = timedelta(days=1)
"""What should have been filed long ago is owed by tomorrow."""


class NoTitle(BadInput):
    says = sentence("Say in at most {most} characters what has changed.")
    field = "title"


class NotChangedYet(BadInput):
    says = sentence("A change is filed once it has happened. Correct the day.")
    field = "on"


class NoSuchPaper(BadInput):
    says = sentence("Choose which of the papers this is.")
    field = "kind"


class NotMadeHere(BadInput):
    says = sentence("This paper cannot be made here. Add it as a file.")
    field = "kind"


class TooManyPapers(BadInput):
    says = sentence("A filing has at most {most} files. Put several pages into one PDF.")
    field = "file"


class TooHeavy(TooLarge):
    says = sentence("All papers of a filing together have at most {megabytes} MB. Please make this one smaller.")
    field = "file"


class LostFile(BadInput):
    says = sentence("The file was kept too long and has been removed. Please choose it again.")
    field = "file"


class SentAlready(Refusal):
    says = sentence("This lies with the housing office already. Its papers can be changed again if it is sent back.")


class PapersMissing(Refusal):
    says = sentence(
        "Still missing: {what}. The housing office takes a filing only with all of its papers (Shanghai’s property "
        "regulation, art 23). Add them, then send it."
    )


class ElectionSetAside(Refusal):
    says = sentence("This election was set aside after an objection. It has to be held anew.")


class NoReceipt(BadInput):
    says = sentence("Enter the number under which it is filed.")
    field = "receipt"


class NoReason(BadInput):
    says = sentence("Say why, in a few words.")
    field = "words"


@dataclass(frozen=True, slots=True, kw_only=True)
class Sheet:
    """A paper as it came: what it is said to be, what it was found to be. `made` says that this house printed it."""

    kind: str
    name: str
    content: str
    pages: int = 1
    made: bool = False


@deed
def open_election_filing(committee: Committee, *, by: Person, at: datetime) -> Filing | None:
    """A new committee is to be filed, reckoned from its election: once, unless it was filed already."""
    held = lock_committee(committee.pk)
    require(may_open_filing, by, held, at)
    before = Filing.objects.filter(committee=held, kind=Filing.Kind.ELECTION).first()
    if before is not None or held.filed_on is not None:
        return before
    filing = _open(held, Filing(kind=Filing.Kind.ELECTION, on=held.elected_on), "committee_filing", at)
    record(_opened(filing), node=held.estate_id, about=filing.pk, by=by, at=at)
    return filing


@deed
def open_change(
    committee: Committee, *, title: str, about: UUID | None = None, on: date, by: Person, at: datetime
) -> Filing:
    """A change of members or rules is to be filed within its time. The same change of one day is opened once."""
    held = lock_committee(committee.pk)
    require(may_open_change, by, held, at)
    before = Filing.objects.filter(estate=held.estate, about=about, on=on).first() if about else None
    if before is not None:
        return before
    if not title.strip() or len(title.strip()) > TITLE_MAX:
        raise NoTitle(most=TITLE_MAX)
    if about is None and on > day_of(held.estate, at):
        raise NotChangedYet
    change = Filing(kind=Filing.Kind.CHANGE, title=title.strip(), about=about, on=on)
    filing = _open(held, change, "change_filing", at)
    record(_opened(filing), node=held.estate_id, about=filing.pk, by=by, at=at)
    return filing


def _open(committee: Committee, filing: Filing, period: str, at: datetime) -> Filing:
    filing.estate, filing.committee, filing.opened_at = committee.estate, committee, at
    filing.due_on, law = period_of(committee.estate, period, filing.on)
    filing.save(force_insert=True)
    owed_as_step = filing.kind == Filing.Kind.ELECTION and committee.formation_id is not None
    if not owed_as_step:
        _owe(filing, law.article if law else "", law.source if law else "", law.certainty if law else "", at)
    return filing


def _opened(filing: Filing) -> FilingOpened:
    return FilingOpened(
        kind=filing.kind, title=filing.title, on=filing.on, due_on=filing.due_on, concerning=filing.about
    )


def _owe(filing: Filing, article: str, source: str, certainty: str, at: datetime) -> None:
    """The clerk writes it down: whoever leaves a committee is no officer any more."""
    estate, change = filing.estate, filing.kind == Filing.Kind.CHANGE
    duties.owe(
        duties.Owed(
            kind=DUTY, node=estate.node, estate=estate, what=WHAT_CHANGE if change else WHAT_ELECTION,
            fields={"title": filing.title} if change else {}, party="ye",
            due_at=max(closes_on(filing.due_on, estate.node.zone), at + AT_ONCE),
            article=article, source=source, certainty=certainty,
            rulebook=f"{estate.node.rulebook} {version_of(estate)}", about=filing.pk,
            link=_address(filing), key=filing.pk.hex,
        ),
        by=CLERK, at=at,
    )  # fmt: skip


def _address(filing: Filing) -> str:
    return reverse("committee:filing", args=[filing.estate.node.code, filing.pk])


@deed
def withdraw_filing(committee: Committee, *, by: Person, at: datetime) -> Committee:
    """The election was set aside: nothing of this committee is to be filed any more."""
    held = lock_committee(committee.pk)
    require(may_withdraw_filing, by, held, at)
    if held.state != Committee.State.SET_ASIDE:
        raise OutOfTurn(Committee.State(held.state), Committee.State.SET_ASIDE)
    keys = [pk.hex for pk in held.filings.values_list("pk", flat=True)]
    open_ = list(Duty.objects.open().filter(estate=held.estate, kind=DUTY, key__in=keys))
    for duty in open_:
        duties.withdraw(duty.pk, by=CLERK, at=at, reason=gettext(ElectionSetAside.says))
    if open_:
        record(FilingWithdrawn(number=held.number), node=held.estate_id, about=held.pk, by=by, at=at)
    return held


@deed
def add_paper(filing_id: UUID, sheet: Sheet, *, file: Kept, by: Person, at: datetime) -> FilingPaper:
    """A file among the papers. One that was made here takes the place of the one made before; sent twice it is one."""
    filing = lock_filing(filing_id)
    require(may_add_paper, by, filing, at)
    _require_open(filing)
    if sheet.kind not in FilingPaper.Kind.values:
        raise NoSuchPaper
    if sheet.made and sheet.kind not in FilingPaper.MADE:
        raise NotMadeHere
    same = filing.papers.filter(kind=sheet.kind, sha256=file.sha256).first()
    if same is not None:
        return same
    if sheet.made:
        _drop_made(filing, sheet.kind, at)
    _require_room(filing, file)
    if not upkeep.own(file):
        raise LostFile
    paper = FilingPaper.objects.create(
        estate=filing.estate, filing=filing, kind=sheet.kind, name=sheet.name.strip()[-NAME_MAX:] or sheet.kind,
        file=file.file, content=sheet.content, size=file.size, sha256=file.sha256, pages=sheet.pages, made=sheet.made,
        added_at=at, added_by=by,
    )  # fmt: skip
    event = PaperAdded(kind=paper.kind, pages=paper.pages, made=paper.made, sha256=paper.sha256, name=paper.name)
    record(event, node=filing.estate_id, about=filing.pk, by=by, at=at)
    return paper


def _drop_made(filing: Filing, kind: str, at: datetime) -> None:
    before = filing.papers.filter(kind=kind, made=True)
    upkeep.let_go(list(before.values_list("file", flat=True)), at)
    before.delete()


def _require_room(filing: Filing, file: Kept) -> None:
    sizes = list(filing.papers.values_list("size", flat=True))
    if len(sizes) >= PAPERS_MAX:
        raise TooManyPapers(most=PAPERS_MAX)
    if sum(sizes) + file.size > BYTES_MAX:
        raise TooHeavy(megabytes=BYTES_MAX // 1024**2)


@deed
def drop_paper(paper_id: UUID, *, by: Person, at: datetime) -> Filing:
    """Taken out, as long as the filing is not with the housing office."""
    paper = FilingPaper.objects.filter(pk=paper_id).first()
    if paper is None:
        raise NotThere
    filing = lock_filing(paper.filing_id)
    require(may_drop_paper, by, filing, at)
    _require_open(filing)
    upkeep.let_go([paper.file], at)
    kind, name = paper.kind, paper.name
    paper.delete()
    record(PaperDropped(kind=kind, name=name), node=filing.estate_id, about=filing.pk, by=by, at=at)
    return filing


@deed
def send_filing(filing_id: UUID, *, by: Person, at: datetime) -> Filing:
    """To the housing office, with all papers that the law names. From now on they do not change."""
    filing = lock_filing(filing_id)
    require(may_send_filing, by, filing, at)
    if filing.state == S.FILED:
        return filing
    filing.move_to(S.FILED)
    if filing.committee.state == Committee.State.SET_ASIDE:
        raise ElectionSetAside
    papers = list(filing.papers.all())
    missing = missing_of(filing, papers)
    if missing:
        raise PapersMissing(what=pgettext("between names", ", ").join(map(str, missing)))
    filing.filed_on, filing.filed_by = day_of(filing.estate, at), by
    filing.bundle_hash = bundles.hash_of(papers)
    filing.answered_on = filing.answered_by = None
    filing.reason = ""
    filing.save(update_fields=["state", "filed_on", "filed_by", "bundle_hash", "answered_on", "answered_by", "reason"])
    event = FilingSent(kind=filing.kind, papers=len(papers), on=filing.filed_on, bundle=filing.bundle_hash)
    record(event, node=filing.estate_id, about=filing.pk, by=by, at=at)
    return filing


@deed
def accept_filing(filing_id: UUID, *, receipt: str, by: Person, at: datetime) -> Filing:
    """Filed. The committee did its part on the day it sent the papers, however long the answer took."""
    filing = lock_filing(filing_id)
    require(may_accept_filing, by, filing, at)
    if filing.state == S.ACCEPTED:
        return filing
    filing.move_to(S.ACCEPTED)
    if not receipt.strip() or len(receipt.strip()) > TITLE_MAX:
        raise NoReceipt
    filing.answered_on, filing.answered_by, filing.receipt = day_of(filing.estate, at), by, receipt.strip()
    filing.save(update_fields=["state", "answered_on", "answered_by", "receipt"])
    assert filing.filed_on is not None, "what is answered was sent on a day"
    event = FilingAccepted(kind=filing.kind, receipt=filing.receipt, filed_on=filing.filed_on, on=filing.answered_on)
    record(event, node=filing.estate_id, about=filing.pk, by=by, at=at)
    _settle(filing, filing.filed_on, by, at)
    return filing


def _settle(filing: Filing, filed_on: date, by: Person, at: datetime) -> None:
    """What was owed is done, on the day it was sent; what waited for the filing can begin."""
    sent = min(at, closes_on(filed_on, filing.estate.node.zone))
    link = _address(filing)
    for duty in Duty.objects.open().filter(estate=filing.estate, kind=DUTY, key=filing.pk.hex):
        duties.discharge(duty.pk, by=CLERK, at=sent, evidence=filing.pk, link=link)
    if filing.kind == Filing.Kind.CHANGE:
        _file_end_of_member(filing, filed_on)
        return
    committee = filing.committee
    committee.filed_on = filed_on
    committee.save(update_fields=["filed_on"])
    if committee.formation_id is not None:
        _tell_formation(filing, filed_on, by, at)


def _file_end_of_member(filing: Filing, filed_on: date) -> None:
    """Whose seat ended, and was this change, is filed as ended."""
    if filing.about is None:
        return
    member = Member.objects.filter(pk=filing.about, committee=filing.committee, until__isnull=False).first()
    if member is not None:
        member.filed_end_on = filed_on
        member.save(update_fields=["filed_end_on"])


def _tell_formation(filing: Filing, filed_on: date, by: Person, at: datetime) -> None:
    """Its step is done, and what lies with the office goes to the new committee."""
    committee = filing.committee
    formation = committee.formation
    assert formation is not None, "only a committee that was formed here tells its formation"
    mark_step(formation.pk, FILING, on=filed_on, by=by, at=at, link=_address(filing))
    if Step.objects.filter(formation=formation, name=HANDBACK).exists():
        begin_handback(formation, committee, on=day_of(committee.estate, at), by=by, at=at)


@deed
def return_filing(filing_id: UUID, *, reason: str, by: Person, at: datetime) -> Filing:
    """Sent back, and why: the papers can be changed, and it can be sent again."""
    filing = lock_filing(filing_id)
    require(may_return_filing, by, filing, at)
    if filing.state == S.RETURNED:
        return filing
    filing.move_to(S.RETURNED)
    if not reason.strip():
        raise NoReason
    filing.answered_on, filing.answered_by = day_of(filing.estate, at), by
    filing.reason = reason.strip()[:REASON_MAX]
    filing.save(update_fields=["state", "answered_on", "answered_by", "reason"])
    event = FilingReturned(kind=filing.kind, on=filing.answered_on, reason=filing.reason)
    record(event, node=filing.estate_id, about=filing.pk, by=by, at=at)
    return filing


def _require_open(filing: Filing) -> None:
    if filing.state == S.FILED:
        raise SentAlready
    if filing.state == S.ACCEPTED:
        raise OutOfTurn(S(filing.state), S.OPEN)
