"""The example in docs/quality.md, which was reckoned by hand, equals the code; so does what is sown into the page."""

import re
from fractions import Fraction
from pathlib import Path

import courtyard
from courtyard.conftest import Court
from courtyard.core.quality import FIELDS, SOURCES, Evidence, figure
from courtyard.places.rules import rules_of
from courtyard.services.worked_example import FOUND

DOCS = (Path(courtyard.__file__).parent.parent / "docs" / "quality.md").read_text(encoding="utf-8")
ROW = re.compile(
    r"^\| (general|cleaning|order|green|facilities) \| (\d) \| (.+?) \| (.+?) \| (.+?) \| (.+?) \| ([\d.]+) \|$"
)
HOMES = 120


def evidence(cell: str, source: str) -> Evidence | None:
    if cell == "none":
        return None
    total, count = cell.split(" of ")
    return Evidence(Fraction(total), int(count), HOMES if source == "ratings" else None)


def rows() -> list[tuple[str, ...]]:
    return [found.groups() for line in DOCS.splitlines() if (found := ROW.match(line))]


def test_the_example_is_the_one_of_the_docs() -> None:
    written = {
        field: {source: evidence(cell, source) for source, cell in zip(SOURCES, cells, strict=True)}
        for field, _weight, *cells, _index in rows()
    }

    assert written == FOUND


def test_the_example_by_hand_equals_the_code(court: Court) -> None:
    rule = rules_of(court.estate).quality
    assert rule is not None
    whole = figure(FOUND, rule.method)

    assert {field: index for field, *_rest, index in rows()} == {
        field: f"{whole.fields[field].milli / 10:.1f}" for field in FIELDS
    }
    assert {field: int(weight) for field, weight, *_rest in rows()} == dict(rule.method.fields)
    said = re.search(r"= ([\d.]+), which most likely lies between ([\d.]+) and\s+([\d.]+)\.", DOCS)
    assert said is not None
    assert said.groups() == tuple(f"{milli / 10:.1f}" for milli in (whole.milli, whole.low_milli, whole.high_milli))


def test_one_field_step_by_step(court: Court) -> None:
    """As docs/quality.md writes it out: each source, then the weighed mean."""
    steps = [Fraction(28, 40), Fraction(93, 120), Fraction(23, 36), Fraction(29, 50)]
    weighed = sum(weight * step for weight, step in zip((3, 2, 2, 3), steps, strict=True)) / 10
    rule = rules_of(court.estate).quality

    assert rule is not None
    assert figure(FOUND, rule.method).exact_fields["facilities"] == weighed
