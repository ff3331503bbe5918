"""Tables of thirty more strength apps, versions and spreadsheets: each says the same two sets, in its own way."""

from __future__ import annotations

from datetime import date, datetime
from pathlib import Path
from typing import Final

import pytest
from hypothesis import given
from hypothesis import strategies as st

from runstrength.history.imports.activities.values import ActivityFileError
from runstrength.history.imports.activities.written_dates import moment_of
from runstrength.history.imports.content import Source
from runstrength.history.imports.files import find_new, read_data
from runstrength.history.imports.strength.cells import amount_in, sets_in
from runstrength.history.imports.strength.names import ExerciseNames, read_table
from runstrength.history.store import Store
from runstrength.session.record import DECODER, Record, SetDone
from runstrength.toml_input import InputError
from tests.support.loops import looped
from tests.support.plans import library

NAMES: Final = ExerciseNames(read_table(), library().exercises)
DAY: Final = date(2026, 9, 21)

TWO_SQUATS: Final = {
    "Fitbod, in pounds": """
Date,Exercise,Reps,Weight(lbs),Duration(s),Distance(m),Incline,Resistance,isWarmup,Note,multiplier
2026-09-21 18:02:11 +0000,Goblet Squat,8,44.092452,0,0,0,0,false,,1
2026-09-21 18:05:40 +0000,Goblet Squat,8,44.092452,0,0,0,0,false,,1""",
    "Gymbook in German": """
Datum;Zeit;Training;Übung;Satz;Wdh.;Gewicht (kg)
21.09.2026;18:02;Beine;Goblet Squat;1;8;20,0
21.09.2026;18:05;Beine;Goblet Squat;2;8;20,0""",
    "Gymbook, one set skipped": """
date,time,workout,exercise,set,repetitions,weight (kg),skipped
2026-09-21,18:02,Legs,Goblet Squat,1,8,20,no
2026-09-21,18:05,Legs,Goblet Squat,2,8,20,no
2026-09-21,18:08,Legs,Goblet Squat,3,8,20,yes""",
    "FitNotes with planned sets": """
Date,Exercise,Category,Weight (kg),Reps,Comment,Is Completed,Plan Comment
2026-09-21,Goblet Squat,Legs,20,8,,1,
2026-09-21,Goblet Squat,Legs,20,8,,1,
2026-09-21,Goblet Squat,Legs,20,8,,0,""",
    "FitNotes with a status": """
Name,StartTime,EndTime,BodyWeight,Exercise,Equipment,Reps,Weight,Time,Distance,Status,IsWarmup,RPE,RIR,Categories,Note
Legs,2026-09-21T18:02:00Z,2026-09-21T19:04:00Z,70,Goblet Squat,Dumbbell,8,20 kg,,,Done,false,,,Legs,
Legs,2026-09-21T18:02:00Z,2026-09-21T19:04:00Z,70,Goblet Squat,Dumbbell,8,20 kg,,,Done,false,,,Legs,
Legs,2026-09-21T18:02:00Z,2026-09-21T19:04:00Z,70,Goblet Squat,Dumbbell,8,20 kg,,,Planned,false,,,Legs,""",
    "a spreadsheet, day first": """
Date,Exercise,Weight,Unit,Reps
21/09/2026,Goblet Squat,20,kg,8
21/09/2026,Goblet Squat,20,kg,8""",
    "a spreadsheet, month first, 12 hours": """
Date,Exercise,Weight,Unit,Reps
9/21/2026 6:02 PM,Goblet Squat,44.092452,lbs,8
9/21/2026 6:02 PM,Goblet Squat,44.092452,lbs,8""",
    "a spreadsheet that counts days": """
Date,Exercise,Weight,Unit,Reps
46286,Goblet Squat,20,kg,8
46286,Goblet Squat,20,kg,8""",
    "a spreadsheet with tabs": """
Date\tExercise\tWeight (kg)\tReps
2026-09-21\tGoblet Squat\t20\t8
2026-09-21\tGoblet Squat\t20\t8""",
    "units in the cells": """
Date,Exercise,Weight,Reps
2026-09-21,Goblet Squat,20 kg,8 reps
2026-09-21,Goblet Squat,44.092452 lbs,8""",
    "a row for an exercise": """
Date,Exercise,Sets,Reps,Weight (kg)
2026-09-21,Goblet Squat,2,8,20""",
    "MyFitnessPal": """
Date,Exercise Name,Sets,Reps Per Set,Weight Per Set
2026-09-21,Goblet Squat,2,8,20 kg""",
    "a column for a set": """
Date,Exercise,Set 1,Set 2,Set 3,Unit
2026-09-21,Goblet Squat,20x8,20 x 8,,kg""",
    "StrongLifts": """
Date,Workout,Exercise,Weight (kg),Set 1,Set 2,Set 3
2026-09-21,Legs,Goblet Squat,20,8,8,""",
    "Jefit": """
### SETTING ##########################################

row_id,USERID,mass
1,1,lbs

### WORKOUT SESSIONS ####################################

_id,mydate,starttime,total_time
1000,2026-09-21,1790013731,3720

######################################################

### EXERCISE LOGS ####################################

USERID,belongSys,logs,_id,mydate,eid,ename,belongsession
1,1,"44.092x8,44.092x8",1,2026-09-21,21,"Goblet Squat",1000""",
    "Jefit without sessions": """
### EXERCISE LOGS ###
_id,mydate,eid,ename,logs
1,2026-09-21,21,Goblet Squat,"20x8,20x8\"""",
    "Strong with days first": """
Date;Workout Name;Exercise Name;Set Order;Weight (lbs);Reps;Notes
21/09/2026;Legs;Goblet Squat;1;44,092452;8;easy
21/09/2026;Legs;Goblet Squat;2;44,092452;8;""",
    "Strong with a clock for the length": """
Date;Workout Name;Exercise Name;Set Order;Weight;Weight Unit;Reps;Workout Notes;Duration
2026-09-21 18:02:00;Legs;Goblet Squat;1;44.092452;lbs;8;;1:02:00
2026-09-21 18:02:00;Legs;Goblet Squat;2;44.092452;lbs;8;;1:02:00""",
    "Hevy without places": """
title,start_time,end_time,exercise_title,set_type,set_order,weight_kg,reps,exercise_notes
Legs,21 Sep 2026 18:02,21 Sep 2026 19:04,Goblet Squat,normal,1,20,8,
Legs,21 Sep 2026 18:02,21 Sep 2026 19:04,Goblet Squat,normal,2,20,8,""",
    "Hevy with blanks": """
title; start_time; end_time; description; exercise_title; superset_id; set_index; set_type; weight_kg; reps; rpe
Legs; 21 Sep 2026, 18:02; 21 Sep 2026, 19:04; ; Goblet Squat; ; 0; normal; 20; 8; 8
Legs; 21 Sep 2026, 18:02; 21 Sep 2026, 19:04; ; Goblet Squat; ; 1; normal; 20; 8; 8""",
    "a tracker with sides": """
workout_date,workout_name,exercise_name,set_index,set_type,reps,weight,left_weight,right_weight,rpe,completed_at
2026-09-21T14:00:00Z,Legs,Goblet Squat,1,normal,8,20 kg,,,8,2026-09-21T14:05:00Z
2026-09-21T14:00:00Z,Legs,Goblet Squat,2,normal,8,20 kg,,,8,2026-09-21T14:09:00Z""",
    "Setgraph": """
Exercise,Date,Reps,Weight,Unit,Note
Goblet Squat,2026-09-21 18:02,8,44.092452,lbs,
Goblet Squat,2026-09-21 18:05,8,44.092452,lbs,""",
    "a plan with days": """
Week,Day,Date,Exercise,Weight (kg),Reps
1,Leg day,2026-09-21,Goblet Squat,20,8
1,Leg day,2026-09-21,Goblet Squat,20,8""",
    "reps in reserve": """
Day,Lift,Load (kg),Reps,RIR
2026-09-21,Goblet Squat,20,8,2
2026-09-21,Goblet Squat,20,8,2""",
}
"""Two sets of goblet squats, eight with 20 kg, on one day."""

SQUAT_AND_PLANK: Final = {
    "Fitbod": """
Date,Exercise,Reps,Weight(kg),Duration(s),Distance(m),Incline,Resistance,isWarmup,Note,multiplier
2026-09-21 18:02:11 +0000,Goblet Squat,8,20,0,0,0,0,false,,1
2026-09-21 18:30:00 +0000,Plank,0,0,45,0,0,0,false,,1""",
    "Gravl": """
Date,Start Date,Workout,Source,Workout Duration (min),Energy,Exercise,Superset,Set,Set Type,Reps,Weight (kg),\
Distance (km),Set Duration (sec),Incline,Steps,Effort,Workout Notes
2026/09/21,6:02 PM,Legs,,62,11,Goblet Squat,No,1,Normal,8,20,0,,,,Ideal,strong
2026/09/21,6:02 PM,Legs,,62,11,Plank,No,1,Normal,0,0,0,45,,,,""",
    "MacroFactor": """
Date,Workout Duration,Workout,Exercise,Set Type,Weight (kg),Reps,RIR,Base Weight (kg),Duration,Distance (m)
21-Sep-2026,62:00,Legs,Goblet Squat,Standard Set,20,8,2,,,
21-Sep-2026,62:00,Legs,Plank,Standard Set,,,,,0:45,""",
    "Caliber": """
Workout Date,Workout,Exercise,Set,Reps,Weight (lbs),Time
09/21/2026,Legs,Goblet Squat,1,8,44.092452,
09/21/2026,Legs,Plank,1,,,00:45""",
    "Lyfta": """
Title,Date,Duration,Exercise,Superset id,Weight,Weight Unit,Reps,Distance,Time,Set Type
Legs,2026-09-21 18:02:00,01:02:00,Goblet Squat,,20,kg,8,,,NORMAL_SET
Legs,2026-09-21 18:02:00,01:02:00,Plank,,,,,,00:00:45,NORMAL_SET""",
    "RepCount": """
Workout Start,Workout End,Exercise,Weight (kg),Reps,Duration,Distance,Notes
2026-09-21 18:02,2026-09-21 19:04,Goblet Squat,20,8,,,
2026-09-21 18:02,2026-09-21 19:04,Plank,,,45,,""",
    "a history in general": """
workout_date,workout_name,exercise_name,set_order,weight,weight_unit,reps,duration_seconds,notes,workout_notes
2026-09-21 18:02:00,Legs,Goblet Squat,1,20,kg,8,,,
2026-09-21 18:02:00,Legs,Plank,1,,kg,,45,,""",
    "Strong with narrow blanks": """
Date,Workout Name,Duration,Exercise Name,Set Order,Weight,Weight Unit,Reps,RPE,Distance,Distance Unit,Seconds
2026-09-21 6:02:11\u202fPM,Legs,1h 2m,Goblet Squat,1,20.0,kg,8.0,,0,km,0.0
2026-09-21 6:02:11\u202fPM,Legs,1h 2m,Plank,1,0.0,kg,0.0,,0,km,45.0""",
    "Hevy with both units": """
title,start_time,end_time,exercise_title,set_type,weight_kg,weight_lbs,reps,distance_km,distance_miles,duration_seconds
Legs,"21 Sep 2026, 18:02","21 Sep 2026, 19:04",Goblet Squat,normal,,44.092452,8,,,
Legs,"21 Sep 2026, 18:02","21 Sep 2026, 19:04",Plank,normal,,,,,,45""",
    "FitNotes with an empty column": """
Date,Exercise,Category,Weight (lbs),Reps,Distance,Distance Unit,Time,Comment,X
2026-09-21,Goblet Squat,Legs,44.092452,8,,,,,
2026-09-21,Plank,Abs,,,,,0:00:45,,X""",
    "FitNotes with units of time": """
Date,Exercise,Category,Weight,Weight Unit,Reps,Distance,Distance Unit,Time,Time Unit,Comment
2026-09-21,Goblet Squat,Legs,20,kgs,8,,,,,
2026-09-21,Plank,Abs,,,,,,0.75,min,""",
}
"""A set of goblet squats, and a plank of 45 s, on one day."""


def sessions_of(text: str) -> list[Record]:
    """Return the sessions of a table."""
    content = read_data(Source(text.lstrip("\n").encode(), "workouts.csv"))
    assert content.problems == ()
    new = find_new(Store(Path("/nowhere")), content, NAMES)
    return [DECODER.decode(bytes(session.data)) for session in new.all_sessions]


def is_squat(item: SetDone) -> bool:
    """Return whether a set is one of eight goblet squats with 20 kg."""
    assert item.load_kg == pytest.approx(20, abs=0.001)
    return (item.exercise, item.variant, item.target.kind, item.done) == ("squat", "dumbbell", "reps", 8)


@looped("app", sorted(TWO_SQUATS))
def test_whatever_app_wrote_it_it_is_one_session_of_the_day_with_two_sets(app: str) -> None:
    """Whatever app wrote it, it is one session of the day with two sets."""
    (session,) = sessions_of(TWO_SQUATS[app])
    assert session.started.date() == DAY
    assert [is_squat(item) and item.counts for item in session.sets] == [True, True]


@looped("app", sorted(SQUAT_AND_PLANK))
def test_a_squat_and_a_plank(app: str) -> None:
    """The length of a set is found beside that of the workout, whatever its heading."""
    (session,) = sessions_of(SQUAT_AND_PLANK[app])
    squat, plank = session.sets
    assert (session.started.date(), is_squat(squat)) == (DAY, True)
    assert (plank.exercise, plank.target.kind, plank.done, plank.seconds) == ("plank", "hold", 45, 45)


HEVY_DATES: Final = (
    *("21 Sep 2026, 18:02", "Sep 21, 2026, 6:02 PM", "21 sept. 2026, 18:02", "21 de set. de 2026, 18:02"),
    *(
        "21 set 2026, 18:02",
        "21 сент. 2026 г., 18:02",
        "21 Eyl 2026, 18:02",
        "21 wrz 2026, 18:02",
        "21. zář. 2026 18:02",
    ),
    *("21. syysk. 2026 klo 18.02", "2026年9月21日 18:02", "2026년 9월 21일 오후 6:02", "2026年9月21日 下午6:02"),
    *("21 Σεπ 2026, 6:02 μ.μ.", "2026. szept. 21. 18:02", "21/09/2026, 18:02", "2026-09-21T18:02", "21.09.2026 18:02"),
)


@looped("written", HEVY_DATES)
def test_dates_of_hevy_in_other_languages(written: str) -> None:
    """Hevy writes months in the language of the phone."""
    (session,) = sessions_of(f'title,start_time,exercise_title,reps\nLegs,"{written}",Plank,8\n')
    assert session.started.replace(tzinfo=None) == datetime(2026, 9, 21, 18, 2)


def test_sets_with_times_of_their_own() -> None:
    """Sets with short pauses are one workout from the first to the last, in their order; others are the next one."""
    rows = [("20:41", "Plank"), ("18:40", "Squat"), ("18:02", "Push Up"), ("18:21", "Plank")]
    text = "\n".join(f"2026-09-21 {time}:00 +0000,{name},8" for time, name in rows)
    first, second = sessions_of(f"Date,Exercise,Reps\n{text}\n")
    assert [item.exercise for item in first.sets] == ["push_up", "plank", "squat"]
    assert (first.active_seconds, [item.exercise for item in second.sets]) == (38 * 60, ["plank"])


def test_sets_without_dates_are_refused() -> None:
    """A table that doesn't say when is refused, with what it lacks."""
    with pytest.raises(InputError, match="a table of sets without dates: add a column Date"):
        read_data(Source(b"Set,Exercise Name,Time,Rest,Reps,Weight\n1,GOBLET_SQUAT,0:45,2:00,8,20 kg\n", "sets.csv"))


def test_a_damaged_backup_of_jefit() -> None:
    """What can't be read is named with its section; nothing else breaks."""
    with pytest.raises(InputError, match="has no sets"):
        read_data(Source(b"### SETTING ###\nmass\nkg\n", "jefit.csv"))
    with pytest.raises(InputError, match="EXERCISE LOGS: has a line of more than"):
        read_data(Source(b"### EXERCISE LOGS ###\n" + b"a" * (1 << 21), "jefit.csv"))


@looped(
    ("text", "said"),
    [
        ("Date,Exercise,Set 1\n2026-09-21,Plank," + "8;" * 50_000 + "8\n", "row 2: has more than 100 sets in one row"),
        ("Date,Exercise,Reps,Sets\n2026-09-21,Plank,8,101\n", "row 2, sets: "),
        (
            "Date,Exercise,Reps,Sets\n" + "2026-09-21,Plank,8,100\n" * 11,
            "row 2, start: has more than 1,000 sets in one workout",
        ),
    ],
)
def test_too_many_sets(text: str, said: str) -> None:
    """A row or a workout with more sets than anybody does is refused, and takes no time and memory."""
    with pytest.raises(InputError, match=said):
        read_data(Source(text.encode(), "workouts.csv"))


@looped(
    ("text", "amount"),
    [
        ("20", (20, "")),
        ("20,5 kg", (20.5, "kg")),
        ("1.234,5lbs.", (1234.5, "lbs")),
        ("8 reps", (8, "")),
        ("BW", None),
        ("-", None),
        ("", None),
    ],
)
def test_an_amount_in_a_cell(text: str, amount: tuple[float, str] | None) -> None:
    """A number may have its unit behind it; the weight of the body is none."""
    assert amount_in(text, "", high=2000) == amount


@looped("text", ["20 stone", "kg", "8-10", "1e5x"])
def test_an_amount_that_is_none(text: str) -> None:
    """What is neither a number nor nothing is an error, never a wrong number."""
    with pytest.raises(ActivityFileError):
        amount_in(text, "row 2", high=2000)


@given(st.lists(st.tuples(st.sampled_from(["", "20", "22.5"]), st.integers(1, 99)), max_size=8), st.sampled_from(",;|"))
def test_sets_in_one_cell(sets: list[tuple[str, int]], between: str) -> None:
    """As many sets come out of a cell as are in it, with and without weights."""
    text = between.join(f"{weight}x{reps}" if weight else str(reps) for weight, reps in sets)
    assert [(one.get("weight", ""), int(one["reps"])) for one in sets_in(text)] == sets


@looped(
    ("text", "moment", "has_time"),
    [
        ("46286", datetime(2026, 9, 21, 12), False),
        ("21.09.26", datetime(2026, 9, 21, 12), False),
        ("21.09.2026 18.02", datetime(2026, 9, 21, 18, 2), True),
        ("20260921T1802", datetime(2026, 9, 21, 18, 2), True),
        ("2026-09-21 18:02:11 +0000", datetime(2026, 9, 21, 18, 2, 11), True),
        ("2026-09-21", datetime(2026, 9, 21, 12), False),
    ],
)
def test_a_date_with_a_time_of_day_keeps_it(text: str, moment: datetime, has_time: bool) -> None:
    """A date with a time of day keeps it, one without is at noon."""
    found, timed = moment_of(text, "")
    assert (found.replace(tzinfo=None), timed) == (moment, has_time)
