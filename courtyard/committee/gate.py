"""What stands against the notice of a group's election: it was not trained, nothing hangs, somebody waits."""

from collections.abc import Iterator
from datetime import datetime

from courtyard.assembly.models import Assembly
from courtyard.assembly.registers import Hindrance
from courtyard.committee.actions.group import NotAllTrained
from courtyard.committee.models import CandidateObjection, Formation
from courtyard.committee.steps import DOCUMENTS
from courtyard.core.errors import Refusal, sentence

BY_GROUP = (Assembly.Convener.GROUP, Assembly.Convener.STREET)


class NothingHangs(Refusal):
    says = sentence("The roll and the draft rules are not posted yet (Shanghai’s property regulation, art 16).")


class ObjectionsWait(Refusal):
    says = sentence("Objections to candidates not answered yet: {n}.")


def before_notice(one: Assembly, at: datetime) -> Iterator[Refusal]:
    """Of a vote by which a committee is elected, while a formation runs there."""
    if one.convener not in BY_GROUP or not one.motions.filter(matter="committee-election").exists():
        return
    formation = Formation.objects.filter(estate=one.estate_id, state__in=Formation.RUNNING).first()
    if formation is None:
        return
    waiting = formation.group.filter(until__isnull=True, trained_on__isnull=True)
    if formation.state == Formation.State.DUE or waiting.exists():
        yield NotAllTrained(names="、".join(waiting.values_list("name", flat=True)) or "—")
    elif formation.steps.filter(name=DOCUMENTS, done_on__isnull=True).exists():
        yield NothingHangs()
    open_ones = CandidateObjection.objects.filter(formation=formation, answered_at__isnull=True).count()
    if open_ones:
        yield ObjectionsWait(n=open_ones)


GATE = Hindrance("committee.gate", before_notice)
