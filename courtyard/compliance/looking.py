"""From what the core finds to a row that is kept or shown, and the key of the duty that goes with it."""

from collections.abc import Collection, Mapping
from datetime import date
from uuid import UUID

from courtyard.compliance.gathering import gather
from courtyard.compliance.models import Excuse, Finding
from courtyard.core.compliance import Finding as Found
from courtyard.core.compliance import evaluate
from courtyard.disclosure.queries.publications import DUTY as PUBLISH
from courtyard.duties.schedule import KIND as SCHEDULED
from courtyard.money.top_up_duties import DECIDE as DECIDE_TOP_UP
from courtyard.places.models import Estate
from courtyard.places.rules import rules_of

STEPS: Mapping[str, str] = {
    "C01": "report", "C02": "group", "C03": "election", "C20": "filing", "C22": "names", "C23": "handover",
}  # fmt: skip
"""Checks whose duty is a step of the formation already: committee.step, under the formation's id and this name."""
OWED: Mapping[str, str] = {
    "C12": "committee.meeting_asked", "C13": "committee.resolution", "C19": "assembly.convene",
    "C21": "committee.filing", "C24": "committee.handover", "C42": "services.plan",
    "C44": "services.filing", "C28": SCHEDULED, "C29": SCHEDULED, "C32": SCHEDULED, "C35": PUBLISH, "C36": PUBLISH,
    "C37": SCHEDULED, "C39": DECIDE_TOP_UP,
}  # fmt: skip
"""Checks whose duty is owed already under another kind, about the same thing."""
NEVER_OWED = frozenset({"C53", "C56"})
"""What ends by itself, and what has its own clock at the desk."""


def rows_of(estate: Estate, on: date) -> list[Finding]:
    """What the checks find as of a day, kept nowhere: for whoever asks about another day."""
    facts = gather([estate], on)[estate.pk]
    return [row_of(estate, found, {}, ()) for found in evaluate(facts, rules_of(estate), on)]


def holds(excuse: Excuse | None, on: date) -> bool:
    return excuse is not None and excuse.ended_at is None and excuse.until >= on


def row_of(
    estate: Estate, found: Found, excuses: Mapping[tuple[UUID, str, str], Excuse],
    covered: Collection[tuple[UUID | None, str, str]],
) -> Finding:  # fmt: skip
    subject = str(found.subject)
    return Finding(
        estate=estate, check_id=found.check, subject=subject, severity=found.severity,
        bearer=found.bearer, since=found.since, fields=_plain(found.fields), says=found.says,
        key=_key(estate, found, excuses.get((estate.pk, found.check, subject)), covered),
    )  # fmt: skip


def _key(estate: Estate, found: Found, excuse: Excuse | None, covered: Collection[tuple[UUID | None, str, str]]) -> str:
    """The key of its duty: another one after an excuse that ended, because the one before it is excused for good."""
    check, subject = found.check, str(found.subject)
    thing = subject.partition("/")[0]
    kind, names = OWED.get(check, ""), (subject, thing, thing.replace("-", ""))  # a key may write an id without dashes
    if check in STEPS:
        kind, names = "committee.step", (STEPS[check],) * 3
    owed_already = any((estate.pk, kind, name) in covered for name in names)
    if check in NEVER_OWED or found.severity == "info" or owed_already:
        return ""
    again = f":{excuse.excused_at:%Y%m%d}" if excuse and excuse.ended_at else ""
    return f"{check}:{subject}:{found.since:%Y%m%d}{again}"


def _plain(fields: Mapping[str, object]) -> dict[str, object]:
    """As JSON keeps it: days as text, the rest as it is."""
    return {name: value.isoformat() if isinstance(value, date) else value for name, value in fields.items()}
