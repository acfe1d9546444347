"""The result of a vote as it is posted: plain data, from what the core counted, for web.documents to set.

Nothing here counts. Each figure is the core's, and stands beside the line that it had to reach.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any, Literal

from django.utils.translation import get_language, gettext, override, pgettext

from courtyard.assembly.papers.phrases import all_owners, span, vote_of, weighed
from courtyard.assembly.verdicts import Result, shared_turnout, told_of, turnout_of
from courtyard.web.documents import qr
from courtyard.web.times import said

HashOf = Literal["roll", "motions", "rules", "box"]


@dataclass(frozen=True, slots=True)
class Turnout:
    """How many came in by one channel: “phone”, 703, their area."""

    channel: str
    heads: int
    area_cm2: int


@dataclass(frozen=True, slots=True)
class Signer:
    """Somebody whose signature the paper has room for."""

    role: str
    note: str = ""


@dataclass(frozen=True, slots=True)
class Certificate:
    """All of the page. `lawful_elsewhere` says, where a city counts in a system of its own, which count is the lawful
    one. `hashes` are SHA-256 in hexadecimal; `bundle` is the file that anybody can count again."""

    estate: str
    assembly: str
    number: str
    opens_at: datetime
    closes_at: datetime
    objections_from: date
    objections_until: date
    heads: int
    area_cm2: int
    turnout: tuple[Turnout, ...]
    results: tuple[Result, ...]
    hashes: Mapping[HashOf, str]
    address: str
    ask_at: str
    signers: tuple[Signer, ...]
    posted_on: date
    confidential: bool = False
    lawful_elsewhere: str = ""

    def to_data(self, language: str = "") -> dict[str, Any]:
        """For `pdf("assembly/certificate", …)`, in the reader's language or the one that is named."""
        with override(language or get_language() or "zh-hans"):
            return self._data()

    def _data(self) -> dict[str, Any]:
        shared = shared_turnout(self.results)
        vote = vote_of(self.estate, self.assembly)
        return {
            "vote": vote,
            "number": self.number,
            "title": gettext("{assembly}: result of the vote").format(assembly=vote),
            "language": get_language(),
            "date": self.posted_on.isoformat(),
            "words": _words(),
            "facts": self._facts(),
            "lawful_elsewhere": self.lawful_elsewhere,
            "turnout": turnout_of(shared) if shared else None,
            "results": [told_of(result, with_turnout=not shared) for result in self.results],
            "check": gettext(
                "With the receipt of your ballot you can look up whether it was counted. All receipts, all figures and "
                "the codes below are published, and anybody can count again."
            ),
            "hashes": [
                {"label": name, "says": says, "hash": self.hashes[key]}
                for key, (name, says) in _hash_words().items()
                if key in self.hashes
            ],
            "address": self.address,
            "qr": qr(self.address),
            "object": self._how_to_object(),
            "signers": [{"role": signer.role, "note": signer.note} for signer in self.signers],
        }

    def _facts(self) -> list[list[str]]:
        ways = [
            gettext("{channel}: {how_many}").format(channel=one.channel, how_many=weighed(one.heads, one.area_cm2))
            for one in self.turnout
        ]
        return [
            [pgettext("on paper", "Voting"), span(self.opens_at, self.closes_at)],
            [pgettext("on paper", "Objections"), span(self.objections_from, self.objections_until)],
            [pgettext("on paper", "All owners"), all_owners(self.heads, self.area_cm2)],
            [pgettext("on paper", "How they voted"), pgettext("between clauses", "; ").join(ways)],
            [
                pgettext("on paper", "Ballots"),
                pgettext("on paper", "confidential") if self.confidential else pgettext("on paper", "named"),
            ],
            [
                pgettext("on paper", "In force"),
                gettext("once the time for objections is over and every objection is answered"),
            ],
        ]

    def _how_to_object(self) -> list[str]:
        doubts = gettext(
            "You doubt the count? Until {until}, come and look at the ballots: {where}. Every objection is answered on "
            "record before the decision is in force."
        )
        return [
            doubts.format(until=said(self.objections_until, self.opens_at), where=self.ask_at),
            gettext(
                "An owner whose lawful rights a decision violates may ask the people’s court to revoke it, within one "
                "year of knowing of it (Civil Code art 280; 法释〔2020〕17号 art 12)."
            ),
        ]


def _hash_words() -> dict[HashOf, tuple[str, str]]:
    return {
        "roll": (pgettext("hash", "Roll"), gettext("who may vote, with which homes and area")),
        "motions": (pgettext("hash", "Motions"), gettext("what was voted on, word for word")),
        "rules": (pgettext("hash", "Rules"), gettext("how it is counted, fixed before the vote")),
        "box": (pgettext("hash", "Ballot box"), gettext("all ballots as they were counted")),
    }


def _words() -> dict[str, Any]:
    return {
        "page": gettext("Page {n} of {all}"),
        "result": pgettext("on paper", "Result of the vote"),
        "check": pgettext("on paper", "How to check it"),
        "codes": gettext("Whoever changes one character gets another code (SHA-256):"),
        "scan": gettext("Scan to count again"),
        "qr_of": gettext("QR code of {code}"),
        "object": pgettext("on paper", "How to object"),
        "seal": pgettext("the seal’s four characters", "合院核验"),
        "seal_says": gettext(
            "The square mark says that the figures above and the codes belong together. It is the system’s own, and "
            "stands for no organisation’s seal."
        ),
        "strict_of": gettext("Counting only what came back"),
    }
