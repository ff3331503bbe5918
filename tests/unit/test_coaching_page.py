"""The page about the advice: every piece has its row, and every test that it names is there."""

from __future__ import annotations

import re
from pathlib import Path

PAGE = (Path(__file__).parents[2] / "docs" / "coaching.md").read_text(encoding="utf-8")
TESTS = Path(__file__).parents[1]


def rows() -> list[list[str]]:
    """Return the cells of every row of the tables of advice."""
    cells = [[cell.strip() for cell in line.strip("|").split("|")] for line in PAGE.splitlines() if line[:1] == "|"]
    return [row for row in cells if len(row) == 5 and row[0] not in ("#", "---")]


def test_every_piece_of_advice_has_its_row() -> None:
    """All 29 pieces of advice stand on the page, each once, with a source, what is done, and a test by name."""
    assert sorted(int(row[0]) for row in rows() if row[0] != "-") == list(range(1, 30))
    assert all(all(row) for row in rows())
    assert [row[1] for row in rows() if not re.search(r"`test_\w+`: `test_\w+`", row[4])] == []


def test_the_tests_that_it_names_are_there() -> None:
    """No row leans on a test that does not exist."""
    files = {path.stem: path.read_text(encoding="utf-8") for path in TESTS.rglob("test_*.py")}
    for row in rows():
        for module, functions in re.findall(r"`(test_\w+)`(?:: ((?:`test_\w+`(?:, )?)+))?", row[4]):
            assert module in files or any(f"def {module}(" in text for text in files.values()), module
            for function in re.findall(r"`(test_\w+)`", functions):
                assert f"def {function}(" in files[module], function


def test_nothing_is_promised() -> None:
    """The page promises no protection from injury."""
    assert "never protection from injury" in PAGE
