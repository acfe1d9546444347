"""What the page of a vote shows of the voting: who took part, and what its reader can do now."""

from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django import template
from django.utils.timezone import now as clock

from courtyard.assembly import queries, rules
from courtyard.assembly.models import Assembly, Head, Proxy
from courtyard.assembly.permissions import (
    may_canvass,
    may_record_proxy,
    may_remind,
    may_see_papers,
)
from courtyard.assembly.queries import ballots as reads
from courtyard.assembly.queries.votes import Turnout
from courtyard.core.masking import masked_name
from courtyard.people.models import Person

register = template.Library()


@dataclass(frozen=True, slots=True)
class Voting:
    """`line` is the share of the roll that has to take part, in percent as it is drawn, and in figures (“2/3”)."""

    is_open: bool
    is_early: bool
    begun: bool
    line: int
    share: str
    turnout: Turnout | None
    buildings: list[Turnout]
    heads: list[Head]
    left: int
    mandates: list[Proxy]
    why_not: str
    tasks: dict[str, bool]


@register.simple_tag(takes_context=True)
def voting_of(context: dict[str, Any], one: Assembly) -> Voting | None:
    """None for a draft and for what is void."""
    if one.state in (Assembly.State.DRAFT, Assembly.State.VOID) or not one.number:
        return None
    person, at = context["request"].user, clock()
    begun = at >= one.opens_at
    share = max((gate.share for rule in _rules(one) for gate in rule.gates if gate.of == "took_part"), default=None)
    standing = reads.standing_for(queries.heads_of(person, one, at)) if one.is_open(at) else []
    return Voting(
        is_open=one.is_open(at),
        is_early=not begun,
        begun=begun,
        line=round(100 * share) if share else 0,
        share=f"{share.numerator}/{share.denominator}" if share else "",
        turnout=queries.turnout(one) if begun else None,
        buildings=queries.turnout_by_building(one) if begun else [],
        heads=[head for head, _ballot in standing],
        left=sum(1 for _head, ballot in standing if ballot is None),
        mandates=reads.mandates_for(person, one, at) if one.is_open(at) else [],
        why_not=queries.may_not_vote(person, one, at) if one.is_open(at) and not standing else "",
        tasks=_tasks(person, one, at),
    )


def _rules(one: Assembly) -> list[Any]:
    return [rules.rule_of(motion, one) for motion in one.motions.all()]


def _tasks(person: Person, one: Assembly, at: datetime) -> dict[str, bool]:
    """What there is to do, for whoever may, while it is not counted."""
    if one.state not in (Assembly.State.FROZEN, Assembly.State.CLOSED):
        return {}
    frozen = one.state == Assembly.State.FROZEN
    told = {
        "canvass": frozen and may_canvass(person, one, at),
        "papers": may_see_papers(person, one, at),
        "proxies": frozen and may_record_proxy(person, one, at),
        "remind": one.is_open(at) and may_remind(person, one, at),
    }
    return {name: True for name, may in told.items() if may}


@register.filter
def share_of(part: int, whole: int) -> str:
    """72.19%, cut off and not rounded: 66.666 is not 66.67, and no line is reached by rounding."""
    hundredths = part * 10_000 // whole if whole else 0
    return f"{hundredths // 100}.{hundredths % 100:02}%"


@register.filter
def letters(code: str) -> str:
    """T 7 K 4: read out letter by letter."""
    return " ".join(code)


@register.filter
def masked_names(names: str) -> str:
    """Several owners of one home, each masked."""
    return "、".join(masked_name(one) for one in names.split("、")) if names else ""
