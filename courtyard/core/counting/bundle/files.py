"""The files of the public and of the full bundle, and the archive they go into: the same vote gives the same bytes.

public: bundle.json, totals.csv, receipts.csv, recount.py, SHA256SUMS. The full one also has roll.csv, delivered.csv
and ballots.csv, or of a confidential vote took_part.csv and choices.csv. docs/counting.md tells what they hold.
"""

import json
import re
import zipfile
from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import asdict, dataclass
from hashlib import sha256
from io import BytesIO
from itertools import pairwise
from typing import Any, BinaryIO, NamedTuple, TypeVar

from courtyard.core.counting.bundle.totals import Answer, count, one_each, spelt
from courtyard.core.counting.bundle.vote import (
    ABSENT,
    FORMAT,
    TOOK_PART,
    BadBundle,
    Box,
    Head,
    Motion,
    Named,
    Total,
    Vote,
)  # fmt: skip
from courtyard.core.rulebook.counts import CountRule

COLUMNS = {
    "totals.csv": "motion,choice,building,heads,area_cm2",
    "receipts.csv": "receipt",
    "roll.csv": "head,area_cm2,building",
    "delivered.csv": "head",
    "ballots.csv": "head,motion,choice",
    "took_part.csv": "head,motion",
    "choices.csv": "motion,choice,area_cm2",
}
PUBLIC = ("totals.csv", "receipts.csv")
BOX = ("ballots.csv", "choices.csv", "delivered.csv", "receipts.csv", "took_part.csv")
"""What the hash of the box seals, as far as it is there: the salt on a line, then their lines of SHA256SUMS."""

SALT = re.compile(r"[0-9a-f]{32,64}")
RECEIPT = re.compile(r"[0-9A-Za-z_-]{1,64}")
EPOCH = (1980, 1, 1, 0, 0, 0)
UNIX, READABLE = 3, 0o100644 << 16

Row = TypeVar("Row")


@dataclass(frozen=True, slots=True)
class Sealed:
    """A counted box: its sheets by name, their totals, and the hashes that tie the certificate to it."""

    vote: Vote
    sheets: Mapping[str, bytes]
    totals: tuple[Total, ...]
    ballots: int
    salt: str

    @property
    def roll_sha256(self) -> str:
        return sha256(self.sheets["roll.csv"]).hexdigest()

    @property
    def box_sha256(self) -> str:
        """Salted: otherwise the box of a small vote could be guessed from it, ballot by ballot."""
        sums = summed({name: self.sheets[name] for name in BOX if name in self.sheets})
        return sha256(f"{self.salt}\n{sums}".encode()).hexdigest()


class Bundles(NamedTuple):
    """The files of each bundle by name, for `write`."""

    public: dict[str, bytes]
    full: dict[str, bytes]


def seal(vote: Vote, roll: Iterable[Head], box: Box, *, receipts: Iterable[str], salt: str) -> Sealed:
    """Count a box and write its sheets. Roll and box are read once, side by side, and may come from a cursor.

    `receipts` has one for each head with a line in the box, in any order. `salt` is 32 hex digits or more that nobody
    can guess; the same one seals the same box to the same hash. Raises BadBundle where they contradict each other.
    """
    if not SALT.fullmatch(salt):
        raise BadBundle(reason="its salt is no 32 hex digits")
    writing = _Writing()
    totals = _counted(writing, vote, roll, box)
    writing.all("totals.csv", totals, lambda row: f"{row[0]},{row[1]},{row[2]},{row[3]},{row[4]}\n")
    in_order = _sorted(receipts)
    writing.all("receipts.csv", in_order, lambda receipt: f"{receipt}\n")
    if len(in_order) != writing.heads:
        raise BadBundle(reason=f"{len(in_order)} receipts for the ballots of {writing.heads} heads")
    return Sealed(vote, writing.sheets(), totals, writing.heads, salt)


def bundles(sealed: Sealed, results: Mapping[int, Mapping[str, Any]], recount: bytes) -> Bundles:
    """Both bundles. `results` are the certified ones by the number of their motion; `recount` the stand-alone file."""
    told = _told(sealed, results)
    public = {name: sealed.sheets[name] for name in PUBLIC}
    full_box = told["box"] | {"salt": sealed.salt}
    return Bundles(
        _with_sums(told | {"kind": "public"}, recount, public),
        _with_sums(told | {"kind": "full", "box": full_box}, recount, sealed.sheets),
    )


def write(files: Mapping[str, bytes], out: BinaryIO) -> None:
    """The archive, into any stream that can be written. With one zlib, the same files give the same bytes."""
    with zipfile.ZipFile(_Outward(out), "w") as archive:  # type: ignore[call-overload]
        for name, data in files.items():
            info = zipfile.ZipInfo(name, EPOCH)
            info.compress_type, info.create_system, info.external_attr = zipfile.ZIP_DEFLATED, UNIX, READABLE
            archive.writestr(info, data)


class _Outward:
    """A stream that only goes forward, whatever it is: zipfile writes other bytes to one that it can go back in."""

    def __init__(self, out: BinaryIO) -> None:
        self._out = out

    def write(self, data: bytes) -> int:
        return self._out.write(data)

    def flush(self) -> None:
        self._out.flush()


class _Writing:
    """Sheets as they grow, and how many heads have put a line into the box."""

    def __init__(self) -> None:
        self._files: dict[str, BytesIO] = {}
        self.heads = 0

    def keep(self, name: str, rows: Iterable[Row], spell: Callable[[Row], str]) -> Iterator[Row]:
        """The rows, each written down as it goes by."""
        file = self._files[name] = BytesIO(f"{COLUMNS[name]}\n".encode())
        file.seek(0, 2)
        for row in rows:
            file.write(spell(row).encode())
            yield row

    def all(self, name: str, rows: Iterable[Row], spell: Callable[[Row], str]) -> None:
        for _ in self.keep(name, rows, spell):
            pass

    def counting(self, answers: Iterable[Answer]) -> Iterator[Answer]:
        """The answers, while it is noted how many heads they are of."""
        before = 0
        for answer in answers:
            if answer[0] != before:
                before, self.heads = answer[0], self.heads + 1
            yield answer

    def sheets(self) -> dict[str, bytes]:
        return {name: self._files[name].getvalue() for name in COLUMNS if name in self._files}


def _counted(writing: _Writing, vote: Vote, roll: Iterable[Head], box: Box) -> tuple[Total, ...]:
    """The totals, while roll and box are written down."""
    heads = writing.keep("roll.csv", spelt(roll), lambda head: f"{head[0]},{head[1]},{head[2]}\n")
    heads = writing.keep("delivered.csv", heads, lambda head: f"{head[0]}\n" if head[3] and vote.follows else "")
    if isinstance(box, Named):
        ballots = writing.keep("ballots.csv", one_each(box.ballots), lambda row: f"{row[0]},{row[1]},{row[2]}\n")
        return count(vote, heads, writing.counting(ballots))
    slips = Counter(box.slips)
    # sorted, choices tell nothing of the order they came in, and no chance is needed for it
    writing.all("choices.csv", sorted(slips.elements()), lambda slip: f"{slip[0]},{slip[1]},{slip[2]}\n")
    parts = writing.keep("took_part.csv", box.took_part, lambda row: f"{row[0]},{row[1]}\n")
    return count(vote, heads, writing.counting(parts), slips)


def _sorted(receipts: Iterable[str]) -> list[str]:
    """In an order that has nothing to do with the ballots."""
    known = sorted(receipts)
    twice = next((one for one, other in pairwise(known) if one == other), None)
    odd = next((one for one in known if not RECEIPT.fullmatch(one)), None)
    if twice is not None or odd is not None:
        raise BadBundle(reason=f"the receipt “{twice or odd}” is there twice, or no receipt")
    return known


def _with_sums(told: Mapping[str, Any], recount: bytes, sheets: Mapping[str, bytes]) -> dict[str, bytes]:
    text = json.dumps(told, ensure_ascii=False, indent=1)
    files = {"bundle.json": f"{text}\n".encode(), "recount.py": recount, **sheets}
    return files | {"SHA256SUMS": summed(files).encode()}


def summed(files: Mapping[str, bytes]) -> str:
    """What SHA256SUMS says of the files."""
    return "".join(f"{sha256(files[name]).hexdigest()}  {name}\n" for name in sorted(files))


def _told(sealed: Sealed, results: Mapping[int, Mapping[str, Any]]) -> dict[str, Any]:
    vote = sealed.vote
    whole = [row for row in sealed.totals if row.motion == 1 and not row.building and row.choice in (TOOK_PART, ABSENT)]
    missing = [motion.number for motion in vote.motions if motion.number not in results]
    if missing:
        raise BadBundle(reason=f"motion {missing[0]} has no result")
    return {
        "format": FORMAT,
        "kind": "",
        "secrecy": vote.secrecy,
        "estate": vote.estate,
        "title": vote.title,
        "scope": vote.scope,
        "opens_at": vote.opens_at.isoformat(),
        "closes_at": vote.closes_at.isoformat(),
        "closed_at": vote.closed_at.isoformat(),
        "house": asdict(vote.house),
        "hashes": dict(vote.hashes),
        "roll": {
            "heads": sum(row.heads for row in whole),
            "area_cm2": sum(row.area_cm2 for row in whole),
            "sha256": sealed.roll_sha256,
        },
        "box": {"ballots": sealed.ballots, "sha256": sealed.box_sha256},
        "motions": [_motion_told(motion) | {"result": dict(results[motion.number])} for motion in vote.motions],
    }


def _motion_told(motion: Motion) -> dict[str, Any]:
    return {
        "n": motion.number,
        "kind": "election" if motion.is_election else "resolution",
        "title": motion.title,
        "text_sha256": motion.text_sha256,
        "matter": motion.matter,
        "rule": rule_told(motion.rule),
        "seats": motion.seats,
        "alternates": motion.alternates,
        "tie_break": motion.tie_break,
        "seed": motion.seed,
        "candidates": [{"n": n, "name": name} for n, name in enumerate(motion.candidates, start=1)],
    }


def rule_told(rule: CountRule) -> dict[str, Any]:
    """A rule with its gates, each share as “n/d”."""
    return {
        "key": rule.key,
        "label_zh": rule.label_zh,
        "label_en": rule.label_en,
        "article": rule.article,
        "certainty": rule.certainty,
        "may_follow": rule.may_follow,
        "gates": [
            {"key": gate.key, "of": gate.of, "base": gate.base, "weight": gate.weight, "sign": gate.sign,
             "share": f"{gate.share.numerator}/{gate.share.denominator}"}
            for gate in rule.gates
        ],
    }  # fmt: skip
