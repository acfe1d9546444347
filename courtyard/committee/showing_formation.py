"""What pages show of a formation, and what waits for whom."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date, datetime
from typing import Any
from uuid import UUID

from django.http import HttpRequest
from django.urls import reverse
from django.utils.timezone import now
from django.utils.translation import gettext

from courtyard.committee import rules
from courtyard.committee.models import Committee, Formation, Holdup
from courtyard.committee.permissions import formation as may
from courtyard.committee.permissions.papers import may_see_handovers
from courtyard.committee.queries import formation as queries
from courtyard.committee.queries import terms
from courtyard.committee.queries.due import Delivered, delivered, first_due
from courtyard.committee.queries.formation import Course
from courtyard.committee.queries.waiting import waiting_for
from courtyard.committee.steps import CANDIDATES, DOCUMENTS, FILING, HANDBACK, HANDOVER, LIST, NAMES, REPORT, TRAINING
from courtyard.committee.words import step_says
from courtyard.people.models import Office, Person
from courtyard.people.queries import estate_of
from courtyard.places.models import Estate, Node
from courtyard.places.rules import rules_of
from courtyard.web.registers import Panel

WAITING_MAX = 5
ELSEWHERE = (HANDOVER, HANDBACK, FILING)
"""Steps that have pages of their own."""
S = Formation.State


@dataclass(frozen=True, slots=True)
class Deed:
    """A button: where it leads, what it says; `post` does it at once."""

    address: str
    says: str
    main: bool = False
    post: bool = False
    alarm: bool = False


def deeds_of(person: Person, course: Course, at: datetime) -> list[Deed]:
    """What this reader can do next, the next step's own deed first; what holds it up goes before all."""
    one, found = course.formation, []
    if not one.is_running:
        return []
    code, free = one.estate.code, course.held is None
    open_steps = {row.step.name: row for row in course.steps if row.step.done_on is None}

    def button(name: str, says: str, *args: object, **how: bool) -> Deed:
        return Deed(reverse(f"committee:{name}", args=[code, *args]), says, **how)

    if REPORT in open_steps and one.state == S.DUE and may.may_report(person, one, at):
        found.append(button("write_report", gettext("Write down the report"), main=True))
    if one.state == S.DUE and may.may_form_group(person, one, at):
        found.append(button("form_group", gettext("Form the group"), main=REPORT not in open_steps))
    if one.state == S.GROUPED:
        found += _of_group(person, one, open_steps, button, at)
    if one.state == S.ELECTED and NAMES in open_steps and may.may_post_names(person, one, at):
        found.append(button("post_names", gettext("Post the names of those elected"), main=True, post=True))
    if course.name in ELSEWHERE and may_see_handovers(person, one.estate, at):
        found.insert(0, button(*_elsewhere(course.name), main=True))
    held = _of_holdups(person, one, course, button, at)
    if free:
        return _one_main([*found, *held])
    return [*held, *(replace(deed, main=False) for deed in found)]


def _one_main(deeds: Sequence[Deed]) -> list[Deed]:
    """The first of those that could be: two that shout are none."""
    first = next((deed for deed in deeds if deed.main), None)
    return [replace(deed, main=deed is first) for deed in deeds]


def _elsewhere(name: str) -> tuple[str, str]:
    """The page on which a step is taken that is none of this one's deeds, and how it is called."""
    if name == FILING:
        return "filings", gettext("To what is filed")
    return "handovers", gettext("To what is handed over")


def _of_group(person: Person, one: Formation, open_steps: Mapping[str, Any], button: Any, at: datetime) -> list[Deed]:
    found = []
    street = may.may_form_group(person, one, at)
    untrained = TRAINING in open_steps or one.group.filter(until__isnull=True, trained_on__isnull=True).exists()
    if LIST in open_steps and street:
        found.append(button("post_list", gettext("Post the group’s names"), main=True, post=True))
    if untrained and street:
        found.append(button("train_group", gettext("Write down the training"), main=True))
    if may.may_post_documents(person, one, at) and not untrained:
        if DOCUMENTS in open_steps:
            found.append(button("post_documents", gettext("Post the roll and the draft rules"), main=True))
        if CANDIDATES in open_steps:
            found.append(button("post_candidates", gettext("Post the candidates"), main=DOCUMENTS not in open_steps))
    if CANDIDATES not in open_steps and may.may_see_objections(person, one, at):
        found.append(button("candidate_objections", gettext("Candidates, and objections to them")))
    if street:
        found.append(button("change_group", gettext("Replace somebody in the group")))
    return found


def _of_holdups(person: Person, one: Formation, course: Course, button: Any, at: datetime) -> list[Deed]:
    row = course.current
    if row is None or not may.may_hold_up(person, one, at):
        return []
    held: Holdup | None = course.held
    if held is None:
        return [button("hold_up", gettext("Say what holds it up"), row.step.pk)]
    found = [button("urge", gettext("Send a letter of urging"), held.pk, main=True)]
    if held.urged_on:
        found.append(button("urge_letter", gettext("Print the letter"), held.pk))
    if held.raised_on is None:
        found.append(button("raise_holdup", gettext("Report it to the district"), held.pk, post=True, alarm=True))
    return [*found, button("release", gettext("It goes on"), held.pk)]


def papers_of(person: Person, course: Course, at: datetime) -> list[UUID]:
    """The steps whose papers this reader may open."""
    with_file = [row.step for row in course.steps if row.step.file]
    return [step.pk for step in with_file if may.may_read_step_file(person, step, at)]


def after_election(course: Course, at: datetime) -> dict[str, Any] | None:
    """How the term will go that is prepared, reckoned from the day on which the owners elect at the earliest."""
    one, estate = course.formation, course.formation.estate
    day = one.elected_on or course.earliest
    if not one.is_running or not one.term_years or day is None:
        return None
    term = Committee(estate=estate, starts_on=day, ends_on=terms.ends_after(day, one.term_years))
    drawn = [replace(stretch, now=False) for stretch in terms.stretches(term, at)]
    return {"stretches": drawn, "day": day, "elected": one.elected_on is not None}


def stands(estate: Estate, committee: Committee | None, figures: Mapping[str, Any], today: date) -> str:
    """What holds where no election is prepared."""
    if committee is not None:
        over = committee.state == Committee.State.ENDED or committee.ends_on < today
        return "over" if over else "elected" if committee.state == Committee.State.ELECTED else "in_term"
    if queries.someone_holds_committee(estate, today):
        return "unentered"
    return "due" if figures["due"] else "known" if figures["last"] else "unknown"


def figures_of(estate: Estate, today: date) -> dict[str, Any]:
    """How much is delivered, as far as anybody knows, and whether that makes a committee due."""
    known = delivered([estate], today).get(estate.pk, [])
    last: Delivered | None = known[-1] if known else None
    return {"last": last, "due": first_due(known, rules_of(estate), today) if known else None}


def on_estate(request: HttpRequest, estate: Estate) -> Mapping[str, Any] | None:
    """For anybody: at which step the way to a committee is."""
    one = queries.running_of(estate)
    return _line(one) if one is not None else None


def _line(one: Formation) -> Mapping[str, Any]:
    step = one.steps.filter(done_on__isnull=True).order_by("position").first()
    return {
        "estate": one.estate,
        "formation": one,
        "step": step,
        "says": step_says(step.name, one.kind) if step else "",
    }


def waiting(request: HttpRequest, hat: Any) -> Mapping[str, Any] | None:
    """For whoever is in a group: the steps that are the group's."""
    if hat is None or not hat.office or hat.office.kind != Office.Kind.GROUP or not isinstance(request.user, Person):
        return None
    estate = estate_of(hat)
    rows = _rows(estate.node, Office.Kind.GROUP) if estate is not None else []
    return {"rows": rows, "waits": len(rows)} if rows else None


def above(request: HttpRequest, node: Node) -> Mapping[str, Any] | None:
    """For the sub-district: which steps are its own, or a developer's that it follows up."""
    if node.kind != Node.Kind.SUBDISTRICT or not isinstance(request.user, Person):
        return None
    rows = _rows(node, Office.Kind.SUBDISTRICT)
    return {"rows": rows} if rows else None


def _rows(node: Node, kind: str) -> list[dict[str, Any]]:
    at = now()
    return [
        {"step": one, "says": step_says(one.name, one.formation.kind), "estate": one.estate,
         "late": one.due_on is not None and one.due_on < rules.today_in(one.estate, at)}
        for one in waiting_for(node.path, kind, WAITING_MAX)
    ]  # fmt: skip


PANELS = (
    Panel("committee.formation", "estate", "committee/_formation.html", on_estate, order=8),
    Panel("committee.formation_too", "committee", "committee/_formation.html", on_estate, order=5),
    Panel("committee.group_waits", "home", "committee/_steps_waiting.html", waiting, order=14),
    Panel("committee.street_waits", "node", "committee/_steps_waiting.html", above, order=7),
)
