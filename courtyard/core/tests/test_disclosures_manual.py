"""The manual of what is published says of every line what the rulebook says."""

import re
from collections.abc import Iterable
from pathlib import Path

from courtyard.core.rulebook.disclosures import Disclosure
from courtyard.core.tests.estate_facts import shanghai

MANUAL = Path(__file__).parents[3] / "docs" / "disclosures.md"


def manual() -> Iterable[list[str]]:
    for line in MANUAL.read_text("utf-8").splitlines():
        if re.match(r"\| D\d\d", line):
            yield [cell.strip() for cell in line.strip("|").split("|")]


def so_many(number: int, unit: str) -> str:
    return f"{number} {unit}" if number == 1 else f"{number} {unit}s"


def by_when(one: Disclosure) -> str:
    when, event = one.when, one.when.event.replace("_", " ")
    length = so_many(when.months, "month") if when.months else so_many(when.days, "day")
    return {
        "yearly": ", ".join(f"{month:02}-{day:02}" for month, day in when.yearly),
        "after": f"{length} after {event}",
        "before": f"{length} before {event}",
        "event": f"at {event}",
        "standing": "always",
        "on_request": "on request",
    }[when.schedule]


def stays(one: Disclosure) -> str:
    if one.posted_days:
        return so_many(one.posted_days, "day")
    if one.renewed_months:
        return f"anew every {so_many(one.renewed_months, 'month')}"
    return "until the next" if one.until_next else ""


def row(one: Disclosure) -> list[str]:
    whose = f"{one.bearer}, or the {one.keeper} account’s keeper" if one.keeper else one.bearer
    where = ", ".join(place.replace("_", " ") for place in one.places)
    return [one.id, one.label_en, whose, by_when(one), stays(one), where, one.article, one.certainty]


def test_the_manual_says_of_each_line_what_the_rulebook_says() -> None:
    lines = sorted(shanghai().disclosures.values(), key=lambda one: one.id)

    assert list(manual()) == [row(one) for one in lines]


def test_the_manual_names_the_lines_that_are_for_some_estates() -> None:
    text = MANUAL.read_text("utf-8")
    some = {one.id for one in shanghai().disclosures.values() if one.modes or one.kinds or one.committee}

    assert some == {"D02", "D03", "D20", "D20b", "D20c", "D21", "D28"}
    paragraph = text[text.index("D20, D20b and D20c are for estates") :].partition("\n\n")[0]
    assert all(number in paragraph for number in some)
