"""Plans sessions for the app and the command line: what a person chose, the catalogue and the past come together here.

Pure: the moment, the past and the check-in come from a function that the caller passes.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import TYPE_CHECKING, Any, Final

from msgspec.structs import replace

from runstrength.catalogue.library import Library
from runstrength.catalogue.routine import Routine
from runstrength.coach.prescription import NEXT_SESSION, Choices, Today, prescribe, usual_plan
from runstrength.session.past import known_past
from runstrength.session.plan import Plan

if TYPE_CHECKING:
    from datetime import datetime

    from runstrength.coach.readiness import Checkin
    from runstrength.coach.substitutes import Substitute
    from runstrength.session.engine import Session
    from runstrength.session.record import Record

MINUTES: Final = tuple(range(5, 65, 5))
"""The time limits that can be chosen with arrow keys, in minutes."""
_MAX_REMEMBERED: Final = 64
"""Plans."""


class Planner:
    """Plans sessions.

    A plan is remembered for as long as nothing it depends on has changed, but for a minute at the most: screens ask
    for the same plan again and again while they draw.

    Args:
        library: exercises, routines, levels and the coach's numbers.
        choices: what the person chose for today.
        today: returns the moment, the past and the check-in.
    """

    def __init__(self, library: Library, choices: Choices, today: Callable[[], Today]) -> None:
        self.library = library
        self.choices = choices
        self.today = today
        self._plans: dict[tuple[str, Routine, Choices, Checkin | None], Plan] = {}
        """Plans made from the next three."""
        self._library = library
        self._records: Sequence[Record] = ()
        self._minute: datetime | None = None

    def choose(self, **changes: Any) -> None:
        """Change some fields of `choices`."""
        self.choices = replace(self.choices, **changes)

    def plan(self, routine: str | Routine) -> Plan:
        """Return today's plan of a routine.

        Args:
            routine: the routine, its name, or the path of its file.

        Raises:
            InputError: the routine cannot be read, or nothing of it is left to do.
        """
        return self._planned("today", routine, self.choices, self.today(), prescribe)

    def next_plan(self, routine: str | Routine) -> Plan:
        """Return the plan of a routine some days from now, when a session that was just done is no reason any more.

        Args:
            routine: as for `plan`.

        Raises:
            InputError: as `plan`.
        """
        today = self.today()
        later = today.now + NEXT_SESSION
        return self._planned(
            "next",
            routine,
            replace(self.choices, as_usual=False),
            today,
            lambda routine, library, choices, _: prescribe(
                routine, library, choices, Today(later, known_past(today.records, later))
            ),
        )

    def usual_plan(self, routine: str | Routine, level: str = "") -> Plan:
        """Return the plan of a routine on a usual day: nothing taken off for day, season or time.

        Args:
            routine: as for `plan`.
            level: by default the level that was chosen.

        Raises:
            InputError: as `plan`.
        """
        choices = replace(self.choices, level=level) if level else self.choices
        return self._planned("usual", routine, choices, self.today(), usual_plan)

    def first_plan(self, routine: str | Routine, level: str, minutes: float | None) -> Plan:
        """Return the plan of a routine at a level in some minutes, for the questions of the first start.

        Args:
            routine: as for `plan`.
            level: the level.
            minutes: the time limit, None for none.

        Raises:
            InputError: as `plan`.
        """
        choices = replace(self.choices, level=level, minutes=minutes, as_usual=True)
        return self._planned("today", routine, choices, self.today(), prescribe)

    def plan_with(self, routine: str, checkin: Checkin | None, minutes: float | None, *, as_usual: bool) -> Plan:
        """Return the plan of a routine with other answers to the check-in than were given so far.

        Args:
            routine: as for `plan`.
            checkin: the answers.
            minutes: the time limit, None for none.
            as_usual: whether today's adjustments are ignored; they also are if `choices` says so.

        Raises:
            InputError: as `plan`.
        """
        choices = replace(self.choices, minutes=minutes, as_usual=as_usual or self.choices.as_usual)
        return self._planned("today", routine, choices, replace(self.today(), checkin=checkin), prescribe)

    def full_minutes(self, routine: str) -> float:
        """Return how many minutes today's plan of a routine takes without a time limit.

        Raises:
            InputError: as `plan`.
        """
        choices = replace(self.choices, minutes=None)
        return self._planned("today", routine, choices, self.today(), prescribe).expected / 60

    def change_minutes(self, routine: str, by: int) -> None:
        """Choose the next longer (`by` = 1) or shorter (-1) time limit for a routine.

        Raises:
            InputError: as `plan`.
        """
        self.choose(minutes=next_time_limit(self.choices.minutes, by, self.full_minutes(routine)))

    def last_warmup(self) -> str:
        """Return the routine of the warm-up that was done last; empty if there was none."""
        return next((record.routine for record in self.today().records if record.kind == "warmup"), "")

    def substitutes(self, session: Session) -> Sequence[Substitute]:
        """Return what can be done instead of the exercise that a running session announces."""
        from runstrength.coach.substitutes import find_substitutes

        today = self.today()
        return find_substitutes(
            session.plan,
            session.state.step,
            self.library,
            equipment=self.choices.equipment,
            past=today.records,
            now=today.now,
            planned=session.planned,
            units=self.choices.units,
            owned={"dumbbell": self.choices.dumbbells, "kettlebell": self.choices.kettlebells},
        )

    def _planned(
        self,
        kind: str,
        routine: str | Routine,
        choices: Choices,
        today: Today,
        make: Callable[[Routine, Library, Choices, Today], Plan],
    ) -> Plan:
        minute = today.now.replace(second=0, microsecond=0)
        if self._library is not self.library or self._records is not today.records or self._minute != minute:
            self._library, self._records, self._minute = self.library, today.records, minute
            self._plans.clear()
        if isinstance(routine, str):
            routine = self.library.routine(routine)
        key = (kind, routine, choices, today.checkin)
        if key not in self._plans:
            if len(self._plans) >= _MAX_REMEMBERED:
                self._plans.clear()
            self._plans[key] = make(routine, self.library, choices, today)
        return self._plans[key]


def next_time_limit(minutes: float | None, by: int, full: float) -> float | None:
    """Return the next time limit of `MINUTES`; no limit has its place among them by how long the session takes.

    Args:
        minutes: the limit so far, None for none.
        by: 1 for longer, -1 for shorter.
        full: minutes that the session takes without a limit.
    """
    at = full if minutes is None else minutes
    places: list[tuple[float, float | None]] = [(number, float(number)) for number in MINUTES if number != full]
    places = sorted([*places, (full, None)], key=lambda place: place[0])
    others = [value for place, value in places if (place > at if by > 0 else place < at)]
    if not others:
        return minutes
    return others[0] if by > 0 else others[-1]
