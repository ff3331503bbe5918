"""The manual page is the one of these commands, and a formatter of manual pages has nothing to say against it."""

from __future__ import annotations

import shutil
import subprocess

import click
import pytest
from hypothesis import given
from hypothesis import strategies as st

from runstrength import __version__
from tests.conftest import ROOT
from tools import man_page


def test_the_page_is_made_from_the_commands() -> None:
    """`docs/runstrength.1` is what `python tools/man_page.py` writes."""
    assert man_page.PAGE.read_text(encoding="utf-8") == man_page.man_page()


def test_every_command_and_option_is_on_the_page() -> None:
    """The page has a heading for every command, and every option that its help shows."""
    page = man_page.PAGE.read_text(encoding="utf-8")
    for context in list(man_page.command_contexts())[1:]:
        heading = f"\n.SS {man_page.roff(context.command_path.partition(' ')[2])}\n"
        section = page.partition(heading)[2].partition("\n.SS ")[0]
        assert section, context.command_path
        for option in context.command.params:
            if isinstance(option, click.Option) and not option.hidden:
                assert man_page.roff(option.opts[-1]) in section, (context.command_path, option.name)


@given(st.text())
def test_no_text_is_a_request(text: str) -> None:
    """A text of a command is one line of ASCII that is no request."""
    written = man_page.roff(text)
    assert written.isascii()
    assert len(written.splitlines()) <= 1
    assert not written.startswith((".", "'"))


def test_the_date_is_that_of_the_changelog() -> None:
    """The date of the page is that of the version's heading in the changelog; what isn't released has none."""
    headings = (ROOT / "CHANGELOG.md").read_text(encoding="utf-8")
    date = man_page.release_date(__version__)
    assert date == "" or f"## {__version__} ({date})" in headings
    assert man_page.release_date("0.0.0") == ""


@pytest.mark.skipif(not shutil.which("groff"), reason="there is no groff here")
def test_a_formatter_has_no_warning() -> None:
    """With all its warnings on, groff prints none for the page."""
    groff = shutil.which("groff") or ""
    done = subprocess.run(
        [groff, "-man", "-ww", "-z", man_page.PAGE], capture_output=True, text=True, check=True, timeout=60
    )
    assert done.stdout + done.stderr == ""
