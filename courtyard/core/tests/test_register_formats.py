"""Any register comes back from paper as it was, in every format."""

import pytest
from hypothesis import HealthCheck, Phase, given, settings
from hypothesis import strategies as st

from courtyard.core.register import Column, guess_columns, parse
from courtyard.core.tests import register_files, register_papers
from courtyard.core.tests.register_files import FORMATS, Paper
from courtyard.places import sheets

# Whole sheets are large: a failing one is shown as it is, for making it small would take minutes.
SETTINGS = settings(
    derandomize=True,
    deadline=None,
    max_examples=50,
    phases=(Phase.explicit, Phase.generate),
    suppress_health_check=list(HealthCheck),
)


@pytest.mark.parametrize("filename", list(FORMATS))
@settings(SETTINGS)
@given(data=st.data())
def test_a_clean_register_comes_back_from_awkward_paper(filename: str, data: st.DataObject) -> None:
    register = data.draw(register_papers.registers())
    paper = data.draw(register_papers.papers(register))

    sheet = sheets.read(FORMATS[filename](paper), filename)
    guess = guess_columns(sheet.rows)
    read = parse(sheet.rows, guess.mapping)

    assert [(problem.cell, problem.reason, problem.value) for problem in read.problems] == []
    assert [register_papers.read_back(home) for home in read.homes] == register
    assert read.area_cm2 == sum(home.area_cm2 or 0 for home in register)
    assert read.owners == sum(len(home.owners) for home in register)
    assert read.notes == ()
    counts = read.counts
    assert counts.homes + counts.continuations + counts.skipped == counts.rows == len(sheet.rows)
    assert [column.heading in register_papers.HEADINGS["creed"] for column in guess.forbidden] == [True]


def test_a_long_register_loses_no_row() -> None:
    cells: list[list[register_files.Written]] = [["幢号", "室", "业主"]]
    cells += [[1 + n // 100, 101 + n % 100, "枫明"] for n in range(1_000)]

    sheet = sheets.read(register_files.xlsx(Paper(cells)), "register.xlsx")
    register = parse(sheet.rows, {0: Column.BUILDING, 1: Column.HOME, 2: Column.OWNER})

    assert len(sheet.rows) == 1_001
    assert (register.counts.homes, register.owners) == (1_000, 1_000)
