"""C53: documents that the rules rest on and that end soon."""

from collections.abc import Iterator
from datetime import date, timedelta

from courtyard.core.compliance.facts import Facts
from courtyard.core.compliance.findings import Fields, Finding, found
from courtyard.core.rulebook import Rulebook


def c53(facts: Facts, book: Rulebook, on: date) -> Iterator[Finding]:
    """No text asks for it: a document ends in less than 90 days. Days, its last one included."""
    days = book.checks["C53"].days
    assert days is not None
    for rule in facts.ending_rules:
        since = max(rule.valid_to - timedelta(days=days - 1), facts.known_from)
        if since <= on <= rule.valid_to:
            given: Fields = {"article": rule.article, "label_zh": rule.label_zh, "label_en": rule.label_en}
            yield found(book, "C53", rule.key, since, {"valid_to": rule.valid_to, **given})
