"""The keys of the builder, and what each of them does to the draft."""

from __future__ import annotations

from collections.abc import Callable
from typing import ClassVar, Final

from textual.binding import Binding, BindingType

from runstrength.catalogue import routine_draft as drafts
from runstrength.catalogue.routine_draft import Draft, IllegalEditError, Position
from runstrength.ui.common.inline_edit import TypingScreen
from runstrength.ui.common.undo import Undo
from runstrength.ui.messages import PickExercise
from runstrength.ui.routines.builder_lines import rows_of
from runstrength.ui.routines.fields import LONGEST, Bench, DraftField, fields, stepped, typed

KEYS: Final[list[BindingType]] = [
    Binding("left,h,minus", "change(-1)", "Less", show=False),
    Binding("right,l,plus", "change(1)", "More", show=False),
    Binding("tab", "field(1)", "Another value", show=False, priority=True),
    Binding("shift+tab", "field(-1)", "Another value", show=False, priority=True),
    Binding("shift+up,ctrl+up,K", "move(-1)", "Up", show=False),
    Binding("shift+down,ctrl+down,J", "move(1)", "Down", show=False),
    Binding("a", "add", "Add an exercise"),
    Binding("b", "add_block", "Add a block"),
    Binding("c", "copy", "Copy"),
    Binding("x,delete", "remove", "Remove"),
    Binding("backspace,ctrl+z", "undo", "Undo"),
    Binding("ctrl+y", "redo", "Redo", show=False),
]


class BuilderKeys(TypingScreen):
    """A draft with a highlighted place and a chosen value of it, and everything that can be done to it."""

    BINDINGS: ClassVar[list[BindingType]] = KEYS

    def __init__(self, on: Bench, name: str) -> None:
        super().__init__(name)
        self.on = on
        """The draft, and how it turns out."""
        self._field = 0
        self._undo: Undo[tuple[Draft, Position | None]] = Undo()

    def set_draft(self, draft: Draft, place: Position | None, said: str = "") -> None:
        """Show a draft, with a place highlighted."""
        raise NotImplementedError

    @property
    def place(self) -> Position | None:
        """The highlighted place; None is the routine as a whole."""
        return rows_of(self.on)[self.list.highlighted or 0]

    @property
    def values(self) -> tuple[DraftField, ...]:
        """What can be changed at the highlighted place."""
        return fields(self.on, self.place)

    @property
    def chosen(self) -> int:
        """Which of the values is chosen."""
        return min(self._field, len(self.values) - 1)

    # -- one value -----------------------------------------------------------------------------------------------------

    def on_pick_list_highlighted(self, _: object) -> None:
        """Show the values of another row, the first one chosen."""
        self._field = 0
        self.leave_typing()

    def action_field(self, by: int) -> None:
        """Choose another value of the highlighted row."""
        self.action_choose((self.chosen + by) % len(self.values))

    def action_choose(self, number: int) -> None:
        """Choose one of the values."""
        if self.finish_typing():
            self._field = number
            self.say()

    def action_change(self, by: int) -> None:
        """Make the chosen value less or more, or take its next choice."""
        field, place = self.values[self.chosen], self.place
        draft = stepped(self.on, place, field.key, by)
        if draft is not None:
            self.make(draft, place, (place, field.key))
        elif field.key in ("exercise", *LONGEST):
            self.picked(0)

    def picked(self, row: int) -> None:  # noqa: ARG002 - it is the highlighted one
        """Type the chosen value, choose another exercise, or take the next choice."""
        field, place = self.values[self.chosen], self.place
        if self.typed is not None:
            self.finish_typing()
        elif field.types:
            self.begin_typing(field.text if self.types() == "text" else "")
        elif field.key == "exercise" and place is not None:
            self._ask(
                lambda key: self.make(drafts.change(self.on.draft, place, exercise=key), place),
                now=self.on.slot(place).exercise,
            )
        else:
            self.action_change(1)

    def types(self) -> str:
        """Return what can be typed for the chosen value."""
        field = self.values[self.chosen]
        return "" if not field.types else "text" if field.key in LONGEST else "number"

    def longest(self) -> int:
        """Return how many characters can be typed for the chosen value."""
        return LONGEST.get(self.values[self.chosen].key, self.LONGEST)

    def take(self, text: str) -> None:
        """Make a typed text the chosen value."""
        place = self.place
        draft = typed(self.on, place, self.values[self.chosen].key, text)
        self.typed = None
        self.make(draft, place)
        self.say(self.said)

    # -- the order -----------------------------------------------------------------------------------------------------

    def action_add(self) -> None:
        """Add an exercise after the highlighted one; as the last of a block, or of the whole."""
        place = self.place
        if place is None and self.on.draft.blocks:
            place = Position(len(self.on.draft.blocks) - 1)
        if place is None:
            self.action_add_block()
            return
        if place.slot is None:
            place = Position(place.block, len(self.on.block(place).slots) - 1)
        after = place
        self._ask(lambda key: self._edit(lambda: drafts.add_slot(self.on.draft, after, key)), pressed="a")

    def action_add_block(self) -> None:
        """Add a block after the highlighted one, or as the last of the whole."""
        place = self.place
        after = len(self.on.draft.blocks) - 1 if place is None else place.block
        self._ask(lambda key: self._edit(lambda: drafts.add_block(self.on.draft, after, key)), pressed="b")

    def action_copy(self) -> None:
        """Do the highlighted one twice; a key held down, no more than that."""
        place = self.place
        if place is not None and self.services.key_guard.first("c", self.services.real_clock()):
            self._edit(lambda: drafts.copy(self.on.draft, place))

    def action_remove(self) -> None:
        """Take the highlighted one away; a key held down, no more than that."""
        place = self.place
        if place is not None and self.services.key_guard.first("x", self.services.real_clock()):
            self._edit(lambda: drafts.remove(self.on.draft, place))

    def action_move(self, by: int) -> None:
        """Move the highlighted one up or down."""
        place = self.place
        if place is not None:
            self._edit(lambda: drafts.move(self.on.draft, place, by))

    def _ask(self, then: Callable[[str], None], *, now: str = "", pressed: str = "") -> None:
        """Let an exercise be chosen."""
        if self.finish_typing():
            self.services.key_guard.obeyed(pressed, self.services.real_clock())
            self.navigate(PickExercise(lambda key: then(key) if key is not None else None, now))

    def _edit(self, edit: Callable[[], tuple[Draft, Position | None]]) -> None:
        """Do something to the draft as a whole; say why when it cannot be done."""
        if not self.finish_typing():
            return
        try:
            draft, place = edit()
        except IllegalEditError as error:
            self.say(trouble=str(error))
        else:
            self.make(draft, place)

    # -- there and back ------------------------------------------------------------------------------------------------

    def make(self, draft: Draft, place: Position | None, tag: object = None) -> None:
        """Make a change; several of one value, one after the other, are taken back together."""
        if draft != self.on.draft:
            self._undo.did((self.on.draft, self.place), tag)
            self.set_draft(draft, place)

    def action_undo(self) -> None:
        """Take the last change back."""
        before = self._undo.back((self.on.draft, self.place))
        if before is None:
            self.say("nothing to undo")
        else:
            self.set_draft(*before, "undone")

    def action_redo(self) -> None:
        """Make the change again that was taken back last."""
        after = self._undo.again((self.on.draft, self.place))
        if after is None:
            self.say("nothing to do again")
        else:
            self.set_draft(*after, "done again")
