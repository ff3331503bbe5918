"""What is not rewritten in plain words yet: `test_plain_words` leaves it out. A line goes with the rewrite."""

from __future__ import annotations

from typing import Final

HELP_TO_DO: Final[frozenset[str]] = frozenset()
"""Commands, by their `--help`; the program itself is empty."""

KEYS_TO_DO: Final[frozenset[str]] = frozenset(
    {
        "a shared routine",
        "adding a session",
        "editing a session",
        "export",
        "home",
        "import",
        "logging a run",
        "progress",
        "the builder",
        "the check-in",
        "the choice of an exercise",
        "the history",
        "the mirror",
        "the question how to end",
        "the question what to save",
        "the routines",
        "the self-check",
        "the warm-up",
        "what is imported",
    }
)
"""Screens, by their keys."""

SCREENS_TO_DO: Final[frozenset[str]] = frozenset(
    {
        "test_a_block_being_typed",
        "test_a_dose",
        "test_a_new_routine",
        "test_a_shared_routine",
        "test_a_warm_up_made_to_fit",
        "test_a_warning",
        "test_adding",
        "test_amber",
        "test_correcting",
        "test_exercises",
        "test_export",
        "test_first_question",
        "test_health_note",
        "test_help",
        "test_home",
        "test_home_help",
        "test_home_in_light",
        "test_import",
        "test_leaving",
        "test_less_time",
        "test_no_self_check_yet",
        "test_nothing_said",
        "test_pain",
        "test_palette",
        "test_palette_no_match",
        "test_palette_search",
        "test_pasts",
        "test_routines",
        "test_self_check",
        "test_settings",
        "test_settings_typed",
        "test_small",
        "test_stop",
        "test_the_mirror",
        "test_the_mirrors_past",
        "test_warm_up",
        "test_what_to_add",
        "test_which_exercise",
        "test_why",
    }
)
"""Tests of pictures, by the screens they show."""
