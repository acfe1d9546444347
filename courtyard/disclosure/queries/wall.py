"""Everything an estate has to publish, and how it stands on a day: for its wall, its duties, and whoever publishes."""

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from uuid import UUID

from django.db.models import Q

from courtyard.core import disclosures as core
from courtyard.core.rulebook import Disclosure, Rulebook
from courtyard.core.rulebook.periods import months_after
from courtyard.disclosure.happenings import Hangs, Happened, sources
from courtyard.disclosure.models import Publication, Wall
from courtyard.disclosure.traits import traits_of
from courtyard.places.models import Estate
from courtyard.places.rules import rules_of

AHEAD_DAYS = 60
READ_MAX = 5_000
LOOK_BACK_MONTHS = 36
"""So far back a wall is reckoned, and what always stands for ever. What is older is among the earlier ones."""
LATE = ("overdue", "taken_down", "stale")
"""What turns red: not up by its day, taken down before it might be, not put up anew."""
AHEAD = ("not_yet", "soon")
OUR_DAYS = 7
"""So long something stays up at the least, where no text says how long. It is ours."""
SHOWN_DAYS = 90
"""So long what follows an event stays among what hangs, where no text says how long. It is ours."""


@dataclass(frozen=True, slots=True)
class Known:
    """What is known of an estate's disclosures on a day."""

    estate: Estate
    today: date
    since: date
    rules: Rulebook
    dues: Sequence[core.Due]
    happened: Mapping[str, Happened]
    hangs: Mapping[tuple[str, str], Hangs]
    publications: Sequence[Publication]

    def due(self, key: str) -> core.Due | None:
        return next((one for one in self.dues if one.key == key), None)

    def newest(self, code: str, occasion: str) -> Publication | None:
        """The last version of it, up or taken down."""
        ours = (one for one in self.publications if (one.code, one.occasion) == (code, occasion))
        return next((one for one in ours if one.followed() is None), None)

    def before(self, due: core.Due) -> Publication | None:
        """What to compare with: the version before, or the same line's last occasion."""
        same = self.newest(due.line.id, due.occasion)
        others = [one for one in self.publications if one.code == due.line.id and one.followed() is None]
        earlier = [one for one in others if one.occasion < due.occasion]
        if due.line.when.schedule != "yearly":
            return same
        return same or max(earlier, key=lambda one: one.occasion, default=None)


def today_in(estate: Estate, at: datetime) -> date:
    return rules_of(estate).hours.day_of(at)


def known_of(estate: Estate, at: datetime, *, ahead_days: int = AHEAD_DAYS) -> Known:
    """One question for each source of what happened, four for what the estate is, two for its wall."""
    today = today_in(estate, at)
    wall = Wall.objects.filter(pk=estate.pk).first()
    since = min(wall.since, today) if wall else today
    rules = rules_of(estate)
    back = max(since, months_after(today, -LOOK_BACK_MONTHS))
    told = [one for source in sources for one in source.tell(estate, back)]
    happened = [one for one in told if isinstance(one, Happened)]
    hangs = [one for one in told if isinstance(one, Hangs)]
    publications = _read(estate, rules, months_after(today, -LOOK_BACK_MONTHS))
    dues = core.due(
        rules.disclosures.values(), traits_of(estate, since, today), [one.told() for one in happened],
        [*published(publications), *(one.told() for one in hangs)], today, rules.hours.calendar, ahead_days=ahead_days,
    )  # fmt: skip
    return Known(
        estate, today, since, rules, dues, {one.id.hex: one for one in happened},
        {(one.line, one.occasion): one for one in hangs}, publications,
    )  # fmt: skip


def _read(estate: Estate, rules: Rulebook, back: date) -> list[Publication]:
    """The newest first, without what they say."""
    standing = [line.key for line in rules.disclosures.values() if line.when.schedule == "standing"]
    wanted = Q(published_on__gte=back) | Q(line__in=standing, followed_by__isnull=True)
    rows = Publication.objects.light().filter(wanted, estate=estate.pk)
    return list(rows.order_by("-published_at", "-id")[:READ_MAX])


def published(publications: Iterable[Publication]) -> list[core.Published]:
    """As the core has it: each version up until the next took its place, or it was taken down."""
    return [core.Published(one.line, one.occasion, one.published_on, one.up_until()) for one in publications]


def published_in(estates: Iterable[UUID]) -> dict[UUID, list[core.Published]]:
    """What was ever published in some estates, in one question: for the checks."""
    rows = Publication.objects.filter(estate__in=list(estates)).order_by("published_on", "id")
    found: defaultdict[UUID, list[core.Published]] = defaultdict(list)
    columns = ("estate", "line", "occasion", "published_on", "followed_by__published_on", "taken_down__on")
    for estate, line, occasion, day, followed, down in rows.values_list(*columns):
        until = min((one for one in (followed, down) if one), default=None)
        found[estate].append(core.Published(line, occasion, day, until))
    return dict(found)


def walls_since(estates: Iterable[UUID]) -> dict[UUID, date]:
    """Since when each of these estates' walls is kept: nothing before is held against anybody."""
    return dict(Wall.objects.filter(estate__in=list(estates)).values_list("estate", "since"))


def hanging(known: Known) -> list[Publication]:
    """What is up, the newest first: of each period the latest, of each event for its days."""
    up = [one for one in known.publications if one.up_until() is None]
    latest: dict[str, str] = {}
    for one in up:
        latest[one.code] = max(latest.get(one.code, ""), one.occasion)
    return [one for one in up if _still_up(one, latest[one.code], known)]


def _still_up(one: Publication, latest: str, known: Known) -> bool:
    line = known.rules.disclosures.get(one.line)
    if line is None or line.when.schedule == "standing":
        return True
    until = stays_until(up_since(known, one), line)
    if until is not None and known.today <= until:
        return True
    if line.when.schedule == "yearly":
        return one.occasion == latest
    return known.today <= one.published_on + timedelta(days=SHOWN_DAYS)


def up_since(known: Known, one: Publication) -> date:
    """The first day on which it, or a version whose place it took without a gap, was up."""
    since = one.published_on
    same = [other for other in known.publications if (other.code, other.occasion) == (one.code, one.occasion)]
    for other in sorted(same, key=lambda other: -other.version):
        until = other.up_until()
        if other.version < one.version and until is not None and until >= since:
            since = other.published_on
    return since


def stays_until(since: date, line: Disclosure | None) -> date | None:
    """The last day on which it has to hang, where that is a day: the text's, or ours. A later version begins none."""
    if line is None or line.until_next or line.when.schedule == "standing":
        return None
    return since + timedelta(days=line.posted_days or OUR_DAYS)
