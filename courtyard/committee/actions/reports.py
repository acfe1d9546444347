"""What the committee tells the owners of its year, posted on the board and kept here."""

from dataclasses import dataclass, field
from datetime import date, datetime, timedelta
from uuid import UUID

from django.conf import settings
from django.utils import translation
from django.utils.translation import gettext

from courtyard.committee import upkeep
from courtyard.committee.events.business import ReportPosted
from courtyard.committee.models import Committee, YearReport
from courtyard.committee.permissions.business import may_post_report
from courtyard.committee.queries.terms import acting, day_of
from courtyard.committee.upkeep import Kept
from courtyard.core.errors import BadInput, Refusal, sentence
from courtyard.duties.actions import discharge
from courtyard.duties.models import Duty
from courtyard.duties.schedule import KIND as SCHEDULED
from courtyard.notify.actions import Posting, post
from courtyard.notify.models import WORDS_MAX as BOARD_WORDS_MAX
from courtyard.notify.models import BoardNotice
from courtyard.people.models import Person
from courtyard.places.locks import lock_estate
from courtyard.places.models import Estate
from courtyard.trail.deeds import deed, record, require
from courtyard.trail.ids import new_id

REPORT_MAX, FILE_NAME_MAX = 8_000, 120
HANGS = timedelta(days=30)
YEARS_BACK, DECEMBER = 10, 12
DUTY = "D16"
"""The rulebook's duty of a yearly report; its key with a year is the duty of that year."""


class NoCommittee(Refusal):
    says = sentence("There is no committee here that could report.")


class NoSuchYear(BadInput):
    says = sentence("Choose one of the last {years} years.")
    field = "year"


class YearNotOver(BadInput):
    says = sentence("The year {year} is not over. It can be reported on from December on. (沪房规范〔2021〕6号第十条)")
    field = "year"


class ReportedAlready(BadInput):
    says = sentence(
        "The report on {year} is posted already. A year is reported once; what has changed belongs in the next one."
    )
    field = "year"


class NoReport(BadInput):
    says = sentence("Write the report, in at most {most} characters.")
    field = "words"


class LostFile(BadInput):
    says = sentence("The file was kept too long and has been removed. Please choose it again.")
    field = "file"


@dataclass(frozen=True, kw_only=True)
class Report:
    """A year, what is said of it, and the file with its figures. Its `id` makes one form one report."""

    estate: Estate
    year: int
    words: str
    file: Kept | None = None
    file_name: str = ""
    id: UUID = field(default_factory=new_id)


@deed
def post_report(report: Report, *, by: Person, at: datetime) -> YearReport:
    """Owners read it here and on the board, and it is told to them. A year is reported once."""
    estate = lock_estate(report.estate.pk)
    require(may_post_report, by, estate, at)
    before = YearReport.objects.filter(pk=report.id, estate=estate).first()
    if before is not None:
        return before
    committee = acting(estate, by)
    if committee is None:
        raise NoCommittee
    _check(report, estate, day_of(estate, at))
    one = _kept(report, committee, by, at)
    notice = post(_posting(one, estate, at), by=by, at=at)
    one.notice = notice.pk
    one.save(update_fields=["notice"])
    for duty in Duty.objects.open().filter(estate=estate, kind=SCHEDULED, key=f"{DUTY}:{one.year}"):
        discharge(duty.pk, by=by, at=at, evidence=one.pk)
    event = ReportPosted(year=one.year, notice=notice.pk, sha256=one.sha256)
    record(event, node=estate.pk, about=one.pk, by=by, at=at)
    return one


def _check(report: Report, estate: Estate, today: date) -> None:
    if not today.year - YEARS_BACK <= report.year <= today.year:
        raise NoSuchYear(years=YEARS_BACK)
    if report.year == today.year and today.month < DECEMBER:
        raise YearNotOver(year=report.year)
    if YearReport.objects.filter(estate=estate, year=report.year).exists():
        raise ReportedAlready(year=report.year)
    if not report.words.strip() or len(report.words.strip()) > REPORT_MAX:
        raise NoReport(most=REPORT_MAX)


def _kept(report: Report, committee: Committee, by: Person, at: datetime) -> YearReport:
    if report.file is not None and not upkeep.own(report.file):
        raise LostFile
    return YearReport.objects.create(
        id=report.id, estate=committee.estate, committee=committee, year=report.year, words=report.words.strip(),
        file=report.file.file if report.file else "", sha256=report.file.sha256 if report.file else "",
        file_name=report.file_name[-FILE_NAME_MAX:] if report.file else "",
        posted_on=day_of(committee.estate, at), posted_by=by,
    )  # fmt: skip


def _posting(one: YearReport, estate: Estate, at: datetime) -> Posting:
    """The board has room for its beginning; the whole report is on its page."""
    with translation.override(settings.LANGUAGE_CODE):  # the board speaks the estate's language, whoever posts
        title = gettext("The owners’ committee’s report on {year}").format(year=one.year)
        rest = gettext("The whole report stands on the page of the owners’ committee.")
    words = one.words
    if len(words) > BOARD_WORDS_MAX:
        words = f"{words[: BOARD_WORDS_MAX - len(rest) - 3].rstrip()}…\n\n{rest}"
    return Posting(
        estate=estate, party="ye", title=title, words=words, until=day_of(estate, at) + HANGS,
        tells=BoardNotice.Tells.RESIDENTS,
    )  # fmt: skip
