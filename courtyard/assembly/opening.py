"""The box opened: what the core counts is read from the rows here, head after head; what it finds, the count writes.

A named box can be opened again and again. A confidential one is opened while its key is there; after that only its
rows are left, apart from the roll: motion, choice, area.
"""

import csv
import io
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from hashlib import sha256
from heapq import merge
from pathlib import Path
from typing import Any, cast
from uuid import UUID

from django.core.files.storage import default_storage
from django.db.models import Count, Exists, OuterRef, QuerySet, Sum
from django.utils.translation import override

from courtyard.assembly import keys, rules
from courtyard.assembly.events import AssemblyClosed
from courtyard.assembly.models import Assembly, Ballot, Candidate, Delivery, Head, Motion, RollHome, Slip, Vote
from courtyard.assembly.queries.votes import title_of
from courtyard.assembly.texts import house_of, text_hash
from courtyard.core.counting.bundle import files, results
from courtyard.core.counting.bundle.vote import Ballot as Said
from courtyard.core.counting.bundle.vote import Confidential, Named, Part, Total
from courtyard.core.counting.bundle.vote import Head as OnRoll
from courtyard.core.counting.bundle.vote import Motion as Question
from courtyard.core.counting.bundle.vote import Slip as Chosen
from courtyard.core.counting.bundle.vote import Vote as Asked
from courtyard.core.counting.settling import HouseRules
from courtyard.core.errors import Refusal, sentence
from courtyard.trail.models import Line

BOX = "box"
"""The use of the key under which the rows of the box and the full bundle lie, and from which their salt comes."""
ROWS_AT_ONCE = 5_000
RECOUNT = Path(__file__).with_name("standalone") / "recount.py"
INVALID, ANSWERS = "invalid", ("for", "against", "abstain")
LANGUAGE = "zh-hans"
"""The words of a bundle are the estate's, whoever makes it: the same vote gives the same bytes."""


class CountDiffers(Refusal):
    status = 500
    says = sentence("Counting again comes to something else at “{title}”. Nothing was published.")


class BoxDiffers(Refusal):
    status = 500
    says = sentence("The ballot box is not the one that was counted. Nothing was published.")


class RollDiffers(Refusal):
    status = 500
    says = sentence("The roll is not the one whose hash stands in the notice. Nothing was counted.")


@dataclass(frozen=True, slots=True)
class Counted:
    """A box as the core counted it, and what every motion comes to, by its number."""

    sealed: files.Sealed
    results: Mapping[int, dict[str, Any]]

    @property
    def digest(self) -> str:
        return self.sealed.box_sha256

    @property
    def rows(self) -> bytes:
        """choices.csv of a confidential vote: all that is left of what was chosen."""
        return self.sealed.sheets["choices.csv"]

    def took_part(self) -> tuple[int, int]:
        """Heads and area of whom at least one answer counts."""
        one = max((t for t in self.sealed.totals if (t.choice, t.building) == ("took_part", "")), key=lambda t: t.heads)
        return one.heads, one.area_cm2


def count_box(one: Assembly, motions: Sequence[Motion]) -> Counted:
    """Open the box and count it. Raises KeyLost, Unreadable, or BadBundle where rows contradict each other."""
    counted = _count(one, motions, _open_sealed(one, motions) if one.is_confidential else None)
    if not one.is_confidential:
        _compare(counted, motions, count_named(one, motions))
    return counted


def count_named(one: Assembly, motions: Sequence[Motion]) -> dict[tuple[int, str], tuple[int, int]]:
    """What the database adds up by itself, in one reading of the table: heads and area by motion and choice."""
    positions = {motion.pk: motion.position for motion in motions}
    grouped = Vote.objects.filter(motion__in=positions).values_list("motion", "choice").order_by()
    sums = grouped.annotate(heads=Count("pk"), area=Sum("area_cm2"))
    return {(positions[motion], choice): (heads, area) for motion, choice, heads, area in sums}


def _compare(counted: Counted, motions: Sequence[Motion], sums: Mapping[tuple[int, str], tuple[int, int]]) -> None:
    """Two counts that know nothing of each other come to the same: head after head, and the database's own sums."""
    titles = {motion.position: motion.title for motion in motions}
    for total in counted.sealed.totals:
        chosen = total.choice in ANSWERS or total.choice.removeprefix("c").isdigit()
        if chosen and not total.building and sums.get((total.motion, total.choice), (0, 0)) != total[-2:]:
            raise CountDiffers(title=titles[total.motion])


def count_again(one: Assembly) -> Counted:
    """Count once more what was opened, a confidential box from its rows. Raises CountDiffers."""
    motions = list(one.motions.prefetch_related("candidates", "attachments"))
    counted = _count(one, motions, list(_read_rows(box_of(one))) if one.is_confidential else None)
    for motion in motions:
        if counted.results[motion.position] != motion.result:
            raise CountDiffers(title=motion.title)
    if counted.digest != one.box_hash:
        raise BoxDiffers
    return counted


def box_of(one: Assembly) -> bytes:
    """The rows of a confidential vote between its count and its certificate, opened."""
    with default_storage.open(one.full_bundle) as file:
        return keys.read(one.pk, BOX).open_bytes(one.pk, file.read())


def bundles_of(one: Assembly) -> tuple[bytes, bytes]:
    """The public and the full bundle of a counted vote, made from one more count. Raises CountDiffers."""
    counted = count_again(one)
    both = files.bundles(counted.sealed, counted.results, RECOUNT.read_bytes())
    return _archive(both.public), _archive(both.full)


def _archive(told: Mapping[str, bytes]) -> bytes:
    out = io.BytesIO()
    files.write(told, out)
    return out.getvalue()


def _count(one: Assembly, motions: Sequence[Motion], slips: list[Chosen] | None) -> Counted:
    asked = asked_of(one, motions)
    box = Named(_named(one, motions)) if slips is None else Confidential(_parts(one, motions), slips)
    salt = keys.make(one.pk, BOX).salt(one.pk)
    sealed = files.seal(asked, roll_of(one), box, receipts=_receipts(one), salt=salt)
    if sealed.roll_sha256 != one.roll_hash:
        raise RollDiffers
    told = {q.number: result_of(q, asked.house, sealed.totals) for q in asked.motions}
    return Counted(sealed, told)


def result_of(question: Question, house: HouseRules, totals: Iterable[Total]) -> dict[str, Any]:
    """What the core makes of the totals; with the lot where ties are broken by one."""
    told = results.result_of(question, house, totals)
    return told | {"seed": question.seed} if question.seed else told


def asked_of(one: Assembly, motions: Sequence[Motion]) -> Asked:
    """The vote as a bundle tells it."""
    with override(LANGUAGE):
        title = title_of(one)
    return Asked(
        estate=one.estate.node.name, title=title, secrecy=cast("Any", one.secrecy), opens_at=one.opens_at,
        closes_at=one.closes_at, closed_at=one.closed_at or one.closes_at,
        motions=tuple(question_of(one, motion) for motion in motions), house=house_of(one), scope=one.scope,
        hashes={
            "roll": one.roll_hash, "owners": one.owners_hash, "motions": one.motions_hash, "rules": one.rules_hash,
        },
    )  # fmt: skip


def question_of(one: Assembly, motion: Motion) -> Question:
    elects = motion.is_election
    lot = tie_seed(one, motion) if elects and motion.tie_break == Motion.TieBreak.SEED else ""
    return Question(
        number=motion.position, title=motion.title, rule=rules.rule_of(motion, one), text_sha256=text_hash(motion),
        matter=motion.matter, seats=motion.seats, alternates=motion.alternates,
        tie_break=cast("Any", motion.tie_break if elects else "none"), seed=lot,
        candidates=tuple(candidate.name for candidate in listed(motion)) if elects else (),
    )  # fmt: skip


def tie_seed(one: Assembly, motion: Motion) -> str:
    """The lot for ties: the digest of the line of the close, which nobody knew before it, and the motion's place."""
    line = Line.objects.filter(about=one.pk, kind=AssemblyClosed.NAME).order_by("seq").first()
    digest = line.digest if line else ""
    return sha256(f"{digest}:{motion.position}".encode()).hexdigest()


def listed(motion: Motion) -> list[Candidate]:
    """Who stands, in the order of the ballot."""
    standing = [one for one in motion.candidates.all() if one.number and one.state == Candidate.State.ACCEPTED]
    return sorted(standing, key=lambda candidate: candidate.number)


def roll_of(one: Assembly) -> Iterator[OnRoll]:
    """The roll in its order. Who was proven to have the ballot is told only where the estate's rules ask for it."""
    reached = set(_reached(one)) if one.unreturned == Assembly.Unreturned.FOLLOW else set()
    rows = Head.objects.filter(assembly=one).order_by("number").values_list("pk", "number", "area_cm2", "place")
    for pk, number, area, place in rows.iterator(chunk_size=ROWS_AT_ONCE):
        yield OnRoll(number, area, place, pk in reached)


def _reached(one: Assembly) -> Iterable[UUID]:
    proven = Delivery.objects.filter(assembly=one, channel__in=Delivery.PROOF).values("home")
    homes = RollHome.objects.filter(assembly=one, home__in=proven, head__isnull=False)
    return homes.values_list("head", flat=True).distinct()


def _stands(one: Assembly) -> QuerySet[Ballot]:
    return Ballot.objects.filter(assembly=one, state=Ballot.State.STANDS)


def _spoilt(one: Assembly) -> QuerySet[Ballot]:
    """What came back and cannot be counted, of heads of whom nothing else stands; where that takes part at all."""
    if not one.invalid_participates:
        return Ballot.objects.none()
    invalid = Ballot.objects.filter(assembly=one, state=Ballot.State.INVALID)
    return invalid.exclude(head__in=_stands(one).values("head"))


def _named(one: Assembly, motions: Sequence[Motion]) -> Iterator[Said]:
    """The ballots that stand, in order of head and motion; with them what is invalid, where that takes part."""
    votes = Vote.objects.filter(motion__assembly=one).order_by("head__number", "motion__position", "choice")
    if not one.invalid_participates:
        votes = votes.exclude(choice=INVALID)
    rows = votes.values_list("head__number", "motion__position", "choice").iterator(chunk_size=ROWS_AT_ONCE)
    spoilt = ((number, motion.position, INVALID) for number in _numbers(_spoilt(one)) for motion in motions)
    return (Said(*row) for row in merge(rows, spoilt))


def _numbers(ballots: QuerySet[Ballot]) -> Iterator[int]:
    return ballots.order_by("head__number").values_list("head__number", flat=True).iterator(chunk_size=ROWS_AT_ONCE)


def _parts(one: Assembly, motions: Sequence[Motion]) -> Iterator[Part]:
    """Who took part in a confidential vote: whoever's ballot stands takes part in every motion, also in one that was
    left blank on paper, since nobody can tell whose paper it is."""
    for number in merge(_numbers(_stands(one)), _numbers(_spoilt(one))):
        for motion in motions:
            yield Part(number, motion.position)


def _receipts(one: Assembly) -> Iterator[str]:
    """One for each head of whom an answer counts."""
    stands = _stands(one)
    if not one.is_confidential and not one.invalid_participates:
        stands = stands.filter(Exists(Vote.objects.filter(ballot=OuterRef("pk")).exclude(choice=INVALID)))
    for ballots in (stands, _spoilt(one)):
        yield from ballots.values_list("receipt", flat=True).iterator(chunk_size=ROWS_AT_ONCE)


def _open_sealed(one: Assembly, motions: Sequence[Motion]) -> list[Chosen]:
    """Unseal each ballot and slip, and keep nothing of it but its choices and the area they weigh."""
    key = keys.read(one.pk)
    found: list[Chosen] = []
    sealed = _stands(one).exclude(sealed=None).values_list("pk", "sealed", "head__area_cm2")
    for pk, data, area in sealed.iterator(chunk_size=ROWS_AT_ONCE):
        found += _chosen(motions, key.open(pk, data), area)
    for slip in Slip.objects.filter(assembly=one).iterator(chunk_size=ROWS_AT_ONCE):
        told = key.open(slip.pk, slip.sealed)
        found += _chosen(motions, told["choices"], told["area_cm2"])
    for area in _spoilt(one).values_list("head__area_cm2", flat=True):
        found += [Chosen(motion.position, INVALID, area) for motion in motions]
    return found


def _chosen(motions: Sequence[Motion], told: Mapping[str, Any], area: int) -> Iterator[Chosen]:
    for motion in motions:
        yield Chosen(motion.position, "+".join(answers_in(motion, told.get(str(motion.pk)))), area)


def answers_in(motion: Motion, choice: Any) -> list[str]:
    """One motion's answer as it is counted: “for”, or “c1”, “c4” of an election."""
    if motion.is_election:
        return [f"c{number}" for number in choice] if choice else ["none"]
    return [choice or INVALID]


def _read_rows(data: bytes) -> Iterator[Chosen]:
    rows = csv.reader(io.StringIO(data.decode()))
    next(rows)
    for position, choice, area in rows:
        yield Chosen(int(position), choice, int(area))
