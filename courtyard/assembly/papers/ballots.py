"""Paper ballots as they are printed: plain data, one sheet for each head, for web.documents to set.

Nothing here reads a database or a clock. Whoever prints tells what is on the roll and what stands in the notice.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date, datetime
from typing import Any

from django.utils.translation import get_language, gettext, ngettext, override, pgettext

from courtyard.assembly.papers.phrases import vote_of
from courtyard.core.counting.words import amount
from courtyard.web.documents import TooMuchForOneFile, qr
from courtyard.web.times import said

BALLOTS_MAX = 500
"""A file for one printing: about ten seconds, and a thousand pages."""
DECIDES_SHOWN = 160
"""Of what a motion decides, so much stands on the ballot; all of it stands in the notice."""
NAMES_SHOWN, HOMES_SHOWN = 8, 8
GROUP, CODE_SHOWN = 4, 24
"""Codes are read in groups of four; at the foot of a page, only the end of a long one stands."""
MASK = 0
"""Of eight patterns, any does for codes drawn by chance, and the search for the best takes as long as all the rest."""
SENTENCE_ENDS = "。；;.\n"


@dataclass(frozen=True, slots=True)
class Cost:
    """What a motion costs one head's homes: “425.69元”, and where it comes from."""

    amount: str
    note: str = ""


@dataclass(frozen=True, slots=True)
class PaperCandidate:
    """`number` is the place that the published lot gave; `about` is a line: a building, a profession."""

    number: int
    name: str
    about: str = ""


@dataclass(frozen=True, slots=True)
class PaperMotion:
    """One item. An election has candidates and says how many may be chosen; `cost` holds where all pay alike.

    `follows`: by the estate's rules, papers proven delivered and not returned follow the majority on it.
    """

    number: int
    title: str
    decides: str
    passes: str = ""
    cost: Cost | None = None
    candidates: tuple[PaperCandidate, ...] = ()
    choose_max: int = 0
    follows: bool = False


@dataclass(frozen=True, slots=True)
class PaperBallot:
    """One head's paper. `code` is read when it comes back; of a confidential one it is the stub's, and the ballot
    below the cut has `slip_code`, which nobody may be able to tie to it.

    `costs` by a motion's number; `motions` are those of the head's electorate, all of them where it is empty.
    """

    number: int
    code: str
    names: tuple[str, ...]
    homes: tuple[str, ...]
    area_cm2: int
    slip_code: str = ""
    costs: Mapping[int, Cost] = field(default_factory=dict)
    motions: tuple[int, ...] = ()


@dataclass(frozen=True, slots=True)
class BallotPapers:
    """All that one printing needs. `scan_at` stands before a code in its QR; `clause` is where the estate's rules say
    that unreturned papers follow the majority.

    `two_sided`: each paper begins on a sheet of its own, however a printer turns them. The file of confidential papers
    shows which stub lay above which ballot: it is made, printed and kept nowhere.
    """

    estate: str
    assembly: str
    opens_at: datetime
    closes_at: datetime
    return_to: str
    phone: str
    motions: tuple[PaperMotion, ...]
    ballots: tuple[PaperBallot, ...]
    scan_at: str
    printed_on: date
    confidential: bool = False
    clause: str = ""
    two_sided: bool = True

    def to_data(self, language: str = "") -> dict[str, Any]:
        """For `pdf("assembly/ballots", …)`, in the reader's language or the one that is named.

        Raises TooMuchForOneFile.
        """
        if len(self.ballots) > BALLOTS_MAX:
            raise TooMuchForOneFile
        with override(language or get_language() or "zh-hans"):
            return self._data()

    @property
    def vote(self) -> str:
        return vote_of(self.estate, self.assembly)

    def _data(self) -> dict[str, Any]:
        shared = {motion.number: motion for motion in self.motions}
        return {
            "title": gettext("{assembly}: ballots").format(assembly=self.vote),
            "language": get_language(),
            "date": self.printed_on.isoformat(),
            "words": _words() | self._sentences(),
            "vote": self.vote,
            "confidential": self.confidential,
            "two_sided": self.two_sided,
            "closes": said(self.closes_at, self.opens_at),
            "return_to": self.return_to,
            "motions": {str(number): _motion(one) for number, one in shared.items()},
            "ballots": [self._ballot(ballot, shared) for ballot in self.ballots],
        }

    def _sentences(self) -> dict[str, Any]:
        secrecy = (
            gettext("A confidential ballot: nobody can tell whose it is. Hand in ballot and stub apart.")
            if self.confidential
            else gettext("A named ballot: whoever counts the votes can see who chose what.")
        )
        help_is_near = gettext("Hard to read, hard to fill in? Call {phone}, and somebody comes to you.")
        return {
            "how_lines": [
                gettext("A slip of the pen? Do not cross it out; the joint desk gives you a new sheet."),
                secrecy,
                help_is_near.format(phone=self.phone),
            ],
            "continued": gettext("{assembly}: ballot, continued").format(assembly=self.vote),
            "turn": gettext("Please turn over, there is more on the back."),
            "more": gettext("There is more on the next sheet."),
        }

    def _unreturned(self, motions: Sequence[PaperMotion]) -> list[str]:
        following = [motion.number for motion in motions if motion.follows]
        if not following:
            return [gettext("If it is not back by then, you count as not having taken part.")]
        follow = gettext(
            "If this paper has reached you and is not back by then: on items {items} you count with the majority, by "
            "the estate’s own rules ({clause})."
        ).format(items=pgettext("between numbers", ", ").join(map(str, following)), clause=self.clause)
        others = gettext("On the others you count as not having taken part.")
        return [follow] if len(following) == len(motions) else [follow, others]

    def _ballot(self, ballot: PaperBallot, shared: Mapping[int, PaperMotion]) -> dict[str, Any]:
        motions = [shared[number] for number in ballot.motions or shared]
        area = amount(ballot.area_cm2, "area").render(gettext)
        return {
            "number": pgettext("paper ballot", "No. {number}").format(number=f"{ballot.number:04}"),
            "names": _some(ballot.names, NAMES_SHOWN),
            "homes": _some(ballot.homes, HOMES_SHOWN),
            "area": area,
            "weighs": gettext("one owner and {area}").format(area=area),
            "stub": self._received(ballot.code) if self.confidential else None,
            "own": self._code(ballot.slip_code) if self.confidential else self._received(ballot.code),
            "asked": gettext("There are {n} items. Tick one box for each: √.").format(n=len(motions)),
            "items": [{"motion": str(one.number), **_cost(ballot.costs.get(one.number))} for one in motions],
            "unreturned": self._unreturned(motions),
        }

    def _received(self, code: str) -> dict[str, str]:
        """Its square opens the page that receives it."""
        return self._code(code, self.scan_at)

    def _code(self, code: str, scan_at: str = "") -> dict[str, str]:
        spaced = " ".join(code[start : start + GROUP] for start in range(0, len(code), GROUP))
        foot = spaced if len(code) <= CODE_SHOWN else "… " + " ".join((code[-2 * GROUP : -GROUP], code[-GROUP:]))
        return {"code": spaced, "foot": foot, "qr": qr(scan_at + code, mask=MASK)}


def _words() -> dict[str, str]:
    return {
        "page": gettext("Page {n} of {all}"),
        "ballot": pgettext("paper", "Ballot"),
        "stub": pgettext("paper", "Stub"),
        "voter": pgettext("paper", "Owner"),
        "homes": pgettext("paper", "Homes"),
        "area": pgettext("paper", "Area"),
        "weighs": pgettext("paper", "Stands for"),
        "until": pgettext("paper", "Hand in by"),
        "where": pgettext("paper", "Hand in at"),
        "decides": pgettext("on a ballot", "Decides"),
        "cost": pgettext("on a ballot", "You pay"),
        "passes": pgettext("on a ballot", "Carried if"),
        "for": pgettext("choice", "For"),
        "against": pgettext("choice", "Against"),
        "abstain": pgettext("choice", "Abstain"),
        "nobody": pgettext("on paper", "None of them (abstain)"),
        "how": gettext("How to fill it in"),
        "unreturned": gettext("If it does not come back"),
        "signature": gettext("Owner’s signature"),
        "agent": gettext("An agent signs here and attaches the mandate."),
        "signed_on": pgettext("on paper", "Date"),
        "scan": gettext("Scanned when it is handed in"),
        "scan_slip": gettext("Scanned when it is counted"),
        "scan_stub": gettext("Scanned when the stub is handed in"),
        "stub_says": gettext("The stub shows that you have voted, never what you chose."),
        "cut": gettext("Cut here"),
        "back_of_stub": gettext("This is the back of the stub. Write nothing here."),
        "qr_of": gettext("QR code of {code}"),
    }


def _motion(motion: PaperMotion) -> dict[str, Any]:
    most = motion.choose_max
    return {
        "place": pgettext("on paper", "Item {n}").format(n=motion.number),
        "title": motion.title,
        "decides": _shortened(motion.decides),
        "passes": motion.passes,
        **_cost(motion.cost),
        "candidates": [{"number": str(one.number), "name": one.name, "about": one.about} for one in motion.candidates],
        "most": ngettext(
            "Choose {n} at most. With more ticks than that, this item is invalid.",
            "Choose {n} at most. With more ticks than that, this item is invalid.",
            most,
        ).format(n=most),
    }


def _cost(cost: Cost | None) -> dict[str, str]:
    return {"cost": cost.amount if cost else "", "note": cost.note if cost else ""}


def _some(many: tuple[str, ...], shown: int) -> str:
    """All of them, or the first few and how many there are: the developer's homes would fill the sheet."""
    comma = pgettext("between names", ", ")
    if len(many) <= shown:
        return comma.join(many)
    return gettext("{some} … {n} in all, see the roll").format(some=comma.join(many[:shown]), n=len(many))


def _shortened(text: str) -> list[str]:
    """As it stands where it is short; else whole sentences of it, and where the rest is."""
    if len(text) <= DECIDES_SHOWN:
        return [text] if text else []
    cut = max(text.rfind(end, 0, DECIDES_SHOWN) for end in SENTENCE_ENDS) + 1
    start = text[:cut].rstrip() if cut else text[: DECIDES_SHOWN - 1] + "…"
    return [start, gettext("The whole text is in the notice.")]
