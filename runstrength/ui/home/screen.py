"""The home screen: enter starts the session; every other screen is one key away."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

from textual import work
from textual.events import ScreenResume, ScreenSuspend

from runstrength.coach import offers
from runstrength.coach.prescription import time_limit
from runstrength.dates import day_of
from runstrength.history.editor import EditError
from runstrength.session.wording import needs_words
from runstrength.text import capitalized, noun_for
from runstrength.toml_input import InputError
from runstrength.ui import messages
from runstrength.ui.common import plan_lines, session_rows
from runstrength.ui.common.list_screen import ListScreen
from runstrength.ui.common.plan_lines import slider
from runstrength.ui.common.session_rows import format_day
from runstrength.ui.home import bindings
from runstrength.ui.home.entries import ENTRIES, MenuEntry
from runstrength.ui.lines import Line, Span, crop_lines, dim_lines

if TYPE_CHECKING:
    from textual.timer import Timer

    from runstrength.history.store import Listing, Row
    from runstrength.ui.home.summary import RecentWeeks

MAX_RECENT_SESSIONS = 8
"""Sessions in the details of the history entry."""


class HomeScreen(ListScreen):
    """Lists the menu entries, with details of the highlighted one."""

    LIST_WIDTH = 26
    DETAILS_MIN_ROWS = 6
    KEYS = bindings.HOME
    BINDINGS = KEYS.bindings

    def __init__(self) -> None:
        super().__init__("home")
        self._history: Listing[Row] | None = None
        self._recent_weeks: RecentWeeks | None = None
        self._minute_timer: Timer | None = None

    def on_mount(self) -> None:
        """Show the entries."""
        titles = [self._title(entry) for entry in ENTRIES]
        labels = [self.key_label(entry.binding) for entry in ENTRIES]
        self.watch(self.app, "app_focus", self._focus_changed, init=False)
        self.list.show(len(ENTRIES), lambda row, _: Line((Span(titles[row]),), (Span(f"{labels[row]} ", "dim"),)))

    def _title(self, entry: MenuEntry) -> str:
        words = self.KEYS.binding(entry.binding).description
        return capitalized(words)

    def on_screen_resume(self, _: ScreenResume) -> None:
        """Update the screen, then load the recent weeks, which the first frame does not need."""
        self.services.profile.invalidate()
        self._restart_minute_timer()
        self.call_after_refresh(self._start_reading)

    def on_screen_suspend(self, _: ScreenSuspend) -> None:
        """Stop the minute timer while another screen covers this one."""
        if self._minute_timer is not None:
            self._minute_timer.stop()

    def _restart_minute_timer(self) -> None:
        if self._minute_timer is not None:
            self._minute_timer.stop()
        self._minute_timer = self.set_timer(60.5 - self.services.now().second, self.minute_passed)

    def minute_passed(self) -> None:
        """Show what changes with the time of day, such as when the session would end."""
        self._look_again()
        self.refresh_view()
        self._restart_minute_timer()

    def _focus_changed(self, has_focus: bool) -> None:
        """Plan again if the history changed while the person was in another window."""
        if has_focus and self.is_current and self._look_again():
            self.refresh_view()

    def _look_again(self) -> bool:
        """Read the history again if another process changed it; return whether it did."""
        changed = self.services.profile.refresh()
        if changed:
            self._start_reading()
        return changed

    def _start_reading(self) -> None:
        self._read_history()

    @work(exclusive=True)
    async def _read_history(self) -> None:
        from runstrength.ui.home.summary import read_recent_weeks

        services = self.services
        self._history = await self.run_in_thread(lambda: services.recorder.store.summaries())
        self._recent_weeks = await self.run_in_thread(read_recent_weeks, services, self._history.records)
        self.refresh_view()

    # -- text ---------------------------------------------------------------------------------------------------------

    def headline(self, width: int) -> Sequence[Line]:
        """Return the program's name, the date, and the current week once it is loaded."""
        now = self.services.now()
        done = ""
        if self._recent_weeks is not None:
            done = self._recent_weeks.words(width)
        elif self.services.profile.saves:
            done = " "
        if not self.services.profile.saves:
            done = "nothing is saved today" if not done else f"{done} · nothing is saved today"
        return (
            Line((Span("runstrength", "accent"),), (Span(format_day(now, width), "dim"),)),
            Line((Span(done, "dim"),)),
        )

    def hints(self) -> Sequence[tuple[str, str]]:
        """Return the key hints of the footer."""
        leave = (self.hint("app.help"), self.hint("home.quit"))
        if self.list.highlighted != 0:
            return (self.arrows(), self.hint("list.pick", "open"), *leave)
        time = self.hint("home.less_time home.more_time", "time")
        start = self.hint("list.pick", "start")
        if self._offered:
            time = self.hint("home.shorter", f"{self._offered:g} {noun_for(self._offered, 'minute')}")
        elif offer := self._coach_offer:
            answers = (self.hint("home.shorter", offers.NAMES[offer]), self.hint("home.decline"))
            return (self.arrows(), start, *answers, self.hint("home.why"), *leave)
        return (self.arrows(), start, time, self.hint("home.why"), *leave)

    @property
    def _coach_offer(self) -> str:
        """The setting of what the coach offers today; empty if nothing is offered, or a shorter plan is."""
        if self._recent_weeks is None or self._recent_weeks.shorter_minutes is not None:
            return ""
        try:
            return self.services.planner.plan(self.services.default_routine).offer
        except InputError:  # shown in the details
            return ""

    @property
    def _offered(self) -> float | None:
        """Minutes of the shorter plan that is offered; None if none is, or if a time was chosen."""
        recent = self._recent_weeks
        return None if recent is None or self._time_chosen else recent.shorter_minutes

    @property
    def _time_chosen(self) -> bool:
        """Whether a time was chosen for today, instead of that of the settings."""
        return self.services.planner.choices.minutes != time_limit(self.services.settings.minutes)

    def _remark(self) -> str:
        """The most important remark on the recent weeks; empty if there is none."""
        remarks = self._recent_weeks.remarks if self._recent_weeks is not None else ()
        passed = self._time_chosen and self._recent_weeks is not None and self._recent_weeks.shorter_minutes is not None
        return next(iter(remarks[1:] if passed else remarks), "")

    def details(self, size: tuple[int, int]) -> Sequence[Line]:
        """Return the details of the highlighted entry."""
        entry = ENTRIES[self.list.highlighted or 0]
        if entry.binding == "home.start":
            return self._session(size)
        lines = [Line((Span(self._title(entry), "strong"),)), *dim_lines(entry.about, size[0])]
        if entry.binding == "home.history" and self._history is not None and self._history.records:
            rows, now = self._history.records[:MAX_RECENT_SESSIONS], self.services.now()
            lines += [Line(), *(session_rows.history_line(row, now, size[0]) for row in rows)]
        return crop_lines(lines, size[1])

    def _session(self, size: tuple[int, int]) -> Sequence[Line]:
        """Return the plan of the session: what fits into the available time, and the first reason."""
        services = self.services
        routine, missing = services.library.default_routine(services.settings.default_routine)
        try:
            plan, whole = services.planner.plan(routine), services.planner.full_minutes(routine)
        except InputError as bad:
            return plan_lines.problem_details(bad.problems, size)
        if not plan.steps:
            return crop_lines([line for text in plan.reasons for line in dim_lines(text, size[0])], size[1])
        remark = f"{capitalized(missing)}." if missing else self._remark()
        if self._coach_offer:
            remark = remark if missing else plan.reasons[-1]
        about = next((text for text in plan.reasons if text != remark), services.library.routine(routine).about)
        beneath = (slider(services.planner.choices.minutes, whole, size[0]),)
        needs = needs_words(plan, services.settings.units)
        return plan_lines.plan_details(plan, about, services.now(), size, remark, beneath, needs)

    # -- actions ------------------------------------------------------------------------------------------------------

    def on_selected(self, row: int) -> None:
        """Run the action of an entry."""
        getattr(self, f"action_{self.KEYS.binding(ENTRIES[row].binding).action}")()

    def action_start(self) -> None:
        """Start the session."""
        self.navigate(messages.StartRoutine(self.services.default_routine))

    def action_warm_up(self) -> None:
        """Open the warm-ups."""
        self.navigate(messages.OpenWarmups())

    def action_routines(self) -> None:
        """Open the routines."""
        self.navigate(messages.OpenRoutines())

    def action_exercises(self) -> None:
        """Open the exercises."""
        self.navigate(messages.OpenExercises())

    def action_history(self) -> None:
        """Open the history."""
        self.navigate(messages.OpenHistory())

    def action_sounds(self) -> None:
        """Open the sound check."""
        self.navigate(messages.OpenSoundCheck())

    def action_build(self) -> None:
        """Open the builder with a new routine."""
        self.navigate(messages.OpenBuilder())

    def action_settings(self) -> None:
        """Open the settings."""
        self.navigate(messages.OpenSettings())

    def action_minutes(self, by: int) -> None:
        """Change the available time."""
        try:
            self.services.planner.change_minutes(self.services.default_routine, by)
        except InputError:  # shown in the details
            return
        self._at_the_session()

    def action_all_of_it(self) -> None:
        """Remove the time limit."""
        self.services.planner.choose(minutes=None)
        self._at_the_session()

    def action_accept(self) -> None:
        """Accept what is offered: the shorter plan, or what the coach offers."""
        if self._offered:
            self.services.planner.choose(minutes=self._offered)
            self._at_the_session()
        elif self._coach_offer:
            self._answer(self._coach_offer, accepted=True)

    def action_decline(self) -> None:
        """Decline what the coach offers, for some weeks."""
        if self._coach_offer:
            self._answer(self._coach_offer, accepted=False)

    def _answer(self, offer: str, *, accepted: bool) -> None:
        """Save the answer to an offer, and say how it can be undone."""
        from runstrength.settings import OfferAnswer
        from runstrength.ui.common.setting_changes import apply_settings

        services = self.services
        before = getattr(services.settings, offer)
        error = apply_settings(services, **{offer: OfferAnswer(accepted, day_of(services.now())).text})
        services.answered.append((offer, before))
        services.logged_run_id = ""
        if not error:
            words = offers.answer_words(offer, services.library.coach_rules.offers, accepted=accepted)
            services.host.notify(f"{words} Press {self.key_label('home.undo')} to undo.")
        self._at_the_session()

    def _at_the_session(self) -> None:
        self.list.action_go_to(0)
        self.refresh_view()

    def action_reasons(self) -> None:
        """Show the reasons for the plan."""
        try:
            plan = self.services.planner.plan(self.services.default_routine)
        except InputError as bad:
            self.services.host.notify(str(bad.problems[0]), severity="warning")
            return
        nothing = plan_lines.nothing_to_adjust(plan)
        about = self.KEYS.binding("home.why").tooltip
        self.navigate(messages.OpenText(f"Why: {plan.title}", about, plan.reasons or (nothing,)))

    def action_log_run(self) -> None:
        """Log a run."""
        self.navigate(messages.OpenRunLog())

    def action_take_back(self) -> None:
        """Remove the run that was just logged, or undo the answer to an offer."""
        if self.services.answered and not self.services.logged_run_id:
            from runstrength.ui.common.setting_changes import apply_settings

            offer, before = self.services.answered.pop()
            if not apply_settings(self.services, **{offer: before}):
                self.services.host.notify("Answer undone.")
            self._at_the_session()
            return
        run, self.services.logged_run_id = self.services.logged_run_id, ""
        try:
            self.services.editor.delete(run)
        except EditError as refused:
            self.services.host.notify(str(refused), severity="warning")
            if self.services.recorder.store.has(run):
                self.services.logged_run_id = run  # the key tries again
        else:
            self.services.host.notify("Run removed.")
        self._read_history()

    def check_action(self, action: str, parameters: tuple[object, ...]) -> bool | None:  # noqa: ARG002 - Textual's signature
        """Disable undo with nothing to undo, so that ctrl+z suspends the program."""
        return action != "take_back" or bool(self.services.logged_run_id or self.services.answered)

    def action_check(self) -> None:
        """Open the self-check."""
        self.navigate(messages.OpenSelfCheck())

    def action_guide(self) -> None:
        """Open the training guide."""
        self.navigate(messages.OpenGuide())
