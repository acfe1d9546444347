"""What the committee has on paper: the list of its members, the cover of a filing, the list of a handover."""

from collections.abc import Iterable, Sequence
from datetime import date
from typing import Any

from django.utils.timezone import localdate
from django.utils.translation import get_language, gettext, ngettext, override, pgettext

from courtyard.assembly.eligibility import ASKED, PASSED
from courtyard.committee import bundles
from courtyard.committee.models import Committee, Filing, FilingPaper, Handover, HandoverItem, Member
from courtyard.committee.queries import filing as filings
from courtyard.committee.queries import handover as handovers
from courtyard.web.times import in_full

CHINESE = "zh-hans"
"""What the housing office reads is in one language."""


def members(committee: Committee, on: date) -> dict[str, Any]:
    """For `pdf("committee/members", …)`: who sits in a committee now, who waits, and what each declared."""
    with override(CHINESE):
        rows = list(committee.members.filter(until__isnull=True).order_by("alternate", "rank", "id"))
        sitting = [one for one in rows if not one.alternate]
        title = gettext("Members of owners’ committee no. {number}").format(number=committee.number)
        return {
            "title": title,
            "language": get_language(),
            "date": on.isoformat(),
            "words": _words(),
            "estate": committee.estate.node.name,
            "heading": title,
            "facts": _facts_of(committee, len(sitting), on),
            "heads": [
                pgettext("on paper", "No."), pgettext("on paper", "Name"), pgettext("on paper", "Post"),
                pgettext("on paper", "Since"), pgettext("on paper", "Until"),
            ],
            "rows": [_member(number, one, committee) for number, one in enumerate(sitting, start=1)],
            "waiting": {
                "title": gettext("Alternates, in the order of their votes"),
                "names": [one.name for one in rows if one.alternate],
            },
            "pledge": _pledge(sitting),
        }  # fmt: skip


def _facts_of(committee: Committee, filled: int, on: date) -> list[list[str]]:
    term = gettext("{begin} to {end}").format(begin=in_full(committee.starts_on), end=in_full(committee.ends_on))
    seats = gettext("{filled} of {seats} filled").format(filled=filled, seats=committee.seats)
    return [
        [pgettext("on paper", "Elected on"), in_full(committee.elected_on)],
        [pgettext("on paper", "Term"), term],
        [pgettext("on paper", "Seats"), seats],
        [pgettext("on paper", "As of"), in_full(on)],
    ]


def _member(number: int, one: Member, committee: Committee) -> list[str]:
    return [str(number), one.name, one.get_post_display(), in_full(one.since), in_full(committee.ends_on)]


def _pledge(sitting: Sequence[Member]) -> dict[str, Any]:
    """Each member’s own word, with a place to sign: a declaration on a screen does not take the place of a hand."""
    return {
        "title": gettext("What each member declares"),
        "says": gettext(
            "I meet the conditions for members of an owners’ committee, and leave it when I no longer do. I declare "
            "where I am concerned myself, and do not decide in that. I take no advantage from this office."
        ),
        "conditions": [{"says": check.label, "article": check.article} for check in ASKED.values()],
        "heads": [
            pgettext("on paper", "Name"), pgettext("on paper", "Declared here on"), pgettext("on paper", "Signature"),
        ],
        "rows": [[one.name, _declared(one)] for one in sitting],
    }  # fmt: skip


def _declared(one: Member) -> str:
    if one.declared_at is None:
        return pgettext("a declaration", "not yet")
    unmet = [ASKED[key].label for key, state in one.checks.items() if key in ASKED and state != PASSED]
    day = in_full(localdate(one.declared_at))
    if not unmet:
        return day
    return gettext("{day}, except: {what}").format(day=day, what=pgettext("between clauses", "; ").join(unmet))


def cover(filing: Filing, papers: Sequence[FilingPaper], on: date, page: int = 2) -> dict[str, Any]:
    """For `pdf("committee/cover", …)`: which papers follow, from which page on, with their hashes."""
    with override(CHINESE):
        rows = []
        for number, one in enumerate(bundles.in_order(papers), start=1):
            rows.append(_paper(number, one, page))
            page += one.pages
        title = gettext("Papers for the housing office: {title}").format(title=filings.title_of(filing))
        return {
            "title": title,
            "language": get_language(),
            "date": on.isoformat(),
            "words": _words(),
            "estate": filing.estate.node.name,
            "heading": title,
            "facts": _facts_of_filing(filing),
            "heads": [
                pgettext("on paper", "No."), pgettext("on paper", "Paper"), pgettext("on paper", "File and SHA-256"),
                pgettext("on paper", "From page"),
            ],
            "rows": rows,
            "check": gettext("Whoever has the files can check them: this is the SHA-256 of the list in the zip."),
            "hash": bundles.hash_of(papers),
            "signers": [
                {"role": gettext("Owners’ committee"), "note": gettext("date, seal")},
                {"role": pgettext("party", "housing office"), "note": gettext("received on, seal")},
            ],
        }  # fmt: skip


def _facts_of_filing(filing: Filing) -> list[list[str]]:
    event = gettext("Elected on") if filing.kind == Filing.Kind.ELECTION else gettext("Changed on")
    rows = [[event, in_full(filing.on)], [gettext("To be filed by"), in_full(filing.due_on)]]
    if filing.filed_on is not None:
        rows.append([gettext("Sent on"), in_full(filing.filed_on)])
    return rows


def _paper(number: int, one: FilingPaper, page: int) -> dict[str, str]:
    count = ngettext("{n} page", "{n} pages", one.pages).format(n=one.pages)
    label = str(FilingPaper.Kind(one.kind).label)
    return {"n": str(number), "label": label, "name": one.name, "pages": count, "hash": one.sha256, "from": str(page)}


def handover(one: Handover, items: Sequence[HandoverItem], on: date) -> dict[str, Any]:
    """For `pdf("committee/handover", …)`: each thing, who gave and who received it, and both sign."""
    with override(CHINESE):
        giver, taker = handovers.sides_of(one)
        title = handovers.title_of(one)
        return {
            "title": title,
            "language": get_language(),
            "date": on.isoformat(),
            "words": _words(),
            "estate": one.estate.node.name,
            "heading": pgettext("on paper", "List of what is handed over"),
            "kind": title,
            "facts": _facts_of_handover(one, giver, taker),
            "heads": [
                pgettext("on paper", "No."), pgettext("on paper", "What"), pgettext("on paper", "Handed over by"),
                pgettext("on paper", "Received by"),
            ],
            "groups": [
                {"label": str(label), "rows": [_item(said, item) for said, item in rows]}
                for label, rows in handovers.by_kind(list(items))
            ],
            "signers": [
                {"role": gettext("Hands over: {who}").format(who=giver), "note": _names(i.given_name for i in items)},
                {"role": gettext("Receives: {who}").format(who=taker), "note": _names(i.received_name for i in items)},
                {"role": gettext("Witness"), "note": ""},
            ],
        }  # fmt: skip


def _facts_of_handover(one: Handover, giver: str, taker: str) -> list[list[str]]:
    done = in_full(one.done_on) if one.done_on else pgettext("state of a handover", "going on")
    return [
        [pgettext("on paper", "Hands over"), giver],
        [pgettext("on paper", "Receives"), taker],
        [pgettext("on paper", "Due by"), in_full(one.due_on)],
        [pgettext("on paper", "Finished on"), done],
    ]


def _item(said: str, item: HandoverItem) -> dict[str, str]:
    given = _mark(item.given_name, item.given_at)
    received = _mark(item.received_name, item.received_at)
    missing = gettext("missing: {words}").format(words=item.missing) if item.missing else ""
    return {"n": str(item.position), "what": said, "given": given, "received": received, "missing": missing}


def _mark(name: str, moment: Any) -> str:
    return f"{name or gettext('(name erased)')}\n{in_full(localdate(moment))}" if moment else ""


def _names(names: Iterable[str]) -> str:
    """Whose names stand in the list, each once."""
    return pgettext("between names", ", ").join(dict.fromkeys(filter(None, names)))


def _words() -> dict[str, str]:
    return {"page": gettext("Page {n} of {all}")}
