"""Animates the figure of an exercise."""

from __future__ import annotations

from typing import TYPE_CHECKING

from runstrength.catalogue.exercise import Exercise
from runstrength.figure.drawing import picture
from runstrength.figure.motion import Motion, motion, next_change, pose_at
from runstrength.figure.poses import load_moves, move_of, weight_of
from runstrength.live.alarm import Alarm
from runstrength.locations import assets_dir
from runstrength.ui.common.containment import contained
from runstrength.ui.widgets.figure import Figure

if TYPE_CHECKING:
    from runstrength.ui.services import Services


class FigureAnimation:
    """Animates a figure while its screen is shown; no timer runs while the picture does not change.

    Args:
        services: for the clock.
        figure: the widget.
    """

    def __init__(self, services: Services, figure: Figure) -> None:
        self._clock = services.real_clock
        self._figure = figure
        self._exercise: Exercise | None = None
        self._motion: Motion | None = None
        self.since = 0.0
        """The time at which it began."""
        self._size = (0, 0)
        self.alarm = Alarm(self._clock)
        """Draws the next picture."""
        self.is_running = False
        """Whether the animation is running."""

    def show(self, exercise: Exercise | None, size: tuple[int, int]) -> bool:
        """Show an exercise in a size of columns and rows, starting its animation; tell whether it has a figure."""
        self._size = size
        if exercise != self._exercise:
            self._exercise, self.since = exercise, self._clock()
            move = move_of(exercise, load_moves(assets_dir())) if exercise is not None else None
            self._motion = motion(move, exercise.tempo) if move is not None and exercise is not None else None
        self.draw()
        return self._motion is not None

    def draw(self) -> None:
        """Draw the current picture, and schedule the next one."""
        self.stop()
        with contained(self._figure, "The figure"):
            self._draw()

    def _draw(self) -> None:
        moving = self._motion
        if moving is None or self._exercise is None:
            self._figure.update()
            return
        seconds = self._clock() - self.since
        still = self._figure.app.animation_level == "none"
        pose = moving.move.frames[moving.move.still] if still else pose_at(moving, seconds)
        self._figure.update(picture(moving.move, pose, *self._size, weight=weight_of(self._exercise)))
        change = None if still else next_change(moving, seconds)
        if change is not None:
            self.is_running = True
            self.alarm.at(self.since + change, self.draw)

    def stop(self) -> None:
        """Stop the animation, because the screen is not visible."""
        self.is_running = False
        self.alarm.cancel()
