"""C20 to C24: what is filed, posted and handed over after an election or a change. Doing it later ends each of them."""

from collections.abc import Iterator
from datetime import date

from courtyard.core.compliance.days import DAY, done, due_on, passed
from courtyard.core.compliance.facts import Facts
from courtyard.core.compliance.findings import Finding, found
from courtyard.core.rulebook import Rulebook


def c20(facts: Facts, book: Rulebook, on: date) -> Iterator[Finding]:
    """物业管理条例 art 16, 上海市住宅物业管理规定 art 23: filed within 30 days of the election.

    Days, moved off days off.
    """
    term = facts.term
    if term is None or done(term.filed_on, on) or term.elected_on >= on:
        return
    due = due_on(book, "C20", term.elected_on)
    if passed(due, facts, on):
        yield found(book, "C20", term.id, due + DAY, {"elected_on": term.elected_on, "due_on": due})


def c21(facts: Facts, book: Rulebook, on: date) -> Iterator[Finding]:
    """Art 33: a change of members or rules is filed within 30 days. Days, moved off days off."""
    for change in facts.changes:
        if done(change.filed_on, on) or change.on >= on:
            continue
        due = due_on(book, "C21", change.on)
        if passed(due, facts, on):
            yield found(book, "C21", change.id, due + DAY, {"title": change.title, "day": change.on, "due_on": due})


def c22(facts: Facts, book: Rulebook, on: date) -> Iterator[Finding]:
    """Art 21: the names of those elected are posted within 3 days. Days, moved off days off. The group's duty."""
    term = facts.term
    if term is None or done(term.names_posted_on, on) or term.elected_on >= on:
        return
    due = due_on(book, "C22", term.elected_on)
    if passed(due, facts, on):
        yield found(book, "C22", term.id, due + DAY, {"elected_on": term.elected_on, "due_on": due})


def c23(facts: Facts, book: Rulebook, on: date) -> Iterator[Finding]:
    """Art 29: documents and seals are handed over within 10 days of the group's forming. Days, moved off days off."""
    way = facts.reelection
    if way is None or way.group_formed_on is None or way.group_formed_on >= on or done(way.handed_over_on, on):
        return
    due = due_on(book, "C23", way.group_formed_on)
    if passed(due, facts, on):
        yield found(book, "C23", way.id, due + DAY, {"day": way.group_formed_on, "due_on": due})


def c24(facts: Facts, book: Rulebook, on: date) -> Iterator[Finding]:
    """Art 30: who leaves the committee hands over within 10 days. Days, moved off days off."""
    for one in facts.former:
        if not one.keeps or done(one.handed_over_on, on) or one.ended_on >= on:
            continue
        due = due_on(book, "C24", one.ended_on)
        if passed(due, facts, on):
            yield found(book, "C24", one.id, due + DAY, {"day": one.ended_on, "due_on": due})
