"""Whatever is pasted into a field, on every screen that has one: it is shown as letters, kept or refused as letters."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import timedelta
from pathlib import Path

from msgspec.structs import replace
from rich.cells import cell_len
from textual.events import Paste

from runstrength.history.store import Store
from runstrength.ui import messages
from runstrength.ui.common.form_screen import FormScreen
from runstrength.ui.common.inline_edit import InlineEditScreen
from tests.conftest import FakeClock
from tests.support.app import MORNING, ManualWake, make_app, painted, settled
from tests.support.driving import Runner
from tests.support.hostile import SEQUENCES, harmful
from tests.support.past_samples import kept
from tests.support.plans import plan_of

ROUTINE = 'title = "Quiet"\n[[blocks]]\nname = "A"\n[[blocks.slots]]\nexercise = "squat"\nreps = 8\n'


def screens_that_are_typed_in(of: type[InlineEditScreen] = InlineEditScreen) -> Iterator[type[InlineEditScreen]]:
    """Return every class of a screen in which something is typed, of which there is no other kind."""
    for one in of.__subclasses__():
        yield from screens_that_are_typed_in(one)
        if not one.__subclasses__() and one is not FormScreen:
            yield one


async def test_each_field_of_each_screen_takes_each_kind_of_sequence_as_letters(home: Path) -> None:
    """Each field of each screen takes each kind of sequence as letters, and so do the palette and the searches."""
    folder = home / "config" / "routines"
    folder.mkdir(parents=True)
    (folder / "quiet.toml").write_text(ROUTINE, encoding="utf-8")
    store = Store(home / "data" / "history")
    session = kept(plan_of("runner", "beginner"), MORNING - timedelta(days=2))
    session = replace(session, sets=session.sets[:2])
    run = replace(kept(plan_of("runner", "beginner"), MORNING - timedelta(days=3)), kind="run", sets=(), title="Run")
    store.save(session)
    store.save(run, {"distance_m": 5000})
    clock, wake = FakeClock(), ManualWake()
    app = make_app(home, clock=clock, wake=wake, checkin=True)
    visited: set[type] = set()
    count = 0
    async with app.run_test(size=(100, 40), notifications=True) as pilot:
        runner = Runner(app, pilot, clock, wake)

        def look() -> None:
            rows = painted(app)
            assert harmful("\n".join(rows)) == []
            assert {cell_len(row) for row in rows} == {100}
            assert harmful(runner.title) == []

        async def type_in() -> None:
            nonlocal count
            screen = app.screen
            assert isinstance(screen, InlineEditScreen)
            if not screen.input_kind():
                return
            count += 1
            app.post_message(Paste(SEQUENCES[count % len(SEQUENCES)]))
            await settled(pilot)
            assert screen.typed
            look()
            await runner.press("enter")
            look()
            if screen.typed is not None:
                await runner.press("escape")

        async def home_again() -> None:
            await settled(pilot)
            while len(app.screen_stack) > 1:
                app.pop_screen()
                await settled(pilot)

        await settled(pilot)
        fields: tuple[tuple[messages.Navigation, tuple[str, ...], int], ...] = (
            (messages.OpenRunLog(), (), 1),
            (messages.OpenSettings(), (), 1),
            (messages.OpenWarmups(), (), 1),
            (messages.EditSession(session.id), (), 3),
            (messages.EditSession(run.id), (), 1),
            (messages.OpenAdd(), ("enter",), 1),
            (messages.OpenBuilder("quiet"), (), 6),
            (messages.EditExercise(), ("escape",), 1),
            (messages.StartRoutine("runner"), (), 1),
        )
        for message, keys, others in fields:
            app.post_message(message)
            await settled(pilot)
            for key in keys:
                await runner.press(key)
                await settled(pilot)
            screen = app.screen
            assert isinstance(screen, InlineEditScreen), message
            visited.add(type(screen))
            for row in range(min(30 if screen.name != "new-session" else 8, screen.list.count)):
                screen.list.action_go_to(row)
                await settled(pilot)
                for _ in range(others):
                    await type_in()
                    if others > 1:
                        await runner.press("tab")
            await home_again()
        assert {*screens_that_are_typed_in()} <= visited
        searches: tuple[tuple[messages.Navigation, tuple[str, ...]], ...] = (
            (messages.OpenPalette(), ()),
            (messages.OpenHistory(), ("slash",)),
            (messages.OpenProgress(), ("slash",)),
            (messages.OpenBuilder("quiet"), ("a",)),
            (messages.OpenExercise("squat"), ("e",)),
        )
        for message, keys in searches:
            app.post_message(message)
            await settled(pilot)
            for key in keys:
                await runner.press(key)
                await settled(pilot)
            for text in SEQUENCES:
                app.post_message(Paste(text))
                await settled(pilot)
                look()
            await home_again()
    assert count > 30
    for record in store.entries().records:
        assert harmful(record.title + record.note) == []
