"""Who convenes and runs a vote, and who reads it."""

from collections.abc import Collection, Mapping
from datetime import datetime

from courtyard.assembly.models import Assembly, Challenge
from courtyard.assembly.permissions.petitions import owns_in
from courtyard.people.models import Office, Person
from courtyard.people.standing import standing
from courtyard.places.models import Estate

CONVENES: Mapping[str, Collection[str]] = {
    Assembly.Convener.COMMITTEE: (Office.Kind.OWNERS_COMMITTEE,),
    Assembly.Convener.RESIDENTS: (Office.Kind.RESIDENTS_COMMITTEE, Office.Kind.CONVENOR),
    Assembly.Convener.GROUP: (
        Office.Kind.GROUP,
        Office.Kind.SUBDISTRICT,
        Office.Kind.RESIDENTS_COMMITTEE,
        Office.Kind.CONVENOR,
    ),
    Assembly.Convener.STREET: (Office.Kind.SUBDISTRICT,),
}
"""The owners' committee convenes; where there is none or it does not, those whom the law has stand in for it."""


def conveners_of(person: Person, estate: Estate, at: datetime) -> list[str]:
    """In whose name somebody may call an assembly."""
    theirs = standing(person)
    return [str(kind) for kind, offices in CONVENES.items() if theirs.holds(offices, estate.node, at)]


def may_convene(person: Person, estate: Estate, at: datetime) -> bool:
    return bool(conveners_of(person, estate, at))


def may_run(person: Person, assembly: Assembly, at: datetime) -> bool:
    """Whoever may act for the body that convened it."""
    return assembly.convener in conveners_of(person, assembly.estate, at)


may_revise = may_put_motion = may_drop_motion = may_add_attachment = may_drop_attachment = may_report = may_run
may_give_notice = may_name_official = may_end_official = may_void = may_run


def may_reply(person: Person, assembly: Assembly, at: datetime) -> bool:
    """The convenor, to whom major matters are reported. A reply is no veto."""
    return standing(person).holds((Office.Kind.CONVENOR, Office.Kind.RESIDENTS_COMMITTEE), assembly.estate.node, at)


def may_deliver(person: Person, assembly: Assembly, at: datetime) -> bool:
    """Whoever runs it, and those who go from door to door."""
    return may_run(person, assembly, at) or has_task(person, assembly, ("canvasser",))


def has_task(person: Person, assembly: Assembly, roles: Collection[str]) -> bool:
    """Whether somebody was named for one of these tasks in this vote."""
    named = assembly.officials.filter(person=person.pk, role__in=roles, ended_at__isnull=True)
    return named.exists()


def may_read_list(person: Person, estate: Estate, at: datetime) -> bool:
    """Whoever lives or owns there, holds an office there, or sits above."""
    theirs = standing(person)
    return theirs.lives_in(estate.pk, at) or theirs.holds(list(Office.Kind), estate.node, at)


def may_read(person: Person, assembly: Assembly, at: datetime) -> bool:
    """A draft is for those who run it and those it is reported to; from the notice on everybody there reads it."""
    if assembly.state == Assembly.State.DRAFT:
        return may_prepare(person, assembly, at)
    return may_read_list(person, assembly.estate, at)


def may_prepare_in(person: Person, estate: Estate, at: datetime) -> bool:
    """Whether an estate's drafts are for them: whoever convenes there, is told of major matters, or sits above."""
    return may_convene(person, estate, at) or standing(person).holds(Office.ABOVE, estate.node, at)


def may_prepare(person: Person, assembly: Assembly, at: datetime) -> bool:
    return may_prepare_in(person, assembly.estate, at)


def may_read_roll(person: Person, assembly: Assembly, at: datetime) -> bool:
    """Owners of the estate look at the roll they vote by, its draft, too: numbers, homes and area, without names.

    So does whoever keeps the register, who settles what is wrong in it.
    """
    keeps = standing(person).holds((Office.Kind.REGISTRAR,), assembly.estate.node, at)
    return keeps or owns_in(person, assembly.estate, at) or may_prepare(person, assembly, at)


def may_challenge(person: Person, assembly: Assembly, at: datetime) -> bool:
    """Whoever owns a home there."""
    return owns_in(person, assembly.estate, at)


def may_answer_challenge(person: Person, challenge: Challenge, at: datetime) -> bool:
    return may_run(person, challenge.assembly, at)


def may_receive_notice(person: Person, assembly: Assembly, at: datetime) -> bool:
    """Whoever may read it; it is proof only for the homes they stand on the roll with."""
    return may_read(person, assembly, at)


def may_forget_names(person: Person, whose: Person, at: datetime) -> bool:
    """Their own; the clerk with the rest of an account that is erased."""
    return person.pk == whose.pk or person.kind == Person.Kind.CLERK


def may_freeze(person: Person, estate: Estate, at: datetime) -> bool:
    """The sub-district, which forms the group, and the clerk; never those whose decisions are frozen."""
    return person.kind == Person.Kind.CLERK or standing(person).holds(Office.ABOVE, estate.node, at)


may_thaw = may_freeze
