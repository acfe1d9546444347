"""Sentences a desk says often, with fields that a case fills in."""

from datetime import datetime
from uuid import UUID

from courtyard.cases.events import TemplateDropped, TemplateKept
from courtyard.cases.models import TEMPLATES_MAX, ReplyTemplate
from courtyard.cases.permissions import may_drop_template, may_keep_template
from courtyard.cases.sentences import fields_of
from courtyard.cases.turns import seat_at
from courtyard.core.errors import BadInput, Refusal, sentence
from courtyard.people.models import Person
from courtyard.places.models import Estate
from courtyard.trail.deeds import deed, record, require
from courtyard.trail.rows import locked


class TitleTaken(BadInput):
    says = sentence("There is a template with this title already. Choose another title.")
    field = "title"


class TooManyTemplates(Refusal):
    says = sentence("There are {most} templates already. Drop one that nobody uses first.")


@deed
def keep_template(
    estate: Estate, *, title: str, words: str, for_deed: str, category: str = "", by: Person, at: datetime
) -> ReplyTemplate:
    """Keep a sentence for all who sit at this desk. Its fields are checked now, not when somebody needs it."""
    require(may_keep_template, by, estate, at)
    fields_of(words)
    kept = ReplyTemplate.objects.filter(estate=estate, dropped_at__isnull=True)
    if kept.filter(deed=for_deed, title=title).exists():
        raise TitleTaken
    if kept.count() >= TEMPLATES_MAX:
        raise TooManyTemplates(most=TEMPLATES_MAX)
    one = ReplyTemplate.objects.create(estate=estate, title=title, words=words, deed=for_deed, category=category)
    event = TemplateKept(seat=seat_at(by, estate.node, at), title=title, deed=for_deed, category=category, text=words)
    record(event, node=estate.pk, about=one.pk, by=by, at=at)
    return one


@deed
def drop_template(template_id: UUID, *, by: Person, at: datetime) -> ReplyTemplate:
    """Nobody is offered it any more; what was said with it stays said."""
    one = locked(ReplyTemplate.objects.select_related("estate__node"), template_id)
    require(may_drop_template, by, one, at)
    if one.dropped_at is not None:
        return one
    one.dropped_at = at
    one.save(update_fields=["dropped_at"])
    event = TemplateDropped(seat=seat_at(by, one.estate.node, at), title=one.title)
    record(event, node=one.estate_id, about=one.pk, by=by, at=at)
    return one
