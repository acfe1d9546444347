"""A spending in the reader's words: its course, step by step, who did each and when, and what this reader may do."""

from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import date, datetime
from typing import Any

from django.utils.translation import gettext

from courtyard.core.books.fund import Works, allowance
from courtyard.core.masking import masked_name
from courtyard.core.quantities import format_fen
from courtyard.money.grounds import emergency_rule
from courtyard.money.models import Draw, Entry, Quote, Spending, Voucher
from courtyard.money.models.book import Fund
from courtyard.money.parts import said as part_said
from courtyard.money.permissions import spending as may
from courtyard.money.queries import spending as queries
from courtyard.people.models import Person
from courtyard.places.rules import rules_of

S = Spending.State
PILLS = {
    S.PLANNED: ("", "dotted"), S.QUOTED: ("", "dotted"), S.AUTHORISED: ("now", "clock"), S.APPROVED: ("now", "check"),
    S.PAYING: ("now", "coin"), S.ACCEPTED: ("ok", "check"), S.PUBLISHED: ("ok", "seal"), S.WITHDRAWN: ("", "cross"),
}  # fmt: skip


@dataclass(frozen=True)
class Step:
    """One step of the course: done, the one it waits for, or to come."""

    title: str
    at: date | None = None
    who: str = ""
    words: str = ""
    state: str = "done"
    name: str = ""
    papers: Sequence[Voucher] = ()
    entry: Entry | None = None
    draw: Draw | None = None
    quotes: Sequence[Quote] = field(default_factory=tuple)


def row(one: Spending) -> dict[str, Any]:
    return {"one": one, "look": PILLS[S(one.state)], "part": part_said(one), "fen": one.most_fen or one.planned_fen}


def whole(one: Spending, person: Person | None, at: datetime) -> dict[str, Any]:
    """Everything on the page of one spending. Seven queries, however many parts and papers it has."""
    quotes, draws, papers = list(one.quotes.all()), list(one.draws.all()), list(one.vouchers.all())
    for paper in papers:
        paper.spending = one
    entries = queries.paid_entries(draws)
    paid = sum(entry.fen for entry in entries.values() if not hasattr(entry, "reversed_by"))
    today = rules_of(one.estate).hours.day_of(at)
    drawn = sum(d.fen for d in draws if d.dropped_at is None and not _back(entries, d))
    return {
        **row(one), "estate": one.estate, "steps": course(one, quotes, draws, papers, entries, today), "papers": papers,
        "rest": queries.rest_of(one.authority, one.authority_id), "paid_fen": paid, "quotes": quotes,
        "emergency": emergency_rule(one.estate) if one.emergency else None,
        "may": may_do(one, draws, entries, person, at) if person else {},
        "allowed": _allowed(one, drawn, today), "keeps": person is not None and may.approves(person, one, at),
        "opens": person is not None and any(may.may_open_original(person, paper, at) for paper in papers[:1]),
        "masks": {paper.pk for paper in papers if person and may.may_mask_voucher(person, paper, at)},
        "hides": {paper.pk for paper in papers if person and paper.shown and may.may_hide_voucher(person, paper, at)},
    }  # fmt: skip


def _back(entries: dict[Any, Entry], draw: Draw) -> bool:
    entry = entries.get(draw.pk)
    return entry is not None and hasattr(entry, "reversed_by")


def _allowed(one: Spending, drawn: int, today: date) -> dict[str, Any] | None:
    """What may be drawn now, and the limit that holds it there."""
    if one.state not in Spending.DRAWN_FROM:
        return None
    works = Works(one.agreed_fen or 0, one.reviewed_fen, drawn)
    limits = rules_of(one.estate).limits if one.fund == Fund.MAINTENANCE else {}
    found = allowance(works, limits, today)
    return {"fen": found.fen, "limit": found.limit}


def course(
    one: Spending, quotes: Sequence[Quote], draws: Sequence[Draw], papers: Sequence[Voucher],
    entries: dict[Any, Entry], today: date,
) -> list[Step]:  # fmt: skip
    """What happened, oldest first; then what it waits for, and what comes after that."""
    loose = [paper for paper in papers if paper.quote_id is None and paper.draw_id is None]
    steps = [Step(gettext("Planned"), one.planned_at, _who(one.planned_by), one.why, name="plan")]
    if quotes:
        added = gettext("{n} quotes").format(n=len(quotes)) if len(quotes) > 1 else gettext("One quote")
        steps.append(Step(added, quotes[-1].added_at, name="quotes", quotes=quotes, papers=_of(papers, "quote_id")))
    if one.authorised_at:
        steps.append(Step(gettext("What lets the money out"), one.authorised_at, _who(one.authorised_by), name="rest"))
    if one.first_at:
        steps.append(Step(gettext("First signature"), one.first_at, _who(one.first_by)))
    if one.second_at:
        steps.append(Step(gettext("Second signature"), one.second_at, _who(one.second_by)))
    if one.begins_on:
        steps.append(Step(gettext("Works begin"), one.begins_on, state="done" if one.begins_on <= today else "todo"))
    if one.reviewed_at:
        reviewed = gettext("Price reviewed: {yuan} yuan").format(yuan=format_fen(one.reviewed_fen or 0))
        steps.append(Step(reviewed, one.reviewed_at, _who(one.reviewed_by), papers=_kind(loose, "review")))
    steps += [_drawn(draw, papers, entries) for draw in draws]
    if one.accepted_at:
        found = _kind(loose, "acceptance")
        steps.append(
            Step(gettext("Accepted"), one.accepted_at, _who(one.accepted_by), one.accepted_words, papers=found)
        )
    if one.published_at:
        steps.append(Step(gettext("Published"), one.published_at, _who(one.published_by)))
    if one.withdrawn_at:
        return [*steps, Step(gettext("Withdrawn"), one.withdrawn_at, _who(one.withdrawn_by), one.reason)]
    return [*steps, *_ahead(one)]


def _drawn(draw: Draw, papers: Sequence[Voucher], entries: dict[Any, Entry]) -> Step:
    yuan, mine = format_fen(draw.fen), [paper for paper in papers if paper.draw_id == draw.pk]
    entry = entries.get(draw.pk)
    if draw.dropped_at:
        title = gettext("Part {n}, {yuan} yuan, is not paid").format(n=draw.number, yuan=yuan)
        return Step(title, draw.dropped_at, draw.payee, draw.reason, papers=mine)
    if draw.paid_on:
        title = gettext("Part {n} paid: {yuan} yuan").format(n=draw.number, yuan=yuan)
        return Step(title, draw.paid_on, draw.payee, papers=mine, entry=entry, draw=draw, name="paid")
    title = gettext("Part {n} to be paid: {yuan} yuan").format(n=draw.number, yuan=yuan)
    return Step(title, draw.asked_at, draw.payee, papers=mine, state="now", draw=draw, name="draw")


def _ahead(one: Spending) -> list[Step]:
    """The steps that are still to come; the first of them is the one it waits for."""
    known = {
        S.PLANNED: ("quotes", "rest", "first", "second", "pay", "accept", "publish"),
        S.QUOTED: ("rest", "first", "second", "pay", "accept", "publish"),
        S.AUTHORISED: ("second", "pay", "accept", "publish") if one.first_by_id else ("first", "second", "pay",
                                                                                      "accept", "publish"),
        S.APPROVED: ("pay", "accept", "publish"), S.PAYING: ("accept", "publish"), S.ACCEPTED: ("publish",),
    }  # fmt: skip
    titles = {
        "quotes": gettext("Quotes"), "rest": gettext("What lets the money out"), "first": gettext("First signature"),
        "second": gettext("Second signature"), "pay": gettext("Payment"), "accept": gettext("Acceptance"),
        "publish": gettext("Publication"),
    }  # fmt: skip
    ahead = known.get(S(one.state), ())
    return [Step(titles[name], state="now" if index == 0 else "todo") for index, name in enumerate(ahead)]


def _who(person: Person | None) -> str:
    """Surname only: offices are public, whole names are not."""
    return masked_name(person.name) if person else ""


def _of(papers: Sequence[Voucher], column: str) -> list[Voucher]:
    return [paper for paper in papers if getattr(paper, column) is not None]


def _kind(papers: Sequence[Voucher], kind: str) -> list[Voucher]:
    return [paper for paper in papers if paper.kind == kind]


def may_do(
    one: Spending, draws: Sequence[Draw], entries: dict[Any, Entry], person: Person, at: datetime
) -> dict[str, bool]:
    """What this reader can do with it now."""
    before, drawn_from = one.state in (S.PLANNED, S.QUOTED), one.state in Spending.DRAWN_FROM
    waiting = any(draw.paid_on is None and draw.dropped_at is None for draw in draws)
    paid = any(not hasattr(entry, "reversed_by") for entry in entries.values())
    own = any(draw.asked_by_id == person.pk and draw.dropped_at is None for draw in draws)
    keeps = may.may_ask_draw(person, one, at)
    return {
        "quote": before and may.may_add_quote(person, one, at),
        "authorise": before and keeps, "sign": may.signs_next(person, one, at),
        "withdraw": one.state not in (S.ACCEPTED, S.PUBLISHED, S.WITHDRAWN) and not waiting and not paid
        and may.may_withdraw_spending(person, one, at),
        "begin": one.state in (S.APPROVED, S.PAYING) and keeps,
        "draw": drawn_from and keeps and one.reviewed_by_id != person.pk,
        "review": drawn_from and not own and may.may_review_spending(person, one, at), "pay": keeps,
        "accept": one.state == S.PAYING and paid and may.may_accept_spending(person, one, at),
        "publish": one.state == S.ACCEPTED and not waiting and keeps,
        "voucher": one.state != S.WITHDRAWN and may.may_add_voucher(person, one, at),
    }  # fmt: skip
