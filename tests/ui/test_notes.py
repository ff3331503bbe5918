"""Notes and other texts as they are typed and pasted: nothing is lost in silence, and what is there stays."""

from __future__ import annotations

from datetime import timedelta
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st
from msgspec.structs import replace
from textual.events import Paste
from textual.pilot import Pilot

from runstrength.history.store import Store
from runstrength.text import typeable
from runstrength.ui import messages
from tests.support.app import MORNING, make_app, press, settled, text_of
from tests.support.past_samples import kept
from tests.support.plans import plan_of

ROCKET = "\U0001f469\u200d\U0001f680"
"""An astronaut: a woman, a joiner, a rocket."""


def store(home: Path) -> Store:
    """Return the history."""
    return Store(home / "data" / "history")


def past(home: Path, note: str = "") -> str:
    """Put a session with a note into the history, and return its id."""
    record = replace(kept(plan_of("runner", "beginner"), MORNING - timedelta(days=1)), note=note)
    store(home).save(record)
    return record.id


async def paste(pilot: Pilot[int], text: str) -> None:
    """Paste a text as a terminal does."""
    (pilot.app.focused or pilot.app.screen).post_message(Paste(text))
    await settled(pilot)


async def correcting(pilot: Pilot[int], session: str) -> None:
    """Go to the note of a session that is corrected, and begin to type."""
    await settled(pilot)
    pilot.app.post_message(messages.EditSession(session))
    await settled(pilot)
    await settled(pilot)
    await press(pilot, "down", "down", "down", "down", "enter")


@pytest.mark.parametrize(
    ("pasted", "kept_as"),
    [
        ("two\nlines", "two lines"),
        ("two\r\n\r\n lines\tand more", "two lines and more"),
        (f"to the moon {ROCKET}", f"to the moon {ROCKET}"),
        ("\u0645\u06cc\u200c\u062e\u0648\u0627\u0647\u0645", "\u0645\u06cc\u200c\u062e\u0648\u0627\u0647\u0645"),
        ("x" * 3990, "x" * 3990),
        ("a\x1b[31mb\u202ec", "a[31mbc"),
    ],
    ids=["lines", "blanks", "emoji", "joiner", "long", "control"],
)
async def test_a_pasted_note_reaches_the_disk(home: Path, pasted: str, kept_as: str) -> None:
    """Lines are joined with a blank, joined letters and emoji stay joined, and a long note is whole."""
    session = past(home)
    app = make_app(home)
    async with app.run_test(size=(80, 24)) as pilot:
        await correcting(pilot, session)
        await paste(pilot, pasted)
        await press(pilot, "enter")

    assert store(home).load(session).note == kept_as


async def test_a_note_that_is_too_long_is_said(home: Path) -> None:
    """What fits of a long paste is inserted, and what doesn't is said; so is the next key."""
    session = past(home, "before ")
    app = make_app(home)
    async with app.run_test(size=(80, 24)) as pilot:
        await correcting(pilot, session)
        await paste(pilot, "y" * 5000)
        assert "3,993 of 5,000 characters inserted: at most 4,000 fit here" in text_of(app, "#headline")
        await press(pilot, "z")
        assert "no room: at most 4,000 characters fit here" in text_of(app, "#headline")
        await press(pilot, "enter")

    assert store(home).load(session).note == "before " + "y" * 3993


async def test_a_note_that_nobody_touches_stays(home: Path) -> None:
    """A note that is longer than the limit is not cut by opening it, nor by a key for which there's no room."""
    note = "first line\n" + "n" * 6000 + "  "
    session = past(home, note)
    app = make_app(home)
    async with app.run_test(size=(80, 24)) as pilot:
        await correcting(pilot, session)
        await press(pilot, "z", "enter")

    assert store(home).load(session).note == note


@given(st.text(max_size=200), st.text(max_size=20))
def test_only_what_a_terminal_would_obey_is_left_out(text: str, before: str) -> None:
    """What is typed or pasted has no control character and no line break, and letters and digits are all there."""
    new = typeable(text, before)
    assert not any(letter in new for letter in "\x1b\n\r\t\x00\u202e\u2066")
    seen = [letter for letter in new if letter.isalnum() and letter.isprintable()]
    assert seen == [letter for letter in text if letter.isalnum() and letter.isprintable() and typeable(letter)]
