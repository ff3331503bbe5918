"""The library: all exercises, levels and routines, built-in and custom, each read from its file once."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from functools import lru_cache
from pathlib import Path
from typing import Final

from msgspec import Struct
from msgspec.structs import replace

from runstrength.catalogue.built_in_exercises import BuiltInExercises, WithOwn
from runstrength.catalogue.coach_rules import CoachRules, read_coach_rules
from runstrength.catalogue.exercise import Exercise
from runstrength.catalogue.exercise_file import read_exercise
from runstrength.catalogue.naming import one_named
from runstrength.catalogue.routine import Routine, read_routine
from runstrength.exercise_notes import FILE as NOTES_FILE
from runstrength.exercise_notes import read_notes
from runstrength.settings import DEFAULT_ROUTINE, LEVELS
from runstrength.text import encodable, invalid, is_toml_path, one_of, shown, typed_path
from runstrength.toml_input import InputError, Problem, Table, read_problem, read_toml


class Transitions(Struct, frozen=True):
    """Seconds of the transitions in a session (ACSM circuit, Klika and Jordan 2013: about 10 s)."""

    exercise: float
    """From one slot to the next."""
    side: float
    """From one side to the other."""
    block: float
    """The shortest break after a block."""
    lead_in: float
    """Before the very first set."""
    finisher: float
    """Before the finisher."""


WEIGHTS_BEGIN: Final = ("later", "now", "heavy")
"""Without a weight until the top of the range; with one; with a heavy one, at the low end of the range."""


class Level(Struct, frozen=True):
    """One level: sets, rests and effort."""

    name: str
    sets: int
    round_rest: float
    """Seconds between rounds."""
    sessions_per_week: int
    reserve: tuple[int, int]
    """Reps in reserve to stop a set with, from and to."""
    load: str
    """What to lift, in words."""
    weights: str
    """How a loaded exercise begins, one of `WEIGHTS_BEGIN`."""
    amrap: bool
    """The finisher is a max-rep set; else it has a fixed number of reps."""
    cap: float
    """The cap of the finisher, in seconds."""


class Library(Struct, frozen=True):
    """Everything that can be trained."""

    exercises: Mapping[str, Exercise]
    """By key; a custom exercise replaces a built-in one with the same key."""
    levels: Mapping[str, Level]
    """By name, the lowest first."""
    transitions: Transitions
    coach_rules: CoachRules
    """The numbers that the coach goes by."""
    routine_files: Mapping[str, Path]
    """By name; a custom routine replaces a built-in one with the same name."""
    own: frozenset[str] = frozenset()
    """The names of custom routines and the keys of custom exercises."""
    problems: tuple[Problem, ...] = ()
    """The problems of custom exercises, which are left out, and of the folders."""
    _routines: dict[str, Routine] = {}
    _titles: dict[str, str] = {}

    def routine(self, name: str) -> Routine:
        """Return a routine by its name, its title or the path of a `.toml` file.

        Raises:
            InputError: there is none, or its file has problems; all of them are named.
        """
        name = self.routine_name(name)
        if name not in self._routines:
            self._routines[name] = self.read(self.routine_files.get(name) or typed_path(name))
        return self._routines[name]

    def routine_name(self, typed: str, *, whole: bool = False) -> str:
        """Return the name of a routine by its name or its title; a path is returned unchanged.

        Args:
            typed: as a person typed it (see `naming`).
            whole: the beginning or a part of a name isn't enough.

        Raises:
            InputError: none, or more than one, has this name.
        """
        if typed in self.routine_files or is_toml_path(typed):
            return typed
        titles = {name: (self.title(name),) for name in self.routine_files}
        return one_named(typed, titles, "routine", whole=whole)

    def title(self, name: str) -> str:
        """Return the title of a routine, its name if its file has problems."""
        if name not in self._titles:
            try:
                self._titles[name] = self.routine(name).title
            except InputError:
                self._titles[name] = name
        return self._titles[name]

    def default_routine(self, chosen: str) -> tuple[str, str]:
        """Return the routine that home and commands start, and a message if it isn't the one that was chosen.

        Args:
            chosen: the setting `default_routine`.
        """
        try:
            name = self.routine_name(chosen, whole=True)
        except InputError:
            name = ""
        if name and (name in self.routine_files or typed_path(name).is_file()):
            return name, ""
        message = f"your default routine {shown(chosen)} doesn't exist any more; using {self.title(DEFAULT_ROUTINE)}"
        return DEFAULT_ROUTINE, message

    def read(self, path: Path) -> Routine:
        """Read a routine from a file.

        Raises:
            InputError: with everything that is wrong in it.
        """
        table = Table(read_toml(path), str(path), [])
        routine = read_routine(encodable(path.stem), table, self.exercises)
        wanted = {slot.exercise for block in routine.blocks for slot in block.slots}
        broken = [problem for problem in self.problems if encodable(Path(problem.file).stem) in wanted]
        if table.problems or broken:
            raise InputError([*table.problems, *broken])
        return routine

    def routines(self) -> tuple[tuple[Routine, ...], tuple[Problem, ...]]:
        """Return all readable routines, by name, and the problems of the others."""
        good: list[Routine] = []
        problems = [problem for problem in self.problems if not problem.file.endswith(".toml")]
        for name in sorted(self.routine_files):
            try:
                good.append(self.routine(name))
            except InputError as bad:
                problems.extend(bad.problems)
        return tuple(good), tuple(problems)


def load_library(assets: Path, config: Path | None = None) -> Library:
    """Read the built-in catalogue, and a person's custom exercises and routines, and notes on exercises.

    Args:
        assets: the folder with `exercises.toml`, `levels.toml`, `coach.toml` and `routines/`.
        config: the folder with the person's own `exercises/` and `routines/`; either may be missing.

    Raises:
        InputError: the built-in files are damaged. What is wrong in an own exercise is kept in `problems`.
    """
    built_in = _built_in(assets, _states(assets))
    own_exercises: dict[str, Exercise] = {}
    exercises = WithOwn(built_in.exercises, own_exercises)
    routine_files = _files(assets / "routines", [])
    own: set[str] = set()
    problems: list[Problem] = []
    if config is not None:
        for key, path in _files(config / "exercises", problems).items():
            try:
                table = Table(read_toml(path), str(path), [])
                exercise = read_exercise(key, table)
            except InputError as bad:
                problems.extend(bad.problems)
                continue
            problems.extend(table.problems)
            if not table.problems:
                own_exercises[key] = exercise
                own.add(key)
        notes, wrong = read_notes(config / NOTES_FILE)
        problems.extend(wrong)
        own_exercises |= {key: replace(exercises[key], note=note) for key, note in notes.items() if key in exercises}
        mine = _files(config / "routines", problems)
        routine_files |= mine
        own |= set(mine)
    return Library(
        exercises,
        built_in.levels,
        built_in.transitions,
        built_in.coach_rules,
        routine_files,
        frozenset(own),
        tuple(problems),
    )


class _BuiltIn(Struct, frozen=True):
    """The content of the built-in files, except routines."""

    exercises: Mapping[str, Exercise]
    levels: Mapping[str, Level]
    transitions: Transitions
    coach_rules: CoachRules


def _states(assets: Path) -> tuple[tuple[int, int], ...]:
    """Return what differs as soon as one of these files was written again."""
    states = []
    for name in ("exercises.toml", "levels.toml", "coach.toml"):
        try:
            state = (assets / name).stat()
        except OSError:  # reading it says what is wrong
            states.append((-1, -1))
        else:
            states.append((state.st_mtime_ns, state.st_size))
    return tuple(states)


@lru_cache(maxsize=2)
def _built_in(assets: Path, states: tuple[tuple[int, int], ...]) -> _BuiltIn:  # noqa: ARG001 - tells when to read again
    """Read the program's own files; once, because each change of a person's own ones reads the whole library again.

    Raises:
        InputError: they are damaged.
    """
    exercises = BuiltInExercises(assets / "exercises.toml")
    levels, transitions = _levels(assets / "levels.toml")
    return _BuiltIn(exercises, levels, transitions, read_coach_rules(assets / "coach.toml"))


def _files(folder: Path, problems: list[Problem]) -> dict[str, Path]:
    """Return the `.toml` files of a folder by name; empty if there is no such folder."""
    try:
        files = [path for path in sorted(folder.iterdir()) if path.suffix == ".toml" and path.name[0] != "."]
        return {encodable(path.stem): path for path in files}
    except FileNotFoundError:
        return {}
    except OSError as error:
        problems.append(read_problem(folder, error, "a folder"))
        return {}


def _levels(path: Path) -> tuple[dict[str, Level], Transitions]:
    whole = Table(read_toml(path), str(path), [])
    transitions = whole.table("transitions")
    tables = [whole.table(name) for name in LEVELS]
    if transitions is None or None in tables:
        raise InputError([Problem(str(path), "", invalid(sorted(whole.data), f"transitions, {one_of(LEVELS)}"))])
    seconds = {
        name: float(transitions.number(name, 0, low=0, high=600, unit="seconds") or 0)
        for name in ("exercise", "side", "block", "lead_in", "finisher")
    }
    levels = {table.path: _level(table) for table in tables if table is not None}
    transitions.finish()
    whole.finish()
    _insist(whole.problems)
    return levels, Transitions(**seconds)


def _level(table: Table) -> Level:
    nothing = Table({}, table.file, table.problems, table.path)
    finisher = table.table("finisher") or nothing
    low, high = table.span("reserve", low=0, high=10, unit="reps", example=(2, 3), whole=True) or (2, 3)
    level = Level(
        name=table.path,
        sets=int(table.number("sets", 3, low=1, high=20, unit="sets", whole=True) or 3),
        round_rest=float(table.number("round_rest", 60, low=0, high=3600, unit="seconds") or 0),
        sessions_per_week=int(table.number("sessions_per_week", 2, low=1, high=7, unit="sessions", whole=True) or 2),
        reserve=(int(low), int(high)),
        load=table.text("load", ""),
        weights=table.choice("weights", WEIGHTS_BEGIN, "now"),
        amrap=bool(finisher.flag("amrap", True)),
        cap=float(finisher.number("cap", 60, low=1, high=3600, unit="seconds") or 60),
    )
    for part in (finisher, table):
        part.finish()
    return level


def _insist(problems: Sequence[Problem]) -> None:
    if problems:
        raise InputError(problems)
