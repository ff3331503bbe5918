"""One-line reasons why a key of the session has no effect now. Doesn't use Textual."""

from __future__ import annotations

from collections.abc import Callable
from typing import Final

from runstrength.dose_kinds import BY_CLOCK
from runstrength.session.loads import WITH_LOADS
from runstrength.session.plan import Plan
from runstrength.session.state import Mode, State
from runstrength.session_kinds import kind_word

NOT_STARTED: Final = "The session hasn't started yet."
PAUSED: Final = "Paused: press {go_on} to resume first."
_VALUES: Final = {
    Mode.WORK: "Change values in the rest, not during a set.",
    Mode.SWITCH: "Change values in the next rest.",
}
_ASK: Final = {
    Mode.WORK: "Nothing to answer during a set.",
    Mode.SWITCH: "Nothing to answer between sides.",
    Mode.READY: "Nothing to answer in this lead-in.",
    Mode.REST: "Nothing to answer in this rest.",
    Mode.OVERTIME: "Nothing to answer in this rest.",
}
_SWAP: Final = "Swap before a set: press {swap} in the lead-in or the rest."
_FIRST_SIDE: Final = "Swap before the first side of a set."


NOT_POSSIBLE: Final = "That isn't possible now."


def why_not(action: str, state: State, plan: Plan, key_label: Callable[[str], str], *, less: bool = False) -> str:
    """Return why an action isn't possible in a state of the session.

    Args:
        action: `pause`, `skip`, `back`, `adjust`, `values`, `ask`, `niggle`, `swap` or `shorter`.
        state: of the session.
        plan: its plan.
        key_label: returns the key of a binding as text.
        less: of `adjust`: whether the time was to be shortened.
    """
    keys = {name: key_label(f"session.{name}") for name in ("go_on", "swap", "hurt")}
    return _why_not(action, state, plan, less=less).format_map(keys)


def _why_not(action: str, state: State, plan: Plan, *, less: bool) -> str:
    """Return the sentence, with the keys as placeholders such as `{go_on}`."""
    mode = state.mode
    if mode is Mode.WAITING:
        return NOT_STARTED
    if mode is Mode.PAUSED and action in ("skip", "back", "adjust", "swap"):
        return PAUSED
    unpaused = state.paused_from if mode is Mode.PAUSED else mode
    match action:
        case "back":
            return "This is the first set: there's nothing to go back to."
        case "adjust":
            return _adjust(state, less=less)
        case "values":
            no_weights = "" if plan.kind in WITH_LOADS else f", and a {kind_word(plan.kind)} has no weights"
            return _VALUES.get(unpaused, f"No set is done yet{no_weights}.")
        case "ask":
            return _ASK.get(unpaused, "Nothing to answer now.")
        case "niggle":
            return "No set is done yet: press {hurt} during a set, or after it."
        case "swap":
            before_set = unpaused in (Mode.READY, Mode.REST, Mode.OVERTIME)
            return _FIRST_SIDE if before_set and not state.leads_back_to else _SWAP
    return NOT_POSSIBLE


def _adjust(state: State, *, less: bool) -> str:
    if state.mode is Mode.SWITCH:
        return "The time to switch sides can't be changed."
    if state.mode is Mode.WORK and state.step.target.kind not in BY_CLOCK:
        return "This set has no timer: press {go_on} when you're done."
    if state.mode is Mode.OVERTIME and less:
        return "The rest is over: press {go_on} to start."
    return "It can't be longer than that."
