"""What is imported when: the circle of data knows no screen, and short commands do not load one."""

import subprocess
import sys

import pytest

CORE = (
    "runstrength.catalogue.library",
    "runstrength.session.engine",
    "runstrength.coach.prescription",
    "runstrength.history.store",
)

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
