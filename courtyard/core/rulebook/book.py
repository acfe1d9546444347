"""Rulebooks: which kinds of case there are, who answers first, and which clocks run, each with its article.

A rulebook is a TOML file that a caller has parsed; `load` checks every key of it, and refuses the whole
file with the place and the reason rather than run a clock nobody wrote.
"""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field, replace
from datetime import date
from types import MappingProxyType
from typing import Any, Literal, TypeVar, get_args
from zoneinfo import ZoneInfo

from courtyard.core.calendars import CALENDARS, WorkingCalendar
from courtyard.core.clocks import UNITS, DeskHours, Promise, Span
from courtyard.core.errors import BadInput, sentence
from courtyard.core.rulebook.accounts import Account
from courtyard.core.rulebook.checks import CheckRule, check_rule_of, must_be_there
from courtyard.core.rulebook.counts import CountRule, Matter, count_rule_of, matter_of
from courtyard.core.rulebook.disclosures import Disclosure, disclosure_of, must_have_one_id, published
from courtyard.core.rulebook.kinds import KindRule, kind_rule_of
from courtyard.core.rulebook.limits import Limit
from courtyard.core.rulebook.lines import line_of
from courtyard.core.rulebook.money import BillingRule, ModeRule, money_of
from courtyard.core.rulebook.owed import Obligation, obligation_of
from courtyard.core.rulebook.periods import Period, period_of
from courtyard.core.rulebook.points import PointRule, must_be_answered, point_rule_of
from courtyard.core.rulebook.quality import QualityRule, quality_of
from courtyard.core.rulebook.terms import BadRulebook, Named, Ruled, terms_of
from courtyard.core.rulebook.works import WorkLine, work_line_of
from courtyard.core.tables import Misfit, Table

T = TypeVar("T")

Party = Literal["wu", "ye", "ju"]
"""The property company, the owners' committee, the residents' committee."""

RULES_MAX = 200
KINDS_MAX = 10
CATEGORIES_MAX = 60
SPANS_MAX = 6
HOLIDAYS_MAX = 1_000
WEEKDAYS = ("monday", "tuesday", "wednesday", "thursday", "friday", "saturday", "sunday")


class UnknownCategory(BadInput):
    """The rulebook has no such kind of case."""

    says = sentence("Choose from the list what this is about.")
    field = "category"


@dataclass(frozen=True, slots=True)
class Rule(Ruled):
    """One period for answering: how long somebody may take. An `open` one the estate's own rules may make shorter.

    An open one is also named without its period (`about`), for whoever sets another: with a label of “within 3 days”
    an own rule of 2 days would contradict itself. `page` is where an own rule stands in the estate's document.
    """

    promise: Promise
    open: bool = False
    about_zh: str = ""
    about_en: str = ""
    page: str = ""

    def about(self, language: str) -> str:
        """What it is about, without its period."""
        return Named(self.about_zh or self.label_zh, self.about_en or self.label_en).label(language)


@dataclass(frozen=True, slots=True)
class Category(Named):
    """A kind of case: who answers first, and its rules. Of several, the first in force counts.

    `by_kind` holds what differs for a kind of estate: “after_sale_public” and so on.
    """

    key: str
    party: Party
    first_contact: tuple[Rule, ...]
    resolved: tuple[Rule, ...]
    urgent_on_site: tuple[Rule, ...]
    urgent_on_site_with_office: tuple[Rule, ...]
    by_kind: Mapping[str, "Category"] = field(default_factory=dict)

    def for_kind(self, kind: str) -> "Category":
        """The category as it is for a kind of estate."""
        return self.by_kind.get(kind, self)


@dataclass(frozen=True, slots=True)
class Part(Named):
    """Rules that others build on: a country's, below its cities'."""

    name: str
    version: str
    rules: Mapping[str, Rule]
    periods: Mapping[str, Period]
    duties: Mapping[str, Obligation]
    counts: Mapping[str, CountRule]
    matters: Mapping[str, Matter]
    checks: Mapping[str, CheckRule]
    points: Mapping[str, PointRule]
    accounts: Mapping[str, Account] = field(default_factory=dict)
    limits: Mapping[str, Limit] = field(default_factory=dict)
    modes: Mapping[str, ModeRule] = field(default_factory=dict)
    billing: BillingRule | None = None
    disclosures: Mapping[str, Disclosure] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Rulebook(Named):
    """What one file says. Whatever begins under a version keeps it to its end."""

    name: str
    version: str
    calendar: str
    hours: DeskHours
    rules: Mapping[str, Rule]
    periods: Mapping[str, Period]
    duties: Mapping[str, Obligation]
    counts: Mapping[str, CountRule]
    matters: Mapping[str, Matter]
    checks: Mapping[str, CheckRule]
    points: Mapping[str, PointRule]
    categories: Mapping[str, Category]
    kinds: Mapping[str, KindRule] = field(default_factory=dict)
    """What is usual for each kind of estate: levels of service, and the index aimed at."""
    works: Mapping[str, WorkLine] = field(default_factory=dict)
    """Works that come again, and how often at the least."""
    disclosures: Mapping[str, Disclosure] = field(default_factory=dict)
    """What must be published. Each is among the duties, too, under its id."""
    hotline: str = ""
    """The city's telephone number for those whom nobody helped."""
    quality: QualityRule | None = None
    """How the quality of service is reckoned; nothing where nobody said."""
    accounts: Mapping[str, Account] = field(default_factory=dict)
    """The chart of accounts; empty where the rulebook keeps no books."""
    limits: Mapping[str, Limit] = field(default_factory=dict)
    """Limits to money: what may be drawn, what brings a fund back, how much of the public revenue goes into it."""
    modes: Mapping[str, ModeRule] = field(default_factory=dict)
    """The ways in which a company is paid, and what each owes in public."""
    billing: BillingRule | None = None
    """How fees are billed; nothing where nobody said."""


@dataclass(frozen=True, slots=True)
class Clocks:
    """The rules whose clocks start with a case; None where no rule is in force."""

    first_contact: Rule | None
    on_site: Rule | None
    resolved: Rule | None


def clock_for(
    rulebook: Rulebook, category: str, *, urgent: bool, on: date, site_office: bool = False, estate_kind: str = ""
) -> Clocks:
    """The clocks of a case of this category filed on the day `on`.

    Somebody must come to the site only for what is urgent, sooner where the company has an office on the
    estate (`site_office`). No rule gives urgent repairs another day by which they must be done, so
    `resolved` is that of any other. Raises UnknownCategory.
    """
    kind = rulebook.categories.get(category)
    if kind is None:
        raise UnknownCategory
    kind = kind.for_kind(estate_kind)
    with_office = kind.urgent_on_site_with_office if site_office else ()
    return Clocks(
        first_contact=_in_force(kind.first_contact, on),
        on_site=_in_force((*with_office, *kind.urgent_on_site), on) if urgent else None,
        resolved=_in_force(kind.resolved, on),
    )


def load_part(data: Mapping[str, Any], name: str, text: str = "") -> Part:
    """A file that says `part = true`: rules without a desk of their own. Raises BadRulebook as `load` does."""
    try:
        return _part(Table(data), name)
    except Misfit as misfit:
        raise _bad(name, misfit, text) from misfit


def load(data: Mapping[str, Any], name: str, parent: Part | None = None, text: str = "") -> Rulebook:
    """The rulebook in a parsed TOML file; `name` is the file's, for the refusal, and `text` finds the line.

    What `parent` says holds, too, unless this one says otherwise under the same key. Raises BadRulebook for a missing
    or unknown key, a value of another type, a unit, calendar, zone, party, certainty or rule that does not exist, or a
    category that would one day have no deadline.
    """
    try:
        return _rulebook(Table(data), name, parent)
    except Misfit as misfit:
        raise _bad(name, misfit, text) from misfit


def extends(data: Mapping[str, Any], name: str, text: str = "") -> tuple[str, str] | None:
    """The rulebook that a parsed file builds on, and its version: “cn/2026.1”. Raises BadRulebook without a version.

    What began under a city's version must not change because its country has a newer one.
    """
    base, slash, version = str(data.get("extends", "")).partition("/")
    if base and not version:
        raise _bad(name, Misfit("extends", "it has to name the version, too, as in cn/2026.1"), text)
    return (base, version) if slash else None


def _bad(name: str, misfit: Misfit, text: str) -> BadRulebook:
    path = misfit.path or "the top"
    where = f"{path}, line {line_of(text, misfit.path)}" if text else path
    return BadRulebook(name=name, path=where, reason=misfit.reason)


def _part(top: Table, name: str) -> Part:
    top.yes("part")
    part = Part(
        name=name,
        version=top.text("version"),
        label_zh=top.text("label_zh"),
        label_en=top.text("label_en"),
        rules=MappingProxyType(_some(top, "rules", _rule)),
        periods=MappingProxyType(_some(top, "periods", period_of)),
        **_owed(top, None),
        **_votes(top, None),
        checks=MappingProxyType(_some(top, "checks", check_rule_of)),
        points=MappingProxyType(_some(top, "points", point_rule_of)),
        **money_of(top, None),
    )
    must_be_there(part.checks, part.periods, part.counts, part.disclosures)
    must_be_answered(part.points, part.periods)
    top.close()
    return part


def _owed(top: Table, parent: Part | None) -> dict[str, Any]:
    """What must be published, and the duties, of which those are some. Raises Misfit for an id that stands twice."""
    inherited = parent.disclosures if parent else {}
    lines = {**inherited, **_some(top, "disclosures", disclosure_of)}
    must_have_one_id(lines, inherited)
    duties = {**(parent.duties if parent else {}), **published(lines), **_some(top, "duties", obligation_of)}
    return {"disclosures": MappingProxyType(lines), "duties": MappingProxyType(duties)}


def _votes(top: Table, parent: Part | None) -> dict[str, Any]:
    """How votes are counted, and which matter by which rule. Raises Misfit for a matter without its rule."""
    counts = {**(parent.counts if parent else {}), **_some(top, "counts", count_rule_of)}
    matters = {**(parent.matters if parent else {}), **_some(top, "matters", matter_of)}
    for matter in matters.values():
        if matter.rule not in counts:
            raise Misfit(f"matters.{matter.key}.rule", f"“{matter.rule}” is none of {', '.join(counts)}")
    return {"counts": MappingProxyType(counts), "matters": MappingProxyType(matters)}


def _some(top: Table, key: str, read: Callable[[Table], T]) -> dict[str, T]:
    return top.some(key, RULES_MAX, read)


def _rulebook(top: Table, name: str, parent: Part | None) -> Rulebook:
    if "extends" in top and (parent is None or f"{parent.name}/{parent.version}" != top.text("extends")):
        raise Misfit(top.path_to("extends"), "what it builds on was not given")
    calendar_table = top.table("calendar")
    calendar_name = calendar_table.choice("name", tuple(CALENDARS))
    rules = {**(parent.rules if parent else {}), **_some(top, "rules", _rule)}
    periods = {**(parent.periods if parent else {}), **_some(top, "periods", period_of)}
    checks = {**(parent.checks if parent else {}), **_some(top, "checks", check_rule_of)}
    book = Rulebook(
        name=name,
        version=top.text("version"),
        label_zh=top.text("label_zh"),
        label_en=top.text("label_en"),
        calendar=calendar_name,
        hours=_hours(top, _calendar(calendar_table, calendar_name)),
        rules=MappingProxyType(rules),
        periods=MappingProxyType(periods),
        **_owed(top, parent),
        **_votes(top, parent),
        checks=MappingProxyType(checks),
        points=MappingProxyType({**(parent.points if parent else {}), **_some(top, "points", point_rule_of)}),
        categories=MappingProxyType(
            {table.key: _category(table, rules) for table in top.tables("categories", CATEGORIES_MAX)}
        ),
        kinds=MappingProxyType(_some(top, "kinds", kind_rule_of)),
        works=MappingProxyType(_some(top, "works", work_line_of)),
        hotline=top.text("hotline") if "hotline" in top else "",
        quality=_quality(top),
        **money_of(top, parent),
    )
    must_be_there(book.checks, book.periods, book.counts, book.disclosures)
    must_be_answered(book.points, book.periods)
    top.close()
    return book


def _quality(top: Table) -> QualityRule | None:
    """Every kind of case it names has to be one. Raises Misfit."""
    rule = quality_of(top.table("quality")) if "quality" in top else None
    known = top.mapping("categories") if rule else {}
    for category in rule.categories if rule else ():
        if category not in known:
            raise Misfit(f"quality.categories.{category}", "the rulebook has no such kind of case")
    return rule


def _calendar(table: Table, name: str) -> WorkingCalendar:
    given: dict[str, Any] = {}
    if name == "plain":
        given["weekdays"] = frozenset(WEEKDAYS.index(day) for day in table.choices("weekdays", WEEKDAYS))
        given["holidays"] = frozenset(table.days("holidays", HOLIDAYS_MAX))
        given["known_until"] = table.day("known_until")
    table.close()
    with table.at("weekdays"):
        return CALENDARS[name](**given)


def _hours(top: Table, calendar: WorkingCalendar) -> DeskHours:
    with top.at("zone"):
        zone = ZoneInfo(top.text("zone"))
    spans = tuple(_span(table) for table in top.rows("desk", SPANS_MAX))
    with top.at("desk"):
        return DeskHours(spans, calendar, zone)


def _span(table: Table) -> Span:
    opens, closes = table.time("opens"), table.time("closes")
    table.close()
    with table.at():
        return Span(opens, closes)


def _rule(table: Table) -> Rule:
    is_open = "open" in table and table.yes("open")
    about: dict[str, Any] = {key: table.text(key) for key in ("about_zh", "about_en")} if is_open else {}
    rule = Rule(**terms_of(table), promise=_promise(table), open=is_open, **about)
    table.close()
    return rule


def _promise(table: Table) -> Promise:
    units = [unit for unit in UNITS if unit in table]
    if len(units) != 1:
        raise Misfit(table.path, f"it needs a period: exactly one of {', '.join(UNITS)}")
    with table.at(units[0]):
        return Promise(table.number(units[0]), units[0])


def _category(table: Table, rules: Mapping[str, Rule]) -> Category:
    usual = _answers(table, rules, None)
    kinds: dict[str, Category] = {}
    for other in table.tables("kinds", KINDS_MAX) if "kinds" in table else ():
        kinds[other.key] = _answers(other, rules, usual)
        other.close()
    table.close()
    return replace(usual, by_kind=MappingProxyType(kinds))


def _answers(table: Table, rules: Mapping[str, Rule], usual: Category | None) -> Category:
    """A category as its table says, or, for a kind of estate, what differs from the usual one."""

    def named(key: str) -> tuple[Rule, ...]:
        if key in table:
            return tuple(rules[rule] for rule in table.choices(key, tuple(rules)))
        inherited: tuple[Rule, ...] = getattr(usual, key) if usual else ()
        return inherited

    category = Category(
        key=usual.key if usual else table.key,
        label_zh=table.text("label_zh") if "label_zh" in table or not usual else usual.label_zh,
        label_en=table.text("label_en") if "label_en" in table or not usual else usual.label_en,
        party=table.choice("party", get_args(Party)) if "party" in table or not usual else usual.party,
        first_contact=named("first_contact"),
        resolved=named("resolved"),
        urgent_on_site=named("urgent_on_site"),
        urgent_on_site_with_office=named("urgent_on_site_with_office"),
    )
    if not category.resolved or category.resolved[-1].valid_to is not None:
        raise Misfit(
            table.path_to("resolved"), "the last rule must be one without an end, or cases lose their deadline"
        )
    return category


def _in_force(rules: tuple[Rule, ...], on: date) -> Rule | None:
    return next((rule for rule in rules if rule.in_force(on)), None)
