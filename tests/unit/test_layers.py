"""Who knows whom: the circle of data knows no screen, no screen knows the app, and short commands load no screen."""

import ast
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest

import runstrength.ui

CORE = (
    "runstrength.catalogue.library",
    "runstrength.session.engine",
    "runstrength.coach.prescription",
    "runstrength.history.store",
)

FOLDER = Path(runstrength.ui.__file__).parent
UI = {
    ".".join(path.relative_to(FOLDER).with_suffix("").parts): ast.parse(path.read_text(encoding="utf-8"))
    for path in FOLDER.rglob("*.py")
}
"""Every module of `ui`, by its name below it."""

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


@pytest.mark.parametrize("module", CORE)
def test_the_core_knows_no_screen(module: str) -> None:
    """Each gate to the core loads neither Textual nor Rich."""
    _, loaded = run(IMPORT, module)
    assert "runstrength" in loaded
    assert loaded & {"textual", "rich"} == set()


@pytest.mark.parametrize("command", ["--version", "plan", "history list", "guide"])
def test_short_commands_do_not_load_textual(command: str) -> None:
    """A command that only prints does so without loading Textual."""
    printed, loaded = run(COMMAND, *command.split())
    assert printed.strip()
    assert "textual" not in loaded


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
    """Yield the type of every cast of the app: of `self.app`, or of `self` in the app itself."""
    for node in ast.walk(tree):
        if isinstance(node, ast.Call) and isinstance(node.func, ast.Name) and node.func.id == "cast":
            kind, value = map(ast.unparse, node.args)
            if value in ("self", "self.app"):
                yield kind


def test_only_the_launch_knows_the_app() -> None:
    """No module of `ui` imports the app but the one that launches it, not even for its types."""
    app = "runstrength.ui.app"
    knowing = {
        name for name, tree in UI.items() if any(one == app or one.startswith(f"{app}.") for one in imports(tree))
    }
    assert knowing == {"launch"}


def test_services_know_no_screen() -> None:
    """The module of services imports no screen: screens come and go, services stay."""
    assert [one for one in imports(UI["services"]) if one.startswith("runstrength.ui.screens")] == []


def test_the_app_is_cast_once() -> None:
    """One place says that the app has services; everything else gets them from there."""
    casts = {(name, kind) for name, tree in UI.items() for kind in casts_of_the_app(tree)}
    assert casts == {("screens.base", "'HasServices'")}
