"""The table for spreadsheets, opened by one: LibreOffice, where it is installed."""

from __future__ import annotations

import csv
import shutil
import subprocess
from pathlib import Path

import msgspec
import pytest
from click.testing import CliRunner

from runstrength.cli import main
from runstrength.history.store import Store
from tests.support.history_samples import PLANK, record

OFFICE = shutil.which("soffice") or shutil.which("libreoffice")
COMMAS, QUOTES, UTF8 = 44, 34, 76
NASTY = (
    '=HYPERLINK("http://x.example";"click")',
    "+1+1",
    "-2+3",
    "@SUM(1;2)",
    "\t=1+1",
    'a "quoted", b; c',
    "Schnee ❄ été",
)


@pytest.mark.skipif(OFFICE is None, reason="LibreOffice is not installed")
def test_a_spreadsheet_reads_every_row_and_runs_nothing(home: Path, tmp_path: Path) -> None:
    """LibreOffice finds every set with its number and its text, and takes no text for a formula."""
    store = Store(home / "data" / "history")
    for day, note in enumerate(NASTY):
        sets = tuple(msgspec.structs.replace(PLANK, step=step, done=27.5) for step in range(3))
        store.save(record(f"day{day:04}", days=day, title=note, note=note, sets=sets))
    table = tmp_path / "table.csv"
    assert CliRunner().invoke(main, ["history", "export", "--format", "csv", "-o", str(table)]).exit_code == 0

    sheet = convert(table, "fods", f"CSV:{COMMAS},{QUOTES},{UTF8}")
    assert "table:formula" not in sheet.read_text("utf-8")
    back = convert(sheet, "csv", "", to=f"csv:Text - txt - csv (StarCalc):{COMMAS},{QUOTES},{UTF8}")
    with table.open(encoding="utf-8-sig", newline="") as ours, back.open(encoding="utf-8-sig", newline="") as theirs:
        written, read = list(csv.DictReader(ours)), list(csv.DictReader(theirs))
    assert len(read) == 3 * len(NASTY)
    for one, other in zip(written, read, strict=True):
        assert other.pop("time").startswith(one.pop("time"))  # it may have its own way to write one: 07:30:05 AM
        assert other == one
    assert {one["done"] for one in read} == {"27.5"}


def convert(source: Path, suffix: str, reading: str, to: str = "") -> Path:
    """Let LibreOffice read a file and write it as another kind."""
    assert OFFICE is not None
    folder = source.parent / suffix
    command = [
        OFFICE,
        f"-env:UserInstallation=file://{source.parent}/office",
        "--headless",
        "--convert-to",
        to or suffix,
    ]
    command += [f"--infilter={reading}"] if reading else []
    subprocess.run([*command, "--outdir", folder, source], check=True, capture_output=True, timeout=120)
    return folder / f"{source.stem}.{suffix}"
