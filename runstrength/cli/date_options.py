"""Days and times of day as options: read as the app reads them, their errors told as click tells them."""

from __future__ import annotations

import os
from collections.abc import Callable
from datetime import date, datetime, timedelta
from typing import TypeVar

import click

from runstrength import date_input
from runstrength.date_input import DateError, When
from runstrength.dates import day_of, local_now

T = TypeVar("T")


def typed_day(text: str) -> date:
    """Return the day that an option names.

    Raises:
        BadParameter: it names none.
    """
    return _read(lambda: date_input.read_date(text, _today(), _order()))


def typed_when(text: str) -> When:
    """Return the day and the time of day that an option names.

    Raises:
        BadParameter: it names neither.
    """
    return _read(lambda: date_input.read_when(text, _today(), _order()))


def begun(when: When, now: datetime, length: timedelta) -> datetime:
    """Return when something of a length began; see `date_input.begun`.

    Raises:
        UsageError: it's in the future, or doesn't exist.
    """
    return in_option(lambda: date_input.begun(when, now, length))


def in_option(make: Callable[[], T]) -> T:
    """Return what `make` returns; its error is reported as one of `--date`.

    Raises:
        UsageError: the date is in the future, or doesn't exist.
    """
    try:
        return make()
    except DateError as error:
        raise click.UsageError(f"--date: {error}") from None


def _today() -> date:
    return day_of(local_now())


def _order() -> str:
    from runstrength.cli.output import the_settings

    return date_input.date_order(the_settings().date_order, os.environ)


def _read(read: Callable[[], T]) -> T:
    try:
        return read()
    except DateError as error:
        raise click.BadParameter(str(error)) from None
