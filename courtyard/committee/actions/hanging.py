"""What hangs on the board while a committee is formed. Runs inside a deed."""

from collections.abc import Iterable
from datetime import date, datetime, timedelta
from uuid import UUID

from django.conf import settings
from django.utils import translation
from django.utils.translation import gettext, pgettext

from courtyard.assembly.models import Candidate
from courtyard.committee import rules
from courtyard.committee.models import Formation, GroupMember, Member
from courtyard.notify import actions as board
from courtyard.notify.actions import Posting
from courtyard.notify.models import BoardNotice
from courtyard.people.models import Person
from courtyard.trail.ids import new_id
from courtyard.web.times import in_full

HANGS = timedelta(days=60)


def _hang(formation: Formation, party: str, title: str, words: str, pk: UUID, by: Person, at: datetime) -> None:
    """On the board, for residents to be told of."""
    posting = Posting(
        estate=formation.estate, party=party, title=title, words=words,
        until=rules.today_in(formation.estate, at) + HANGS, tells=BoardNotice.Tells.RESIDENTS, id=pk,
    )  # fmt: skip
    board.post(posting, by=by, at=at)


def _hang_group(formation: Formation, by: Person, at: datetime, *, changed: date | None = None) -> None:
    """Who sits in the group (上海 art 15): once it is formed, and whenever it changes after that."""
    with translation.override(settings.LANGUAGE_CODE):
        lines = [_line(one) for one in formation.group.filter(until__isnull=True)]
        names = pgettext("between clauses", "; ").join(lines)
        if changed is None:
            title = gettext("The group that prepares the election")
            day = in_full(formation.grouped_on) if formation.grouped_on else ""
            words = gettext("It was formed on {day}: {names}.").format(day=day, names=names)
        else:
            title = gettext("The group that prepares the election has changed")
            words = gettext("Its members from {day} on: {names}.").format(day=in_full(changed), names=names)
    _hang(formation, "jie", title, words, new_id(), by, at)


def _names(those: Iterable[Candidate | Member]) -> str:
    return pgettext("between names", ", ").join(one.name for one in those)


def _line(one: GroupMember) -> str:
    side = GroupMember.Side(one.side).label
    return f"{one.name}（{side}{'，' + gettext('chair of the group') if one.chairs else ''}）"
