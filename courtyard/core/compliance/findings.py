"""A finding: which check, about what, since when, whose duty, and the facts that its sentence tells."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date
from uuid import UUID

from courtyard.core.compliance.says import SAYS
from courtyard.core.rulebook import Bearer, Rulebook, Severity

Fields = Mapping[str, str | int | date]
"""What fills a finding's sentence. Where a check has several cases, the field `case` says which this is."""


@dataclass(frozen=True, slots=True)
class Finding:
    """Something is not as it should be.

    Two findings of one check about one `subject` are the same, on whatever day they are found. `since` is the first
    day on which it was wrong, or on which this record could know. Severity and bearer are the check's, unless this
    case is another's or not as bad.
    """

    check: str
    subject: UUID | str
    since: date
    bearer: Bearer
    fields: Fields = field(hash=False)
    severity: Severity

    @property
    def says(self) -> str:
        """The English template that `fields` fill."""
        return says(self.check, self.fields)


def says(check: str, fields: Fields) -> str:
    """The sentence of a finding, to be filled in with its fields."""
    case = fields.get("case")
    return SAYS[f"{check}.{case}" if case else check]


def found(
    book: Rulebook,
    check: str,
    subject: UUID | str,
    since: date,
    fields: Fields,
    *,
    bearer: Bearer | None = None,
    severity: Severity | None = None,
) -> Finding:
    """A finding of a check, borne and graded as the rulebook says unless it says otherwise itself."""
    rule = book.checks[check]
    return Finding(check, subject, since, bearer or rule.bearer, fields, severity or rule.severity)
