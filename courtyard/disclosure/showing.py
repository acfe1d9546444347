"""A wall and a publication in the reader's words."""

from collections.abc import Iterable, Mapping, Sequence
from datetime import date, timedelta
from typing import Any

from django.utils.translation import get_language, gettext, gettext_lazy, ngettext, pgettext, pgettext_lazy

from courtyard.core import disclosures as core
from courtyard.core.quantities import format_cm2, format_fen
from courtyard.disclosure.models import Publication
from courtyard.disclosure.queries.wall import (
    AHEAD,
    LATE,
    SHOWN_DAYS,
    Known,
    hanging,
    stays_until,
    up_since,
)
from courtyard.disclosure.titles import called, title_of

NAMES = {
    "fen": gettext_lazy("yuan"),
    "fen_per_m2": gettext_lazy("yuan per m²"),
    "level": pgettext_lazy("published figure", "level"),
    "signed_count": pgettext_lazy("published figure", "signed"),
    "seats_count": pgettext_lazy("published figure", "seats"),
    "for_heads": gettext_lazy("for, owners"),
    "against_heads": gettext_lazy("against, owners"),
    "abstain_heads": gettext_lazy("abstained, owners"),
    "for_area_cm2": gettext_lazy("for, m²"),
    "against_area_cm2": gettext_lazy("against, m²"),
    "abstain_area_cm2": gettext_lazy("abstained, m²"),
}
"""What an amount is called; one that nobody named is said by its own name."""


def amount_said(name: str, value: int) -> str:
    """Its figure, without its name: fen as yuan, cm² as m²."""
    parts = name.split("_")
    if "fen" in parts:
        return format_fen(value)
    return format_cm2(value) if parts[-1] == "cm2" else f"{value:,}"


def amounts_said(row: core.Row) -> list[tuple[str, str]]:
    """Name and figure; what has a unit says it with its figure."""
    said = {name: amount_said(name, value) for name, value in row.amounts.items()}
    whole = {
        "fen": gettext("{n} yuan"), "fen_per_m2": gettext("{n} yuan per m²"),
        "level": pgettext("published figure", "level {n}"),
    }  # fmt: skip
    return [
        ("", whole[name].format(n=figure)) if name in whole else (str(NAMES.get(name, name)), figure)
        for name, figure in said.items()
    ]


def changes_said(change: core.Changed[core.Row]) -> str:
    """What of a row is different: “500.00 more”; else only that its words are."""
    said = []
    for name, before, after in change.amounts():
        more = (after or 0) - (before or 0)
        says = gettext("{amount} more") if more > 0 else gettext("{amount} less")
        amount = says.format(amount=amount_said(name, abs(more)))
        said.append(amount if name == "fen" else f"{NAMES.get(name, name)}: {amount}")
    return "; ".join(said) or gettext("other words")


def rows_of(snapshot: core.Snapshot, before: core.Snapshot | None) -> list[dict[str, Any]]:
    """Each row with its figures, and what changed since what it is compared with."""
    change = core.difference(before, snapshot).rows if before else None
    changed = {one.after.key: changes_said(one) for one in change.changed} if change else {}
    added = {one.key for one in change.added} if change else set()
    old = {row.key: row for row in before.rows} if before else {}
    fresh = pgettext("line of what was published", "new")
    return [
        {
            "row": row, "amounts": amounts_said(row), "before": _amounts_before(row, old),
            "change": changed.get(row.key) or (fresh if row.key in added else ""),
        }
        for row in snapshot.rows
    ]  # fmt: skip


def _amounts_before(row: core.Row, old: Mapping[str, core.Row]) -> list[tuple[str, str]]:
    return amounts_said(old[row.key]) if row.key in old else []


def difference_said(old: core.Snapshot, new: core.Snapshot) -> list[tuple[str, str]]:
    """Row by row, then file by file: what it is, and what became of it."""
    change = core.difference(old, new)
    said = [(one.label, pgettext("line of what was published", "new")) for one in change.rows.added]
    said += [(one.label, pgettext("line of what was published", "gone")) for one in change.rows.gone]
    said += [(one.after.label, changes_said(one)) for one in change.rows.changed]
    said += [(one.name, gettext("new file")) for one in change.files.added]
    said += [(one.name, gettext("file gone")) for one in change.files.gone]
    return said + [(one.after.name, gettext("another file")) for one in change.files.changed]


def hash_said(digest: str) -> str:
    """In fours, to be compared by eye."""
    return " ".join(digest[at : at + 4] for at in range(0, len(digest), 4))


def change_said(one: Publication) -> str:
    """How it differs from what it was compared with, in a word."""
    if one.kind == Publication.Kind.CORRECTION:
        return ngettext("corrected in {n} place", "corrected in {n} places", _parts(one)).format(n=_parts(one))
    if one.compared_id is None:
        return gettext("the first one")
    if not _parts(one):
        return gettext("as the one before")
    words = {gettext("{n} changed"): one.changed, gettext("{n} new"): one.added, gettext("{n} gone"): one.gone}
    return "; ".join(word.format(n=count) for word, count in words.items() if count)


def _parts(one: Publication) -> int:
    return one.added + one.gone + one.changed


def hanging_rows(known: Known, who: str) -> list[dict[str, Any]]:
    """What is up, with its days; what deeds of their own hung up among it. The newest first."""
    dues = {one.key: one for one in known.dues}
    rows = [_hanging(one, known, dues.get(one.key)) for one in hanging(known)]
    rows += [_hung(due, known) for due in known.dues if _is_hung(due, known)]
    return [row for row in sorted(rows, key=lambda row: row["since"], reverse=True) if not who or row["who"] == who]


def _hanging(one: Publication, known: Known, due: core.Due | None) -> dict[str, Any]:
    line = known.rules.disclosures.get(one.line)
    since = up_since(known, one)
    later = [d.due_on for d in known.dues if d.line.key == one.line and d.due_on and d.occasion > one.occasion]
    return {
        "one": one, "title": called(one, known.rules), "who": one.bearer, "since": since,
        "version_on": one.published_on if one.version > 1 else None, "until": stays_until(since, line),
        "until_next": bool(line and line.until_next), "always": bool(line and line.when.schedule == "standing"),
        "next": min(later, default=None), "article": one.article, "change": change_said(one),
        "late_days": due.days if due and due.state == "late" else 0,
    }  # fmt: skip


def _is_hung(due: core.Due, known: Known) -> bool:
    if due.state not in ("published", "late") or (due.line.key, due.occasion) not in known.hangs:
        return False
    recent = due.published_on is not None and known.today - due.published_on <= timedelta(days=SHOWN_DAYS)
    return known.newest(due.line.id, due.occasion) is None and (recent or due.line.when.schedule == "yearly")


def _hung(due: core.Due, known: Known) -> dict[str, Any]:
    return {
        "one": None, "title": title_of(due, known.happened.get(due.occasion)), "who": due.bearer,
        "since": due.published_on, "until": due.stays_until, "article": due.line.article,
        "address": known.hangs[due.line.key, due.occasion].address,
        "late_days": due.days if due.state == "late" else 0,
    }  # fmt: skip


def due_rows(known: Known, states: Iterable[str], who: str, mine: Sequence[str] = ()) -> list[dict[str, Any]]:
    """What is not up: whose it is, since or until when, by which article, and whether the reader may put it up."""
    wanted = set(states)
    return [
        {
            "due": due, "title": title_of(due, known.happened.get(due.occasion)), "who": due.bearer,
            "days": due.days if due.state in LATE else (due.due_on - known.today).days if due.due_on else 0,
            "article": due.line.article, "our_day": due.line.when.schedule == "standing",
            "mine": due.bearer in mine, "where": due.line.where(get_language() or ""), "memory": _is_default(due),
        }
        for due in known.dues
        if due.state in wanted and (not who or due.bearer == who)
    ]  # fmt: skip


def to_publish(known: Known, bodies: Sequence[str]) -> list[dict[str, Any]]:
    """What these bodies may put up: what does not hang, and what always has to and may be put up anew."""
    rows = due_rows(known, (*LATE, "now", *AHEAD), "", bodies)
    rows += [row for row in due_rows(known, ("published", "late"), "", bodies) if row["our_day"]]
    return [row for row in rows if row["mine"]]


def _is_default(due: core.Due) -> bool:
    """Nobody read its article in any text: it is a working default, and not shown as law."""
    return due.line.certainty == "memory"


def wall(known: Known, who: str, mine: Sequence[str]) -> Mapping[str, Any]:
    """The parts of the page."""
    ahead = due_rows(known, AHEAD, who, mine)
    return {
        "late": due_rows(known, LATE, who, mine), "owed_now": due_rows(known, ("now",), who, mine), "ahead": ahead,
        "hangs": hanging_rows(known, who), "next_on": _next_on(ahead),
    }  # fmt: skip


def _next_on(ahead: Sequence[Mapping[str, Any]]) -> date | None:
    return ahead[0]["due"].due_on if ahead else None
