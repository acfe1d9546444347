"""An estate's wall, for one deed alone."""

from uuid import UUID

from courtyard.disclosure.models import Publication, Question
from courtyard.places.locks import lock_estate
from courtyard.trail.rows import holder, there


def lock_publication(publication_id: UUID) -> Publication:
    """A publication of an estate that is locked: two versions never take the place of one. Raises NotThere."""
    estate = lock_estate(holder(Publication.objects, publication_id, "estate"))
    one = there(Publication.objects.select_related("taken_down", "followed_by"), publication_id)
    one.estate = estate
    return one


def lock_question(question_id: UUID) -> Question:
    """A question, its estate locked before it. Raises NotThere."""
    estate = lock_estate(holder(Question.objects, question_id, "estate"))
    one = there(Question.objects.select_related("publication", "answer"), question_id)
    one.estate = one.publication.estate = estate
    return one
