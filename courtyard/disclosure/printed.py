"""A publication, or the whole wall, on A4 for the notice board, with a QR code that leads to the live page."""

from collections.abc import Mapping, Sequence
from datetime import date, datetime
from typing import Any

from django.utils.translation import get_language, gettext, ngettext, npgettext, pgettext

from courtyard.core.disclosures import Snapshot
from courtyard.disclosure import showing
from courtyard.disclosure.models import Publication, PublicationFile
from courtyard.disclosure.queries.wall import Known
from courtyard.disclosure.titles import called
from courtyard.web.documents import qr
from courtyard.web.templatetags.courtyard import party_name
from courtyard.web.times import in_full

ROWS_PRINTED = 400
"""On paper. The rest is read on the page that the QR code opens."""


def _frame(title: str, address: str, on: date) -> dict[str, Any]:
    return {
        "title": title, "heading": title, "language": get_language(), "date": on.isoformat(), "qr": qr(address),
        "qr_alt": gettext("QR code: opens this page as it is now"), "scan": gettext("Scan for the newest"),
        "words": {"page": gettext("Page {n} of {all}")},
    }  # fmt: skip


def publication(
    one: Publication, shown: Snapshot, files: Sequence[PublicationFile], known: Known, address: str, on: date
) -> dict[str, Any]:
    """For `pdf("disclosure/publication", …)`."""
    left = max(len(shown.rows) - ROWS_PRINTED, 0)
    return _frame(called(one, known.rules), address, on) | {
        "estate": one.estate.node.name,
        "facts": [
            [pgettext("wall on paper", "Published by"), str(party_name(one.bearer))],
            [pgettext("wall on paper", "Published on"), in_full(one.published_at)],
            [pgettext("wall on paper", "Version"), str(one.version)],
            *([[pgettext("wall on paper", "Corrected because"), one.reason]] if one.reason else []),
            *([[pgettext("wall on paper", "By"), one.article]] if one.article else []),
        ],
        "said": one.words,
        "heads": [pgettext("wall on paper", "What"), pgettext("wall on paper", "Figures")],
        "rows": [[row.label, row.text, _figures(row)] for row in shown.rows[:ROWS_PRINTED]],
        "left": ngettext("{n} more line is on the page.", "{n} more lines are on the page.", left).format(n=left)
        if left else "",
        "files_title": gettext("Files, to be read on the page"), "files": [file.name for file in files],
        "hash_title": gettext("Hash (SHA-256) of what was published"), "hash": showing.hash_said(one.sha256),
        "hash_says": gettext("Change one character and the hash is another one. The page says how to check it."),
    }  # fmt: skip


def _figures(row: Any) -> str:
    return "\n".join(f"{name} {figure}".strip() for name, figure in showing.amounts_said(row))


def wall(known: Known, parts: Mapping[str, Any], address: str, at: datetime) -> dict[str, Any]:
    """For `pdf("disclosure/wall", …)`."""
    title = gettext("The wall of {estate}").format(estate=known.estate.node.name)
    return _frame(title, address, known.today) | {
        "says": gettext("As of {moment}. Who has to publish what, whether it hangs, and when it is due.").format(
            moment=in_full(at)
        ),
        "late": {
            "title": gettext("Not published in time: {n}").format(n=len(parts["late"])),
            "rows": [_late(row) for row in parts["late"]],
        },
        "ahead": {
            "title": gettext("Due soon: {n}").format(n=len(parts["ahead"])),
            "rows": [[row["title"], _whose(row), in_full(row["due"].due_on)] for row in parts["ahead"]],
        },
        "hangs": {
            "title": gettext("What hangs now: {n}").format(n=len(parts["hangs"])),
            "heads": [
                pgettext("wall on paper", "What"), pgettext("wall on paper", "Whose"),
                pgettext("wall on paper", "Since"), pgettext("wall on paper", "Since the one before"),
            ],
            "rows": [_hanging(row) for row in parts["hangs"]],
        },
    }  # fmt: skip


def _late(row: Mapping[str, Any]) -> list[str]:
    due = row["due"]
    says = gettext("{body} had to publish it by {day}.").format(body=party_name(row["who"]), day=_day(due.due_on))
    default = gettext("This is a working default, its article is not confirmed.") if row["memory"] else ""
    return [row["title"], late_said(row), f"{says} {row['article']} {default}".rstrip()]


def late_said(row: Mapping[str, Any]) -> str:
    return npgettext("disclosure", "{n} day overdue", "{n} days overdue", row["days"]).format(n=row["days"])


def _whose(row: Mapping[str, Any]) -> str:
    return f"{party_name(row['who'])} · {row['article']}"


def _hanging(row: Mapping[str, Any]) -> list[str]:
    since = gettext("from {day}").format(day=in_full(row["since"]))
    return [row["title"], str(party_name(row["who"])), since, row.get("change", "")]


def _day(day: date | None) -> str:
    return in_full(day) if day else ""
