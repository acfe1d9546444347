"""What has to be in order before notice is given: the deed refuses by it, and its page says all of it at once."""

from collections.abc import Iterator, Sequence
from datetime import datetime

from django.utils.timezone import localdate

from courtyard.assembly import rules
from courtyard.assembly.freezes import Frozen, require_thawed
from courtyard.assembly.models import Assembly, Candidate, Motion
from courtyard.assembly.queries.roll import DraftRoll, problems_in_words
from courtyard.assembly.registers import hindrances as known_above
from courtyard.core.counting.elections import seats_error
from courtyard.core.errors import BadInput, Refusal, sentence

ELECTION = "committee-election"


class NoMotion(Refusal):
    says = sentence("There is nothing to decide yet. Write a motion first.")


class TooSoon(BadInput):
    says = sentence(
        "Between the notice and the first ballot lie at least {days} days ({article}). With notice given today, it can "
        "open on {day} at the earliest."
    )
    field = "opens_at"


class NotReported(Refusal):
    says = sentence("These are major matters. Report them to the convenor first.")


class NoReplyYet(Refusal):
    says = sentence("The convenor has until {until} to reply. Without a reply the vote goes on after that.")


class RollNotReady(Refusal):
    says = sentence("The roll cannot be frozen yet: {what} Settle this in the register first.")


class NoCandidates(Refusal):
    says = sentence("“{title}” needs at least as many candidates on the list as there are seats.")


class SeatsOfSmall(Refusal):
    says = sentence("Three seats are enough only up to 10,000 m²; this estate has more. Take five or more. (Art 20)")


class NothingMajorMayFollow(Refusal):
    says = sentence("“{title}” needs three quarters: unreturned ballots can never follow the majority there.")


def hindrances(one: Assembly, motions: Sequence[Motion], roll: DraftRoll, at: datetime) -> Iterator[Refusal]:
    """Everything that stands against giving notice now, in the order in which it is best settled."""
    if not motions:
        yield NoMotion()
    first = rules.opens_from(one, at)
    if one.opens_at < first:
        period = rules.notice_period(one)
        yield TooSoon(days=period.amount, article=period.article, day=localdate(first))
    yield from _of_report(one, motions, at)
    yield from _of_motions(one, motions, roll)
    yield from _of_freeze(one, motions, at)
    for known in known_above:
        yield from known.find(one, at)
    if roll.problems:
        yield RollNotReady(what=problems_in_words(roll.problems))


def _of_report(one: Assembly, motions: Sequence[Motion], at: datetime) -> Iterator[Refusal]:
    if not any(rules.matter_of(motion, one).major for motion in motions):
        return
    if one.reported_at is None:
        yield NotReported()
    elif one.replied_at is None and at < rules.reply_until(one):
        yield NoReplyYet(until=rules.reply_until(one))


def _of_motions(one: Assembly, motions: Sequence[Motion], roll: DraftRoll) -> Iterator[Refusal]:
    follows = one.unreturned == Assembly.Unreturned.FOLLOW
    for motion in motions:
        if follows and not rules.rule_of(motion, one).may_follow:
            yield NothingMajorMayFollow(title=motion.title)
        if motion.is_election and len(_listed(motion)) < motion.seats:
            yield NoCandidates(title=motion.title)
    if any(motion.matter == ELECTION and seats_error(motion.seats, roll.area_cm2) for motion in motions):
        yield SeatsOfSmall()


def _of_freeze(one: Assembly, motions: Sequence[Motion], at: datetime) -> Iterator[Refusal]:
    """What is frozen now, or will be voted on while it is."""
    for motion in motions:
        try:
            require_thawed(motion.matter, one.estate, at)
        except Frozen as frozen:
            yield frozen


def _listed(motion: Motion) -> list[Candidate]:
    return [one for one in motion.candidates.all() if one.state == Candidate.State.ACCEPTED and one.number]
