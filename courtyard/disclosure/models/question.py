"""Questions of owners about what was published, and the answers of the body that published it."""

from typing import Any, ClassVar

from django.db import models
from django.db.models import Q
from django.utils.translation import pgettext_lazy

from courtyard.core.disclosures.snapshots import KEY_MAX
from courtyard.core.moves import Moves, Moving
from courtyard.disclosure.models.publication import Publication
from courtyard.people.models import Person
from courtyard.places.models import Estate
from courtyard.trail.ids import new_id

QUESTION_MAX, ANSWER_MAX, GROUND_MAX = 1_000, 2_000, 10


class Question(Moving, models.Model):
    """What an owner asks about a publication, or one row of it (`row` is its key).

    Whoever has to answer reads it at once; everybody else once somebody has looked at it, because it may name a person.
    Nobody is told who asked. Without its asker, who asked to be forgotten, a shown question stays.
    """

    class State(models.TextChoices):
        HIDDEN = "hidden", pgettext_lazy("state of a question", "waiting to be looked at")
        SHOWN = "shown", pgettext_lazy("state of a question", "shown")
        REFUSED = "refused", pgettext_lazy("state of a question", "not shown")
        WITHDRAWN = "withdrawn", pgettext_lazy("state of a question", "taken back")

    class Ground(models.TextChoices):
        PERSON = "person", pgettext_lazy("why a question is not shown", "names a person")
        INSULT = "insult", pgettext_lazy("why a question is not shown", "insults somebody")
        PRIVATE = "private", pgettext_lazy("why a question is not shown", "tells of somebody’s private life")
        ELSEWHERE = "elsewhere", pgettext_lazy("why a question is not shown", "is not about what was published")

    MOVES: ClassVar[Moves] = {
        State.HIDDEN: frozenset({State.SHOWN, State.REFUSED, State.WITHDRAWN}),
        State.SHOWN: frozenset({State.WITHDRAWN}),
        State.REFUSED: frozenset(),
        State.WITHDRAWN: frozenset(),
    }
    STANDING = (State.HIDDEN, State.SHOWN)

    id = models.UUIDField(primary_key=True, default=new_id)
    estate = models.ForeignKey(Estate, models.PROTECT, related_name="+", db_index=False)
    publication = models.ForeignKey(Publication, models.PROTECT, related_name="questions")
    row = models.CharField(max_length=KEY_MAX, blank=True)
    words = models.CharField(max_length=QUESTION_MAX, blank=True)
    state: Any = models.CharField(max_length=10, choices=State, default=State.HIDDEN)
    ground = models.CharField(max_length=GROUND_MAX, choices=Ground, blank=True)
    asker = models.ForeignKey(Person, models.PROTECT, null=True, blank=True, related_name="+")
    asked_at = models.DateTimeField()
    due_at = models.DateTimeField()
    duty = models.UUIDField(null=True, blank=True)
    looked_by = models.ForeignKey(Person, models.PROTECT, null=True, blank=True, related_name="+", db_index=False)
    looked_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        constraints = [
            models.CheckConstraint(
                name="disclosure_a_refused_question_says_why",
                condition=Q(state="refused") & ~Q(ground="") | ~Q(state="refused") & Q(ground=""),
            ),
            models.CheckConstraint(
                name="disclosure_a_question_is_looked_at_by_somebody",
                condition=Q(looked_by__isnull=True, looked_at__isnull=True)
                | Q(looked_by__isnull=False, looked_at__isnull=False),
            ),
            models.CheckConstraint(
                name="disclosure_what_is_shown_was_looked_at", condition=~Q(state="shown") | Q(looked_by__isnull=False)
            ),
        ]
        indexes = [models.Index(fields=["estate", "state", "asked_at"], name="disclosure_questions_of_estate")]

    def answered(self) -> "Answer | None":
        """Its answer, where there is one. No question to the database where it was read with it."""
        return getattr(self, "answer", None)


class Answer(models.Model):
    """What the body that published it says, for everybody. It stays as it was given."""

    question = models.OneToOneField(Question, models.PROTECT, primary_key=True, related_name="answer")
    estate = models.ForeignKey(Estate, models.PROTECT, related_name="+", db_index=False)
    bearer = models.CharField(max_length=10)
    words = models.CharField(max_length=ANSWER_MAX)
    by = models.ForeignKey(Person, models.PROTECT, related_name="+", db_index=False)
    at = models.DateTimeField()

    class Meta:
        constraints = [models.CheckConstraint(name="disclosure_an_answer_says_something", condition=~Q(words=""))]
