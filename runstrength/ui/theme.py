"""The dark and the light theme: an accent, three grays, and a background for each phase.

Big text has a contrast of at least 7:1 on its background, small text at least 4.5:1; a test measures them.
Text styles are created here instead of by component classes: for each of those, Textual would search the style sheet of
every widget before the first frame.
"""

from __future__ import annotations

from collections.abc import Mapping
from functools import lru_cache
from typing import Final

from rich.style import Style
from textual.color import Color
from textual.theme import Theme
from textual.widget import Widget

DARK = Theme(
    name="runstrength-dark",
    primary="#ffd866",
    secondary="#8fb8de",
    warning="#ffb454",
    error="#ff8f80",
    success="#8fd694",
    accent="#ffd866",
    foreground="#f2f2ee",
    background="#121416",
    surface="#1a1d20",
    panel="#24282c",
    dark=True,
    variables={
        "quiet": "#a3a9ad",
        "phase-ready": "#2b2340",
        "phase-work": "#0b3b2c",
        "phase-switch": "#553500",
        "phase-rest": "#14233f",
        "phase-overtime": "#43202a",
        "phase-paused": "#2a2c2e",
        "phase-lit": "#5a5e66",
        "quiet-ready": "#b9b2cf",
        "quiet-work": "#9fcbb7",
        "quiet-switch": "#e3c391",
        "quiet-rest": "#a5b8da",
        "quiet-overtime": "#dcb3bd",
        "quiet-paused": "#b4b8bb",
    },
)

LIGHT = Theme(
    name="runstrength-light",
    primary="#7a4b00",
    secondary="#1f4f7a",
    warning="#8a4b00",
    error="#a3201a",
    success="#1d6b34",
    accent="#7a4b00",
    foreground="#16181a",
    background="#fbfaf6",
    surface="#f1efe8",
    panel="#e6e3d9",
    dark=False,
    variables={
        "quiet": "#575d61",
        "phase-ready": "#e4dcf5",
        "phase-work": "#d3efdf",
        "phase-switch": "#ffe3b3",
        "phase-rest": "#d8e6fb",
        "phase-overtime": "#fbdde2",
        "phase-paused": "#e3e3e0",
        "phase-lit": "#a9adb5",
        "quiet-ready": "#544a70",
        "quiet-work": "#2f5c48",
        "quiet-switch": "#694706",
        "quiet-rest": "#365078",
        "quiet-overtime": "#793c4a",
        "quiet-paused": "#505456",
    },
)

for theme in (DARK, LIGHT):
    rest, over = (Color.parse(theme.variables[f"phase-{name}"]) for name in ("rest", "overtime"))
    theme.variables |= {f"phase-warm-{step}": rest.blend(over, step / 5).hex for step in range(1, 5)}

THEMES = (DARK, LIGHT)


def theme_name(setting: str) -> str:
    """Return the name of the theme of a setting (`dark` or `light`)."""
    return f"runstrength-{setting}"


TONES: Final = ("strong", "dim", "accent", "selected", "warning")
"""The names of text styles; plain text has none."""


def tone(widget: Widget, name: str) -> Style:
    """Return the style of a tone for a widget, on the `ground` of its screen."""
    return theme_styles(widget.app.theme, getattr(widget.screen, "ground", ""))[name] if name else Style.null()


@lru_cache(maxsize=32)
def theme_styles(theme_name: str, ground: str) -> Mapping[str, Style]:
    """Return the styles of all tones on a ground of a theme."""
    theme = next((theme for theme in THEMES if theme.name == theme_name), THEMES[0])
    return {
        "strong": Style(bold=True),
        "dim": Style(color=theme.variables[f"quiet-{ground}" if ground else "quiet"]),
        "accent": Style(color=theme.accent, bold=True),
        "selected": Style(reverse=True, bold=True),
        "warning": Style(color=theme.warning, bold=True),
    }
