"""Where everything is, and that asking for a place makes none."""

from __future__ import annotations

import os
import stat
import subprocess
import sys
from pathlib import Path

import pytest

from runstrength import locations
from runstrength.toml_input import InputError

PLACES = (
    (locations.config_dir, "config"),
    (locations.data_dir, "data"),
    (locations.state_dir, "state"),
    (locations.config_file, "config/config.toml"),
    (locations.routines_dir, "config/routines"),
    (locations.history_dir, "data/history"),
    (locations.exports_dir, "exports"),
)


def test_home_holds_everything_and_is_not_made(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """With RUNSTRENGTH_HOME every place is below it, and asking makes no folder."""
    home = tmp_path / "home"
    monkeypatch.setenv("RUNSTRENGTH_HOME", str(home))
    for ask, below in PLACES:
        assert ask() == home / below
    assert not home.exists()


def test_home_may_begin_with_a_tilde(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """A `~` in RUNSTRENGTH_HOME is the person's home, as in a shell."""
    monkeypatch.setenv("HOME", str(tmp_path))
    monkeypatch.setenv("USERPROFILE", str(tmp_path))
    monkeypatch.setenv("RUNSTRENGTH_HOME", "~/strength")
    assert locations.data_dir() == tmp_path / "strength" / "data"


def test_home_stays_when_the_working_folder_changes(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """A relative RUNSTRENGTH_HOME is returned as an absolute path."""
    monkeypatch.chdir(tmp_path)
    monkeypatch.setenv("RUNSTRENGTH_HOME", "here")
    assert locations.state_dir() == tmp_path / "here" / "state"


def test_home_of_nobody_is_bad_input(monkeypatch: pytest.MonkeyPatch) -> None:
    """A home that cannot be resolved is an error that names the variable."""
    monkeypatch.setenv("RUNSTRENGTH_HOME", "~no-such-person-here/x")
    with pytest.raises(InputError, match='RUNSTRENGTH_HOME: "~no-such-person-here/x" isn\'t valid'):
        locations.config_dir()


@pytest.mark.skipif(sys.platform != "linux", reason="the XDG variables are Linux's")
def test_an_empty_home_is_none(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """An empty RUNSTRENGTH_HOME leaves the platform's own folders, with no author's folder in between."""
    monkeypatch.setenv("RUNSTRENGTH_HOME", "")
    for kind in ("CONFIG", "DATA", "STATE"):
        monkeypatch.setenv(f"XDG_{kind}_HOME", str(tmp_path / kind))
    assert locations.config_dir() == tmp_path / "CONFIG" / "runstrength"
    assert locations.history_dir() == tmp_path / "DATA" / "runstrength" / "history"
    assert locations.state_dir() == tmp_path / "STATE" / "runstrength"


@pytest.mark.skipif(sys.platform != "linux", reason="the XDG variables are Linux's")
def test_exports_go_where_a_person_looks(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """What is taken along goes to the downloads, and where there are none, to the person's home."""
    monkeypatch.setenv("RUNSTRENGTH_HOME", "")
    monkeypatch.setenv("HOME", str(tmp_path))
    monkeypatch.setenv("XDG_DOWNLOAD_DIR", str(tmp_path / "got"))
    assert locations.exports_dir() == tmp_path
    (tmp_path / "got").mkdir()
    assert locations.exports_dir() == tmp_path / "got"


def test_assets_are_beside_the_package_or_inside(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """In a checkout the assets are beside the package; where the package has its own, those are taken."""
    package = tmp_path / "site" / "runstrength"
    monkeypatch.setattr(locations, "__file__", str(package / "locations.py"))
    assert locations.assets_dir() == tmp_path / "site" / "assets"
    (package / "assets").mkdir(parents=True)
    assert locations.assets_dir() == package / "assets"


@pytest.mark.skipif(os.name == "nt", reason="Windows has no modes")
def test_private_folders_are_private_all_the_way(tmp_path: Path) -> None:
    """A private folder and the parents made for it have mode 0700; one that is there keeps its mode."""
    tmp_path.chmod(0o755)
    made = locations.private_folder(tmp_path / "a" / "b")
    assert locations.private_folder(made) == tmp_path / "a" / "b"
    assert [stat.S_IMODE(path.stat().st_mode) for path in (made, made.parent, tmp_path)] == [0o700, 0o700, 0o755]


def test_a_file_in_the_folders_place_is_an_error(tmp_path: Path) -> None:
    """Where a file has the folder's name, an error says so, and the file stays."""
    (tmp_path / "a").write_text("mine", encoding="utf-8")
    with pytest.raises(FileExistsError):
        locations.private_folder(tmp_path / "a")
    assert (tmp_path / "a").read_text(encoding="utf-8") == "mine"


def test_platformdirs_waits_until_it_is_needed() -> None:
    """Importing the module does not import platformdirs, for the command line must start fast."""
    code = "import sys, runstrength.locations; sys.exit('platformdirs' in sys.modules)"
    assert subprocess.run([sys.executable, "-c", code], check=False).returncode == 0
