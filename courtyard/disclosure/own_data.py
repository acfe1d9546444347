"""What the wall keeps about a person: what they asked. Nobody else is told who asked it."""

from collections.abc import Mapping
from typing import Any

from django.utils.translation import gettext, gettext_lazy

from courtyard.disclosure.actions.questions import forget_questions
from courtyard.disclosure.models import Question
from courtyard.people.models import Person
from courtyard.web.registers import PersonalData

MOST = 1_000


def see(person: Person) -> list[Mapping[str, Any]]:
    """Their questions, and what was answered."""
    mine = Question.objects.filter(asker=person).select_related("publication", "answer", "estate__node")
    return [
        {
            gettext("Estate"): one.estate.node.name,
            gettext("About"): one.publication.title,
            gettext("Asked"): one.asked_at,
            gettext("Question"): one.words or str(one.get_state_display()),
            gettext("Answer"): one.answer.words if one.answered() else "",
        }
        for one in mine.order_by("-asked_at")[:MOST]
    ]


OWN_DATA = PersonalData(
    "disclosure",
    gettext_lazy("Your questions about what was published"),
    gettext_lazy(
        "Neighbours read questions and answers without your name. When you ask to be forgotten, nobody can say any "
        "more who asked; words that are shown stay, others are deleted."
    ),
    None,
    see,
    forget_questions,
    order=69,
)
