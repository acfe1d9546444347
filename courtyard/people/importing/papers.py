"""What was said about an upload so far, and what its page shows. It holds people's data, so it is kept sealed."""

import base64
import gzip
import json
from dataclasses import asdict, dataclass, field
from typing import Any

from courtyard.core.register import ColumnGuess, Forbidden, Note, Problem
from courtyard.people.importing import kept
from courtyard.people.importing.namesakes import Group, tied

PROBLEMS_SHOWN = 200
NOTES_SHOWN = 40
GROUPS_SHOWN = 40
Json = dict[str, Any]


@dataclass
class Papers:
    """Corrections by cell, with what stood there and why it would not do; decisions by group of names."""

    sheet: str = ""
    sheets: list[str] = field(default_factory=list)
    guesses: list[Json] = field(default_factory=list)
    forbidden: list[Json] = field(default_factory=list)
    corrections: dict[str, Json] = field(default_factory=dict)
    decisions: dict[str, Json] = field(default_factory=dict)
    problems: list[Json] = field(default_factory=list)
    notes: list[Json] = field(default_factory=list)
    groups: list[Json] = field(default_factory=list)

    @property
    def corrected(self) -> dict[str, str]:
        """What `parse` reads instead, by cell."""
        return {cell: said["value"] for cell, said in self.corrections.items()}

    @property
    def without_reason(self) -> int:
        """Decisions that two are one, and nobody wrote why."""
        return sum(1 for said in self.decisions.values() if said["one"] and not said["reason"])

    def sealed(self) -> str:
        text = json.dumps(asdict(self), ensure_ascii=False, separators=(",", ":"))
        return base64.b64encode(kept.seal(gzip.compress(text.encode()))).decode()


def unsealed(text: str) -> Papers:
    if not text:
        raise kept.Gone
    return Papers(**json.loads(gzip.decompress(kept.unseal(base64.b64decode(text)))))


def of_guess(guess: ColumnGuess) -> Json:
    return asdict(guess) | {"samples": list(guess.samples)}


def of_forbidden(column: Forbidden) -> Json:
    return asdict(column)


def of_problem(problem: Problem) -> Json:
    return asdict(problem) | {"fields": dict(problem.fields)}


def of_note(note: Note) -> Json:
    return asdict(note) | {"fields": dict(note.fields)}


def of_group(group: Group) -> Json:
    """The identity number's hash is for comparing, not for showing."""
    shown = ("ident", "name", "home", "share", "phone")
    entries = [
        {name: getattr(one, name) for name in shown} | {"known": one.person_id is not None} for one in group.entries
    ]
    return {"key": group.key, "evidence": group.evidence.value, "entries": entries, "tied": tied(group)}
