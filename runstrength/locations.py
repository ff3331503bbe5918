"""The paths of settings, history, journals and assets.

If `RUNSTRENGTH_HOME` is set and not empty, it holds `config/`, `data/` and `state/`; else the platform's folders are
used. These functions create nothing: call `private_folder` before writing.
"""

from __future__ import annotations

import os
from pathlib import Path
from typing import Final, Literal

from runstrength.atomic import private_folder
from runstrength.text import invalid

__all__ = [
    "assets_dir",
    "config_dir",
    "config_file",
    "data_dir",
    "exports_dir",
    "history_dir",
    "private_folder",
    "remote_dir",
    "routines_dir",
    "state_dir",
]

TRASH: Final = ".trash"
"""The folder of deleted files, inside the one that they were in."""
HOME: Final = "RUNSTRENGTH_HOME"
"""The environment variable for one folder that holds all files of the program."""


def config_dir() -> Path:
    """Return the folder of settings, custom routines and custom exercises.

    Raises:
        InputError: RUNSTRENGTH_HOME starts with `~name` of an unknown user; as in all functions below.
    """
    return _folder("config")


def data_dir() -> Path:
    """Return the folder of data that must not be lost: the history."""
    return _folder("data")


def state_dir() -> Path:
    """Return the folder of state that belongs to this machine: journals and logs."""
    return _folder("state")


def remote_dir() -> Path:
    """Return the folder in which sessions listen for other programs."""
    return state_dir() / "remote"


def config_file() -> Path:
    """Return the path of the settings."""
    return config_dir() / "config.toml"


def routines_dir() -> Path:
    """Return the folder of custom routines."""
    return config_dir() / "routines"


def history_dir() -> Path:
    """Return the folder of the history."""
    return data_dir() / "history"


def exports_dir() -> Path:
    """Return the folder for exports: below RUNSTRENGTH_HOME, else the downloads folder, else the home folder."""
    return _folder("exports")


def assets_dir() -> Path:
    """Return the assets folder: inside the package, or beside it in a checkout."""
    package = Path(__file__).parent
    packaged = package / "assets"
    return packaged if packaged.is_dir() else package.parent / "assets"


def _folder(kind: Literal["config", "data", "state", "exports"]) -> Path:
    home = os.environ.get(HOME)
    if home:
        try:
            # Absolute, so that a later change of the working directory does not move the history.
            return Path(home).expanduser().absolute() / kind
        except RuntimeError:
            from runstrength.toml_input import InputError, Problem  # late: `tell` does without

            raise InputError([Problem(HOME, "", invalid(home, "a folder that exists or can be created"))]) from None

    import platformdirs

    if kind == "exports":
        downloads = platformdirs.user_downloads_path()
        return downloads if downloads.is_dir() else Path.home()
    folders = {
        "config": platformdirs.user_config_path,
        "data": platformdirs.user_data_path,
        "state": platformdirs.user_state_path,
    }
    return folders[kind]("runstrength", appauthor=False)
