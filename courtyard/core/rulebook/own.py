"""An estate's own rules on top of the law's: where the law leaves room, and never laxer than it."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace
from types import MappingProxyType

from courtyard.core.clocks import Promise
from courtyard.core.errors import BadInput, sentence
from courtyard.core.rulebook.book import Category, Rule, Rulebook


class UnknownRule(BadInput):
    says = sentence("There is no rule “{key}” that an estate may set for itself.")
    field = "key"


class NotStricter(BadInput):
    """The law's own period is the most there may be."""

    says = sentence(
        "“{label}” stands in {article}. An estate’s own rules may make it shorter, and count it in the same unit."
    )
    field = "amount"


@dataclass(frozen=True, slots=True)
class OwnRule:
    """What an estate decided for itself: which rule, how long, and the clause and page where it is written."""

    key: str
    promise: Promise
    clause: str
    page: str
    document: str


def with_own(book: Rulebook, own: Iterable[OwnRule]) -> Rulebook:
    """The rulebook with an estate's own rules in place of the law's. Raises UnknownRule and NotStricter."""
    rules: dict[str, Rule] = dict(book.rules)
    for one in own:
        rule = rules.get(one.key)
        if rule is None or not rule.open:
            raise UnknownRule(key=one.key)
        if one.promise.unit != rule.promise.unit or one.promise.amount > rule.promise.amount:
            raise NotStricter(label=rule.label_zh, article=rule.article)
        rules[one.key] = _own(rule, one)
    categories = {key: _under(category, rules) for key, category in book.categories.items()}
    return replace(book, rules=MappingProxyType(rules), categories=MappingProxyType(categories))


def _own(rule: Rule, one: OwnRule) -> Rule:
    """It stands in the estate's document, not in the law's text, and does not end with the law's."""
    return replace(
        rule, promise=one.promise, label_zh=rule.about_zh, label_en=rule.about_en,
        article=f"{one.document} {one.clause}", page=one.page, source="", certainty="own", level="", valid_to=None,
    )  # fmt: skip


def _under(category: Category, rules: Mapping[str, Rule]) -> Category:
    def anew(some: tuple[Rule, ...]) -> tuple[Rule, ...]:
        return tuple(rules[rule.key] for rule in some)

    return replace(
        category,
        first_contact=anew(category.first_contact),
        resolved=anew(category.resolved),
        urgent_on_site=anew(category.urgent_on_site),
        urgent_on_site_with_office=anew(category.urgent_on_site_with_office),
        by_kind=MappingProxyType({kind: _under(other, rules) for kind, other in category.by_kind.items()}),
    )
