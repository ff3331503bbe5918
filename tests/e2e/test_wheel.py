"""The wheel, built from this checkout and installed elsewhere, works there."""

from __future__ import annotations

import fcntl
import json
import os
import subprocess
import sys
import zipfile
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

if TYPE_CHECKING:
    from collections.abc import Callable

pytestmark = pytest.mark.e2e

ROOT = Path(__file__).parents[2]
INSIDE = "runstrength/assets/"


def done(*command: str | Path, cwd: Path | None = None, env: dict[str, str] | None = None) -> str:
    """Run a Python module to its end and return what it printed."""
    result = subprocess.run(
        [sys.executable, "-m", *command], capture_output=True, text=True, timeout=120, check=False, cwd=cwd, env=env
    )
    assert result.returncode == 0, result.stdout + result.stderr
    return result.stdout


def made_once(tmp_path_factory: pytest.TempPathFactory, name: str, make: Callable[[Path], object]) -> Path:
    """Return a folder that the first worker to come here fills, while the others wait for it."""
    own = tmp_path_factory.getbasetemp()
    shared = own.parent if "PYTEST_XDIST_WORKER" in os.environ else own
    folder = shared / name
    with (shared / f"{name}.lock").open("w") as lock:
        fcntl.flock(lock, fcntl.LOCK_EX)
        if not folder.exists():
            unfinished = shared / f"{name}.unfinished"
            make(unfinished)
            unfinished.rename(folder)
    return folder


@pytest.fixture(scope="session")
def wheel(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Build the wheel, once."""

    def build(folder: Path) -> None:
        done("build", "--wheel", "--no-isolation", "--outdir", folder, ROOT)

    (built,) = made_once(tmp_path_factory, "wheel", build).glob("*.whl")
    return built


@pytest.fixture(scope="session")
def site(wheel: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Install the wheel alone into a folder, once."""

    def install(folder: Path) -> None:
        done("pip", "install", "--quiet", "--no-index", "--no-deps", "--target", folder, wheel)

    return made_once(tmp_path_factory, "site", install)


@pytest.fixture
def installed(site: Path, tmp_path: Path) -> Callable[..., str]:
    """Return a function that runs the installed module, far from the checkout."""
    folder = tmp_path / "elsewhere"
    folder.mkdir()

    def run(*arguments: str) -> str:
        return done(*arguments, cwd=folder, env={**os.environ, "PYTHONPATH": str(site)})

    return run


def test_the_wheel_has_every_asset(wheel: Path) -> None:
    """The files in the wheel's asset folder are those of the checkout, byte for byte."""
    with zipfile.ZipFile(wheel) as archive:
        packed = {name.removeprefix(INSIDE): archive.read(name) for name in archive.namelist() if INSIDE in name}
    assets = ROOT / "assets"
    kept = {path.relative_to(assets).as_posix(): path.read_bytes() for path in assets.rglob("*") if path.is_file()}
    assert kept
    assert packed.keys() == kept.keys()
    assert [name for name in kept if packed[name] != kept[name]] == []


def test_the_wheel_describes_itself(wheel: Path) -> None:
    """The wheel has the README for a package index: its text, and no link that leads nowhere there."""
    with zipfile.ZipFile(wheel) as archive:
        (name,) = [name for name in archive.namelist() if name.endswith(".dist-info/METADATA")]
        text = archive.read(name).decode("utf-8")
    assert "Description-Content-Type: text/markdown" in text
    assert "A strength timer for runners, in the terminal" in text
    assert "](docs/" not in text


def test_it_is_the_wheel_that_runs(installed: Callable[..., str], site: Path) -> None:
    """The other tests here run the installed files, not the checkout."""
    (site / "where.py").write_text("import runstrength; print(runstrength.__file__)")
    assert Path(installed("where").strip()) == site / "runstrength" / "__init__.py"


def test_the_installed_programs_version_is_the_wheels(installed: Callable[..., str], wheel: Path) -> None:
    """The installed program's version is the wheel's."""
    assert wheel.name.split("-")[1] in installed("runstrength", "--version")


def test_the_runners_supersets_are_planned_from_the_wheels_own_assets(installed: Callable[..., str]) -> None:
    """The runner's supersets are planned from the wheel's own assets, with the known length."""
    plan = json.loads(installed("runstrength", "plan", "--level", "beginner", "--json"))
    assert plan["routine"] == "runner"
    assert plan["level"] == "beginner"
    assert int(plan["seconds"]) == 1218


def test_the_doctor_finds_its_way_around_the_wheel(installed: Callable[..., str], wheel: Path) -> None:
    """The doctor finds its way around the wheel, and prints one JSON document with its version."""
    report = installed("runstrength", "doctor", "--json")
    assert isinstance(json.loads(report), dict)
    assert wheel.name.split("-")[1] in report
