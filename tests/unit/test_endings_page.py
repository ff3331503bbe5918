"""The table of endings names tests that are there."""

from __future__ import annotations

import re

from tests.conftest import ROOT


def test_every_ending_has_its_test() -> None:
    """Each row of docs/endings.md names a test, or a file of tests, that exists."""
    text = (ROOT / "docs" / "endings.md").read_text("utf-8")
    _, _, *rows = [line for line in text.splitlines() if line.startswith("| ")]
    assert len(rows) > 12
    for row in rows:
        names = re.findall(r"`(tests/[\w/.]+)(?:::(\w+))?`", row)
        assert names, row
        for file, test in names:
            assert not test or f"def {test}(" in (ROOT / file).read_text("utf-8"), (file, test)
