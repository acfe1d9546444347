"""The notice of an assembly for the board: what is voted on, when, how, and who may vote."""

from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from django.utils.translation import get_language, gettext, override, pgettext

from courtyard.assembly.papers.phrases import all_owners, span, vote_of
from courtyard.web.documents import qr
from courtyard.web.times import in_full, said


@dataclass(frozen=True, slots=True)
class NoticeMotion:
    """One item in full. `costs` is what a home pays, `bears` who gains and who bears it, `passes` the rule in words.

    An election names its `candidates` and how many are to be elected.
    """

    number: int
    title: str
    decides: str
    costs: str = ""
    bears: str = ""
    passes: str = ""
    article: str = ""
    seats: int = 0
    candidates: tuple[str, ...] = ()
    attachments: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Way:
    """One way to vote: “on the phone”, and how."""

    name: str
    how: str


@dataclass(frozen=True, slots=True)
class AssemblyNotice:
    """All of the sheet. `convener` as it signs; `roll_at` is where the roll hangs, `challenges_until` until when it can
    be put right; `clause` is empty unless unreturned papers follow the majority on the items in `following`."""

    estate: str
    assembly: str
    number: str
    convener: str
    opens_at: datetime
    closes_at: datetime
    ways: tuple[Way, ...]
    motions: tuple[NoticeMotion, ...]
    heads: int
    area_cm2: int
    roll_hash: str
    roll_at: str
    challenges_until: date | None
    ask_at: str
    phone: str
    address: str
    posted_on: date
    confidential: bool = False
    may_change: bool = True
    clause: str = ""
    following: tuple[int, ...] = ()
    lawful_elsewhere: str = ""

    def to_data(self, language: str = "") -> dict[str, Any]:
        """For `pdf("assembly/notice", …)`, in the reader's language or the one that is named."""
        with override(language or get_language() or "zh-hans"):
            return self._data()

    def _data(self) -> dict[str, Any]:
        vote = vote_of(self.estate, self.assembly)
        opening = gettext(
            "To all owners. {n} items are put to the vote. Here is what they are, what they cost, and how to vote."
        )
        return {
            "title": gettext("{assembly}: notice").format(assembly=vote),
            "language": get_language(),
            "date": self.posted_on.isoformat(),
            "words": _words(),
            "vote": vote,
            "number": self.number,
            "opening": opening.format(n=len(self.motions)),
            "facts": self._facts(),
            "when": span(self.opens_at, self.closes_at),
            "lawful_elsewhere": self.lawful_elsewhere,
            "ways": [{"name": way.name, "how": way.how} for way in self.ways],
            "rules": self._rules(),
            "motions": [_motion(motion) for motion in self.motions],
            "roll": self._roll(),
            "roll_hash": self.roll_hash,
            "address": self.address,
            "qr": qr(self.address),
            "help": gettext("Questions, a paper ballot, help at your door: {where}, telephone {phone}.").format(
                where=self.ask_at, phone=self.phone
            ),
            "signers": [{"role": self.convener, "note": gettext("{day}, seal").format(day=in_full(self.posted_on))}],
        }

    def _facts(self) -> list[list[str]]:
        secrecy = (
            gettext("confidential: nobody sees who chose what")
            if self.confidential
            else gettext("named: whoever counts sees who chose what")
        )
        return [
            [pgettext("on paper", "Called by"), self.convener],
            [pgettext("on paper", "Voting"), span(self.opens_at, self.closes_at)],
            [pgettext("on paper", "Who votes"), all_owners(self.heads, self.area_cm2)],
            [pgettext("on paper", "Ballots"), secrecy],
        ]

    def _rules(self) -> list[str]:
        once = (
            gettext("Until {closes} you may vote again; the last vote counts.")
            if self.may_change
            else gettext("You vote once. A vote that is cast cannot be changed.")
        )
        told = [once.format(closes=said(self.closes_at, self.opens_at))]
        if self.following:
            items = pgettext("between numbers", ", ").join(map(str, self.following))
            told.append(
                gettext(
                    "If your ballot is proven to have reached you and none comes back: on items {items} you count with "
                    "the majority, by the estate’s own rules ({clause}). The count without them is published, too."
                ).format(items=items, clause=self.clause)
            )
        if len(self.following) < len(self.motions):
            told.append(
                gettext("On the other items, whoever does not vote has not taken part.")
                if self.following
                else gettext("Whoever does not vote has not taken part.")
            )
        return told

    def _roll(self) -> list[str]:
        where = gettext("The roll can be read here: {where}.").format(where=self.roll_at)
        if self.challenges_until is None:
            return [where, gettext("From now on nothing in it changes; its code shows that (SHA-256):")]
        wrong = gettext("A name, a home or an area is wrong? Say so until {until}: {where}. Corrections are on record.")
        until = said(self.challenges_until, self.opens_at)
        return [where, wrong.format(until=until, where=self.ask_at), gettext("Its code today (SHA-256):")]


def _motion(motion: NoticeMotion) -> dict[str, Any]:
    article = motion.article and gettext("By {article}.").format(article=motion.article)
    rows = [
        [pgettext("on paper", "What this decides"), motion.decides],
        [pgettext("on paper", "What it costs"), motion.costs],
        [pgettext("on paper", "Who gains, who bears it"), motion.bears],
        [pgettext("on paper", "Who stands"), pgettext("between names", ", ").join(motion.candidates)],
        [pgettext("on paper", "When it is carried"), f"{motion.passes}\n{article}".strip()],
        [pgettext("on paper", "Papers to read"), pgettext("between clauses", "; ").join(motion.attachments)],
    ]
    title = gettext("{title} ({n} to be elected)").format(title=motion.title, n=motion.seats)
    return {
        "place": pgettext("on paper", "Item {n}").format(n=motion.number),
        "title": title if motion.seats else motion.title,
        "rows": [row for row in rows if row[1]],
    }


def _words() -> dict[str, str]:
    return {
        "page": gettext("Page {n} of {all}"),
        "notice": pgettext("on paper", "Notice of the vote"),
        "motions": pgettext("on paper", "What is voted on"),
        "how": pgettext("on paper", "How to vote"),
        "roll": gettext("Who is on the roll"),
        "scan": gettext("Scan to read and vote"),
        "qr_of": gettext("QR code of {code}"),
    }
