"""Who votes for which head, takes papers, counts and checks."""

from collections.abc import Collection
from datetime import datetime

from django.db.models import Q
from django.utils.timezone import localdate

from courtyard.assembly.models import Assembly, Ballot, Head, HeadOwner, Objection, Official, Paper, Proxy
from courtyard.assembly.permissions.calling import has_task, may_read, may_run
from courtyard.duties.permissions import is_clerk
from courtyard.people.models import Person
from courtyard.people.standing import standing

R = Official.Role


def persons_of(person: Person, at: datetime) -> list[Person]:
    """Themselves, and the organisations for which they act on that day."""
    return [person, *(one.legal for one in standing(person).acts_for(localdate(at)))]


def heads_of(person: Person, assembly: Assembly, at: datetime) -> list[Head]:
    """The heads on this roll for which somebody votes: their own, their organisation's. The roll decides, not today's
    register: whoever sold meanwhile still stands on it, whoever bought does not.
    """
    whose = [one.pk for one in persons_of(person, at)]
    owned = HeadOwner.objects.filter(head__assembly=assembly, person__in=whose).values("head")
    mine = Q(voter__in=whose) | Q(voter__isnull=True, pk__in=owned)
    return list(Head.objects.filter(mine, assembly=assembly).order_by("number"))


def may_cast(person: Person, head: Head, at: datetime) -> bool:
    """The head's voter; where nobody was named, any of its owners."""
    if head.voter_id == person.pk:
        return True
    whose = [one.pk for one in persons_of(person, at)]
    if head.voter_id is not None:
        return head.voter_id in whose
    return head.owners.filter(person__in=whose).exists()


def may_cast_as_proxy(person: Person, proxy: Proxy, at: datetime) -> bool:
    """The agent named on a mandate that holds on that day."""
    day = localdate(at)
    holds = proxy.revoked_at is None and proxy.given_on <= day and (proxy.ends_on is None or day <= proxy.ends_on)
    return holds and proxy.agent_id == person.pk


def may_take_part(person: Person, assembly: Assembly, at: datetime) -> bool:
    """Whoever reads the vote, and whoever votes in it without belonging there: an agent from elsewhere, and an owner
    who sold after the roll was frozen.
    """
    if may_read(person, assembly, at) or heads_of(person, assembly, at):
        return True
    given = Proxy.objects.filter(assembly=assembly, agent=person)
    return any(may_cast_as_proxy(person, one, at) for one in given)


def is_official(person: Person, assembly: Assembly, roles: Collection[str]) -> bool:
    return has_task(person, assembly, roles)


def may_take_at_door(person: Person, assembly: Assembly, at: datetime) -> bool:
    """A canvasser with a tablet, while the owner stands before them."""
    return is_official(person, assembly, (R.CANVASSER,))


may_canvass = may_note_contact = may_take_at_door


def may_remind(person: Person, assembly: Assembly, at: datetime) -> bool:
    """Whoever runs it and canvassers. It tells only those who have not voted, and tells nobody who they are."""
    return may_run(person, assembly, at) or may_canvass(person, assembly, at)


def may_read_receipt(person: Person, ballot: Ballot, at: datetime) -> bool:
    """Whose ballot it is, and whoever cast it for them: it says that it is in, never what it says."""
    return ballot.by_id == person.pk or may_cast(person, ballot.head, at)


def may_print_papers(person: Person, assembly: Assembly, at: datetime) -> bool:
    return may_run(person, assembly, at)


def may_see_papers(person: Person, assembly: Assembly, at: datetime) -> bool:
    """How far the papers are: whoever runs the vote, and everybody with a task in it."""
    return may_run(person, assembly, at) or is_official(person, assembly, list(R))


def may_receive_paper(person: Person, assembly: Assembly, at: datetime) -> bool:
    """Those who count, and those who go from door to door."""
    return is_official(person, assembly, (R.TELLER, R.CANVASSER))


def may_enter_paper(person: Person, assembly: Assembly, at: datetime) -> bool:
    return is_official(person, assembly, (R.TELLER,))


def may_check_paper(person: Person, paper: Paper, at: datetime) -> bool:
    """A teller or scrutineer; that it is another than who entered it, the action sees to."""
    return is_official(person, paper.assembly, (R.TELLER, R.SCRUTINEER))


def may_enter_slip(person: Person, assembly: Assembly, at: datetime) -> bool:
    return is_official(person, assembly, (R.TELLER,))


def may_check_slip(person: Person, assembly: Assembly, at: datetime) -> bool:
    return is_official(person, assembly, (R.TELLER, R.SCRUTINEER))


may_declare_invalid = may_check_paper


def may_record_proxy(person: Person, assembly: Assembly, at: datetime) -> bool:
    """Whoever runs the vote or counts, from the paper they hold in hand."""
    return may_run(person, assembly, at) or is_official(person, assembly, (R.TELLER,))


def may_revoke_proxy(person: Person, proxy: Proxy, at: datetime) -> bool:
    """The owner who gave it, and whoever may record that they took it back."""
    return may_cast(person, proxy.head, at) or may_record_proxy(person, proxy.assembly, at)


def may_see_mandate(person: Person, proxy: Proxy, at: datetime) -> bool:
    """The two whom it ties, and whoever keeps mandates."""
    return proxy.agent_id == person.pk or may_revoke_proxy(person, proxy, at)


def may_close(person: Person, assembly: Assembly, at: datetime) -> bool:
    """The clerk by the clock, and whoever runs it."""
    return is_clerk(person) or may_run(person, assembly, at)


def may_count(person: Person, assembly: Assembly, at: datetime) -> bool:
    return is_official(person, assembly, (R.TELLER,))


def may_check_count(person: Person, assembly: Assembly, at: datetime) -> bool:
    return is_official(person, assembly, (R.TELLER, R.SCRUTINEER))


def may_certify(person: Person, assembly: Assembly, at: datetime) -> bool:
    return may_run(person, assembly, at)


def may_bring_outside_result(person: Person, assembly: Assembly, at: datetime) -> bool:
    """Those who count, and whoever runs it."""
    return may_count(person, assembly, at) or may_run(person, assembly, at)


def may_export_electorate(person: Person, assembly: Assembly, at: datetime) -> bool:
    return may_run(person, assembly, at)


def may_see_count(person: Person, assembly: Assembly, at: datetime) -> bool:
    """Who closes, counts, checks, watches and publishes: the page of the count is theirs, before it is everybody's."""
    return may_run(person, assembly, at) or is_official(person, assembly, (R.TELLER, R.SCRUTINEER))


def may_see_turnout(person: Person, assembly: Assembly, at: datetime) -> bool:
    """How many took part is for everybody who may read the vote; by building it is shown for ten heads and more."""
    return True


def may_bring_into_force(person: Person, assembly: Assembly, at: datetime) -> bool:
    """The clerk by the clock, and whoever runs it."""
    return may_close(person, assembly, at)


def may_open_bundle(person: Person, assembly: Assembly, at: datetime) -> bool:
    """Scrutineers and tellers; of a named vote the owners on its roll, too. Each opening is recorded."""
    if is_official(person, assembly, (R.SCRUTINEER, R.TELLER)):
        return True
    return not assembly.is_confidential and bool(heads_of(person, assembly, at))


def may_object(person: Person, assembly: Assembly, at: datetime) -> bool:
    """Whoever is an owner on its roll, whether they voted or not, and whoever watches over the count."""
    whose = [one.pk for one in persons_of(person, at)]
    on_roll = HeadOwner.objects.filter(head__assembly=assembly, person__in=whose).exists()
    return on_roll or is_official(person, assembly, (R.SCRUTINEER,))


def may_answer_objection(person: Person, objection: Objection, at: datetime) -> bool:
    return may_run(person, objection.assembly, at)
