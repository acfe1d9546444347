"""When each step of a formation is due: what the rulebook says, reckoned from what came before.

`lawful` runs the statute's periods from the first day alone; `due` from the days on which the steps before were really
done, so that nobody is late for what somebody else's delay made impossible.
"""

from collections.abc import Mapping
from datetime import date, datetime
from zoneinfo import ZoneInfo

from courtyard.committee.models import Committee, Formation
from courtyard.committee.steps import DOCUMENTS, ELECTION, GROUP, REPORT, STEPS, StepKind
from courtyard.core.rulebook import Period, Rulebook
from courtyard.places.models import Estate
from courtyard.places.rules import rules_of

K = Formation.Kind
BACKWARDS = (DOCUMENTS,)


def today_in(estate: Estate, at: datetime) -> date:
    return at.astimezone(ZoneInfo(estate.node.zone)).date()


def book_of(formation: Formation) -> Rulebook:
    """The rules a formation began under."""
    return rules_of(formation.estate, formation.rulebook_version)


def period(estate: Estate, key: str) -> Period | None:
    return rules_of(estate).periods.get(key)


def article_of(kind: StepKind, book: Rulebook) -> str:
    """The article a step rests on: its period's, or its own."""
    found = book.periods.get(kind.period)
    return kind.article or (found.article if found else "")


def due_days(formation: Formation, done: Mapping[str, date], ends_on: date | None) -> dict[str, date | None]:
    """The day by which each step is due, as far as it can be known. `ends_on` is the end of the term that runs out."""
    book = book_of(formation)
    days: dict[str, date | None] = {}
    for kind in STEPS[formation.kind]:
        if kind.name == REPORT:
            days[REPORT] = _report_due(formation, book)
        elif kind.name == ELECTION and not kind.period:
            days[ELECTION] = ends_on
        elif kind.name == GROUP and REPORT not in done:
            days[GROUP] = None
        elif kind.name not in BACKWARDS:
            days[kind.name] = _after(book, kind, done.get(kind.after))
    if DOCUMENTS in {kind.name for kind in STEPS[formation.kind]}:
        election, rule = days.get(ELECTION), book.periods.get("first_assembly_documents")
        known = GROUP in done and election is not None and rule is not None
        days[DOCUMENTS] = rule.before(election) if known and rule and election else None
    return days


def lawful_days(formation: Formation, ends_on: date | None) -> dict[str, date | None]:
    """As if every step were done on its last day: what the statute has in mind from the first day on."""
    done: dict[str, date] = {}
    days: dict[str, date | None] = {}
    for kind in STEPS[formation.kind]:
        days = due_days(formation, done, ends_on)
        day = days.get(kind.name)
        if day is not None:
            done[kind.name] = day
    return days


def _report_due(formation: Formation, book: Rulebook) -> date | None:
    """The developer's report is due so long after the first day; a committee's, and what the street finds, on it."""
    rule = book.periods.get("developer_report")
    if formation.kind == K.FIRST and rule is not None:
        return rule.after(formation.due_on, book.hours.calendar)
    return formation.due_on


def _after(book: Rulebook, kind: StepKind, day: date | None) -> date | None:
    found = book.periods.get(kind.period)
    return found.after(day, book.hours.calendar) if found is not None and day is not None else None


def ending_term(formation: Formation) -> date | None:
    """The end of the term that runs out, for a formation that is not the first."""
    if formation.kind == K.FIRST:
        return None
    terms = Committee.objects.filter(estate=formation.estate_id).exclude(state=Committee.State.SET_ASIDE)
    others = terms.exclude(pk__in=terms.filter(formation=formation.pk).values("pk"))
    found = others.order_by("-number").values_list("ends_on", flat=True).first()
    return found if formation.kind == K.REELECTION else None


def earliest_election(formation: Formation, at: datetime, posted_on: date | None) -> date | None:
    """The first day on which ballots may be taken: so many clear days after the roll and the draft rules are posted."""
    rule = book_of(formation).periods.get("first_assembly_documents")
    if rule is None:
        return None
    from_day = posted_on or today_in(formation.estate, at)
    return from_day + (from_day - rule.before(from_day))
