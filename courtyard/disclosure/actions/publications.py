"""Publishing: what is put up is frozen, with its hash; a mistake is another version; after its days it comes down."""

from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import date, datetime
from typing import Any
from uuid import UUID

from django.urls import reverse

from courtyard.core.disclosures import Difference, Due, File, Row, Snapshot, difference
from courtyard.core.errors import BadInput, NotThere, Refusal, sentence
from courtyard.disclosure.events import Corrected, Published, TookDown
from courtyard.disclosure.locks import lock_publication
from courtyard.disclosure.models import Publication, PublicationFile, TakenDown
from courtyard.disclosure.models.publication import REASON_MAX, TITLE_MAX, WORDS_MAX
from courtyard.disclosure.permissions import may_correct, may_publish, may_take_down
from courtyard.disclosure.queries.publications import DUTY
from courtyard.disclosure.queries.wall import Known, known_of, stays_until, up_since
from courtyard.disclosure.titles import frozen_title
from courtyard.disclosure.upkeep import Kept, own
from courtyard.duties import actions as duties
from courtyard.duties.models import Duty
from courtyard.duties.schedule import KIND as SCHEDULED
from courtyard.people.models import CLERK, Person
from courtyard.places.locks import lock_estate
from courtyard.places.models import Estate
from courtyard.places.rules import version_of
from courtyard.trail.deeds import deed, record, require
from courtyard.trail.ids import new_id

K = Publication.Kind


class NotAsked(Refusal):
    says = sentence("This is nothing that has to be published here now.")


class PublishedAlready(Refusal):
    says = sentence("This is published already. What is wrong in it is corrected, so that both versions can be read.")


class NothingNew(BadInput):
    says = sentence("Nothing is different from the version that hangs. Change what was wrong.")


class SaysNothing(BadInput):
    says = sentence("Add figures, a file, or say it in words: an empty sheet publishes nothing.")
    field = "words"


class TooManyWords(BadInput):
    says = sentence("There is room for {most} characters. Put longer texts into a file.")
    field = "words"


class NoReason(BadInput):
    says = sentence("Say what was wrong, in at most {most} characters. Everybody reads it.")
    field = "reason"


class TellsOfPersons(BadInput):
    says = sentence("Look through it once more, and say that it tells of no resident: everybody can read it.")
    field = "without_personal_data"


class LostFile(BadInput):
    says = sentence("A file was kept too long and has been removed. Please choose it again.")
    field = "papers"


class LongName(BadInput):
    says = sentence("The name of a file may have {most} characters.")
    field = "papers"


class Replaced(Refusal):
    says = sentence("Another version took its place already, or it was taken down.")


class DaysNotOver(Refusal):
    says = sentence("It has to hang until {until}. Until then it can only be corrected.")


class HangsUntilNext(Refusal):
    says = sentence("It has to hang until the next one is up. Until then it can only be corrected.")


class HangsAlways(Refusal):
    says = sentence("It has to hang always. It can be put up anew or corrected, and never be taken down.")


@dataclass(frozen=True, kw_only=True)
class Attached:
    """A file that goes with it, in the storage already."""

    kept: Kept
    name: str


@dataclass(frozen=True, kw_only=True)
class Publishing:
    """What is put up. `key` is that of the duty (“D10:2026-Q3”); `id` makes one form one publication."""

    key: str
    rows: Sequence[Row] = ()
    words: str = ""
    files: Sequence[Attached] = ()
    without_personal_data: bool = False
    id: UUID = field(default_factory=new_id)

    def snapshot(self, line: str, occasion: str) -> Snapshot:
        """Raises BadSnapshot."""
        files = tuple(File(one.name, one.kept.sha256, one.kept.size) for one in self.files)
        return Snapshot(line, occasion, tuple(self.rows), files)


@deed
def publish(estate: Estate, told: Publishing, *, by: Person, at: datetime) -> Publication:
    """Puts up what a body owes, or puts up anew what always has to stand. Its duty is done, with this to show for it.

    Raises NotAsked, PublishedAlready, BadSnapshot, SaysNothing, TellsOfPersons, LostFile.
    """
    estate = lock_estate(estate.pk)
    known = known_of(estate, at)
    due = known.due(told.key)
    bearer = due.bearer if due else ""
    before = _before(told.id, estate)
    require(may_publish, by, estate, before.bearer if before else bearer, at)
    if before is not None:
        return before
    if due is None:
        raise NotAsked
    newest = _newest(estate, due)
    if newest is not None and newest.up_until() is None and due.line.when.schedule != "standing":
        raise PublishedAlready
    shown = _checked(told, due.line.key, due.occasion)
    happened = known.happened.get(due.occasion)
    one = _put_up(
        told, shown, known, previous=newest, compared=newest or known.before(due),
        kind=K.RENEWAL if newest else K.FIRST,
        columns={
            "line": due.line.key, "code": due.line.id, "occasion": due.occasion, "bearer": bearer,
            "title": frozen_title(due, happened), "article": due.line.article, "due_on": due.due_on,
            **_covers(due.covered),
        },
        by=by, at=at,
    )  # fmt: skip
    _discharge(one, at)
    event = Published(
        key=one.key, version=one.version, title=one.title, bearer=one.bearer, sha256=one.sha256,
        files=[file.kept.sha256 for file in told.files],
    )  # fmt: skip
    record(event, node=estate.pk, about=one.pk, by=by, at=at)
    return one


@deed
def correct(
    publication_id: UUID, told: Publishing, *, reason: str, conceals: bool = False, by: Person, at: datetime
) -> Publication:
    """Another version takes its place, with the reason; the one before stays to be read.

    Where it `conceals`, because somebody was told of, neither that one nor any before it does: they carried it on.
    Raises Replaced, NoReason, NothingNew and what `publish` refuses.
    """
    old = lock_publication(publication_id)
    require(may_correct, by, old, at)
    before = _before(told.id, old.estate)
    if before is not None:
        return before
    if old.up_until() is not None:
        raise Replaced
    if not 0 < len(reason.strip()) <= REASON_MAX:
        raise NoReason(most=REASON_MAX)
    shown = _checked(told, old.line, old.occasion)
    if shown.digest == old.sha256 and told.words.strip() == old.words:
        raise NothingNew
    same = ("line", "code", "occasion", "bearer", "title", "article", "due_on", "covers_from", "covers_to")
    one = _put_up(
        told, shown, known_of(old.estate, at), previous=old, compared=old, kind=K.CORRECTION,
        columns={name: getattr(old, name) for name in same} | {"reason": reason.strip(), "conceals": conceals},
        by=by, at=at,
    )  # fmt: skip
    event = Corrected(
        key=one.key, version=one.version, title=one.title, bearer=one.bearer, reason=one.reason, conceals=conceals,
        sha256=one.sha256, files=[file.kept.sha256 for file in told.files],
    )  # fmt: skip
    record(event, node=one.estate_id, about=one.pk, by=by, at=at)
    return one


@deed
def take_down(publication_id: UUID, *, by: Person, at: datetime) -> Publication:
    """Once its days are over. It is still read among the earlier ones. Raises DaysNotOver and its like, Replaced."""
    one = lock_publication(publication_id)
    require(may_take_down, by, one, at)
    if getattr(one, "taken_down", None) is not None:
        return one
    if one.followed() is not None:
        raise Replaced
    known = known_of(one.estate, at)
    _require_over(one, known)
    TakenDown.objects.create(publication=one, estate=one.estate, on=known.today, by=by, at=at)
    record(TookDown(key=one.key, title=one.title), node=one.estate_id, about=one.pk, by=by, at=at)
    return one


def _before(pk: UUID, estate: Estate) -> Publication | None:
    """The same form, sent before. One of another estate is not the same, and nobody learns what it is."""
    found = Publication.objects.filter(pk=pk).first()
    if found is not None and found.estate_id != estate.pk:
        raise NotThere
    return found


def _newest(estate: Estate, due: Due) -> Publication | None:
    """The last version, however long ago."""
    same = Publication.objects.newest().filter(estate=estate.pk, code=due.line.id, occasion=due.occasion)
    return same.select_related("taken_down").first()


def _checked(told: Publishing, line: str, occasion: str) -> Snapshot:
    """What will be frozen."""
    words = told.words.strip()
    if not told.without_personal_data:
        raise TellsOfPersons
    if len(words) > WORDS_MAX:
        raise TooManyWords(most=WORDS_MAX)
    if any(len(one.name) > TITLE_MAX for one in told.files):
        raise LongName(most=TITLE_MAX)
    if not words and not told.rows and not told.files:
        raise SaysNothing
    return told.snapshot(line, occasion)


def _put_up(
    told: Publishing, shown: Snapshot, known: Known, *, previous: Publication | None, compared: Publication | None,
    kind: str, columns: dict[str, Any], by: Person, at: datetime,
) -> Publication:  # fmt: skip
    """The row and its files, as they stay."""
    if not all(own(one.kept) for one in told.files):
        raise LostFile
    added, gone, changed = _counts(difference(compared.frozen, shown)) if compared else (0, 0, 0)
    one = Publication.objects.create(
        id=told.id, estate=known.estate, version=previous.version + 1 if previous else 1, kind=kind,
        words=told.words.strip(), snapshot=shown.canonical(), sha256=shown.digest, rulebook=version_of(known.estate),
        published_on=known.today, published_at=at, published_by=by, previous=previous, compared=compared, added=added,
        gone=gone, changed=changed, without_personal_data=told.without_personal_data, **columns,
    )  # fmt: skip
    PublicationFile.objects.bulk_create(
        PublicationFile(
            estate=known.estate, publication=one, name=file.name, file=file.kept.file, sha256=file.kept.sha256,
            size=file.kept.size,
        )
        for file in told.files
    )  # fmt: skip
    return one


def _counts(change: Difference) -> tuple[int, int, int]:
    return (
        len(change.rows.added) + len(change.files.added),
        len(change.rows.gone) + len(change.files.gone),
        len(change.rows.changed) + len(change.files.changed),
    )


def _covers(span: tuple[date, date] | None) -> dict[str, date | None]:
    return {"covers_from": span[0], "covers_to": span[1]} if span else {}


def _discharge(one: Publication, at: datetime) -> None:
    """Whichever of the two owed it: the clerk's calendar, or this app."""
    link = reverse("disclosure:publication", args=[one.estate.code, one.pk])
    for duty in Duty.objects.open().filter(estate=one.estate_id, kind__in=(SCHEDULED, DUTY), key=one.key):
        duties.discharge(duty.pk, by=CLERK, at=at, words=one.title, evidence=one.pk, link=link)


def _require_over(one: Publication, known: Known) -> None:
    line = known.rules.disclosures.get(one.line)
    if line is None:
        return
    if line.when.schedule == "standing":
        raise HangsAlways
    if line.until_next and not any(p.code == one.code and p.occasion > one.occasion for p in known.publications):
        raise HangsUntilNext
    until = stays_until(up_since(known, one), line)
    if until is not None and known.today <= until:
        raise DaysNotOver(until=until)
