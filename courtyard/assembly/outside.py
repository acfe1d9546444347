"""An official system’s result as it comes in: a sheet of piles, read whole or refused with the line that is wrong.

Where a city has owners vote in its own system, that system's count is the lawful one. Its piles are held against the
same rules, so that the page says how each motion came out and why.
"""

import csv
import io
from collections.abc import Iterator, Mapping, Sequence
from typing import Any

from django.utils.translation import gettext

from courtyard.assembly.models import Assembly, Motion
from courtyard.assembly.opening import listed, question_of, result_of
from courtyard.assembly.texts import house_of
from courtyard.core.counting.bundle.vote import Total
from courtyard.core.errors import BadInput, sentence
from courtyard.core.quantities import BadArea, parse_cm2

Piles = dict[str, tuple[int, int]]
"""Heads and area behind each choice."""
LINES_MAX, SHEET_MAX = 2_000, 200_000
CHOICES: Mapping[str, str] = {
    "同意": "for", "反对": "against", "弃权": "abstain", "无效": "invalid", "参加": "took_part", "参与": "took_part",
    **{word: word for word in ("for", "against", "abstain", "invalid", "took_part")},
}  # fmt: skip
COLUMNS: Mapping[str, str] = {
    "议题": "motion", "motion": "motion", "意见": "choice", "choice": "choice", "人数": "heads", "heads": "heads",
    "面积": "area", "area": "area",
}  # fmt: skip


class BadSheet(BadInput):
    says = sentence("Line {line} cannot be read: {why}. Nothing was brought in.")
    field = "sheet"


class SheetIncomplete(BadInput):
    says = sentence("Motion {motion} is not whole in the sheet: {why}. Nothing was brought in.")
    field = "sheet"


NO_COLUMNS = sentence("the first line names the columns motion, choice, heads and area")
NO_MOTION = sentence("this vote has no such motion")
NO_CHOICE = sentence("nobody can choose that")
NO_NUMBER = sentence("the number of owners is a whole number")
NO_AREA = sentence("the area is in square metres, like 1,234.50")
TWICE = sentence("this choice stands there twice")
TOO_LONG = sentence("there are too many lines")
TOO_MANY = sentence("more took part than are on the roll")
MISSING = sentence("“{choice}” is missing")
OVER = sentence("a candidate has more votes than took part")


def read_sheet(text: str, motions: Sequence[Motion]) -> dict[int, Piles]:
    """The piles by the motion's number. Raises BadSheet."""
    by_position = {motion.position: motion for motion in motions}
    piles: dict[int, Piles] = {position: {} for position in by_position}
    for line, row in _rows(text):
        number = row["motion"].strip()
        motion = by_position.get(int(number)) if number.isdecimal() and len(number) < 4 else None
        if motion is None:
            raise BadSheet(line=line, why=gettext(NO_MOTION))
        choice = _choice(row["choice"], motion)
        if not choice:
            raise BadSheet(line=line, why=gettext(NO_CHOICE))
        if choice in piles[motion.position]:
            raise BadSheet(line=line, why=gettext(TWICE))
        piles[motion.position][choice] = _weight(line, row)
    return piles


def _rows(text: str) -> Iterator[tuple[int, Mapping[str, str]]]:
    """Each line with its number, its columns by our names."""
    lines = csv.reader(io.StringIO(text.lstrip("\ufeff")))
    head = [COLUMNS.get(name.strip().lower(), "") for name in next(lines, [])]
    if not {"motion", "choice", "heads", "area"} <= set(head):
        raise BadSheet(line=1, why=gettext(NO_COLUMNS))
    for number, row in enumerate(lines, start=2):
        if number > LINES_MAX:
            raise BadSheet(line=number, why=gettext(TOO_LONG))
        if any(cell.strip() for cell in row):
            told = dict(zip(head, row, strict=False))
            yield number, {column: told.get(column, "") for column in ("motion", "choice", "heads", "area")}


def _choice(text: str, motion: Motion) -> str:
    """For, against, abstain, invalid; of an election c1 or 1 for who stands there on the ballot, and who took part."""
    said = text.strip().lower()
    if not motion.is_election:
        choice = CHOICES.get(said, "")
        return choice if choice != "took_part" else ""
    number = said.removeprefix("c").removesuffix("号")
    standing = {str(candidate.number) for candidate in listed(motion)}
    return f"c{number}" if number in standing else "took_part" if CHOICES.get(said) == "took_part" else ""


def _weight(line: int, row: Mapping[str, str]) -> tuple[int, int]:
    heads = row["heads"].strip().replace(",", "")
    if not heads.isascii() or not heads.isdecimal() or len(heads) > 9:
        raise BadSheet(line=line, why=gettext(NO_NUMBER))
    try:
        return int(heads), parse_cm2(row["area"])
    except BadArea as wrong:
        raise BadSheet(line=line, why=gettext(NO_AREA)) from wrong


def results_of(one: Assembly, motions: Sequence[Motion], piles: Mapping[int, Piles]) -> dict[str, Any]:
    """Each motion's piles and what they come to under its rule. Raises SheetIncomplete."""
    told: dict[str, Any] = {}
    for motion in motions:
        totals = _totals(one, motion, piles[motion.position])
        result = result_of(question_of(one, motion), house_of(one), totals)
        told[str(motion.position)] = {
            "piles": {total.choice: {"heads": total.heads, "area_cm2": total.area_cm2} for total in totals},
            "result": result,
        }
    return told


def _totals(one: Assembly, motion: Motion, piles: Piles) -> list[Total]:
    """Every head in exactly one pile, as the core takes it: who took part, and who did not."""
    voices = question_of(one, motion).voices
    wanted = (*voices, "took_part") if motion.is_election else ("for", "against", "abstain")
    for choice in wanted:
        if choice not in piles:
            raise SheetIncomplete(motion=motion.position, why=gettext(MISSING).format(choice=choice))
    whole = {voice: piles.get(voice, (0, 0)) for voice in voices}
    part = piles["took_part"] if motion.is_election else _sum(whole.values())
    if part[0] > one.heads or part[1] > one.area_cm2:
        raise SheetIncomplete(motion=motion.position, why=gettext(TOO_MANY))
    if motion.is_election and any(heads > part[0] or area > part[1] for heads, area in whole.values()):
        raise SheetIncomplete(motion=motion.position, why=gettext(OVER))
    absent = (one.heads - part[0], one.area_cm2 - part[1])
    rows = whole | {"took_part": part, "absent": absent}
    return [Total(motion.position, choice, "", *weight) for choice, weight in rows.items()]


def _sum(weights: Any) -> tuple[int, int]:
    told = list(weights)
    return sum(heads for heads, _ in told), sum(area for _, area in told)
