"""Steps, as the deeds of a formation write them: rows at its beginning, days that follow what is done, duties.

Not deeds themselves: every function here runs inside one.
"""

from datetime import date, datetime, timedelta

from django.conf import settings
from django.urls import reverse
from django.utils import translation
from django.utils.translation import gettext

from courtyard.committee import rules
from courtyard.committee.events.formation import FormationDone, StepTaken
from courtyard.committee.models import WORDS_MAX, Formation, Step
from courtyard.committee.steps import ELECTION, FILING, HANDBACK, MEETING, NAMES, STEPS
from courtyard.core.errors import Refusal, sentence
from courtyard.duties import actions as duties
from courtyard.duties.actions import Owed
from courtyard.duties.models import BODIES, Duty
from courtyard.duties.schedule import closes_on
from courtyard.people.models import CLERK, Office, Person
from courtyard.trail.deeds import record

DUTY = "committee.step"
OFFICES = {"jie": Office.Kind.SUBDISTRICT, "group": Office.Kind.GROUP, "district": Office.Kind.DISTRICT}
SOON = timedelta(days=1)
"""What should have been done before this record knew of it is owed by tomorrow; its step says how late it is."""


class DoneAlready(Refusal):
    says = sentence("This step is done already.")


class NotTheTime(Refusal):
    says = sentence("This step comes later: first “{step}”.")


def _lay_out(formation: Formation) -> None:
    """The steps of a formation, in their order."""
    book, ends_on = rules.book_of(formation), rules.ending_term(formation)
    lawful = rules.lawful_days(formation, ends_on)
    Step.objects.bulk_create(
        Step(
            estate=formation.estate, formation=formation, position=number, name=kind.name, body=kind.body,
            article=rules.article_of(kind, book)[:160], lawful_on=lawful.get(kind.name),
        )
        for number, kind in enumerate(STEPS[formation.kind], start=1)
    )  # fmt: skip


def _follow(formation: Formation, at: datetime) -> None:
    """Days anew after something was done; and what is due from now on is owed by whoever does it."""
    steps = list(Step.objects.filter(formation=formation))
    done = {one.name: one.done_on for one in steps if one.done_on is not None}
    days = rules.due_days(formation, done, rules.ending_term(formation))
    for one in steps:
        if one.done_on is None and one.due_on != days.get(one.name):
            one.due_on = days.get(one.name)
            one.save(update_fields=["due_on"])
        if one.done_on is None and one.due_on is not None and one.duty is None and formation.is_running:
            one.duty = _owe(formation, one, at).pk
            one.save(update_fields=["duty"])


def _owe(formation: Formation, step: Step, at: datetime) -> Duty:
    estate, today = formation.estate, rules.today_in(formation.estate, at)
    kind = next(one for one in STEPS[formation.kind] if one.name == step.name)
    found = rules.book_of(formation).periods.get(kind.period)
    assert step.due_on is not None, "only what is due is owed"
    owed = Owed(
        kind=DUTY, node=estate.node, estate=estate, key=_key(formation, step), what=kind.says,
        party=step.body if step.body in BODIES else "", office=OFFICES.get(step.body, ""), article=step.article,
        source=found.source if found else "", certainty=found.certainty if found else "verified",
        rulebook=formation.rulebook_version, about=formation.pk,
        due_at=closes_on(max(step.due_on, today + SOON), estate.node.zone), link=_page_of(formation),
    )  # fmt: skip
    return duties.owe(owed, by=CLERK, at=at)


def _key(formation: Formation, step: Step) -> str:
    """A step that has to be taken again is owed again."""
    key = f"{formation.pk}:{step.name}"
    before = Duty.objects.filter(estate=formation.estate_id, kind=DUTY, key__startswith=key).count()
    return f"{key}:{before + 1}" if before else key


def _take_back(step: Step) -> None:
    """It has to be taken again."""
    step.done_on, step.done_by, step.duty = None, None, None
    step.save(update_fields=["done_on", "done_by", "duty"])


def _page_of(formation: Formation) -> str:
    return reverse("committee:formation", args=[formation.estate.code])


def _step_of(formation: Formation, name: str) -> Step:
    return Step.objects.select_for_update(no_key=True).get(formation=formation, name=name)


def _take_and_record(
    formation: Formation, step: Step, *, on: date, by: Person, at: datetime, words: str = "", link: str = "",
    file: tuple[str, str, str] = ("", "", ""),
) -> Step:  # fmt: skip
    """The step is done on that day, shown by words or a file (its place, name and hash); its duty is discharged."""
    step.done_on, step.done_by, step.words = on, by, words.strip()[:WORDS_MAX]
    step.file, step.file_name, step.sha256 = file
    step.save(update_fields=["done_on", "done_by", "words", "file", "file_name", "sha256"])
    for held in step.holdups.filter(until__isnull=True):
        held.until = max(on, held.since)
        held.save(update_fields=["until"])
    late = step.due_on is not None and on > step.due_on
    event = StepTaken(formation=formation.pk, step=step.name, on=on, late=late, words=step.words, sha256=step.sha256)
    record(event, node=formation.estate_id, about=formation.pk, by=by, at=at)
    if step.duty is not None and Duty.objects.open().filter(pk=step.duty).exists():
        duties.discharge(step.duty, by=CLERK, at=at, words=step.words[:500], evidence=step.pk, link=link)
    return step


def _finish(formation: Formation, *, on: date, by: Person, at: datetime) -> None:
    """Names posted, met, filed, and handed over where there was something to hand over: the way ends here."""
    names = {kind.name for kind in STEPS[formation.kind]}
    last = {NAMES, MEETING, FILING, HANDBACK} & names
    if Step.objects.filter(formation=formation, name__in=last, done_on__isnull=True).exists():
        return
    if formation.state != Formation.State.ELECTED:
        return
    formation.move_to(Formation.State.DONE)
    formation.ended_at = at
    formation.save(update_fields=["state", "ended_at"])
    record(FormationDone(on=on), node=formation.estate_id, about=formation.pk, by=by, at=at)
    _give_up(formation, at, but=ELECTION)


def _give_up(formation: Formation, at: datetime, but: str = "") -> None:
    """What is still owed for it is owed no longer."""
    waiting = Step.objects.filter(formation=formation, done_on__isnull=True, duty__isnull=False).exclude(name=but)
    for duty in Duty.objects.open().filter(pk__in=waiting.values("duty")):
        with translation.override(settings.LANGUAGE_CODE):
            reason = gettext("It is not needed any more.")
        duties.withdraw(duty.pk, by=CLERK, at=at, reason=reason)
