"""What would be stored, in figures and with every row that cannot be read, before anything is."""

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date
from typing import Any
from uuid import UUID

from courtyard.core.register import Column, Register, Row, Use, parse
from courtyard.people.importing import drafts, kept, namesakes
from courtyard.people.importing.compare import Comparison, compare
from courtyard.people.importing.drafts import Draft
from courtyard.people.importing.known import Known, known
from courtyard.people.importing.papers import (
    GROUPS_SHOWN,
    NOTES_SHOWN,
    PROBLEMS_SHOWN,
    Papers,
    of_forbidden,
    of_group,
    of_guess,
    of_note,
    of_problem,
    unsealed,
)
from courtyard.people.models import Import


@dataclass(frozen=True, slots=True)
class Preview:
    """One look at an upload. `version` is the one it was made from; another since then makes it old."""

    version: int
    columns: Mapping[int, Column]
    papers: Papers
    summary: Mapping[str, Any]
    register: Register

    @property
    def ready(self) -> bool:
        return is_ready(self.summary)


@dataclass(frozen=True, slots=True)
class Revision:
    """What somebody changed: columns as they chose them, cells as they wrote them, who is whom."""

    columns: Mapping[int, Column]
    corrections: Mapping[str, str]
    decisions: Mapping[str, Mapping[str, Any]]


def is_ready(summary: Mapping[str, Any]) -> bool:
    """Whether every row is good, there is something to import, and every reason is given."""
    return not summary["problems"] and not summary["without_reason"] and bool(summary["homes"])


def first(draft: Draft, estate_id: UUID | None, day: date) -> Preview:
    papers = Papers(
        draft.sheet,
        list(draft.sheets),
        [of_guess(g) for g in draft.guesses],
        [of_forbidden(f) for f in draft.forbidden],
    )
    there = known(estate_id, day)
    comparison = compare(parse(draft.rows, draft.columns, known=there.buildings.values()), there, draft.columns)
    return _preview(1, draft.columns, papers, comparison, there)


def revised(upload: Import, revision: Revision, day: date) -> Preview:
    """The upload read again with what somebody changed. Nothing is stored."""
    papers = unsealed(upload.papers)
    papers.corrections = _corrections(papers, revision.corrections)
    papers.decisions = {**papers.decisions, **{key: dict(said) for key, said in revision.decisions.items()}}
    there = known(upload.estate_id, day)
    register = read(upload, revision.columns, papers, there)
    return _preview(upload.version, revision.columns, papers, compare(register, there, revision.columns), there)


def again(upload: Import, day: date) -> Preview:
    """The upload as it was last left."""
    return revised(upload, Revision(drafts.mapping(upload.columns), {}, {}), day)


def read(upload: Import, columns: Mapping[int, Column], papers: Papers, there: Known) -> Register:
    rows: Sequence[Row] = drafts.unpacked(kept.read(upload.file))
    return parse(rows, columns, known=there.buildings.values(), corrections=papers.corrected)


def _corrections(papers: Papers, typed: Mapping[str, str]) -> dict[str, Any]:
    """Only cells that were called wrong can be corrected; one that is emptied again is as it was."""
    wrong = {said["cell"]: said for said in reversed(papers.problems)}
    corrections = dict(papers.corrections)
    for cell, value in typed.items():
        known_as = corrections.get(cell) or wrong.get(cell)
        if not value.strip():
            corrections.pop(cell, None)
        elif known_as:
            corrections[cell] = {**known_as, "was": known_as.get("was", known_as["value"]), "value": value.strip()}
    return corrections


def _preview(
    version: int, columns: Mapping[int, Column], papers: Papers, comparison: Comparison, there: Known
) -> Preview:
    register = comparison.register
    groups = namesakes.groups(comparison.plans, there)
    keys = {group.key for group in groups}
    papers = replace(
        papers,
        decisions={key: said for key, said in papers.decisions.items() if key in keys},
        problems=[of_problem(problem) for problem in register.problems[:PROBLEMS_SHOWN]],
        notes=[of_note(note) for note in register.notes[:NOTES_SHOWN]],
        groups=[of_group(group) for group in groups[:GROUPS_SHOWN]],
    )
    return Preview(version, columns, papers, _summary(comparison, papers, there, len(groups)), register)


def _summary(comparison: Comparison, papers: Papers, there: Known, groups: int) -> dict[str, Any]:
    """Figures, and the headings of what was dropped. Nobody is named."""
    register = comparison.register
    uses = Counter(home.use for home in register.homes)
    return {
        "homes": len(register.homes),
        "new_homes": sum(1 for plan in comparison.plans if plan.known is None),
        "owners": register.owners,
        "new_owners": sum(len(plan.owners) for plan in comparison.plans),
        "area_cm2": register.area_cm2,
        "without_area": sum(1 for home in register.homes if home.area_cm2 is None),
        "area_before_cm2": there.area_cm2,
        "buildings": len(register.buildings),
        "parking": uses[Use.PARKING],
        "problems": len(register.problems),
        "corrected": _corrected(papers, (problem.cell for problem in register.problems)),
        "notes": len(register.notes),
        "groups": groups,
        "without_reason": papers.without_reason,
        "forbidden": [[column["letter"], column["heading"]] for column in papers.forbidden],
        "counts": _counts(register),
    }


def _corrected(papers: Papers, still_wrong: Iterable[str]) -> int:
    return len(set(papers.corrections) - set(still_wrong))


def _counts(register: Register) -> dict[str, int]:
    counts = register.counts
    names = ("rows", "homes", "continuations", "bad", "titles", "headers", "subtotals", "blank", "skipped")
    return {name: getattr(counts, name) for name in names}
