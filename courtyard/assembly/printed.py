"""What is on paper of a vote, filled from what is stored: the notice for the board, the ballots, the result."""

from collections.abc import Sequence
from datetime import date, timedelta
from typing import Any

from django.utils.timezone import localdate
from django.utils.translation import gettext, override

from courtyard.assembly import codes, queries, rules
from courtyard.assembly.models import Assembly, Head, Motion
from courtyard.assembly.opening import listed
from courtyard.assembly.papers import (
    AssemblyNotice,
    BallotPapers,
    Certificate,
    Cost,
    NoticeMotion,
    PaperBallot,
    PaperCandidate,
    PaperMotion,
    Signer,
    Turnout,
    Way,
)
from courtyard.assembly.passing import how_it_passes
from courtyard.assembly.results import results_of
from courtyard.core.quantities import format_fen, shared_fen

SHEETS_AT_ONCE = 200
"""Ballots in one file: a stretch of the roll that one person hands out."""
CHINESE = "zh-hans"
"""A notice, a ballot and a result hang on a board in one language."""


def _named(one: Assembly) -> str:
    return gettext("Assembly of owners no. {number} of {year}").format(number=one.number, year=one.year)


def _numbered(one: Assembly) -> str:
    return f"{one.year}-{one.number:02}"


def _ask_at(one: Assembly) -> str:
    return one.estate.desk_place or gettext("the joint desk")


def _lawful(one: Assembly) -> str:
    """Which count decides, where a city has owners vote in a system of its own."""
    system = one.official_system
    return gettext("The lawful count of this vote is that of {system}.").format(system=system) if system else ""


def _follows(one: Assembly, motion: Motion) -> bool:
    return one.unreturned == Assembly.Unreturned.FOLLOW and rules.rule_of(motion, one).may_follow


def notice(one: Assembly, address: str, posted_on: date) -> dict[str, Any]:
    """For `pdf("assembly/notice", …)`."""
    with override(CHINESE):
        motions = list(one.motions.prefetch_related("attachments", "candidates"))
        ways = (
            Way(gettext("On the phone"), gettext("Scan the code at the foot of this notice and sign in.")),
            Way(gettext("On paper"), gettext("Each home is brought a ballot. Fill it in and return it to the desk.")),
            Way(gettext("By somebody else"), gettext("Give a written mandate, and tell them how you decide.")),
        )
        sheet = AssemblyNotice(
            estate=one.estate.node.name, assembly=_named(one), number=_numbered(one),
            convener=one.get_convener_display(), opens_at=one.opens_at, closes_at=one.closes_at, ways=ways,
            motions=tuple(_notice_motion(one, motion) for motion in motions), heads=one.heads, area_cm2=one.area_cm2,
            roll_hash=one.roll_hash, roll_at=_ask_at(one), challenges_until=None, ask_at=_ask_at(one),
            phone=one.estate.desk_phone, address=address, posted_on=posted_on, confidential=one.is_confidential,
            may_change=one.duplicates == Assembly.Duplicates.LAST,
            clause=one.clause if one.unreturned == Assembly.Unreturned.FOLLOW else "",
            following=tuple(motion.position for motion in motions if _follows(one, motion)),
            lawful_elsewhere=_lawful(one),
        )  # fmt: skip
        return sheet.to_data()


def _notice_motion(one: Assembly, motion: Motion) -> NoticeMotion:
    rule = rules.rule_of(motion, one)
    return NoticeMotion(
        number=motion.position, title=motion.title, decides=motion.decides, costs=motion.costs, bears=motion.bears,
        passes="".join(how_it_passes(rule)), article=rule.article, seats=motion.seats,
        candidates=tuple(candidate.name for candidate in listed(motion)),
        attachments=tuple(paper.name for paper in motion.attachments.all()),
    )  # fmt: skip


def stretches(one: Assembly) -> list[tuple[int, int]]:
    """The first and the last number of each file of ballots."""
    starts = range(1, one.heads + 1, SHEETS_AT_ONCE)
    return [(start, min(start + SHEETS_AT_ONCE - 1, one.heads)) for start in starts]


def ballots(one: Assembly, start: int, scan_at: str, printed_on: date, *, two_sided: bool) -> dict[str, Any]:
    """For `pdf("assembly/ballots", …)`: sheets from a number of the roll on. A slip's code is kept nowhere."""
    with override(CHINESE):
        motions = list(one.motions.prefetch_related("candidates"))
        heads = Head.objects.filter(assembly=one, number__gte=start).prefetch_related("roll_homes").order_by("number")
        papers = BallotPapers(
            estate=one.estate.node.name, assembly=_named(one), opens_at=one.opens_at, closes_at=one.closes_at,
            return_to=_ask_at(one), phone=one.estate.desk_phone,
            motions=tuple(_paper_motion(one, motion) for motion in motions),
            ballots=tuple(_paper(one, head, motions) for head in heads[:SHEETS_AT_ONCE]), scan_at=scan_at,
            printed_on=printed_on, confidential=one.is_confidential,
            clause=one.clause if one.unreturned == Assembly.Unreturned.FOLLOW else "", two_sided=two_sided,
        )  # fmt: skip
        return papers.to_data()


def _paper_motion(one: Assembly, motion: Motion) -> PaperMotion:
    return PaperMotion(
        number=motion.position, title=motion.title, decides=motion.decides,
        passes="".join(how_it_passes(rules.rule_of(motion, one))),
        cost=Cost(motion.costs) if motion.costs and not motion.cost_fen else None,
        candidates=tuple(PaperCandidate(c.number, c.name, c.statement) for c in listed(motion)),
        choose_max=motion.seats, follows=_follows(one, motion),
    )  # fmt: skip


def _paper(one: Assembly, head: Head, motions: Sequence[Motion]) -> PaperBallot:
    costs = {
        motion.position: Cost(_yuan(shared_fen(motion.cost_fen, head.area_cm2, one.area_cm2)), motion.costs)
        for motion in motions
        if motion.cost_fen
    }
    return PaperBallot(
        number=head.number, code=codes.paper_code(one.pk, head.number),
        names=tuple(filter(None, head.names.split("、"))), homes=tuple(row.label for row in head.roll_homes.all()),
        area_cm2=head.area_cm2, costs=costs,
        slip_code=codes.slip_code(one.pk, codes.new_slip(), head.area_cm2) if one.is_confidential else "",
    )  # fmt: skip


def _yuan(fen: int) -> str:
    return gettext("{yuan} yuan").format(yuan=format_fen(fen))


def certificate(one: Assembly, address: str) -> dict[str, Any]:
    """For `pdf("assembly/certificate", …)`, of a published result."""
    assert one.certified_at is not None, "a result is printed once it is published"
    assert one.objections_until is not None, "a published result says until when"
    with override(CHINESE):
        officials, motions = queries.officials_of(one), list(one.motions.prefetch_related("candidates"))
        signers = tuple(
            Signer(label, gettext("{n} persons").format(n=len(officials.get(role, ()))))
            for role, label in (("teller", gettext("Tellers")), ("scrutineer", gettext("Scrutineers")))
        )
        sheet = Certificate(
            estate=one.estate.node.name, assembly=_named(one), number=_numbered(one), opens_at=one.opens_at,
            closes_at=one.closes_at, objections_from=localdate(one.certified_at),
            objections_until=localdate(one.objections_until - timedelta(seconds=1)), heads=one.heads,
            area_cm2=one.area_cm2,
            turnout=tuple(
                Turnout(str(row["label"]), row["heads"], row["area_cm2"]) for row in queries.channels_of(one)
            ),
            results=tuple(told.verdict for told in results_of(one, motions)),
            hashes={
                "roll": one.roll_hash, "motions": one.motions_hash, "rules": one.rules_hash, "box": one.box_hash,
            },
            address=address, ask_at=_ask_at(one),
            signers=(*signers, Signer(one.get_convener_display(), gettext("seal"))),
            posted_on=localdate(one.certified_at), confidential=one.is_confidential,
            lawful_elsewhere=_lawful(one),
        )  # fmt: skip
        return sheet.to_data()
