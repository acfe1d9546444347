"""One estate's facts from a batch's."""

from collections.abc import Callable, Collection
from datetime import date
from typing import Any
from uuid import UUID

from courtyard.compliance.gathering import business, companies, contracts, meetings, terms, votes
from courtyard.compliance.gathering.batch import Batch
from courtyard.compliance.gathering.money import money
from courtyard.core.compliance.facts import Facts
from courtyard.places.models import Estate
from courtyard.places.rules import rules_of
from courtyard.trail.models import Line


def gather(estates: Collection[Estate], on: date) -> dict[UUID, Facts]:
    """The facts of these estates as they stood at the end of a day. As many questions for one as for five hundred."""
    batch = Batch({one.pk: one for one in estates}, on)
    begun = _known_from(batch)
    seats = terms.seats_of(batch)
    held = meetings.sittings(batch)
    decided, received, reported = meetings.decisions(batch), business.receptions(batch), business.reports(batch)
    filling, areas = terms.filling(batch), terms.areas(batch, seats)
    ways, left, changed = terms.reelections(batch), terms.former(batch), terms.changes(batch)
    tied = terms.ties(batch, seats)
    met, asked = meetings.meetings(batch, held), meetings.requests(batch)
    came = meetings.attendance(batch, seats, held)
    voted, petitions = votes.votes(batch), votes.petitions(batch)
    seals, used, limits = business.seals(batch), business.seal_uses(batch), business.limits(batch)
    joint, late = business.joint_sessions(batch), business.tickets(batch)
    served, owned = _served(batch), money(batch)
    books = {id(book): book for book in (rules_of(one) for one in estates)}
    ending = {key: business.ending_rules(book, on) for key, book in books.items()}

    def facts(pk: UUID) -> Facts:
        days = [one.held_on for one in held.get(pk, ()) if one.held_on]
        activity = [*days, *(one.on for one in decided.get(pk, ())), *received.get(pk, ()), *reported.get(pk, ())]
        return Facts(
            known_from=begun.get(pk, on),
            area_cm2=areas.get(pk, terms.UNKNOWN_CM2),
            term=terms.term_of(batch, seats, pk, activity, days, pk in filling),
            reelection=ways.get(pk),
            former=tuple(left.get(pk, ())),
            changes=tuple(changed.get(pk, ())),
            meetings=tuple(met.get(pk, ())),
            requests=tuple(asked.get(pk, ())),
            decisions=tuple(decided.get(pk, ())),
            votes=tuple(voted.get(pk, ())),
            petitions=tuple(petitions.get(pk, ())),
            attendance=tuple(came.get(pk, ())),
            ties=tuple(tied.get(pk, ())),
            receptions_on=tuple(received.get(pk, ())),
            joint_sessions_on=tuple(joint.get(pk, ())),
            seals=tuple(seals.get(pk, ())),
            seal_uses=tuple(used.get(pk, ())),
            limits=tuple(limits.get(pk, ())),
            ending_rules=ending[id(rules_of(batch.estates[pk]))],
            tickets=tuple(late.get(pk, ())),
            **served(pk),
            **owned(pk),
        )

    return {pk: facts(pk) for pk in batch.ids}


def _served(batch: Batch) -> Callable[[UUID], dict[str, Any]]:
    """What is known of each estate's property company, by the names that facts have for it."""
    signed = contracts.every(batch)
    asked = companies.motions(batch, signed)
    late, managers = companies.late_cases(batch), companies.managers(batch)

    def of(pk: UUID) -> dict[str, Any]:
        return {
            "contracts": tuple(contracts.facts_of(batch, signed.get(pk, ()))),
            "company_motions": tuple(asked.get(pk, ())),
            "late_cases": tuple(late.get(pk, ())),
            "managers": tuple(managers.get(pk, ())),
        }

    return of


def _known_from(batch: Batch) -> dict[UUID, date]:
    """The day of the first line on each estate's chain: since then its doings stand on this record."""
    rows = Line.objects.filter(node__in=batch.ids, seq=1).values_list("node", "at")
    return {pk: day for pk, at in rows if (day := batch.day(pk, at))}
