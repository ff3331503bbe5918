"""Tables as strength apps export them, made up: Strong, Hevy and FitNotes, in their versions and languages."""

from __future__ import annotations

import csv
import io
import random
from collections.abc import Iterable, Sequence
from datetime import datetime, timedelta

STRONG = "Date,Workout Name,Duration,Exercise Name,Set Order,Weight,Reps,Distance,Seconds,Notes,Workout Notes,RPE"
STRONG_SEMICOLON = (
    "Workout #;Date;Workout Name;Duration (sec);Exercise Name;Set Order;Weight (kg);Reps;RPE;Distance (meters);Seconds;"
    "Notes;Workout Notes"
)
STRONG_UNITS = (
    "Date;Workout Name;Exercise Name;Set Order;Weight;Weight Unit;Reps;RPE;Distance;Distance Unit;Seconds;Notes;"
    "Workout Notes;Workout Duration"
)
STRONG_GERMAN = (
    "Datum;Workout-Name;Dauer;Name der Übung;Reihenfolge festlegen;Gewicht;Wiederh.;Entfernung;Sekunden;Notizen;"
    "Workout-Notizen;RPE"
)
HEVY = (
    "title,start_time,end_time,description,exercise_title,superset_id,exercise_notes,set_index,set_type,weight_kg,reps,"
    "distance_km,duration_seconds,rpe"
)
FITNOTES_OLD = "Date,Exercise,Category,Weight (kgs),Reps,Distance,Distance Unit,Time"
FITNOTES = "Date,Exercise,Category,Weight,Weight Unit,Reps,Distance,Distance Unit,Time,Comment"
FITNOTES_IOS = "Date,Exercise,Category,Weight (kg),Weight (lbs),Reps,Distance,Distance Unit,Time,Notes,Kind"

LIFTS = ("Squat (Bodyweight)", "Push Up", "Plank", "Single Leg Romanian Deadlift (Dumbbell)", "Goblet Squat")
UNKNOWN = ("Bench Press (Barbell)", "Face Pull (Cable)", "Nobody's Own Move")


def table(header: str, rows: Iterable[Sequence[object]], separator: str = "") -> str:
    """Return a table; cells are quoted where they need it."""
    text = io.StringIO()
    between = separator or (";" if ";" in header else ",")
    csv.writer(text, delimiter=between, lineterminator="\r\n").writerows(rows)
    return f"{header}\r\n{text.getvalue()}"


def strong_user(sessions: int, start: datetime, seed: int = 1) -> str:
    """Return what someone who lifts in pounds exports: two sessions a week, with RPE, warm-up sets and notes."""
    rng = random.Random(seed)  # noqa: S311
    rows: list[list[object]] = []
    for number in range(sessions):
        when = (start + timedelta(days=7 * number // 2, hours=number % 2)).isoformat(" ")
        for name in (*LIFTS, UNKNOWN[number % 3]):
            timed = name == "Plank"
            heavy = "Dumbbell" in name or name in ("Goblet Squat", UNKNOWN[0])
            weight = 25 + 5 * (number // 60) if heavy else 0
            if heavy:
                rows.append([when, "Legs & core", "45m", name, "W", weight / 2, 8, 0, 0, "", "", ""])
            for order in (1, 2, 3):
                reps = 0 if timed else 8 + (number // 30) % 3
                rows.append(
                    [
                        *(when, "Legs & core", "45m", name, order, weight, reps, 0, 30 + number // 15 if timed else 0),
                        *("knee ok" if number % 50 == 0 and order == 1 else "", "", rng.choice((7, 8, 8.5, 9, ""))),
                    ]
                )
            rows.append([when, "Legs & core", "45m", name, "Rest Timer", 0, 0, 0, 90, "", "", ""])
    return table(STRONG, rows)


def hevy_user(sessions: int, start: datetime, seed: int = 2) -> str:
    """Return what someone exports who does supersets: a squat and a push-up in turn, then the rest."""
    rng = random.Random(seed)  # noqa: S311
    rows: list[list[object]] = []
    for number in range(sessions):
        began = start + timedelta(days=7 * number // 2, hours=number % 2)
        times = [f"{moment:%d %b %Y, %H:%M}" for moment in (began, began + timedelta(minutes=52))]
        for name in (*LIFTS, UNKNOWN[number % 3]):
            superset = 0 if name in ("Push Up", "Goblet Squat") else ""
            heavy = name == "Goblet Squat" or "Dumbbell" in name or "Barbell" in name
            for place in range(4):
                kind = "warmup" if heavy and place == 0 else "failure" if place == 3 and number % 40 == 0 else "normal"
                timed = name == "Plank"
                weight = (20 + 2.5 * (number // 60)) * (0.5 if kind == "warmup" else 1) if heavy else ""
                rows.append(
                    [
                        *("Full body", *times, "felt good\nin the sun" if number % 25 == 0 else "", name, superset, ""),
                        *(place, kind, weight, "" if timed else 8 + (number // 40) % 4, ""),
                        *(35 if timed else "", rng.choice(("", 7, 8, 9))),
                    ]
                )
    return table(HEVY, rows)
