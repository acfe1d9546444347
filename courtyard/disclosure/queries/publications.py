"""One publication with its versions, files, questions; the earlier ones; what waits for whom."""

from collections.abc import Collection, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from uuid import UUID

from django.db.models import Count, Q

from courtyard.disclosure.models import Publication, Question
from courtyard.disclosure.permissions import BEARERS, may_see_questions
from courtyard.duties.models import Duty
from courtyard.duties.schedule import KIND as SCHEDULED
from courtyard.people.models import Person
from courtyard.places.models import Estate

PAGE, FEED_MAX, VERSIONS_MAX, QUESTIONS_MAX = 20, 50, 200, 200
S = Question.State
DUTY = "disclosure.publish"
"""The kind of those duties of disclosure that the clerk's calendar does not owe."""
ANSWER = "disclosure.question"
"""The kind of the duty to answer a question."""
SOON = timedelta(days=14)


def find(code: str, pk: UUID) -> Publication | None:
    related = ("estate__node", "followed_by", "taken_down", "compared")
    return Publication.objects.select_related(*related).filter(pk=pk, estate__node__code=code).first()


def find_question(code: str, pk: UUID) -> Question | None:
    related = ("estate__node", "publication", "answer")
    found = Question.objects.select_related(*related).filter(pk=pk, estate__node__code=code).first()
    if found is not None:
        found.publication.estate = found.estate
    return found


def versions_of(one: Publication) -> list[Publication]:
    """Every version of the same thing, the newest first."""
    same = Publication.objects.light().filter(estate=one.estate_id, code=one.code, occasion=one.occasion)
    return list(same.order_by("-version")[:VERSIONS_MAX])


def is_concealed(one: Publication) -> bool:
    """A later version says that it told of somebody, or one before it: they carried on what it said. One question."""
    later = Publication.objects.filter(estate=one.estate_id, code=one.code, occasion=one.occasion, conceals=True)
    return later.filter(version__gt=one.version).exists()


def questions_about(one: Publication) -> list[Question]:
    """Those about any version of it that stand, in the order in which they were asked."""
    about = Q(publication__code=one.code, publication__occasion=one.occasion)
    rows = Question.objects.filter(about, estate=one.estate_id, state__in=(*Question.STANDING, S.REFUSED))
    return list(rows.select_related("answer").order_by("asked_at", "id")[:QUESTIONS_MAX])


@dataclass(frozen=True, slots=True)
class Stretch:
    """Some publications, and where the next ones begin; empty at the end."""

    rows: Sequence[Publication]
    before: str


def earlier_of(estate: Estate, before: str) -> Stretch:
    """Everything that was ever put up, the newest first; two questions."""
    rows = Publication.objects.light().filter(estate=estate.pk)
    last = rows.filter(pk=before).first() if _is_id(before) else None
    if last is not None:
        older = Q(published_at__lt=last.published_at) | Q(published_at=last.published_at, pk__lt=last.pk)
        rows = rows.filter(older)
    some = list(rows.order_by("-published_at", "-pk")[: PAGE + 1])
    return Stretch(some[:PAGE], str(some[PAGE - 1].pk) if len(some) > PAGE else "")


def newest_of(estate: Estate) -> list[Publication]:
    """For a feed: every version is news."""
    return list(Publication.objects.light().filter(estate=estate.pk).order_by("-published_at", "-pk")[:FEED_MAX])


def told_of(estate: Estate, codes: Collection[str], about: UUID) -> list[Publication]:
    """What was published of something that happened, the newest version of it, with how much was asked and answered."""
    standing = Q(questions__state__in=Question.STANDING)
    rows = Publication.objects.light().filter(
        estate=estate.pk, code__in=codes, occasion=about.hex, followed_by__isnull=True
    )  # fmt: skip
    counts = {
        "asked": Count("questions", filter=standing, distinct=True),
        "answered": Count("questions__answer", filter=standing, distinct=True),
    }
    return list(rows.annotate(**counts).order_by("-published_at", "-pk")[:PAGE])


@dataclass(frozen=True, slots=True)
class Asked:
    """How many questions an estate's owners asked that stand, and how many wait for their answer."""

    asked: int
    answered: int
    overdue: int


def asked_in(estate: Estate, at: datetime) -> Asked:
    rows = Question.objects.filter(estate=estate.pk, state__in=Question.STANDING)
    late = Q(answer__isnull=True, due_at__lt=at)
    counts = rows.aggregate(asked=Count("pk"), answered=Count("answer"), overdue=Count("pk", filter=late))
    return Asked(counts["asked"], counts["answered"], counts["overdue"])


def owed_by(bodies: Sequence[str], estate: Estate, at: datetime) -> list[Duty]:
    """What these bodies have to publish, overdue or within two weeks, and what they have to answer; one question."""
    offices = [kind for body in bodies for kind in BEARERS[body]]
    ours = Duty.objects.open().filter(Q(party__in=bodies) | Q(office__in=offices), estate=estate.pk)
    ours = ours.filter(
        Q(kind__in=(SCHEDULED, DUTY), key__regex=r"^D[0-9][0-9]", due_at__lte=at + SOON) | Q(kind=ANSWER)
    )
    return list(ours.order_by("due_at", "pk")[:PAGE])


def to_look_at(person: Person, estate: Estate, at: datetime) -> list[Question]:
    """What nobody has looked at yet, for whoever does."""
    if not may_see_questions(person, estate, at):
        return []
    rows = (
        Question.objects.filter(estate=estate.pk, state=S.HIDDEN)
        .exclude(words="")
        .select_related("publication", "answer")
    )
    return list(rows.order_by("asked_at", "id")[:QUESTIONS_MAX])


def _is_id(text: str) -> bool:
    try:
        UUID(text)
    except ValueError:
        return False
    return True
