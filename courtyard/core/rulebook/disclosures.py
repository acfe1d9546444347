"""Disclosures a rulebook asks for, from [disclosures.KEY]: what is published, by whom, when, where, and for how long.

Their ids, D01 to D32, are those of our table of the law; a part of one has a letter behind it (D20b). A line says of
itself what is unsure, beside how sure we are of its article.
"""

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Any, Literal, get_args

from courtyard.core.rulebook.owed import Bearer, Condition, Obligation, When, period_of_year, when_of
from courtyard.core.rulebook.periods import months_after
from courtyard.core.rulebook.terms import Named, Ruled, terms_of
from courtyard.core.tables import Misfit, Table

Keeper = Literal["", "fund", "revenue"]
"""The account whose keeper publishes, where the estate knows who keeps it; its `bearer` does where nobody knows."""

Covers = Literal["", "before", "this", "next"]
"""Which period of the year it tells of: the one before that of its last day, that one, or the next."""

Management = Literal["lump_sum", "commission", "trust", "self_managed"]
"""How the estate pays for its service (包干制, 酬金制, 信托制), or that it has no company (自行管理)."""

WithCommittee = Literal["", "with", "without"]
Place = Literal[
    "every_owner", "prominent", "service_desk", "notice_board", "entrances", "online", "assembly", "inspection"
]
Event = Literal[
    "assembly", "assembly_decision", "audit_commissioned", "audit_received", "committee_decision", "contract_end",
    "election", "fee_vote", "first_assembly", "group_formed", "succession", "temporary_provider", "tender_result",
    "works_begin", "works_completed",
]  # fmt: skip
"""What happens on a day and has to be told before or after it. `succession` is an election that follows a term."""

ONLY_IF: Mapping[Management, Condition] = {"commission": "commission_mode", "self_managed": "self_management"}
YEAR = 12
CONTENTS_MAX, KINDS_MAX = 12, 10
DAYS_MAX, MONTHS_MAX = 366, 60
_ID = re.compile(r"D\d\d[b-z]?")
_KIND = re.compile(r"[a-z][a-z_]{0,19}")


@dataclass(frozen=True, slots=True)
class Disclosure(Ruled):
    """Something to be published (its label). Its schedule is one of those of a duty.

    `posted_days` is how many days it stays up after the first, in natural days; with `until_next` it stays until the
    next one is up. A `standing` one is put up anew after `renewed_months` at the latest, where that is set. `tell` are
    those told besides. `kinds` and `modes` of estates it is for are empty where it is for all. `contents` say what it
    has to hold, and are ours where no text lists them; `unsure` says what of the line is not settled.
    """

    id: str
    bearer: Bearer
    keeper: Keeper
    where_zh: str
    where_en: str
    places: tuple[Place, ...]
    tell: tuple[Bearer, ...]
    when: When
    covers: Covers
    posted_days: int | None
    until_next: bool
    renewed_months: int | None
    kinds: tuple[str, ...]
    modes: tuple[Management, ...]
    committee: WithCommittee
    contents_zh: tuple[str, ...]
    contents_en: tuple[str, ...]
    unsure: Named | None

    def where(self, language: str) -> str:
        return self.where_zh if language.lower().startswith("zh") else self.where_en

    def contents(self, language: str) -> tuple[str, ...]:
        return self.contents_zh if language.lower().startswith("zh") else self.contents_en

    def last_days(self, since: date, until: date) -> Iterator[date]:
        """The last days of a yearly schedule from `since` to `until`, both included, on which the line holds."""
        for year in range(since.year, until.year + 1):
            for month, day in sorted(self.when.yearly):
                last = date(year, month, day)
                if since <= last <= until and self.in_force(last):
                    yield last

    def period(self, last: date) -> str:
        """The period whose last day it is, as its duty is called: “2026-Q3”. Raises ValueError for another day."""
        return period_of_year(self.when.yearly, last)

    def covered(self, last: date) -> tuple[date, date] | None:
        """The first and the last day that what is due on `last` tells of; None where the line does not say."""
        if not self.covers:
            return None
        months = YEAR // len(self.when.yearly)
        number = sorted(self.when.yearly).index((last.month, last.day))
        shift = {"before": -1, "this": 0, "next": 1}[self.covers]
        first = months_after(date(last.year, 1, 1), (number + shift) * months)
        return first, months_after(first, months) - timedelta(days=1)

    def obligation(self) -> Obligation:
        """The duty that it is, under its id: what the clerk owes ahead by the calendar, and residents read of."""
        when = self.when
        only_if: Condition = ONLY_IF.get(self.modes[0], "") if self.modes else ""
        return Obligation(
            key=self.id, label_zh=self.label_zh, label_en=self.label_en, article=self.article, source=self.source,
            level=self.level, certainty=self.certainty, valid_from=self.valid_from, valid_to=self.valid_to,
            bearer=self.bearer, where_zh=self.where_zh, where_en=self.where_en, schedule=when.schedule,
            yearly=when.yearly, event=when.event, days=when.days, months=when.months, posted_days=self.posted_days,
            only_if=only_if,
        )  # fmt: skip


def disclosure_of(table: Table) -> Disclosure:
    """A line from [disclosures.KEY]. Raises Misfit: see the reasons."""
    when = when_of(table)
    one = Disclosure(
        **terms_of(table), **_how_long(table), **_for_whom(table),
        id=_id(table),
        bearer=table.choice("bearer", get_args(Bearer)),
        keeper=table.choice("keeper", get_args(Keeper)[1:]) if "keeper" in table else "",
        where_zh=table.text("where_zh"),
        where_en=table.text("where_en"),
        places=tuple(table.choices("places", get_args(Place))),
        tell=tuple(table.choices("tell", get_args(Bearer))) if "tell" in table else (),
        when=when,
        covers=table.choice("covers", get_args(Covers)[1:]) if "covers" in table else "",
        contents_zh=tuple(table.texts("contents_zh", CONTENTS_MAX)),
        contents_en=tuple(table.texts("contents_en", CONTENTS_MAX)),
        unsure=Named(table.text("unsure_zh"), table.text("unsure_en")) if "unsure_zh" in table else None,
    )  # fmt: skip
    _must_make_sense(one, table)
    table.close()
    return one


def _id(table: Table) -> str:
    written = table.text("id")
    if not _ID.fullmatch(written):
        raise Misfit(table.path_to("id"), "an id is D and two digits, like D10, and a letter from b on for a part")
    return written


def _how_long(table: Table) -> dict[str, Any]:
    return {
        "posted_days": _between(table, "posted_days", DAYS_MAX),
        "until_next": "until_next" in table and table.yes("until_next"),
        "renewed_months": _between(table, "renewed_months", MONTHS_MAX),
    }


def _for_whom(table: Table) -> dict[str, Any]:
    return {
        "kinds": tuple(table.texts("kinds", KINDS_MAX)) if "kinds" in table else (),
        "modes": tuple(table.choices("modes", get_args(Management))) if "modes" in table else (),
        "committee": table.choice("committee", get_args(WithCommittee)[1:]) if "committee" in table else "",
    }


def _between(table: Table, key: str, most: int) -> int | None:
    if key not in table:
        return None
    number = table.number(key)
    if not 1 <= number <= most:
        raise Misfit(table.path_to(key), f"it must be between 1 and {most}")
    return number


def _must_make_sense(one: Disclosure, table: Table) -> None:
    """Raises Misfit for what contradicts the schedule, an event or a kind that nobody knows, or contents of one
    language only."""
    when = one.when
    if when.event and when.event not in get_args(Event):
        at = "event" if when.schedule == "event" else f"{when.schedule}.event"
        raise Misfit(table.path_to(at), f"“{when.event}” is none of {', '.join(get_args(Event))}")
    wrong = {
        "covers": one.covers and (not when.yearly or YEAR % len(when.yearly)),
        "until_next": one.until_next and (not when.yearly or one.posted_days),
        "renewed_months": one.renewed_months and when.schedule != "standing",
        "posted_days": one.posted_days and when.schedule in ("standing", "on_request"),
    }
    for key, is_wrong in wrong.items():
        if is_wrong:
            raise Misfit(table.path_to(key), "this schedule has no use for it")
    if len(one.contents_zh) != len(one.contents_en):
        raise Misfit(table.path_to("contents_en"), "it must have as many texts as contents_zh")
    if not all(_KIND.fullmatch(kind) for kind in one.kinds):
        raise Misfit(table.path_to("kinds"), "a kind of estate is a word like after_sale_public")


def published(lines: Mapping[str, Disclosure]) -> dict[str, Obligation]:
    """The duties that they are, by id. Parts with a letter (D20b) are none of the calendar's: whoever publishes owes
    them, when it knows the estate."""
    return {one.id: one.obligation() for one in lines.values() if len(one.id) == len("D00")}


def must_have_one_id(lines: Mapping[str, Disclosure], parent: Mapping[str, Disclosure]) -> None:
    """No two lines share an id, and a city's line has that of its country's which it narrows. Raises Misfit."""
    seen: dict[str, str] = {}
    for key, one in lines.items():
        if one.id in seen:
            raise Misfit(f"disclosures.{key}.id", f"{one.id} is “{seen[one.id]}” already")
        if key in parent and parent[key].id != one.id:
            raise Misfit(f"disclosures.{key}.id", f"what it builds on calls it {parent[key].id}")
        seen[one.id] = key
