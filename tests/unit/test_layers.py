"""Who knows whom: the circle of data knows no screen, no screen knows the app, and short commands load no screen."""

import ast
import subprocess
import sys
from collections.abc import Iterator
from graphlib import TopologicalSorter

import msgspec

from runstrength.catalogue import coach_rules
from runstrength.session import record
from tests.support.loops import looped
from tests.support.source import FOLDER, modules

CORE = (
    "runstrength.catalogue.library",
    "runstrength.session.engine",
    "runstrength.coach.prescription",
    "runstrength.history.store",
)


def modules_of_ui() -> dict[str, ast.Module]:
    """Return every module of `ui`, by its name below it."""
    below = "runstrength.ui."
    return {name.removeprefix(below): tree for name, tree in modules().items() if name.startswith(below)}


IMPORT = """
import importlib, sys
for name in sys.argv[1:]:
    importlib.import_module(name)
print("loaded:", *sorted({name.partition(".")[0] for name in sys.modules}))
"""

COMMAND = """
import sys
from runstrength.cli import main
try:
    main(sys.argv[1:], standalone_mode=False)
except SystemExit as end:
    assert not end.code, end.code
print("loaded:", *sorted({name.partition(".")[0] for name in sys.modules}))
"""


def run(program: str, *arguments: str) -> tuple[str, set[str]]:
    """Run a program in a fresh interpreter; what it printed, and the top-level modules it had loaded."""
    result = subprocess.run(
        [sys.executable, "-c", program, *arguments], capture_output=True, text=True, timeout=60, check=False
    )
    assert result.returncode == 0, result.stderr
    printed, _, loaded = result.stdout.rpartition("loaded: ")
    return printed + result.stderr, set(loaded.split())


@looped("module", CORE)
def test_the_core_knows_no_screen(module: str) -> None:
    """Each gate to the core loads neither Textual nor Rich."""
    _, loaded = run(IMPORT, module)
    assert "runstrength" in loaded
    assert loaded & {"textual", "rich"} == set()


@looped("command", ["--version", "plan", "history list", "guide"])
def test_short_commands_do_not_load_textual(command: str) -> None:
    """A command that only prints does so without loading Textual."""
    printed, loaded = run(COMMAND, *command.split())
    assert printed.strip()
    assert "textual" not in loaded


FIRST_FRAME = """
import sys
import runstrength.ui.launch, runstrength.ui.app, runstrength.ui.session.screen
print("loaded:", *sys.modules)
"""


def test_the_first_frame_does_without_other_programs() -> None:
    """What other programs need is loaded when the first frame of a session is shown, not before."""
    _, loaded = run(FIRST_FRAME)
    assert "runstrength.ui.session.screen" in loaded
    assert {name for name in loaded if name.startswith("runstrength.remote")} == set()


def imports(tree: ast.AST) -> Iterator[str]:
    """Yield every module and name that a file imports, in functions and under TYPE_CHECKING too."""
    for node in ast.walk(tree):
        if isinstance(node, ast.Import):
            yield from (alias.name for alias in node.names)
        elif isinstance(node, ast.ImportFrom):
            assert node.module is not None, "a relative import"
            yield node.module
            yield from (f"{node.module}.{alias.name}" for alias in node.names)


def casts_of_the_app(tree: ast.AST) -> Iterator[str]:
    """Yield the type of every cast of `self.app`, of a driver's `self._app`, and of `self`, as the app has it."""
    for node in ast.walk(tree):
        if isinstance(node, ast.Call) and isinstance(node.func, ast.Name) and node.func.id == "cast":
            kind, value = map(ast.unparse, node.args)
            if value in ("self", "self.app", "self._app"):
                yield kind


def test_what_is_read_before_the_first_frame_has_annotations_that_are_values() -> None:
    """Annotations that are text would be compiled by msgspec each time the program starts, for two milliseconds."""
    modules = (coach_rules, record)
    structs = [item for module in modules for item in vars(module).values() if isinstance(item, msgspec.StructMeta)]
    assert {coach_rules.CoachRules, record.Record} <= set(structs)
    texts = [item.__name__ for item in structs for kind in item.__annotations__.values() if isinstance(kind, str)]
    assert texts == []


def test_no_circle_of_imports() -> None:
    """No module needs, by way of others, one that needs it: neither when it is called nor for its types."""
    needs = {
        name: {one for one in imports(tree) if one in modules() and one != name} for name, tree in modules().items()
    }
    assert tuple(TopologicalSorter(needs).static_order())  # it raises CycleError, which tells the circle


def test_only_the_launch_knows_the_app() -> None:
    """No module of `ui` imports the app but the one that launches it, not even for its types."""
    app = "runstrength.ui.app"
    knowing = {
        name
        for name, tree in modules_of_ui().items()
        if any(one == app or one.startswith(f"{app}.") for one in imports(tree))
    }
    assert knowing == {"launch"}


PURE = """
cells numbers profile coach.planner history.editing history.recorder history.recovery sound.controller
live.controls live.live_session live.alarm live.key_guard live.set_editor live.key_reasons live.reps_left
ui.lines ui.launch_options
ui.common.plan_lines ui.common.session_rows ui.common.form ui.common.undo ui.common.setting_changes
ui.session.wording ui.session.resume_lines ui.session.summary_lines ui.session.swap_lines
ui.session.totals
ui.history.calendar ui.history.edit_lines ui.history.export_lines ui.history.import_lines ui.history.progress_lines
ui.history.record_table
ui.coach.checkin_lines ui.coach.run_form ui.coach.run_log ui.coach.self_check_lines ui.coach.warmup_lines
ui.exercises.exercise_lines ui.home.entries ui.home.level_lines ui.home.summary
ui.routines.builder_lines ui.routines.fields ui.settings.rows ui.settings.values
""".split()
"""What says and reckons without drawing."""
LOOSE = 13
"""Modules of `ui` that belong to no package of it, at the most."""


def test_what_is_said_is_made_without_textual() -> None:
    """Modules that make values of values load without Textual."""
    _, loaded = run(IMPORT, *(f"runstrength.{name}" for name in PURE))
    assert "textual" not in loaded


def test_a_screen_is_in_the_folder_of_its_feature() -> None:
    """What is in `ui` belongs to a feature, or to the few modules that all of them need."""
    assert len([path for path in (FOLDER / "ui").glob("*.py") if path.name != "__init__.py"]) <= LOOSE


def test_the_app_is_cast_once() -> None:
    """Screens get the app's services in one place, and the terminal's driver what it needs of the app."""
    casts = {(name, kind) for name, tree in modules_of_ui().items() for kind in casts_of_the_app(tree)}
    assert casts == {("common.base", "'HasServices'"), ("terminal.quiet_driver", "'TerminalApp'")}


def test_a_class_has_a_name_of_its_own() -> None:
    """Nobody who reads a class's name has to ask which one is meant, and an exception is told by its name."""
    classes = [
        (
            node.name,
            bool({ast.unparse(base) for base in node.bases} & {"Exception", "ValueError", "RuntimeError", "OSError"}),
        )
        for tree in modules().values()
        for node in tree.body
        if isinstance(node, ast.ClassDef)
    ]
    names = [name for name, _ in classes if not name.startswith("_")]
    assert sorted({name for name in names if names.count(name) > 1}) == []
    assert [name for name, raised in classes if raised and not name.endswith("Error")] == []
