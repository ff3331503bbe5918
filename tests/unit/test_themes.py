"""Everything can be read on everything it stands on, by the measure of WCAG 2."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from textual.color import Color
from textual.theme import Theme

from runstrength.settings import Settings
from runstrength.ui.theme import THEMES, TONES, theme_name, theme_styles
from tests.support.loops import looped

PHASES = ("ready", "work", "switch", "rest", "overtime", "paused")


def luminance(color: str) -> float:
    """Return the relative luminance of a colour."""
    parts = (part / 255 for part in Color.parse(color).rgb)
    red, green, blue = (part / 12.92 if part <= 0.04045 else ((part + 0.055) / 1.055) ** 2.4 for part in parts)
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue


def contrast(one: str, other: str) -> float:
    """Return the contrast of two colours, 1 to 21."""
    low, high = sorted((luminance(one), luminance(other)))
    return (high + 0.05) / (low + 0.05)


def test_the_measure_itself_gives_what_the_standard_says() -> None:
    """The measure itself gives what the standard says."""
    assert contrast("#ffffff", "#000000") == pytest.approx(21)
    assert contrast("#767676", "#ffffff") == pytest.approx(4.54, abs=0.01)


def grounds(theme: Theme) -> Iterator[tuple[str, str, str]]:
    """Yield each background of a theme: its name, its colour, and the colour of dim text on it."""
    for phase in PHASES:
        yield phase, theme.variables[f"phase-{phase}"], theme.variables[f"quiet-{phase}"]
    for step in range(1, 5):
        yield f"warm-{step}", theme.variables[f"phase-warm-{step}"], theme.variables["quiet-overtime"]
    for name in ("background", "surface", "panel"):
        yield name, getattr(theme, name), theme.variables["quiet"]


CASES = [(theme, *ground) for theme in THEMES for ground in grounds(theme)]


@looped(("theme", "name", "ground", "quiet"), CASES)
def test_what_is_big(theme: Theme, name: str, ground: str, quiet: str) -> None:
    """Numbers and names have a contrast of at least 7:1 on each background."""
    assert theme.foreground is not None
    assert contrast(theme.foreground, ground) >= 7


@looped(("theme", "name", "ground", "quiet"), CASES)
def test_what_is_small(theme: Theme, name: str, ground: str, quiet: str) -> None:
    """Dim text, accents and warnings have a contrast of at least 4.5:1 on each background."""
    assert theme.accent is not None
    assert theme.warning is not None
    for color in (quiet, theme.accent, theme.warning):
        assert contrast(color, ground) >= 4.5, color


@pytest.mark.parametrize("theme", THEMES, ids=lambda theme: theme.name)
def test_left_and_right_which_are_big_and_have_the_accents_colour(theme: Theme) -> None:
    """LEFT and RIGHT, which are big and have the accent's colour, are at least 4.5:1 wherever they stand."""
    assert theme.accent is not None
    for phase in ("ready", "work", "switch"):
        assert contrast(theme.accent, theme.variables[f"phase-{phase}"]) >= 4.5


@pytest.mark.parametrize("theme", THEMES, ids=lambda theme: theme.name)
def test_each_phase_has_a_background_of_its_own(theme: Theme) -> None:
    """Each phase has a background of its own."""
    assert len({theme.variables[f"phase-{phase}"] for phase in PHASES}) == len(PHASES)


@pytest.mark.parametrize("theme", THEMES, ids=lambda theme: theme.name)
def test_each_tone_has_a_look_in_each_theme_and_on_each_ground(theme: Theme) -> None:
    """Each tone has a look in each theme and on each ground, and no two of them look the same."""
    for ground in ("", *PHASES):
        looks = theme_styles(theme.name, ground)

        assert set(looks) == set(TONES)
        assert len({str(look) for look in looks.values()}) == len(looks)


def test_the_settings_words_for_a_theme_lead_to_a_theme() -> None:
    """The settings' words for a theme lead to a theme, the default too."""
    assert {theme_name("dark"), theme_name("light"), theme_name(Settings().theme)} == {theme.name for theme in THEMES}
