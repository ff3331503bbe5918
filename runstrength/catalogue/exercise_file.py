"""Reads an exercise from its table and reports every problem with its key."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Final

from runstrength.catalogue.exercise import (
    AT_LEAST_A_REP,
    BODYWEIGHT,
    FIGURES,
    GROUPS,
    KINDS,
    MIN_REP_SECONDS,
    MOVEMENTS,
    POSITIONS,
    Exercise,
    Tempo,
    Variant,
)
from runstrength.catalogue.ladder import read_rungs
from runstrength.dose_kinds import DOSE_UNITS, EXAMPLES, WHOLE_KINDS
from runstrength.settings import EQUIPMENT, LEVELS
from runstrength.text import closest, invalid, one_of
from runstrength.toml_input import Table

MAX_DOSE: Final = 3600
"""The largest dose of any kind: seconds."""


def dose_limits(kind: str) -> tuple[float, float]:
    """Return the smallest and the largest dose of a kind: reps, steps and meters 1-1000, seconds 1-3600."""
    return (1, 1000) if kind in WHOLE_KINDS else (1, MAX_DOSE)


def read_exercise(key: str, table: Table) -> Exercise:
    """Read one exercise from its table; problems are recorded in the table."""
    kind = table.choice("kind", KINDS)
    least, most = dose_limits(kind)
    (fewest, usual), whole, unit = EXAMPLES[kind], kind in WHOLE_KINDS, DOSE_UNITS[kind]
    low = table.number("min", fewest, low=least, high=most, unit=unit, whole=whole) or 1
    high = table.number("max", max(low, usual), low=least, high=most, unit=unit, whole=whole) or 1
    if high < low:
        table.problem("max", invalid(high, f"{low:g} (min) or more"))
    exercise = Exercise(
        key=key,
        name=table.name("name"),
        group=table.choice("group", GROUPS, "own"),
        kind=kind,
        per_side=bool(table.flag("per_side", False)),
        alternating=bool(table.flag("alternating", False)),
        low=low,
        high=high,
        tempo=_read_tempo(table),
        position=table.choice("position", POSITIONS, "standing"),
        equipment=_read_words(table, "equipment", EQUIPMENT, ["bodyweight"]),
        load_placement=table.text("load_placement", "", max_length=80),
        start_position=table.text("start_position", "", max_length=160),
        cues=table.texts("cues", [], max_items=5),
        faults=table.texts("faults", []),
        feel=table.text("feel", "", max_length=120),
        muscles=table.texts("muscles", []),
        movements=_read_words(table, "movements", MOVEMENTS, []),
        easier=table.texts("easier", []),
        harder=table.texts("harder", []),
        purpose=table.text("purpose", "", max_length=160),
        start=_read_start(table, low, high),
        figure=_read_figure(table),
        needs=table.texts("needs", [], max_items=5),
        variants=tuple(_read_variant(item) for item in table.tables("variants", min_items=0, max_items=10)),
        rungs=read_rungs(table, FIGURES, EQUIPMENT),
    )
    taken = {variant.key for variant in exercise.variants} | {BODYWEIGHT}
    for place, rung in enumerate(exercise.rungs):
        if rung.key in taken:
            table.problem(f"rungs[{place}].key", invalid(rung.key, "a key that no other variant has"))
        said = exercise.all_texts
        for number, change in enumerate(rung.changes):
            if change.text not in said:
                where = f"rungs[{place}].changes[{number}].text"
                use = "a cue, a fault, something needed or the load placement of the exercise, exactly as it is there"
                table.problem(where, invalid(change.text, use) + closest(change.text, said))
    table.finish()
    return exercise


def _read_words(table: Table, key: str, known: Sequence[str], default: Sequence[str] | None) -> tuple[str, ...]:
    """Return a list of known words, each of them once."""
    items = table.texts(key, default, max_items=10)
    for item in items:
        if item not in known:
            table.problem(key, invalid(item, one_of(known)) + closest(item, known))
    return tuple(dict.fromkeys(items))


def _read_figure(table: Table) -> str:
    figure = table.text("figure", "", max_length=60)
    if figure and figure not in FIGURES:
        table.problem("figure", invalid(figure, one_of(FIGURES)) + closest(figure, FIGURES))
    return figure


def _read_tempo(table: Table) -> Tempo | None:
    parts = table.table("tempo")
    if parts is None:
        return None
    names = ("down_s", "bottom_s", "up_s", "top_s", "step_s", "turn_s")
    values = {name: float(parts.number(name, 0, low=0, high=60, unit="seconds") or 0) for name in names}
    parts.finish()
    tempo = Tempo(**values)
    if 0 < tempo.rep_s < MIN_REP_SECONDS:
        table.problem("tempo", invalid(tempo.rep_s, AT_LEAST_A_REP))
    return tempo


def _read_start(table: Table, low: float, high: float) -> tuple[float, float, float] | None:
    parts = table.table("start_by_level")
    if parts is None:
        return None
    values = [float(parts.number(level, low, low=low, high=high, unit="") or low) for level in LEVELS]
    parts.finish()
    return values[0], values[1], values[2]


def _read_variant(table: Table) -> Variant:
    variant = Variant(
        key=table.name("key"),
        equipment=_read_words(table, "equipment", EQUIPMENT, None),
        name=table.name("name") if "name" in table.data else None,
        load_placement=table.text("load_placement", max_length=80) if "load_placement" in table.data else None,
        cues=table.texts("cues", max_items=5) if "cues" in table.data else None,
        figure=_read_figure(table) or None,
        needs=table.texts("needs", max_items=5) if "needs" in table.data else None,
        start_position=table.text("start_position", "", max_length=160),
    )
    table.read_keys |= {"name", "load_placement", "cues", "needs"}
    table.finish()
    return variant
