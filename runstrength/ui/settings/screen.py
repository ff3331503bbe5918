"""The settings screen: changes apply and are saved immediately, and can be undone."""

from __future__ import annotations

import os
from collections.abc import Mapping, Sequence
from datetime import date
from typing import ClassVar, Final

from runstrength.cells import cell_len, wrap
from runstrength.date_input import date_order
from runstrength.dates import day_of
from runstrength.settings import INSTALLED_BACKENDS, SOUND_SETTINGS
from runstrength.toml_input import InputError
from runstrength.ui.common.inline_edit import AUTOSAVE_TEXT, InlineEditScreen
from runstrength.ui.common.search import NO_MATCH, SearchMixin, matches
from runstrength.ui.common.setting_changes import apply_settings
from runstrength.ui.common.undo import NOTHING_TO_REDO, NOTHING_TO_UNDO, Undo
from runstrength.ui.lines import Line, Span, crop_lines, dim_lines, right_aligned
from runstrength.ui.messages import OpenSoundCheck
from runstrength.ui.settings import bindings
from runstrength.ui.settings.rows import PREFERENCES, SOUND, Preference
from runstrength.ui.settings.values import (
    choose_value,
    input_hint,
    read_value,
    step_value,
    value_note,
    value_of,
    value_text,
    weights_input,
)

GROUP_WIDTH: Final = 10
"""Columns of the group."""
TYPED_KINDS: Final = ("number", "year", "date", "weights")
"""The kinds of rows whose value can be typed."""
SENTENCE: Final = "Side plank. Left side."
"""The status in the headline when there is no message."""


SettingState = tuple[Preference, Mapping[str, object]]
"""The values of a row."""


class SettingsScreen(SearchMixin, InlineEditScreen):
    """Lists the settings with their values, and describes the highlighted one."""

    WINDOW_TITLE = "Settings"
    LIST_WIDTH: ClassVar[int] = 47
    DETAILS_MIN_ROWS: ClassVar[int] = 3
    MAX_LENGTH: ClassVar[int] = 200
    KEYS = bindings.SETTINGS
    BINDINGS = KEYS.bindings

    def __init__(self) -> None:
        super().__init__("settings")
        self._undo: Undo[SettingState] = Undo()
        self._unavailable: dict[object, str] = {}
        self._rows: tuple[Preference, ...] = PREFERENCES

    def on_mount(self) -> None:
        """Show the settings."""
        self._unavailable = _unavailable_backends()
        self.list.one_click = False
        self.show_found()

    def show_found(self) -> None:
        """Show the settings that match the search; the highlight stays on its setting."""
        here = self._preference
        self._rows = tuple(one for one in PREFERENCES if matches(_searched_text(one), self.words))
        self.list.show(len(self._rows), self._line, row=self._rows.index(here) if here in self._rows else 0)
        self.refresh_view()

    @property
    def _preference(self) -> Preference | None:
        """The highlighted setting; None if nothing matches the search."""
        row = self.list.highlighted or 0
        return self._rows[row] if row < len(self._rows) else None

    def _value(self, preference: Preference) -> object:
        return value_of(preference, self.services.settings)

    @property
    def _today(self) -> date:
        return day_of(self.services.now())

    @property
    def _order(self) -> str:
        return date_order(self.services.settings.date_order, os.environ)

    # -- text ---------------------------------------------------------------------------------------------------------

    def _line(self, row: int, width: int) -> Line:
        preference = self._rows[row]
        first = row == 0 or self._rows[row - 1].group != preference.group
        group = (preference.group if first else "").ljust(GROUP_WIDTH) if width >= self.LIST_WIDTH - 4 else ""
        left = (Span(group, "dim"), Span(preference.title))
        highlighted = preference is self._preference
        if highlighted and self.typed is not None:
            return Line(left, (Span(f" {self.typed}_ ", "selected"), Span("  ")))
        before, after = ("‹ ", " ›") if highlighted else ("", "  ")
        return Line(
            left,
            (
                Span(before, "dim"),
                Span(value_text(preference, self._value(preference), self.services.settings.units)),
                Span(after, "dim"),
            ),
        )

    def headline(self, width: int) -> Sequence[Line]:
        """Return the title and the status."""
        title, words = self.searched("Settings"), self.status or AUTOSAVE_TEXT
        room = width - cell_len(title)
        return (Line((Span(title, "strong"), *(right_aligned(words, room) if cell_len(words) < room else ()))),)

    def details(self, size: tuple[int, int]) -> Sequence[Line]:
        """Return the error, the description of the highlighted row, and its choices."""
        width, height = size
        preference = self._preference
        if preference is None:
            return ()
        value = self._value(preference)
        wrong = [Line((Span(text, "warning"),)) for text in wrap(self.error, width)]
        note = value_note(preference, value, self.services.now().date(), self.services.settings.units)
        short = height <= self.DETAILS_MIN_ROWS
        if short and not note:
            note = input_hint(preference) if self.typed is not None else preference.descriptions.get(value, "")
        noted = [Line((Span(text),)) for text in wrap(note, width)]
        about = dim_lines(preference.about, width)
        if short:
            return crop_lines([*wrong, *about, *noted], height)
        lines = [Line((Span(preference.title, "strong"),)), *wrong, *about, *([Line()] if noted else []), *noted]
        return crop_lines([*lines, Line(), *self._choices(preference, value, width)], height)

    def _choices(self, preference: Preference, value: object, width: int) -> list[Line]:
        """Return the choices, which can be clicked, or what can be typed."""
        if preference.kind in TYPED_KINDS:
            return dim_lines(input_hint(preference), width)
        lines: list[Line] = []
        for place, choice in enumerate(preference.choices):
            here, missing = choice == value, self._missing(preference, choice)
            action = "" if missing else f"screen.choose({place})"
            mark = Span("● " if here else "○ ", "accent" if here else "dim", action)
            name = Span(value_text(preference, choice), "dim" if missing else "strong" if here else "", action)
            lines.append(Line((mark, name)))
            descriptions = missing or preference.descriptions.get(choice, "")
            lines += [Line((Span("  "), Span(text, "dim"))) for text in wrap(descriptions, width - 2)]
        return lines

    def _missing(self, preference: Preference, choice: object) -> str:
        return self._unavailable.get(choice, "") if preference.key == "sound" else ""

    def hints(self) -> Sequence[tuple[str, str]]:
        """Return the key hints of the footer."""
        if self.typed is not None:
            return (
                self.hint("list.pick", "save", key="enter"),
                self.hint("edit.back", "cancel", key="escape"),
            )
        preference = self._preference
        keys = []
        if preference is not None:
            keys = [self.hint("list.less list.more", "change")]
            keys.append(self.hint("list.pick", "type" if preference.kind in TYPED_KINDS else "next"))
            keys += [self.hint("settings.sounds")] if preference.group == SOUND else []
        return (
            *keys,
            *([self.hint("list.undo")] if self._undo.last else []),
            self.hint("list.search"),
            self.hint("app.help"),
            self.hint("edit.back"),
        )

    def footer_note(self) -> str:
        """Return that nothing matches the search."""
        return "" if self._rows else NO_MATCH

    def input_kind(self) -> str:
        """Return the kind of input of the highlighted row."""
        kind = self._preference.kind if self._preference is not None else ""
        return "text" if kind == "weights" else "number" if kind in TYPED_KINDS else ""

    def accept(self, text: str) -> None:
        """Set the value of the highlighted row to the typed text."""
        preference = self._preference
        if preference is None:
            return
        changes = read_value(preference, text, self.services.settings.units, self._today, self._order)
        self.typed = None
        self._change_to(changes, preference)

    # -- actions ------------------------------------------------------------------------------------------------------

    def on_selected(self, row: int) -> None:
        """Select the next choice of a row, start typing its value, or accept the input."""
        preference = self._rows[row]
        if self.typed is not None:
            self.finish_typing()
        elif preference.kind == "weights":
            self.begin_typing(weights_input(getattr(self.services.settings, preference.key)))
        elif preference.kind in TYPED_KINDS:
            self.begin_typing()
        else:
            self.action_change(1)

    def on_virtual_list_highlighted(self, _: object) -> None:
        """Describe another row, and cancel the input."""
        self.leave_typing()

    def action_change(self, by: int) -> None:
        """Select the next or previous value."""
        preference = self._preference
        if preference is None:
            return
        changes = step_value(preference, self.services.settings, by, self._unavailable, self._today)
        if changes is not None:
            self._change_to(changes, preference)
        elif preference.kind == "weights" or (not self._value(preference) and preference.kind == "year"):
            self.on_selected(self._rows.index(preference))

    def action_choose(self, place: int) -> None:
        """Select a choice of the highlighted row."""
        preference = self._preference
        if preference is not None:
            self._change_to(choose_value(preference, self.services.settings, preference.choices[place]), preference)

    def action_sounds(self) -> None:
        """Open the sound check."""
        if self.finish_typing():
            self.navigate(OpenSoundCheck())

    def action_theme(self) -> None:
        """Toggle between the dark and light theme."""
        theme = next(preference for preference in PREFERENCES if preference.key == "theme")
        self._change_to(step_value(theme, self.services.settings, 1) or {}, theme)

    def action_undo(self) -> None:
        """Undo the last change."""
        before = self._undo.undo()
        if before is None:
            self.set_status(NOTHING_TO_UNDO)
        else:
            self._show_change(*before)

    def action_redo(self) -> None:
        """Redo the change that was undone last."""
        after = self._undo.redo()
        if after is None:
            self.set_status(NOTHING_TO_REDO)
        else:
            self._show_change(*after)

    def action_back(self) -> None:
        """Cancel the input, else clear the search, else go back."""
        if self.typed is not None:
            InlineEditScreen.action_back(self)
            return
        if self.services.sound is not None:
            self.services.sound.silence()
        super().action_back()

    def _change_to(self, changes: Mapping[str, object], preference: Preference) -> None:
        before = {key: getattr(self.services.settings, key) for key in changes}
        if before == changes:
            self.set_status()
            return
        self._undo.remember((preference, before), (preference, changes))
        self._apply(changes)

    def _show_change(self, preference: Preference, changes: Mapping[str, object]) -> None:
        self.typed = None
        if preference not in self._rows:
            self.stop_searching()
        self.list.action_go_to(self._rows.index(preference))
        self._apply(changes)
        if not self.error:
            value = value_text(preference, self._value(preference), self.services.settings.units)
            words = f"{preference.title}: {value}"
            # The message of the highlighted row is handled later, and must not clear this status.
            self.call_after_refresh(self.set_status, words)

    def _apply(self, changes: Mapping[str, object]) -> None:
        self.set_status(error=apply_settings(self.services, **changes))
        if self.services.sound is not None and any(key in SOUND_SETTINGS for key in changes):
            self.services.sound.play_sample(SENTENCE, say="voice" in changes)


def _searched_text(preference: Preference) -> str:
    """Return the texts by which a setting is found."""
    names = (str(preference.names.get(choice, choice)) for choice in preference.choices)
    return " ".join((preference.group, preference.title, preference.key, preference.about, *names))


def _unavailable_backends() -> dict[object, str]:
    """Return the sound backends that are not available, and the reasons."""
    from runstrength.sound.player import choose_backend

    reasons: dict[object, str] = {}
    for setting in INSTALLED_BACKENDS:
        try:
            choose_backend(setting)
        except InputError as bad:
            reasons[setting] = bad.problems[0].text
    return reasons
