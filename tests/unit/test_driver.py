"""Which driver the app runs on."""

from __future__ import annotations

import io
import sys

import pytest

from runstrength.ui.terminal.driver import driver


@pytest.mark.skipif(sys.platform == "win32", reason="there is another driver")
@pytest.mark.parametrize("gone", ["textual._xterm_parser", "textual._ansi_sequences", "textual._keyboard_protocol"])
def test_where_textual_keeps_things_elsewhere(monkeypatch: pytest.MonkeyPatch, gone: str) -> None:
    """With a Textual that lacks a part which ours is made of, Textual's own driver is used."""

    class Keyboard(io.StringIO):
        def isatty(self) -> bool:
            return True

    monkeypatch.setattr(sys, "__stdin__", Keyboard())
    ours = driver()
    assert ours is not None
    assert ours.__name__ == "QuietDriver"
    monkeypatch.delitem(sys.modules, "runstrength.ui.terminal.quiet_driver")
    monkeypatch.setitem(sys.modules, gone, None)
    assert driver() is None
