"""Who may print codes, and use them."""

from datetime import datetime

from django.utils.timezone import localdate

from courtyard.people.models import Office, Person, PrintedCode, Tenure
from courtyard.people.standing import standing
from courtyard.places.models import Estate

LETTERS = (Office.Kind.REGISTRAR, Office.Kind.RESIDENTS_COMMITTEE, Office.Kind.CONVENOR)


def may_print_letters(person: Person, estate: Estate, at: datetime) -> bool:
    return standing(person).holds(LETTERS, estate.node, at)


def may_print_reset(person: Person, whose: Person, estate: Estate, at: datetime) -> bool:
    """For a resident of the estate, never for oneself.

    An officer's code would hand over the office: only the sub-district or the convenor prints one.
    """
    theirs = standing(whose)
    if person.pk == whose.pk or not (theirs.belongs_to(estate, at) or whose.node_id == estate.pk):
        return False
    if theirs.offices_on(localdate(at)):
        nodes = [office.node for office in theirs.offices_on(localdate(at))]
        return all(standing(person).holds((Office.Kind.CONVENOR, *Office.ABOVE), node, at) for node in nodes)
    return may_print_letters(person, estate, at)


def may_join(person: Person, code: PrintedCode, at: datetime) -> bool:
    """Somebody of the home without an account yet, or somebody new to the register."""
    if not code.opens(at) or code.purpose != PrintedCode.Purpose.INVITE:
        return False
    if person._state.adding:  # noqa: SLF001 -- Django documents it
        return True
    at_home = Tenure.objects.on(localdate(at)).filter(home=code.home_id, person=person).exists()
    return at_home and person.is_active and not person.has_account


def may_start_anew(person: Person, code: PrintedCode, at: datetime) -> bool:
    return code.opens(at) and code.purpose == PrintedCode.Purpose.RESET and code.person_id == person.pk
